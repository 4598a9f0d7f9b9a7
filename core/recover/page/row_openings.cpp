#include "core/recover/page/row_openings.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

std::string row_start(const Page& page, const TextRow& row, std::size_t words) {
  std::string out;
  for (std::size_t i = 0; i < std::min(words, row.words.size()); ++i) out += page.words[row.words[i]].text;
  return fold_label(out);
}

/// After the word "table" a caption has a number: "3", "A-2", "IV", "12.".
bool is_numbering(std::string_view text) {
  if (text.empty()) return false;
  bool digit = false;
  bool roman = true;
  std::size_t length = 0;
  for_each_code_point(text, [&](char32_t c) {
    ++length;
    if (length <= 4) digit = digit || is_digit(c);
    roman = roman && std::u32string_view(U"ivxlc.:").find(c) != std::u32string_view::npos;
  });
  return digit || roman;
}

}  // namespace

bool opens_caption(const Page& page, const TextRow& row) {
  // A name that another begins with comes after it.
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"tableau", "table",   "tabelle", "tabella", "tabela", "tabell",   "tabel",     "tabla",   "tablica",
       "tablo",   "tabulka", "tab.",    "cuadro",  "quadro", "taulukko", "übersicht", "πίνακασ", "таблица",
       "exhibit", "figure",  "fig.",    "chart",   "box",    "表",       "图",        "附表",    "續表",
       "표",      "جدول",    "الجدول",  "شكل",     "الشكل",  "טבלה"});
  if (row.words.empty()) return false;
  const std::string first = row_start(page, row, 1);
  for (const std::string_view name : kNames) {
    if (!first.starts_with(name)) continue;
    const std::string_view rest = std::string_view(first).substr(name.size());
    if (!rest.empty()) return is_numbering(rest) || rest == "." || rest == ":";
    if (row.words.size() == 1) return true;
    return is_numbering(fold_label(page.words[row.words[1]].text));
  }
  return false;
}

bool opens_notes(const Page& page, const TextRow& row) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"source:",        "sources:", "note:",    "notes:",  "note.",     "notes.",      "abbreviation:",
       "abbreviations:", "source.",  "sources.", "quelle:", "quellen:",  "anmerkung:",  "anmerkungen:",
       "fuente:",        "fuentes:", "fonte:",   "fonti:",  "nota:",     "notas:",      "bron:",
       "kilde:",         "källa:",   "źródło:",  "zdroj:",  "источник:", "примечание:", "注:",
       "资料来源:",      "注：",     "資料:",    "출처:",   "자료:",     "المصدر:",     "מקור:"});
  const std::string first = row_start(page, row, 2);  // "Source :"
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) { return first.starts_with(name); });
}

}  // namespace gridlift::recover
