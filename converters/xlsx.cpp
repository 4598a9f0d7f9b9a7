// XLSX: a sheet for each table, real merges, numbers as numbers.
#include <algorithm>
#include <utility>

#include "converters/plain_number.h"
#include "converters/serializer.h"
#include "converters/workbook.h"

namespace gridlift {

namespace {

/// "3 Results by region": the number keeps names apart, the caption says what it is.
std::string sheet_name(std::size_t index, const Table& table) {
  const std::string number = std::to_string(index + 1);
  return table.caption ? number + " " + *table.caption : "Table " + number;
}

class XlsxSerializer : public Serializer {
 public:
  XlsxSerializer(const WriteOptions& options, Context& context, Output& out)
      : only_(options.table), context_(context), out_(out) {}

  std::size_t table(Table table) override {
    if (!only_ || *only_ == count_) write_table(table);
    return count_++;
  }

  void block(Block) override {}

  Result<void> finish(const Closing&) override {
    return book_.close([&](std::string_view piece) -> Result<void> {
      if (!context_.budget.spend(Budget::Resource::output_bytes, piece.size()))
        return fail(ErrorCode::limit_expansion, "the output is larger than the limit (output-bytes)");
      return out_.write(piece);
    });
  }

 private:
  void write_table(const Table& table) {
    book_.sheet(sheet_name(count_, table));
    if (table.grid.rows() > Workbook::kSheetRows || table.grid.cols() > Workbook::kSheetCols)
      context_.diagnostics.cut("sheet-cut", "a table is larger than a sheet can be; the rest was left out",
                               "table " + std::to_string(count_ + 1));
    for (const Cell& cell : table.grid.cells()) write_cell(cell);
    if (table.header_rows > 0 && table.header_rows < table.grid.rows()) book_.freeze(table.header_rows);
  }

  void write_cell(const Cell& cell) {
    const auto number = cell.header ? std::nullopt : read_plain_number(cell.text);
    CellStyle style;
    style.bold = cell.header;
    style.wraps = cell.text.find('\n') != std::string::npos;
    if (number) style.number = number_format(*number);
    if (cell.row_span > 1 || cell.col_span > 1)
      book_.merge(cell.row, cell.col, cell.end_row() - 1, cell.end_col() - 1, style);
    if (number) {
      book_.number(cell.row, cell.col, number->value, style);
    } else if (!cell.text.empty() && !book_.text(cell.row, cell.col, cell.text, style)) {
      context_.diagnostics.cut("cell-cut", "a cell is longer than a sheet takes; the rest was left out",
                               "table " + std::to_string(count_ + 1));
    }
  }

  std::optional<std::size_t> only_;
  Context& context_;
  Output& out_;
  Workbook book_;
  std::size_t count_ = 0;
};

}  // namespace

MakeSerializer make_xlsx;

std::unique_ptr<Serializer> make_xlsx(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<XlsxSerializer>(options, context, out);
}

}  // namespace gridlift
