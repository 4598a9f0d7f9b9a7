#include "core/recover/crossing/continuation.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr std::size_t kLongestMark = 60;      // display columns of a line that only says that the table goes on
constexpr std::size_t kLongestPageMark = 16;  // characters of a line that only says the page's number, without blanks

constexpr std::u32string_view kPageSigns =
    U"-\u2010\u2011\u2012\u2013\u2014\u2212/|\u00B7\u2022()[]:";  // around page numbers

// Folded: no white space, no case, full-width forms made ASCII. English, German, French, Spanish, Portuguese, Italian,
// Dutch, Russian, Chinese, Japanese, Korean, Arabic.
constexpr std::array<std::string_view, 24> kWords = {
    "(continued",   "continued)", "(cont",  "cont.)",        "(cont'd", "(contd",       "(fortsetzung", "fortsetzung)",
    "(forts.",      "(suite",     "suite)", "(continuación", "(cont.",  "(continuação", "(segue",       "(vervolg",
    "(продолжение", "(续",        "续)",    "(續",           "續)",     "(つづき",      "(계속",        "(تابع",
};
// Anywhere in the line, with the page or table it speaks of.
constexpr std::array<std::string_view, 18> kPhrases = {
    "continuedfrom",
    "continuedonnext",
    "fortsetzungvon",
    "fortsetzungauf",
    "suitedelapage",
    "suiteàlapage",
    "continuacióndela",
    "vienedelapágina",
    "continuaçãoda",
    "continuanapróxima",
    "continuadallapagina",
    "continuanellapagina",
    "продолжениеспредыдущей",
    "продолжениенаследующей",
    "续上表",
    "接上表",
    "接上页",
    "转下页",
};
constexpr std::array<std::string_view, 6> kFirstWords = {"续表",      "續表", "表续",
                                                         "continued", "تابع", "продолжениетаблицы"};

/// More letters and signs of ASCII than `most`, each of which stays one when it is folded or measured: what most lines
/// have is told without either.
bool is_longer(std::string_view line, std::size_t most) {
  if (line.size() <= most) return false;
  std::size_t count = 0;
  for (const char c : line) {
    count += c > 0x20 && c < 0x7F ? 1 : 0;
    if (count > most) return true;
  }
  return false;
}

bool has_word(std::string_view folded) {
  const auto inside = [&](std::string_view word) { return folded.find(word) != std::string_view::npos; };
  const auto first = [&](std::string_view word) { return folded.starts_with(word); };
  return std::ranges::any_of(kWords, inside) || std::ranges::any_of(kPhrases, inside) ||
         std::ranges::any_of(kFirstWords, first) || folded.ends_with("continued") || folded.ends_with("续表");
}

}  // namespace

bool is_continuation_mark(std::string_view line) {
  if (is_longer(line, kLongestMark) || static_cast<std::size_t>(display_width(trimmed(line))) > kLongestMark)
    return false;
  return has_word(fold_label(line));
}

bool continues_caption(std::string_view first, std::string_view caption) {
  const std::string folded = fold_label(caption);
  return has_word(folded) || (!folded.empty() && folded == fold_label(first));
}

bool is_page_mark(std::string_view line) {
  if (is_longer(line, kLongestPageMark)) return false;
  const std::string folded = fold_label(line);
  if (folded.empty() || count_code_points(folded) > kLongestPageMark) return false;
  bool digit = false, strange = false;
  std::string rest;
  for_each_code_point(folded, [&](char32_t c) {
    digit = digit || is_digit(c);
    strange = strange || (!is_digit(c) && !is_letter(c) && kPageSigns.find(c) == std::u32string_view::npos);
    if (!is_digit(c) && is_letter(c)) append_utf8(rest, c);
  });
  static constexpr std::array<std::string_view, 9> kAround = {"",     "page",     "pageof", "p", "seite",
                                                              "第页", "第页共页", "页",     "of"};
  const auto dots = std::ranges::count_if(folded, [](char c) { return c == '.' || c == ','; });
  return digit && !strange && dots == 0 && std::ranges::find(kAround, std::string_view(rest)) != kAround.end();
}

}  // namespace gridlift::recover
