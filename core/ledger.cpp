#include "core/ledger.h"

#include "core/unicode.h"

namespace gridlift {

namespace {

/// The table of balances grows by so many code points: the whole of it would cost more to clear and to add up than a
/// small Latin file to read.
constexpr std::size_t kStep = 0x400;

}  // namespace

TextLedger::TextLedger() : plane0_(kStep, 0) {}

std::uint64_t TextLedger::count(std::string_view text, int sign) {
  std::uint64_t counted = 0;
  for (std::size_t at = 0;;) {
    std::int32_t* const ascii = plane0_.data();
    // Every character of a document comes by twice: ASCII goes without a call or a branch for each.
    for (; at < text.size() && static_cast<unsigned char>(text[at]) < 0x80; ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      const unsigned ink = byte - 0x21U < 0x7FU - 0x21U ? 1 : 0;
      counted += ink;
      ascii[byte] += sign * static_cast<int>(ink);
    }
    if (at >= text.size()) break;
    const char32_t c = next_code_point(text, at);
    if (!has_ink(c)) continue;
    ++counted;
    if (c < 0x10000) {
      if (c >= plane0_.size()) plane0_.resize((c / kStep + 1) * kStep, 0);
      plane0_[c] += sign;
    } else {
      beyond_[c] += sign;
    }
  }
  return counted;
}

void TextLedger::in(std::string_view text) {
  input_chars_ += count(text, +1);
}

void TextLedger::out(std::string_view text) {
  count(text, -1);
}

std::uint64_t TextLedger::lost_chars() const {
  std::uint64_t lost = 0;
  for (const std::int32_t balance : plane0_) lost += balance > 0 ? static_cast<std::uint64_t>(balance) : 0;
  for (const auto& [c, balance] : beyond_) lost += balance > 0 ? static_cast<std::uint64_t>(balance) : 0;
  return lost;
}

std::uint64_t TextLedger::surplus_chars() const {
  std::uint64_t surplus = 0;
  for (const std::int32_t balance : plane0_) surplus += balance < 0 ? static_cast<std::uint64_t>(-balance) : 0;
  for (const auto& [c, balance] : beyond_) surplus += balance < 0 ? static_cast<std::uint64_t>(-balance) : 0;
  return surplus;
}

}  // namespace gridlift
