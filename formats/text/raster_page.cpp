#include "formats/text/raster_page.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/unicode.h"

namespace gridlift::text {

namespace {

bool is_rule_mark(char32_t c) {
  return c == '-' || c == '=' || c == '_' || c == '~' || (c >= 0x2500 && c <= 0x2501) || c == 0x2550 || c == 0x2014;
}

bool is_dot(char32_t c) {
  return c == '.' || c == 0x2026 || c == 0xB7 || c == 0x2025;
}

/// Letters of one line with their columns.
struct Glyph {
  std::string_view text;
  char32_t c;
  int column;
  int width;
};

int width_of(char32_t c, Measure measure) {
  const int width = display_width(c);
  return measure == Measure::letters ? std::min(width, 1) : width;
}

std::vector<Glyph> glyphs_of(std::string_view text, Measure measure) {
  std::vector<Glyph> glyphs;
  int column = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    const int width = c == '\t' ? 8 - column % 8 : width_of(c, measure);
    glyphs.push_back({text.substr(from, at - from), c, column, width});
    column += width;
  }
  return glyphs;
}

class Maker {
 public:
  Maker(Lines lines, Measure measure) : measure_(measure) {
    out_.page.fragment = true;
    out_.page.first_line = lines.empty() ? 0 : lines[0].number;
    out_.page.fonts.push_back({"", false, false, true});
    for (const Line& line : lines) add(line);
    out_.first_word.push_back(static_cast<std::uint32_t>(out_.page.words.size()));
    out_.page.height = row_ * kRowPitch;
    out_.page.width = widest_ * kColumnPitch;
  }
  RasterPage take() { return std::move(out_); }

 private:
  void add(const Line& line) {
    out_.first_word.push_back(static_cast<std::uint32_t>(out_.page.words.size()));
    out_.dropped.emplace_back();
    const std::vector<Glyph> glyphs = glyphs_of(line.text, measure_);
    const bool rules = is_rule_line(trimmed(line.text));
    for (std::size_t i = 0; i < glyphs.size();) {
      if (!has_ink(glyphs[i].c)) {
        ++i;
        continue;
      }
      std::size_t end = i + 1;
      const std::size_t leader = leader_end(glyphs, i);
      if (leader > i) {
        drop(glyphs, i, leader);
        end = leader;
      } else {
        while (end < glyphs.size() && !is_space(glyphs[end].c) && leader_end(glyphs, end) == end) ++end;
        if (rules) {
          rule(glyphs, i, end);
        } else {
          word(glyphs, i, end);
        }
      }
      i = end;
    }
    if (!glyphs.empty()) widest_ = std::max(widest_, glyphs.back().column + glyphs.back().width);
    ++row_;
  }

  /// End of a run of leader dots from `at`: three or more, blanks between them or not; `at` when there is none.
  static std::size_t leader_end(const std::vector<Glyph>& glyphs, std::size_t at) {
    std::size_t dots = 0;
    std::size_t end = at;
    for (std::size_t i = at; i < glyphs.size(); ++i) {
      if (is_dot(glyphs[i].c)) {
        dots += glyphs[i].c == 0x2026 ? 3 : 1;
        end = i + 1;
      } else if (glyphs[i].c != ' ' || dots == 0 || (i > at && glyphs[i - 1].c == ' ')) {
        break;
      }
    }
    return dots >= 4 ? end : at;
  }

  void drop(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i) text += glyphs[i].text;
    out_.dropped.back().push_back(std::move(text));
  }

  void rule(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
    Rule rule;
    rule.at = row_ * kRowPitch + kRowPitch / 2;
    rule.from = glyphs[from].column * kColumnPitch;
    rule.to = (glyphs[to - 1].column + glyphs[to - 1].width) * kColumnPitch;
    rule.thickness = 0.5;
    out_.page.rules.push_back(rule);
    drop(glyphs, from, to);
  }

  void word(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
    Word word;
    word.first_edge = static_cast<std::uint32_t>(out_.page.edges.size());
    for (std::size_t i = from; i < to; ++i) {
      word.text += glyphs[i].text;
      out_.page.edges.push_back(static_cast<float>(glyphs[i].column * kColumnPitch));
    }
    const int end = glyphs[to - 1].column + glyphs[to - 1].width;
    out_.page.edges.push_back(static_cast<float>(end * kColumnPitch));
    const double top = row_ * kRowPitch;
    word.box = {glyphs[from].column * kColumnPitch, top + 1, end * kColumnPitch, top + 1 + kFontSize};
    word.baseline = top + 9;
    word.size = kFontSize;
    word.space_before = from > 0 && is_space(glyphs[from - 1].c);
    out_.page.words.push_back(std::move(word));
  }

  RasterPage out_;
  Measure measure_;
  int row_ = 0;
  int widest_ = 0;
};

/// Where texts that two blanks or more set apart begin, and where they end; sorted. The first of a line begins
/// anywhere.
struct Edges {
  std::vector<int> starts;
  std::vector<int> ends;
};

Edges edges_of(std::string_view text, Measure measure) {
  constexpr int kApart = 2;
  Edges edges;
  int blank = 0;
  int end = -1;
  int column = 0;
  for_each_code_point(text, [&](char32_t c) {
    const int width = c == '\t' ? 8 - column % 8 : width_of(c, measure);
    if (c == ' ' || c == '\t') {
      blank += width;
    } else {
      if (blank >= kApart && end >= 0) {
        edges.starts.push_back(column);
        edges.ends.push_back(end);
      }
      blank = 0;
      end = column + width;
    }
    column += width;
  });
  if (end >= 0 && !edges.starts.empty()) edges.ends.push_back(end);
  return edges;
}

std::size_t shared(const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<int> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

/// How many edges of texts stand above each other in neighbouring lines.
std::size_t edges_in_line(Lines lines, Measure measure) {
  std::size_t count = 0;
  Edges above;
  for (const Line& line : lines) {
    Edges edges = edges_of(line.text, measure);
    if (edges.starts.empty()) continue;
    count += shared(above.starts, edges.starts) + shared(above.ends, edges.ends);
    above = std::move(edges);
  }
  return count;
}

bool has_wide(Lines lines) {
  return std::any_of(lines.begin(), lines.end(), [](const Line& line) {
    bool wide = false;
    for_each_code_point(line.text, [&](char32_t c) { wide = wide || display_width(c) > 1; });
    return wide;
  });
}

}  // namespace

Measure measure_of(Lines lines) {
  if (!has_wide(lines)) return Measure::cells;
  return edges_in_line(lines, Measure::letters) > edges_in_line(lines, Measure::cells) ? Measure::letters
                                                                                       : Measure::cells;
}

bool is_rule_line(std::string_view text) {
  std::size_t marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_rule_mark(c)) {
      ++marks;
    } else if (c != ' ') {
      return false;
    }
  }
  return marks >= 3;
}

RasterPage raster_page(Lines lines, Measure measure) {
  return Maker(lines, measure).take();
}

}  // namespace gridlift::text
