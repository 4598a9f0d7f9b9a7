#include "formats/text/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "formats/text/charset_guess.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kSampleBytes = 256 * 1024;
constexpr std::size_t kPieceBytes = 64 * 1024;

std::uint8_t at(Bytes bytes, std::size_t i) {
  return static_cast<std::uint8_t>(bytes[i]);
}

Bytes sample_of(Bytes bytes) {
  return bytes.first(std::min(bytes.size(), kSampleBytes));
}

// ---- byte order mark ----

std::optional<Charset> by_mark(Bytes bytes) {
  const auto starts = [&](std::initializer_list<int> mark) {
    if (bytes.size() < mark.size()) return false;
    std::size_t i = 0;
    for (const int byte : mark) {
      if (at(bytes, i++) != byte) return false;
    }
    return true;
  };
  if (starts({0xEF, 0xBB, 0xBF})) return Charset{"UTF-8", 3, false};
  if (starts({0xFF, 0xFE, 0, 0}) && bytes.size() % 4 == 0) return Charset{"UTF-32LE", 4, false};
  if (starts({0, 0, 0xFE, 0xFF})) return Charset{"UTF-32BE", 4, false};
  if (starts({0xFF, 0xFE})) return Charset{"UTF-16LE", 2, false};
  if (starts({0xFE, 0xFF})) return Charset{"UTF-16BE", 2, false};
  if (starts({0x84, 0x31, 0x95, 0x33})) return Charset{"GB18030", 4, false};
  return std::nullopt;
}

// ---- UTF-8 ----

struct Utf8Count {
  std::size_t good = 0;  ///< sequences of two bytes and more that are well-formed
  std::size_t bad = 0;   ///< bytes that belong to none
};

/// Counts over all bytes; a sequence that only the end of the sample cuts is no mistake when `cut`.
Utf8Count count_utf8(Bytes bytes, bool cut) {
  Utf8Count count;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t i = 0; i < size;) {
    if (data[i] < 0x80) {
      ++i;
      continue;
    }
    const std::int64_t start = i;
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    if (c >= 0) {
      ++count.good;
    } else if (!cut || start + 4 <= size) {
      ++count.bad;
    }
  }
  return count;
}

constexpr std::size_t kSureSequences = 4;  // well-formed ones that no line of another charset has by chance

Bytes line_at(Bytes bytes, std::size_t from) {
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = std::find(begin, bytes.end(), std::byte{'\n'});
  return bytes.subspan(from, static_cast<std::size_t>(end - begin) + (end == bytes.end() ? 0 : 1));
}

bool is_utf8_line(Bytes line) {
  const Utf8Count count = count_utf8(line, false);
  return count.bad == 0 && count.good >= kSureSequences &&
         std::find(line.begin(), line.end(), std::byte{0}) == line.end();
}

/// The bytes of lines that are no UTF-8, up to a sample's; empty when they are damaged UTF-8 rather than of another
/// charset.
std::vector<std::byte> foreign_lines(Bytes bytes) {
  std::vector<std::byte> out;
  std::size_t bad = 0;
  std::size_t high = 0;
  for (std::size_t from = 0; from < bytes.size() && out.size() < kSampleBytes;) {
    const Bytes line = line_at(bytes, from);
    from += line.size();
    const Utf8Count count = count_utf8(line, false);
    if (count.bad == 0) continue;
    bad += count.bad;
    high += static_cast<std::size_t>(
        std::count_if(line.begin(), line.end(), [](std::byte b) { return b >= std::byte{0x80}; }));
    out.insert(out.end(), line.begin(),
               line.begin() + static_cast<std::ptrdiff_t>(std::min(line.size(), kSampleBytes)));
  }
  if (bad * 3 < high) out.clear();
  return out;
}

// ---- UTF-16 and UTF-32 without a mark ----

std::optional<Charset> wide_by_shape(Bytes sample) {
  if (sample.size() >= 8) {
    std::array<std::size_t, 2> fits{};  // little, big endian
    const std::size_t units = sample.size() / 4;
    for (std::size_t i = 0; i < units; ++i) {
      const std::size_t b = i * 4;
      if (at(sample, b + 3) == 0 && at(sample, b + 2) <= 0x10 && (at(sample, b) | at(sample, b + 1)) != 0) ++fits[0];
      if (at(sample, b) == 0 && at(sample, b + 1) <= 0x10 && (at(sample, b + 2) | at(sample, b + 3)) != 0) ++fits[1];
    }
    if (fits[0] * 20 >= units * 19) return Charset{"UTF-32LE", 0, false};
    if (fits[1] * 20 >= units * 19) return Charset{"UTF-32BE", 0, false};
  }
  const std::size_t units = sample.size() / 2;
  if (units < 2) return std::nullopt;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < units * 2; ++i) zeros[i % 2] += at(sample, i) == 0 ? 1 : 0;
  if (zeros[1] * 10 >= units * 3 && zeros[0] * 20 <= units) return Charset{"UTF-16LE", 0, false};
  if (zeros[0] * 10 >= units * 3 && zeros[1] * 20 <= units) return Charset{"UTF-16BE", 0, false};

  for (const bool little : {true, false}) {
    std::size_t usual = 0;   // letters of the scripts that are written in two non-zero bytes
    std::size_t marks = 0;   // what nearly every text has: blanks, line ends, CJK punctuation, full-width forms
    std::size_t paired = 0;  // both bytes are printable ASCII: eight-bit text read two bytes at a time
    for (std::size_t i = 0; i + 1 < units * 2; i += 2) {
      const unsigned low = at(sample, little ? i : i + 1);
      const unsigned high = at(sample, little ? i + 1 : i);
      const unsigned unit = high << 8 | low;
      if (unit < 0x80 || (unit >= 0x3000 && unit < 0x3040) || unit >= 0xFF00) ++marks;
      if ((unit >= 0x370 && unit < 0x780) || (unit >= 0x3040 && unit < 0xA000) || (unit >= 0xAC00 && unit < 0xD800)) {
        ++usual;
      }
      if (low >= 0x20 && low < 0x7F && high >= 0x20 && high < 0x7F) ++paired;
    }
    if (marks > 0 && (usual + marks) * 10 >= units * 8 && paired * 10 < units * 6 && marks * 2 < units) {
      return Charset{little ? "UTF-16LE" : "UTF-16BE", 0, false};
    }
  }
  return std::nullopt;
}

// ---- East Asian charsets by their common characters ----

struct DoubleByte {
  const char* name;
  bool (*lead)(unsigned);
  bool (*trail)(unsigned);
  bool (*common)(unsigned lead, unsigned trail);  ///< punctuation and everyday letters
  bool (*own)(unsigned lead, unsigned trail);     ///< letters that other charsets have not there
};

bool in(unsigned byte, unsigned from, unsigned to) {
  return from <= byte && byte <= to;
}

constexpr auto kHighTrail = [](unsigned b) { return in(b, 0xA1, 0xFE); };

constexpr DoubleByte kDoubleByte[] = {
    {"GB18030", [](unsigned b) { return in(b, 0x81, 0xFE); },
     [](unsigned b) { return in(b, 0x40, 0x7E) || in(b, 0x80, 0xFE) || in(b, 0x30, 0x39); },
     [](unsigned l, unsigned t) { return (in(l, 0xB0, 0xD7) || in(l, 0xA1, 0xA3)) && t >= 0xA1; },
     [](unsigned l, unsigned) { return in(l, 0xC9, 0xD7); }},
    {"Big5", [](unsigned b) { return in(b, 0x81, 0xFE); },
     [](unsigned b) { return in(b, 0x40, 0x7E) || kHighTrail(b); },
     [](unsigned l, unsigned) { return in(l, 0xA1, 0xC6); }, [](unsigned, unsigned t) { return t < 0x80; }},
    {"Shift_JIS", [](unsigned b) { return in(b, 0x81, 0x9F) || in(b, 0xE0, 0xFC); },
     [](unsigned b) { return in(b, 0x40, 0x7E) || in(b, 0x80, 0xFC); },
     [](unsigned l, unsigned t) {
       return (l == 0x82 && t >= 0x4F) || (l == 0x83 && t <= 0x96) || l == 0x81 || in(l, 0x88, 0x97);
     },
     [](unsigned l, unsigned t) { return (l == 0x82 && t >= 0x9F) || l == 0x83; }},
    {"EUC-KR", kHighTrail, kHighTrail, [](unsigned l, unsigned) { return in(l, 0xB0, 0xC8) || in(l, 0xA1, 0xA3); },
     [](unsigned l, unsigned) { return in(l, 0xB0, 0xC8); }},
    {"EUC-JP", kHighTrail, kHighTrail, [](unsigned l, unsigned) { return in(l, 0xA1, 0xA5) || in(l, 0xB0, 0xCF); },
     [](unsigned l, unsigned) { return in(l, 0xA4, 0xA5); }},
};

/// How well the bytes are text of one charset, 0..1.
double fitness(Bytes sample, const DoubleByte& charset) {
  std::size_t letters = 0;
  std::size_t common = 0;
  std::size_t own = 0;
  std::size_t bad = 0;
  std::size_t blanks = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const unsigned lead = at(sample, i);
    blanks += lead == ' ' && letters > 0 ? 1 : 0;
    if (lead < 0x80) continue;
    if (i + 1 == sample.size()) break;
    const unsigned trail = at(sample, i + 1);
    if (!charset.lead(lead) || !charset.trail(trail)) {
      ++bad;
      continue;
    }
    ++letters;
    ++i;
    common += charset.common(lead, trail) ? 1 : 0;
    own += charset.own(lead, trail) ? 1 : 0;
  }
  if (letters < 2 || bad * 50 > letters) return 0;
  const double n = static_cast<double>(letters);
  const double share = static_cast<double>(common) / n;
  const double sign = static_cast<double>(own) / n;
  const std::string_view name = charset.name;
  if (name == "EUC-JP") return sign > 0.2 ? share : 0;
  if (name == "EUC-KR") return sign > 0.9 && letters >= 4 && blanks * 12 >= letters ? share : 0;
  if (name == "Shift_JIS") return sign > 0.15 ? share : 0.6 * share;
  if (name == "Big5") return sign > 0.15 ? share : 0.6 * share;
  return sign > 0.1 || letters < 8 ? share : 0.9 * share;
}

std::optional<std::string> east_asian(Bytes sample) {
  const DoubleByte* best = nullptr;
  double most = 0.85;
  for (const DoubleByte& charset : kDoubleByte) {
    const double fit = fitness(sample, charset);
    if (fit > most || (fit == most && best != nullptr && std::string_view(charset.name).starts_with("EUC"))) {
      most = fit;
      best = &charset;
    }
  }
  if (best == nullptr) return std::nullopt;
  return best->name;
}

constexpr std::size_t kFewHigh = 12;  // bytes beyond ASCII that say something of a script

std::size_t ascii_letters(Bytes sample) {
  return static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), [](std::byte b) {
    const auto c = static_cast<unsigned char>(b) | 0x20;
    return c >= 'a' && c <= 'z' && static_cast<unsigned char>(b) < 0x80;
  }));
}

bool is_latin(std::string_view name) {
  return name == "windows-1252" || name == "windows-1250" || name == "windows-1254" || name == "ISO-8859-1" ||
         name == "ISO-8859-2" || name == "ISO-8859-9" || name.starts_with("IBM");
}

Charset by_content(Bytes sample) {
  std::size_t high = 0;
  for (const std::byte byte : sample) high += static_cast<std::uint8_t>(byte) >= 0x80 ? 1 : 0;
  const auto icu = guess_charset(sample);
  const bool enough = high >= 80;
  if (enough && icu && icu->confidence >= 90) return {icu->name, 0, false};
  if (auto name = east_asian(sample)) return {sane_name(*name), 0, false};
  if (icu && icu->confidence >= 50 && enough) return {icu->name, 0, false};
  // Words of letters beyond ASCII throughout are of no Latin script.
  if (icu && high >= kFewHigh && high > 2 * ascii_letters(sample) && icu->confidence >= 15 && !is_latin(icu->name)) {
    return {icu->name, 0, icu->confidence < 50};
  }
  if (icu && icu->name == "windows-1252" && icu->confidence >= 30) return {icu->name, 0, false};
  return {"windows-1252", 0, true};
}

}  // namespace

Charset detect_charset(Bytes bytes) {
  if (auto marked = by_mark(bytes)) return *marked;
  const Bytes sample = sample_of(bytes);
  // Zero bytes are well-formed UTF-8, so wide encodings are told first; but only when they are there at all.
  const bool has_zero = std::find(sample.begin(), sample.end(), std::byte{0}) != sample.end();
  if (has_zero) {
    if (auto wide = wide_by_shape(sample)) return *wide;
  }
  const Utf8Count count = count_utf8(bytes, false);
  if (count.bad == 0) return {};
  if (count.good >= 2 && count.good >= count.bad) {  // UTF-8 with damage, or with lines of another charset
    const std::vector<std::byte> foreign = foreign_lines(bytes);
    if (const auto name = has_zero ? std::nullopt : east_asian(foreign)) return {sane_name(*name), 0, false};
    return {};
  }
  if (!has_zero && bytes.size() % 2 == 0) {
    if (auto wide = wide_by_shape(sample)) return *wide;
  }
  return by_content(sample);
}

bool looks_binary(Bytes bytes) {
  const Bytes sample = sample_of(bytes);
  const Charset charset = detect_charset(sample);
  if (charset.name.starts_with("UTF-16") || charset.name.starts_with("UTF-32")) return false;
  std::size_t controls = 0;
  for (const std::byte raw : sample) {
    const auto byte = static_cast<std::uint8_t>(raw);
    const bool layout = byte >= 0x08 && byte <= 0x0D;
    if ((byte < 0x20 && !layout && byte != 0x1B) || byte == 0x7F) ++controls;
  }
  if (controls * 10 > sample.size() * 3) return true;
  if (controls * 50 < sample.size()) return false;
  // Some controls are there. In a file of bytes for machines they come with bytes that no charset explains.
  const Utf8Count count = count_utf8(sample, bytes.size() > sample.size());
  return count.bad * 20 > sample.size();
}

struct Decoder::State {
  Bytes bytes;
  std::size_t next = 0;
  bool utf8 = false;
  bool by_line = false;    ///< lines of UTF-8 may stand among those of the charset
  bool line_start = true;  ///< `next` is at the beginning of a line
  bool ended = false;
  std::size_t utf8_lines = 0;
  std::unique_ptr<UConverter, void (*)(UConverter*)> converter{nullptr, ucnv_close};
  std::vector<UChar> units;
  std::size_t replaced = 0;
  std::size_t first_replaced = 0;
  std::size_t nul_bytes = 0;

  void count_replaced() {
    if (replaced++ == 0) first_replaced = next;
  }
};

namespace {

void on_undecodable(const void* context, UConverterToUnicodeArgs* args, const char*, int32_t,
                    UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  auto& count = **static_cast<std::size_t* const*>(context);
  ++count;
  const UChar replacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
}

}  // namespace

Decoder::Decoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;
Decoder::~Decoder() = default;

Result<Decoder> Decoder::open(Bytes bytes, const Charset& charset) {
  auto state = std::make_unique<State>();
  state->bytes = bytes;
  state->next = std::min(charset.bom_bytes, bytes.size());
  state->utf8 = ucnv_compareNames(charset.name.c_str(), "UTF-8") == 0;
  if (!state->utf8) {
    UErrorCode status = U_ZERO_ERROR;
    state->converter.reset(ucnv_open(charset.name.c_str(), &status));
    if (U_FAILURE(status)) return fail(ErrorCode::bad_argument, "there is no charset named '" + charset.name + "'");
    state->units.resize(kPieceBytes * 2);
    const UConverterType type = ucnv_getType(state->converter.get());
    state->by_line = !charset.told && (type == UCNV_MBCS || type == UCNV_SBCS || type == UCNV_LATIN_1);
  }
  return Decoder(std::move(state));
}

namespace {

/// Length of the longest prefix, of about `want` bytes, that ends between two sequences.
std::size_t piece_length(Bytes rest, std::size_t want) {
  if (rest.size() <= want) return rest.size();
  std::size_t length = want;
  for (int back = 0; back < 3 && length > 1 && (at(rest, length) & 0xC0) == 0x80; ++back) --length;
  return length;
}

/// Length of the lines at the beginning that are all UTF-8, or are all not; lines that the piece cuts are not, unless
/// they are the first.
struct LineRun {
  std::size_t length = 0;
  std::size_t lines = 0;
  bool utf8 = false;
};

LineRun line_run(Bytes piece, bool last, bool line_start) {
  LineRun run;
  while (run.length < piece.size()) {
    const Bytes line = line_at(piece, run.length);
    const bool whole = line.back() == std::byte{'\n'} || last;
    if (!whole && run.length > 0) break;
    const bool utf8 = whole && (line_start || run.length > 0) && is_utf8_line(line);
    if (run.length > 0 && utf8 != run.utf8) break;
    run.utf8 = utf8;
    run.length += line.size();
    ++run.lines;
  }
  return run;
}

}  // namespace

bool Decoder::next(std::string& out) {
  State& s = *state_;
  if (s.ended) return false;
  if (s.utf8) {
    const Bytes piece = s.bytes.subspan(s.next, piece_length(s.bytes.subspan(s.next), kPieceBytes));
    const auto* data = reinterpret_cast<const std::uint8_t*>(piece.data());
    const auto size = static_cast<std::int64_t>(piece.size());
    std::int64_t copied = 0;
    const auto flush = [&](std::int64_t to) {
      out.append(reinterpret_cast<const char*>(data) + copied, static_cast<std::size_t>(to - copied));
    };
    for (std::int64_t i = 0; i < size;) {
      if (data[i] - 1U < 0x7F) {
        ++i;
        continue;
      }
      const std::int64_t start = i;
      UChar32 c = 0;
      U8_NEXT(data, i, size, c);
      if (c > 0) continue;
      flush(start);
      copied = i;
      append_utf8(out, kReplacement);
      if (c == 0) {
        ++s.nul_bytes;
      } else if (s.replaced++ == 0) {
        s.first_replaced = s.next + static_cast<std::size_t>(start);
      }
    }
    flush(size);
    s.next += piece.size();
    s.ended = s.next >= s.bytes.size();
    return true;
  }
  const Bytes rest = s.bytes.subspan(s.next);
  std::size_t length = std::min(rest.size(), kPieceBytes);
  if (s.by_line && length > 0) {
    const LineRun run = line_run(rest.first(length), rest.size() <= kPieceBytes, s.line_start);
    length = run.length;
    s.line_start = rest[length - 1] == std::byte{'\n'};
    if (run.utf8) {
      out.append(reinterpret_cast<const char*>(rest.data()), length);
      s.utf8_lines += run.lines;
      s.next += length;
      s.ended = s.next >= s.bytes.size();
      return true;
    }
  }
  const auto* from = reinterpret_cast<const char*>(rest.data());
  const auto* limit = from + length;
  const bool last = rest.size() <= length;
  UChar* to = s.units.data();
  UErrorCode status = U_ZERO_ERROR;
  const std::size_t replaced_before = s.replaced;
  std::size_t* count = &s.replaced;
  ucnv_setToUCallBack(s.converter.get(), on_undecodable, static_cast<const void*>(&count), nullptr, nullptr, &status);
  status = U_ZERO_ERROR;
  ucnv_toUnicode(s.converter.get(), &to, s.units.data() + s.units.size(), &from, limit, nullptr, last, &status);
  if (replaced_before == 0 && s.replaced > 0) s.first_replaced = s.next;
  s.next += static_cast<std::size_t>(from - reinterpret_cast<const char*>(rest.data()));
  const auto produced = static_cast<std::size_t>(to - s.units.data());
  for (std::size_t i = 0; i < produced; ++i) {
    char32_t c = s.units[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < produced && s.units[i + 1] >= 0xDC00 && s.units[i + 1] < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (s.units[++i] - 0xDC00U);
    }
    if (c == 0) {
      ++s.nul_bytes;
      c = kReplacement;
    }
    append_utf8(out, c);
  }
  s.ended = status != U_BUFFER_OVERFLOW_ERROR && s.next >= s.bytes.size();
  if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) s.ended = true;
  return true;
}

std::size_t Decoder::replaced() const {
  return state_->replaced;
}
std::size_t Decoder::first_replaced() const {
  return state_->first_replaced;
}
std::size_t Decoder::utf8_lines() const {
  return state_->utf8_lines;
}
std::size_t Decoder::nul_bytes() const {
  return state_->nul_bytes;
}

}  // namespace gridlift::text
