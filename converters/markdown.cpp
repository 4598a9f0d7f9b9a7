// Markdown (CommonMark with the pipe tables of GitHub): tables with merged cells, several header rows or tables in
// their cells are HTML tables in it, since pipes cannot say them.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "converters/html_table.h"
#include "converters/list_label.h"
#include "converters/markdown_text.h"
#include "converters/writer.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

constexpr int kDeepestHeading = 6;

bool fits_pipes(const Table& table) {
  if (table.header_rows > 1 || table.grid.cols() == 0) return false;
  return std::all_of(table.grid.cells().begin(), table.grid.cells().end(),
                     [](const Cell& cell) { return cell.row_span == 1 && cell.col_span == 1; });
}

/// One cell, as forms have it around a whole page: text, which pipes would press into one line.
bool is_frame(const Table& table) {
  return table.grid.rows() == 1 && table.grid.cols() == 1;
}

class MarkdownSerializer : public Serializer {
 public:
  MarkdownSerializer(const WriteOptions& options, Context& context, Output& out)
      : options_(options), writer_(out, context) {}

  std::size_t table(Table table) override {
    if (nest_ && nest_->take(table)) return count_++;
    write_table();
    const bool wanted = options_.table ? *options_.table == count_ : !table.parent.has_value();
    if (wanted) nest_.emplace(std::move(table), count_);
    return count_++;
  }

  void block(Block block) override {
    write_table();
    if (options_.table || block.kind == BlockKind::table) return;
    if (block.kind == BlockKind::furniture && !options_.furniture) return;
    part(block.kind == BlockKind::list_item);
    std::string& out = writer_.text();
    if (block.kind == BlockKind::heading) {
      out.append(static_cast<std::size_t>(std::clamp(block.level, 1, kDeepestHeading)), '#');
      out += " ";
      markdown::append_text(out, block.text, markdown::Within::heading, " ");
    } else if (block.kind == BlockKind::list_item) {
      list_item(block);
    } else {
      const bool labelled = block.kind == BlockKind::note && !block.label.empty();
      markdown::append_text(out, labelled ? block.label + " " + block.text : block.text, markdown::Within::paragraph,
                            "\\\n");
    }
    out += "\n";
    writer_.piece();
  }

  Result<void> finish(const Closing&) override {
    write_table();
    return writer_.close();
  }

 private:
  /// An empty line before each block, but not between the items of a list.
  void part(bool list_item) {
    if (begun_ && !(!levels_.empty() && list_item)) writer_.append("\n");
    begun_ = true;
    if (!list_item) levels_.clear();
  }

  /// An item may be only one step deeper than the one above it: more would read as code.
  void list_item(const Block& block) {
    while (!levels_.empty() && levels_.back() >= block.level) levels_.pop_back();
    const std::string indent(4 * levels_.size(), ' ');
    levels_.push_back(block.level);
    const auto number = list_number(block.label);
    std::string& out = writer_.text();
    out += indent;
    out += number ? block.label + " " : "- ";
    const bool with_label = !number && !is_bullet(block.label);
    markdown::append_text(out, with_label ? block.label + " " + block.text : block.text, markdown::Within::paragraph,
                          "\\\n" + indent + "    ");
  }

  void caption(const Table& table) {
    if (!table.caption) return;
    markdown::append_text(writer_.text(), *table.caption, markdown::Within::paragraph, "\\\n");
    writer_.append("\n\n");
  }

  /// The table that was held back until those in its cells were there.
  void write_table() {
    if (!nest_) return;
    part(false);
    any_table(0);
    writer_.piece();
    nest_.reset();
  }

  void any_table(std::size_t index) {
    const Table& table = nest_->at(index);
    if (is_frame(table)) {
      frame(index);
    } else if (!nest_->holds_tables(index) && fits_pipes(table)) {
      pipe_table(table);
    } else {
      append_html_table(writer_.text(), *nest_, index);
    }
  }

  void frame(std::size_t index) {
    const Table& table = nest_->at(index);
    caption(table);
    bool first = true;
    for (const TableNest::Piece& piece : nest_->pieces(index, table.grid.at(0, 0))) {
      if (!std::exchange(first, false)) writer_.append("\n");
      if (piece.table) {
        any_table(*piece.table);
      } else {
        markdown::append_text(writer_.text(), piece.text, markdown::Within::paragraph, "\\\n");
        writer_.append("\n");
      }
    }
  }

  void pipe_table(const Table& table) {
    std::string& out = writer_.text();
    caption(table);
    const int cols = table.grid.cols();
    pipe_row(table, table.header_rows == 1 ? 0 : -1);  // pipe tables need a header row, were it an empty one
    for (int col = 0; col < cols; ++col) out += "| --- ";
    out += "|\n";
    for (int row = table.header_rows; row < table.grid.rows(); ++row) pipe_row(table, row);
  }

  void pipe_row(const Table& table, int row) {
    std::string& out = writer_.text();
    for (int col = 0; col < table.grid.cols(); ++col) {
      out += "| ";
      if (row >= 0) markdown::append_text(out, table.grid.at(row, col).text, markdown::Within::pipe_table, "<br>");
      out += " ";
    }
    out += "|\n";
  }

  WriteOptions options_;
  Writer writer_;
  std::vector<int> levels_;  // of the list items that the next one may belong to
  std::optional<TableNest> nest_;
  std::size_t count_ = 0;
  bool begun_ = false;
};

std::unique_ptr<Serializer> make(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<MarkdownSerializer>(options, context, out);
}

}  // namespace

extern const SerializerEntry md_serializer;
const SerializerEntry md_serializer{
    "md", "Markdown: pipe tables, HTML tables where cells are merged", "md", true, false, make};

}  // namespace gridlift
