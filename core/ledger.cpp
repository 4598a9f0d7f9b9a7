#include "core/ledger.h"

#include "core/unicode.h"

namespace gridlift {

TextLedger::TextLedger() : plane0_(0x10000, 0) {}

std::uint64_t TextLedger::count(std::string_view text, int sign) {
  std::uint64_t counted = 0;
  for_each_code_point(text, [&](char32_t c) {
    if (!has_ink(c)) return;
    ++counted;
    if (c < 0x10000) {
      plane0_[c] += sign;
    } else {
      beyond_[c] += sign;
    }
  });
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
