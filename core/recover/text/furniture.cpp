#include "core/recover/text/furniture.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "core/recover/page/lines.h"
#include "core/recover/text/captions.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kMargin = 1.0 / 6;   ///< of the page's height
constexpr std::size_t kMostRows = 6;  ///< rows at each edge that may be furniture
constexpr double kSamePlace = 0.6;  ///< rows of two pages at heights nearer than this, in font sizes, are at one place
constexpr double kSameEdge = 1.5;   ///< the same for their left ends, right ends or middles
constexpr double kApart = 0.7;      ///< white, in font sizes, that sets a row apart from the text
constexpr std::size_t kLongest = 200;  ///< letters; a longer row is text

MarginRow::Part read_part(const Page& page, const TextLine& segment) {
  MarginRow::Part part;
  part.box = segment.box;
  part.words = segment.words;
  part.artifact = std::all_of(segment.words.begin(), segment.words.end(),
                              [&](std::uint32_t word) { return page.words[word].mark == kArtifactMark; });
  std::size_t numbers = 0;
  bool in_number = false;
  part.text = line_text(page, segment);
  for_each_code_point(fold_label(part.text), [&](char32_t c) {
    if (!is_digit(c)) {
      append_utf8(part.key, c);
      in_number = false;
      return;
    }
    if (!in_number) {
      part.key.push_back('#');
      ++numbers;
      part.number.clear();
    }
    append_utf8(part.number, c);
    in_number = true;
  });
  if (numbers != 1) part.number.clear();
  return part;
}

/// "12", "- 12 -", "Page 12", "Page 3 of 12", "第12页".
bool is_page_number(const std::string& key) {
  static constexpr std::string_view kForms[] = {
      "#",          "-#-", "–#–", "—#—",    "page#", "page#of#", "#/#", "第#页",   "#|",          "|#",
      "第#页共#页", "p.#", "[#]", "seite#", "pag.#", "p#",       "(#)", "page#/#", "第#页/共#页", "#of#"};
  return std::find(std::begin(kForms), std::end(kForms), key) != std::end(kForms);
}

std::optional<long> value_of(const std::string& number) {
  if (number.empty() || number.size() > 6 || static_cast<unsigned char>(number[0]) >= 0x80) return std::nullopt;
  return std::strtol(number.c_str(), nullptr, 10);
}

bool same_edges(const Box& a, const Box& b, double tolerance) {
  return std::abs(a.x0 - b.x0) <= tolerance || std::abs(a.x1 - b.x1) <= tolerance ||
         std::abs(a.center_x() - b.center_x()) <= tolerance;
}

bool has_letter(const std::string& key) {
  bool found = false;
  for_each_code_point(key, [&](char32_t c) { found = found || is_letter(c); });
  return found;
}

/// Numbers may differ from page to page beside letters; "1,234" under "5,678" is a row of a table.
bool same_part(const MarginRow::Part& a, const MarginRow::Part& b, double size, int pages_between) {
  if (a.key != b.key || !same_edges(a.box, b.box, kSameEdge * size)) return false;
  if (a.key != "#") return has_letter(a.key) || is_page_number(a.key) || a.text == b.text;
  const auto here = value_of(a.number);
  const auto there = value_of(b.number);
  return here && there && *there - *here == pages_between;
}

/// Whether two rows of a page are set under the same edges, like those of a table.
bool is_tabular(const MarginRow& row, const MarginRow& next) {
  if (row.parts.size() < 3 || next.parts.size() < 3) return false;
  std::size_t aligned = 0;
  for (const MarginRow::Part& part : row.parts) {
    for (const MarginRow::Part& under : next.parts)
      aligned += same_edges(part.box, under.box, 0.5 * row.size) ? 1U : 0U;
  }
  return aligned + 1 >= std::min(row.parts.size(), next.parts.size());
}

std::vector<MarginRow> read_rows(const Page& page, const std::vector<TextLine>& segments, bool from_bottom) {
  std::vector<MarginRow> rows;
  const auto add = [&](const TextLine& segment) {
    const bool same_row = !rows.empty() && rows.back().box.down().overlap(segment.box.down()) >
                                               0.5 * std::min(rows.back().box.height(), segment.box.height());
    if (!same_row) {
      rows.emplace_back();
      rows.back().box = segment.box;
      rows.back().size = segment.size;
    }
    rows.back().parts.push_back(read_part(page, segment));
    rows.back().box = rows.back().box.united(segment.box);
    rows.back().size = std::max(rows.back().size, segment.size);
    return rows.size() <= kMostRows + 1;
  };
  if (from_bottom) {
    for (auto at = segments.rbegin(); at != segments.rend() && add(*at); ++at) continue;
  } else {
    for (auto at = segments.begin(); at != segments.end() && add(*at); ++at) continue;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    MarginRow& row = rows[i];
    std::sort(row.parts.begin(), row.parts.end(), [](const auto& a, const auto& b) { return a.box.x0 < b.box.x0; });
    row.white = i + 1 == rows.size() ? page.height
                : from_bottom        ? row.box.y0 - rows[i + 1].box.y1
                                     : rows[i + 1].box.y0 - row.box.y1;
  }
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) rows[i].tabular = is_tabular(rows[i], rows[i + 1]);
  const auto outside = [&](const MarginRow& row) {
    const double at = row.box.center_y() / page.height;
    return from_bottom ? at < 1 - kMargin : at > kMargin;
  };
  rows.erase(std::find_if(rows.begin(), rows.end(), outside), rows.end());
  return rows;
}

/// Which parts of a row stand on a neighbour at the same place.
std::vector<bool> repeated_parts(const MarginRow& row, int page, std::span<const Margins* const> neighbours,
                                 bool bottom) {
  std::vector<bool> repeated(row.parts.size());
  for (const Margins* neighbour : neighbours) {
    for (const MarginRow& other : bottom ? neighbour->bottom : neighbour->top) {
      if (std::abs(other.box.center_y() - row.box.center_y()) > kSamePlace * row.size) continue;
      for (std::size_t i = 0; i < row.parts.size(); ++i) {
        for (const MarginRow::Part& part : other.parts)
          repeated[i] = repeated[i] || same_part(row.parts[i], part, row.size, neighbour->page - page);
      }
    }
  }
  return repeated;
}

bool is_own_number(const MarginRow& row, const Margins& margins) {
  const MarginRow::Part& part = row.parts.front();
  return row.parts.size() == 1 && is_page_number(part.key) && row.white > kApart * row.size &&
         (part.key != "#" || value_of(part.number) == margins.page);
}

Furniture made(const MarginRow& row, const std::vector<bool>& repeated, bool bottom) {
  Furniture furniture;
  bool number = true;
  for (std::size_t i = 0; i < row.parts.size(); ++i) {
    // What stands beside a repeated part, in a row set apart from the text, belongs to it: the name of a chapter.
    if (!repeated[i] && row.white <= kApart * row.size) continue;
    const MarginRow::Part& part = row.parts[i];
    furniture.box = furniture.words.empty() ? part.box : furniture.box.united(part.box);
    furniture.words.insert(furniture.words.end(), part.words.begin(), part.words.end());
    if (!furniture.text.empty()) furniture.text.push_back(' ');
    furniture.text += part.text;
    number = number && is_page_number(part.key);
  }
  furniture.at_bottom = bottom;
  furniture.label = number ? "page-number" : bottom ? "footer" : "header";
  return furniture;
}

std::vector<Furniture> find_at_edge(const Margins& margins, std::span<const Margins* const> neighbours, bool bottom) {
  std::vector<Furniture> found;
  std::size_t set_apart = 0;
  for (const MarginRow& row : bottom ? margins.bottom : margins.top) {
    std::size_t letters = 0;
    for (const MarginRow::Part& part : row.parts) letters += count_code_points(part.key);
    if (letters > kLongest || row.tabular || names_table(row.parts.front().text)) break;
    std::vector<bool> repeated = repeated_parts(row, margins.page, neighbours, bottom);
    if (is_own_number(row, margins)) repeated.assign(repeated.size(), true);
    bool artifact = true;
    for (std::size_t i = 0; i < row.parts.size(); ++i) {
      artifact = artifact && row.parts[i].artifact;
      repeated[i] = repeated[i] || row.parts[i].artifact;
    }
    if (std::find(repeated.begin(), repeated.end(), true) == repeated.end()) break;
    found.push_back(made(row, repeated, bottom));
    if (artifact || row.white > kApart * row.size) set_apart = found.size();
  }
  // Text that happens to be alike, as on the pages of a form, runs on into text that is not.
  found.resize(set_apart);
  if (bottom) std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace

Margins read_margins(const Page& page, const std::vector<bool>& taken) {
  Margins margins;
  margins.page = page.number;
  std::vector<std::uint32_t> words;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    if (!taken[i]) words.push_back(i);
  }
  // Segments come by baseline: few of them are looked at from each end.
  const std::vector<TextLine> segments = find_segments(page, words);
  margins.top = read_rows(page, segments, false);
  margins.bottom = read_rows(page, segments, true);
  return margins;
}

std::vector<Furniture> find_furniture(const Margins& margins, std::span<const Margins* const> neighbours) {
  std::vector<Furniture> found = find_at_edge(margins, neighbours, false);
  for (Furniture& furniture : find_at_edge(margins, neighbours, true)) found.push_back(std::move(furniture));
  return found;
}

}  // namespace gridlift::recover
