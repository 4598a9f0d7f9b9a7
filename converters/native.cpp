// The native form, for goldens: one line for each block, tables as grids that a person can read and a diff can show.
//
//   heading 1 "Results"
//   table 0 docx 3x3 headers 2x1 caption "Table 1"
//     | "Requests" | "Persons" | < |
//     | ^ | "natural" | "legal" |
//     | "new" | "8" | "3" {row-rejoined} |
//
// `<` is a slot of the cell to its left, `^` of the cell above. A cell says {header} or {value} where that is not what
// its place in the header rows and columns says already. Boxes are rounded to whole points.
#include <algorithm>
#include <cmath>
#include <utility>

#include "converters/json_text.h"
#include "converters/writer.h"

namespace gridlift {

namespace {

std::string in_quotes(std::string_view text) {
  std::string out;
  json::append_string(out, text);
  return out;
}

std::string rounded(const Box& box) {
  std::string out = "[";
  for (const double value : {box.x0, box.y0, box.x1, box.y1}) {
    if (out.size() > 1) out += " ";
    json::append_number(out, std::round(value), 0);
  }
  return out + "]";
}

class NativeSerializer : public Serializer {
 public:
  NativeSerializer(const WriteOptions& options, Context& context, Output& out)
      : only_(options.table), writer_(out, context) {}

  std::size_t table(Table table) override {
    if (!only_ || *only_ == count_) write_table(table);
    return count_++;
  }

  void block(Block block) override {
    if (only_ || block.kind == BlockKind::table) return;
    std::string& out = writer_.text();
    out += name(block.kind);
    if (block.level > 0) out += " " + std::to_string(block.level);
    if (!block.label.empty()) out += " " + in_quotes(block.label);
    out += " " + in_quotes(block.text) + "\n";
    writer_.piece();
  }

  Result<void> finish(const Closing& closing) override {
    std::string& out = writer_.text();
    for (const Diagnostic& d : closing.diagnostics.kept()) {
      out += d.cut ? "cut " : "note ";
      out += d.code;
      if (!d.where.empty()) out += " " + in_quotes(d.where);
      out += " " + in_quotes(d.message) + "\n";
    }
    out += "text " + std::to_string(closing.input_chars) + " lost " + std::to_string(closing.lost_chars) + "\n";
    return writer_.close();
  }

 private:
  void write_table(const Table& table) {
    std::string& out = writer_.text();
    out += "table " + std::to_string(count_) + " ";
    out += name(table.method);
    out += " " + size(table.grid.rows(), table.grid.cols());
    out += " headers " + size(table.header_rows, table.header_cols);
    if (table.parent)
      out += " in " + std::to_string(table.parent->table) + " (" + std::to_string(table.parent->row) + "," +
             std::to_string(table.parent->col) + ")";
    if (table.caption) out += " caption " + in_quotes(*table.caption);
    out += "\n";
    for (const TablePart& part : table.parts) {
      if (part.page == 0) continue;
      out += "  page " + std::to_string(part.page);
      if (part.bbox) out += " " + rounded(*part.bbox);
      out += "\n";
    }
    for (int row = 0; row < table.grid.rows(); ++row) write_row(table, row);
    write_columns(table);
    writer_.piece();
  }

  static std::string size(int rows, int cols) { return std::to_string(rows) + "x" + std::to_string(cols); }

  void write_row(const Table& table, int row) {
    std::string& out = writer_.text();
    const auto& inner = table.interior_headers;
    out += std::find(inner.begin(), inner.end(), row) == inner.end() ? "  |" : "  #|";
    for (int col = 0; col < table.grid.cols(); ++col) {
      const Cell& cell = table.grid.at(row, col);
      out += " ";
      out += cell.col < col ? "<" : cell.row < row ? "^" : in_quotes(cell.text) + marks(table, cell);
      out += " |";
    }
    out += "\n";
  }

  static std::string marks(const Table& table, const Cell& cell) {
    const bool expected = cell.row < table.header_rows || cell.col < table.header_cols;
    std::string out;
    if (cell.header != expected) out += cell.header ? " {header}" : " {value}";
    if (!cell.rule.empty()) out += " {" + cell.rule + "}";
    return out;
  }

  /// Paths of one level say no more than the header row.
  void write_columns(const Table& table) {
    const bool deep =
        std::any_of(table.columns.begin(), table.columns.end(), [](const auto& p) { return p.size() > 1; });
    if (!deep) return;
    std::string& out = writer_.text();
    for (std::size_t col = 0; col < table.columns.size(); ++col) {
      out += "  column " + std::to_string(col);
      for (std::size_t i = 0; i < table.columns[col].size(); ++i)
        out += (i == 0 ? " " : " / ") + in_quotes(table.columns[col][i]);
      out += "\n";
    }
  }

  std::optional<std::size_t> only_;
  Writer writer_;
  std::size_t count_ = 0;
};

std::unique_ptr<Serializer> make(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<NativeSerializer>(options, context, out);
}

}  // namespace

extern const SerializerEntry native_serializer;
const SerializerEntry native_serializer{
    "native", "every decision in a readable form, for tests and bug reports", "native", true, false, make};

}  // namespace gridlift
