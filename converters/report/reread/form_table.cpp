#include "converters/report/reread/form_table.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/text_join.h"

namespace gridlift::report {

namespace {

constexpr double kConfidence = 0.8;  // labels and places agree

class Maker {
 public:
  Maker(const TableSpec& spec, const FormReading& reading, const PlacedText& text)
      : spec_(spec), reading_(reading), text_(text) {
    for (const BlockSpec& block : spec.blocks) {
      values_ = std::max(values_, static_cast<int>(block.columns.size()));
      for (const LineSpec& row : block.rows) {
        if (!row.labels.empty()) stub_ = std::max(stub_, static_cast<int>(row.groups.size()) + 1);
      }
    }
  }

  Table run() {
    for (std::size_t b = 0; b < spec_.blocks.size(); ++b) add_block(b);
    Budget budget{Limits{}};
    if (auto grid = CellGrid::make_filled(row_, stub_ + values_, std::move(cells_), budget))
      table_.grid = *std::move(grid);
    table_.header_cols = stub_;
    table_.method = text_.in_cells ? Method::text : Method::stream;
    table_.confidence = kConfidence;
    table_.reasons = {std::string(kReadByForm)};
    for (auto& [page, box] : boxes_) table_.parts.push_back({page, box});
    std::vector<std::string> path;
    table_.columns.resize(static_cast<std::size_t>(table_.grid.cols()));
    for (int col = 0; col < table_.grid.cols(); ++col) {
      for (int row = 0; row < table_.header_rows; row = table_.grid.at(row, col).end_row()) {
        const Cell& cell = table_.grid.at(row, col);
        if (!cell.text.empty()) table_.columns[static_cast<std::size_t>(col)].push_back(cell.text);
      }
    }
    return std::move(table_);
  }

 private:
  Cell& add(int row, int col, int row_span, int col_span, const std::vector<std::size_t>& words, bool header) {
    Cell cell;
    cell.row = row;
    cell.col = col;
    cell.row_span = row_span;
    cell.col_span = col_span;
    cell.text = text_of(text_, words);
    cell.header = header;
    cell.rule = kReadByForm;
    for (const std::size_t word : words) {
      const Place& place = text_.words[word].place;
      add_source(cell.sources, place);
      if (!place.bbox) continue;
      const auto [at, fresh] = boxes_.try_emplace(place.page, *place.bbox);
      at->second = at->second.united(*place.bbox);
    }
    cells_.push_back(std::move(cell));
    return cells_.back();
  }

  /// One source for each line: its words' boxes together.
  static void add_source(std::vector<Place>& sources, const Place& place) {
    if (!sources.empty() && place.line > 0 && sources.back().line == place.line) return;
    if (!sources.empty() && place.bbox && sources.back().page == place.page && sources.back().bbox) {
      sources.back().bbox = sources.back().bbox->united(*place.bbox);
      return;
    }
    sources.push_back(place);
  }

  void add_label(int row, int col, int row_span, int col_span, const std::optional<FoundLabel>& label) {
    add(row, col, row_span, col_span, label ? label->words : std::vector<std::size_t>(), true);
  }

  void add_block(std::size_t b) {
    const BlockSpec& spec = spec_.blocks[b];
    const ReadBlock& read = reading_.blocks[b];
    const int first = row_;
    if (!spec.captions.empty()) add_label(row_++, 0, 1, stub_ + values_, read.caption);
    int levels = 1;
    for (const LineSpec& column : spec.columns) levels = std::max(levels, static_cast<int>(column.groups.size()) + 1);
    if (stub_ > 0) add(row_, 0, levels, stub_, read.head_words, true);
    for (std::size_t c = 0; c < spec.columns.size(); ++c) add_column(spec, read, c, levels);
    row_ += levels;
    if (b == 0) {
      table_.header_rows = row_;
    } else {
      for (int row = first; row < row_; ++row) table_.interior_headers.push_back(row);
    }
    for (std::size_t r = 0; r < spec.rows.size(); ++r) add_row(spec, read, r);
  }

  /// How many of the lines from `at` are in the same group at a depth.
  static int run_of(const std::vector<LineSpec>& lines, std::size_t at, std::size_t depth) {
    const auto same = [&](const LineSpec& line) {
      for (std::size_t g = 0; g <= depth; ++g) {
        if (g >= line.groups.size() || line.groups[g].front().whole != lines[at].groups[g].front().whole) return false;
      }
      return true;
    };
    std::size_t end = at + 1;
    while (end < lines.size() && same(lines[end])) ++end;
    return static_cast<int>(end - at);
  }

  static bool begins_group(const std::vector<LineSpec>& lines, std::size_t at, std::size_t depth) {
    return at == 0 || depth >= lines[at - 1].groups.size() || run_of(lines, at - 1, depth) == 1;
  }

  /// The last column of a block that has fewer than others takes the rest of the row.
  int span_of(const BlockSpec& spec, std::size_t column) const {
    const auto count = static_cast<int>(spec.columns.size());
    return static_cast<int>(column) + 1 == count ? values_ - count + 1 : 1;
  }

  void add_column(const BlockSpec& spec, const ReadBlock& read, std::size_t c, int levels) {
    const int col = stub_ + static_cast<int>(c);
    const auto depth = static_cast<int>(spec.columns[c].groups.size());
    for (int g = 0; g < depth; ++g) {
      const auto level = static_cast<std::size_t>(g);
      if (!begins_group(spec.columns, c, level)) continue;
      const int run = run_of(spec.columns, c, level);
      const int more = span_of(spec, c + static_cast<std::size_t>(run) - 1) - 1;
      add_label(row_ + g, col, 1, run + more, read.column_groups[c][level]);
    }
    add_label(row_ + depth, col, levels - depth, span_of(spec, c), read.columns[c]);
  }

  void add_row(const BlockSpec& spec, const ReadBlock& read, std::size_t r) {
    const LineSpec& line = spec.rows[r];
    const auto depth = static_cast<int>(line.groups.size());
    for (int g = 0; g < depth; ++g) {
      const auto level = static_cast<std::size_t>(g);
      if (begins_group(spec.rows, r, level))
        add_label(row_, g, run_of(spec.rows, r, level), 1, read.row_groups[r][level]);
    }
    if (stub_ > 0) add_label(row_, depth, 1, stub_ - depth, read.rows[r].label);
    for (std::size_t c = 0; c < spec.columns.size(); ++c) {
      const ReadSlot& slot = read.rows[r].slots[c];
      Cell& cell = add(row_, stub_ + static_cast<int>(c), 1, span_of(spec, c), slot.words, false);
      cell.text = slot.text;
      cell.rule = slot.sure ? kReadByForm : kUnsure;
    }
    ++row_;
  }

  const TableSpec& spec_;
  const FormReading& reading_;
  const PlacedText& text_;
  int stub_ = 0;    // columns of labels
  int values_ = 0;  // columns of values
  int row_ = 0;
  std::vector<Cell> cells_;
  std::map<int, Box> boxes_;  // of each page
  Table table_;
};

}  // namespace

std::string text_of(const PlacedText& text, const std::vector<std::size_t>& words) {
  std::string out;
  for (const std::size_t word : words) out = joined(out, text.words[word].text);
  return out;
}

Table form_table(const TableSpec& spec, const FormReading& reading, const PlacedText& text) {
  return Maker(spec, reading, text).run();
}

}  // namespace gridlift::report
