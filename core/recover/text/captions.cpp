#include "core/recover/text/captions.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "core/ascii.h"
#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr std::size_t kLongest = 400;  ///< letters; a longer paragraph is prose
constexpr int kMostLines = 6;
constexpr double kAbove = 4;           ///< greatest white between a caption and the table below it, in font sizes
constexpr double kBelow = 2.5;         ///< the same for a caption below its table
constexpr std::size_t kBareName = 12;  ///< letters of a caption that is a word and a number only
constexpr std::size_t kBetween = 2;    ///< paragraphs (a unit, a date) that may stand between a caption and its table

constexpr std::string_view kTableWords[] = {
    "续表",    "附表",    "表格",    "表",    "table",   "tabelle",  "tableau",   "tabella",   "tabela",
    "tabell",  "tabla",   "tablica", "tablo", "tabulka", "taulukko", "übersicht", "Übersicht", "quadro",
    "πίνακας", "Πίνακας", "Таблица", "표",    "tabel",   "таблица",  "табл",      "tab.",      "표",
    "täflan",  "rozpis",  "cuadro",  "續表",  "exhibit", "جدول",     "الجدول",    "טבלה"};
constexpr std::string_view kFigureWords[] = {"figure",   "fig.", "fig ", "abbildung", "abb.", "图",
                                             "圖",       "図",   "그림", "рисунок",   "рис.", "chart",
                                             "equation", "公式", "شكل",  "الشكل",     "איור"};

/// The word that a text begins with, of a list; "" for none.
template <std::size_t N>
std::string_view begins_with(std::string_view folded, const std::string_view (&words)[N]) {
  const auto found =
      std::find_if(std::begin(words), std::end(words), [&](std::string_view word) { return folded.starts_with(word); });
  return found == std::end(words) ? std::string_view() : *found;
}

std::string folded_beginning(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text).substr(0, 48)) out += ascii_lower(c);
  return out;
}

/// "3", "A-2", "IV", "一", with a mark after it: what a table is numbered with.
bool begins_with_number(std::string_view rest) {
  constexpr std::u32string_view kHan = U"一二三四五六七八九十";
  constexpr std::string_view kRoman = "ivxl";
  const char32_t first = first_code_point(rest);
  if (is_digit(first) || kHan.find(first) != std::u32string_view::npos) return true;
  const std::size_t end = std::min(rest.find_first_of(" .:-"), rest.size());
  const std::string_view word = rest.substr(0, end);
  const bool roman = !word.empty() && word.find_first_not_of(kRoman) == std::string_view::npos;
  const bool letter = word.size() == 1 || (end + 1 < rest.size() && word.size() == 1 &&
                                           is_digit(static_cast<unsigned char>(rest[end + 1])));
  return roman || letter;
}

/// "Table 3 shows that ..." is a sentence: after the number it goes on in small letters.
bool is_sentence(std::string_view text) {
  const std::size_t word = text.find(' ');
  if (word == std::string_view::npos) return false;
  const std::size_t number = text.find(' ', word + 1);
  if (number == std::string_view::npos || number + 1 >= text.size()) return false;
  const char before = text[number - 1];
  return before != '.' && before != ':' && before != ')' && is_lower(first_code_point(text.substr(number + 1)));
}

bool may_be_caption(const Paragraph& paragraph) {
  return paragraph.lines <= kMostLines && count_code_points(paragraph.text) <= kLongest &&
         names_table(paragraph.text) && !is_sentence(paragraph.text);
}

bool stand_together(const Box& above, const Box& below, double most) {
  return above.across().overlap(below.across()) > 0 && below.y0 - above.y1 < most &&
         below.center_y() > above.center_y();
}

/// Index of the first item of the caption above the table at `at`; nothing when there is none.
std::optional<std::size_t> caption_above(const std::vector<PageItem>& items, std::size_t at, const Box& table) {
  Box below = table;
  for (std::size_t back = 1; back <= std::min(at, kBetween + 1); ++back) {
    const PageItem& item = items[at - back];
    if (item.is_table) break;
    const double reach = kAbove * item.paragraph.size;
    if (!stand_together(item.paragraph.box, below, reach) || item.paragraph.lines > kMostLines) break;
    if (may_be_caption(item.paragraph)) return at - back;
    below = below.united(item.paragraph.box);
  }
  return std::nullopt;
}

class Binder {
 public:
  Binder(std::vector<PageItem>& items, std::vector<Fragment>& tables, const Page& page)
      : items_(items), tables_(tables), page_(page), gone_(items.size()) {}

  void bind() {
    for (std::size_t at = 0; at < items_.size(); ++at) {
      if (items_[at].is_table) bind_table(at);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (gone_[i]) continue;
      if (kept != i) items_[kept] = std::move(items_[i]);
      ++kept;
    }
    items_.resize(kept);
  }

 private:
  void bind_table(std::size_t at) {
    Table& table = tables_[items_[at].table].table;
    if (table.caption || !table.parts.front().bbox) return;
    const Box box = *table.parts.front().bbox;
    if (const auto first = caption_above(items_, at, box); first && !gone_[*first]) {
      take(table, *first);
      const bool bare = count_code_points(items_[*first].paragraph.text) <= kBareName;
      if (bare && *first + 1 < at && !gone_[*first + 1]) take(table, *first + 1);
      return;
    }
    if (at + 1 >= items_.size() || items_[at + 1].is_table) return;
    const Paragraph& below = items_[at + 1].paragraph;
    const bool names_the_next = at + 2 < items_.size() && items_[at + 2].is_table;
    if (!names_the_next && may_be_caption(below) && stand_together(box, below.box, kBelow * below.size))
      take(table, at + 1);
  }

  void take(Table& table, std::size_t item) {
    Paragraph& paragraph = items_[item].paragraph;
    table.caption = table.caption ? joined(*table.caption, paragraph.text) : std::move(paragraph.text);
    Place place;
    place.page = page_.number;
    place.bbox = paragraph.box;
    table.caption_sources.push_back(std::move(place));
    gone_[item] = true;
  }

  std::vector<PageItem>& items_;
  std::vector<Fragment>& tables_;
  const Page& page_;
  std::vector<bool> gone_;
};

}  // namespace

bool names_table(std::string_view text) {
  const std::string folded = folded_beginning(text);
  const std::string_view word = begins_with(folded, kTableWords);
  if (word.empty()) return false;
  return begins_with_number(trimmed(std::string_view(folded).substr(word.size())));
}

bool names_figure(std::string_view text) {
  return !begins_with(folded_beginning(text), kFigureWords).empty();
}

void bind_captions(std::vector<PageItem>& items, std::vector<Fragment>& tables, const Page& page) {
  Binder(items, tables, page).bind();
}

}  // namespace gridlift::recover
