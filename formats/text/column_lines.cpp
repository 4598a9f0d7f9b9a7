#include "formats/text/column_lines.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/recover/flattened/flattened_rows.h"

namespace gridlift::text {

namespace {

int column_at(double x) {
  return static_cast<int>(std::lround(x / kColumnPitch));
}

}  // namespace

std::vector<Phrase> phrases_of(const RasterPage& raster, const NarrowRivers& narrow, std::size_t line) {
  std::vector<Phrase> phrases;
  // A blank at a river parts two values in any line, and the names right above the first values.
  const auto parted = [&](std::uint32_t i, int from) {
    return narrow.has(from - 1) && (line == narrow.names || (recover::is_value_text(raster.page.words[i - 1].text) &&
                                                             recover::is_value_text(raster.page.words[i].text)));
  };
  for (std::uint32_t i = raster.first_word[line]; i < raster.first_word[line + 1]; ++i) {
    const Word& word = raster.page.words[i];
    const int from = column_at(word.box.x0);
    const int to = column_at(word.box.x1);
    if (!phrases.empty() && from - phrases.back().to < kRiver && !(from - phrases.back().to == 1 && parted(i, from))) {
      Phrase& last = phrases.back();
      last.text += (from > last.to ? " " : "") + word.text;
      last.to = to;
    } else {
      phrases.push_back({word.text, from, to});
    }
  }
  return phrases;
}

ColumnLine line_of(const RasterPage& raster, const NarrowRivers& narrow, Lines lines, std::size_t line) {
  ColumnLine out;
  out.phrases = phrases_of(raster, narrow, line);
  out.line = line;
  out.number = lines[line].number;
  out.blank = lines[line].blank();
  out.rule = out.phrases.empty();
  const double top = static_cast<double>(line) * kRowPitch;
  const std::vector<Rule>& rules = raster.page.rules;
  auto rule = std::lower_bound(rules.begin(), rules.end(), top, [](const Rule& r, double y) { return r.at < y; });
  for (; rule != rules.end() && rule->at < top + kRowPitch; ++rule) {
    out.segments.emplace_back(column_at(rule->from), column_at(rule->to));
  }
  return out;
}

bool shows_values(const RasterPage& raster, std::size_t line) {
  const std::vector<Phrase> phrases = phrases_of(raster, {}, line);
  return std::any_of(phrases.begin(), phrases.end(),
                     [](const Phrase& phrase) { return recover::is_value_text(phrase.text); });
}

}  // namespace gridlift::text
