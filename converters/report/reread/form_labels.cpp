#include "converters/report/reread/form_labels.h"

#include <algorithm>
#include <limits>

#include "converters/report/align/monotone.h"

namespace gridlift::report {

namespace {

constexpr double kReach = 6;         // times the font size: how far from its label a value may stand
constexpr double kReachLines = 4;    // the same in lines of character cells
constexpr double kHeaderReach = 60;  // times the font size, or lines: how far above the first row its header may begin
constexpr double kHeaderLines = 14;  // times the font size, or lines: the tallest header

/// Whether two lines of the form are in the same group at a depth.
bool same_group(const LineSpec& a, const LineSpec& b, std::size_t depth) {
  return depth < a.groups.size() && depth < b.groups.size() &&
         a.groups[depth].front().whole == b.groups[depth].front().whole;
}

}  // namespace

FormLabels::FormLabels(const TableSpec& spec, const PlacedText& text, FormReading& reading)
    : spec_(spec), text_(text), out_(reading), search_(text), columns_(spec.blocks.size()) {}

double FormLabels::reach(double size) const {
  return text_.in_cells ? kReachLines : kReach * size;
}

bool FormLabels::is_claimed(const FoundLabel& found) const {
  return std::any_of(found.words.begin(), found.words.end(), [&](std::size_t w) { return out_.claimed[w] != 0; });
}

void FormLabels::claim(const FoundLabel& found) {
  for (const std::size_t word : found.words) out_.claimed[word] = 1;
}

void FormLabels::find_rows() {
  std::vector<std::pair<std::size_t, std::size_t>> expected;  // block and row
  std::vector<std::pair<std::size_t, FoundLabel>> found;      // index in `expected`
  for (std::size_t b = 0; b < spec_.blocks.size(); ++b) {
    for (std::size_t r = 0; r < spec_.blocks[b].rows.size(); ++r) {
      for (FoundLabel& label : search_.find(spec_.blocks[b].rows[r].labels))
        found.emplace_back(expected.size(), std::move(label));
      expected.emplace_back(b, r);
    }
  }
  // What stands at one place is one row: the later of two that it may be comes first, so that both are never taken.
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    const double left = a.second.middle();
    const double right = b.second.middle();
    return left != right ? left < right : a.first > b.first;
  });
  const auto matched = align_monotone(expected.size(), found.size(), [&](std::size_t e, std::size_t f) {
    return found[f].first == e ? found[f].second.score : 0;
  });
  for (std::size_t e = 0; e < expected.size(); ++e) {
    if (!matched[e]) continue;
    claim(found[*matched[e]].second);
    out_.blocks[expected[e].first].rows[expected[e].second].label = std::move(found[*matched[e]].second);
  }
  for (std::size_t b = 0; b < spec_.blocks.size(); ++b) find_groups(b);
}

void FormLabels::find_groups(std::size_t b) {
  const std::vector<LineSpec>& rows = spec_.blocks[b].rows;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t g = 0; g < rows[r].groups.size(); ++g) {
      auto& groups = out_.blocks[b].row_groups;
      groups[r][g] = r > 0 && same_group(rows[r], rows[r - 1], g) ? groups[r - 1][g] : row_group(b, r, g);
    }
  }
}

/// The label of the group that begins with a row, beside its rows.
std::optional<FoundLabel> FormLabels::row_group(std::size_t b, std::size_t first, std::size_t depth) {
  const std::vector<LineSpec>& rows = spec_.blocks[b].rows;
  const FoundLabel* top = nullptr;
  const FoundLabel* bottom = nullptr;
  for (std::size_t r = first; r < rows.size() && same_group(rows[r], rows[first], depth); ++r) {
    const auto& label = out_.blocks[b].rows[r].label;
    if (!label) continue;
    if (top == nullptr) top = &*label;
    bottom = &*label;
  }
  if (top == nullptr) return std::nullopt;
  const double size = text_.words[top->words.front()].size;
  std::vector<FoundLabel> all;
  for (FoundLabel& found : search_.find(rows[first].groups[depth])) {
    if (is_claimed(found) || found.top() < top->top() - reach(size) || found.bottom() > bottom->bottom() + reach(size))
      continue;
    all.push_back(std::move(found));
  }
  // It is printed again where a page or a second table begins.
  for (const FoundLabel& found : all) claim(found);
  const auto best = std::max_element(all.begin(), all.end(),
                                     [](const FoundLabel& x, const FoundLabel& y) { return x.score < y.score; });
  return best == all.end() ? std::nullopt : std::optional(*best);
}

const std::vector<std::vector<FoundLabel>>& FormLabels::columns_of(std::size_t block) {
  if (!columns_[block]) {
    columns_[block].emplace();
    for (const LineSpec& column : spec_.blocks[block].columns) columns_[block]->push_back(search_.find(column.labels));
  }
  return *columns_[block];
}

double FormLabels::end_of_rows_above(const FoundLabel& below) const {
  double end = -1;
  for (const ReadBlock& block : out_.blocks) {
    for (const ReadRow& row : block.rows) {
      if (row.label && row.label->page == below.page && row.label->bottom() < below.top())
        end = std::max(end, row.label->bottom());
    }
  }
  return end;
}

double FormLabels::begin_of_rows_below(const FoundLabel& above) const {
  double begin = std::numeric_limits<double>::max();
  for (const ReadBlock& block : out_.blocks) {
    for (const ReadRow& row : block.rows) {
      if (row.label && row.label->page == above.page && row.label->top() > above.bottom())
        begin = std::min(begin, row.label->top());
    }
  }
  return begin;
}

FormLabels::Header FormLabels::header_above(std::size_t block, const FoundLabel& row) {
  const double size = text_.words[row.words.front()].size;
  const double head = text_.in_cells ? kHeaderReach : kHeaderReach * size;
  return take_header(block, row.page, std::max(end_of_rows_above(row), row.top() - head), row.top());
}

FormLabels::Header FormLabels::header_anywhere(std::size_t block) {
  const auto& columns = columns_of(block);
  Found all;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (const FoundLabel& label : columns[c]) {
      if (!is_claimed(label)) all.emplace_back(c, &label);
    }
  }
  const FoundLabel* best = nullptr;
  double best_end = 0;
  std::size_t most = columns.size() / 2;
  for (const auto& [column, start] : all) {
    const double size = text_.words[start->words.front()].size;
    const double end = start->top() + (text_.in_cells ? kHeaderLines : kHeaderLines * size);
    Found near;
    for (const auto& [c, label] : all) {
      if (label->page == start->page && label->top() >= start->top() && label->bottom() <= end)
        near.emplace_back(c, label);
    }
    const auto matched = in_order(columns.size(), near);
    const auto named = static_cast<std::size_t>(
        std::count_if(matched.begin(), matched.end(), [](const auto& m) { return m.has_value(); }));
    if (named <= most) continue;
    most = named;
    best = start;
    best_end = end;
  }
  if (best == nullptr) return {};
  // Groups may stand above the columns of the lower level, and below the top of those of the upper one.
  const double more = reach(text_.words[best->words.front()].size);
  return take_header(block, best->page, best->top() - more, best_end + more);
}

/// For each column which of the found labels is its header: from left to right. Sorts `found`.
std::vector<std::optional<std::size_t>> FormLabels::in_order(std::size_t columns, Found& found) {
  std::sort(found.begin(), found.end(), [](const auto& x, const auto& y) {
    const double left = x.second->x0 + x.second->x1;
    const double right = y.second->x0 + y.second->x1;
    return left != right ? left < right : x.first > y.first;
  });
  return align_monotone(columns, found.size(),
                        [&](std::size_t c, std::size_t f) { return found[f].first == c ? found[f].second->score : 0; });
}

/// Takes the header between two heights of a page. The first of a block is the block's own.
FormLabels::Header FormLabels::take_header(std::size_t block, int page, double from, double to) {
  const auto& columns = columns_of(block);
  Found found;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (const FoundLabel& label : columns[c]) {
      if (label.page == page && label.top() > from && label.bottom() < to && !is_claimed(label))
        found.emplace_back(c, &label);
    }
  }
  const auto matched = in_order(columns.size(), found);
  Header header(columns.size());
  bool named = false;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!matched[c]) continue;
    header[c] = *found[*matched[c]].second;
    claim(*header[c]);
    named = true;
  }
  if (!named) return header;
  const Header& own = out_.blocks[block].columns;
  const bool first = std::none_of(own.begin(), own.end(), [](const auto& column) { return column.has_value(); });
  if (first) {
    out_.blocks[block].columns = header;
    take_around(block, page, from, to);
    return header;
  }
  for (const LineSpec& column : spec_.blocks[block].columns) {
    for (const auto& group : column.groups) take(group, page, from, to);
  }
  return header;
}

/// The groups of columns and the caption above a block's header.
void FormLabels::take_around(std::size_t block, int page, double from, double to) {
  const std::vector<LineSpec>& columns = spec_.blocks[block].columns;
  ReadBlock& read = out_.blocks[block];
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t g = 0; g < columns[c].groups.size(); ++g) {
      read.column_groups[c][g] = c > 0 && same_group(columns[c], columns[c - 1], g)
                                     ? read.column_groups[c - 1][g]
                                     : take(columns[c].groups[g], page, from, to);
    }
  }
  read.caption = take(spec_.blocks[block].captions, page, from, to);
}

/// The lowest unclaimed place of a label between two heights of a page, which is claimed.
std::optional<FoundLabel> FormLabels::take(const std::vector<Label>& labels, int page, double from, double to) {
  std::optional<FoundLabel> best;
  for (FoundLabel& found : search_.find(labels)) {
    if (found.page == page && found.top() > from && found.bottom() < to && !is_claimed(found)) best = std::move(found);
  }
  if (best) claim(*best);
  return best;
}

}  // namespace gridlift::report
