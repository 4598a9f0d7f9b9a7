// Draws values from the bytes of a fuzzer, so that a changed byte changes one value.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gridlift::fuzz {

/// Front to back; everything is 0 or empty once the bytes are used up.
class Draw {
 public:
  explicit Draw(std::span<const std::byte> bytes) : bytes_(bytes) {}

  bool empty() const { return at_ >= bytes_.size(); }
  unsigned byte() { return empty() ? 0U : std::to_integer<unsigned>(bytes_[at_++]); }
  /// 0 <= value < end. REQUIRES: 1 <= end <= 65536.
  unsigned below(unsigned end) { return (end > 256 ? byte() << 8 | byte() : byte()) % end; }
  int between(int least, int most) { return least + static_cast<int>(below(static_cast<unsigned>(most - least + 1))); }
  bool coin() { return (byte() & 1U) != 0; }
  /// One time in `n`.
  bool once_in(unsigned n) { return below(n) == n - 1; }

  /// A number on a coarse scale, so that edges meet; now and then a fine or a monstrous one.
  double length(double step) {
    const unsigned kind = byte();
    if (kind < 200) return kind * step;
    if (kind < 250) return byte() * step + byte() / 64.0;
    static constexpr double kMonsters[] = {-1, 1e6, -1e6, 1e-9, 3e38, 0};
    return kMonsters[kind - 250];
  }

  /// The next `size` bytes, as they are.
  std::string_view raw(std::size_t size) {
    size = std::min(size, bytes_.size() - std::min(at_, bytes_.size()));
    const std::string_view text(reinterpret_cast<const char*>(bytes_.data()) + at_, size);
    at_ += size;
    return text;
  }
  std::string_view rest() { return raw(bytes_.size()); }

  /// Well-formed UTF-8 without white space, of 1 to `most` characters: what readers put into words.
  std::string word(unsigned most = 12) {
    static constexpr std::string_view kLetters[] = {
        "a",  "b",  "e", "n", "o",  "t",       "A",  "T",      "1",  "2",      "0",    "9",      ".",
        ",",  "-",  "%", "(", ")",  ":",       "|",  "\"",     "'",  "<",      "&",    "=",      "+",
        "@",  "*",  "#", "_", "\\", "…",       "数", "据",     "一", "、",     "）",   "１",     "，",
        "あ", "가", "ש", "ل", "٣",  "e\u0301", "ﬁ",  "\u00AD", "—",  "°",      "€",    "\u200B", "\uFFFD",
        "😀",  "𠀀", "Ω", "ж", "├",  "─",       "█",  "•",      "1.", "（一）", "续表", "合计"};
    std::string text;
    for (unsigned n = 1 + below(most); n > 0; --n) text += kLetters[below(64)];
    return text;
  }
  /// Words and white space; may be empty.
  std::string text(unsigned words = 4) {
    static constexpr std::string_view kSpaces[] = {" ", " ", " ", "\n", "\t", "\u3000", "  ", "\u00A0"};
    std::string text;
    for (unsigned n = below(words + 1); n > 0; --n) {
      if (!text.empty()) text += kSpaces[below(8)];
      text += word();
    }
    return text;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

}  // namespace gridlift::fuzz
