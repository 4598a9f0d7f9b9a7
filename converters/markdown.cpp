// Markdown (CommonMark with the pipe tables of GitHub): tables with merged cells or several header rows are HTML tables
// in it, since pipes cannot say them.
#include <algorithm>
#include <utility>
#include <vector>

#include "converters/clean_text.h"
#include "converters/html_table.h"
#include "converters/list_label.h"
#include "converters/writer.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

constexpr int kDeepestHeading = 6;
enum class Within { paragraph, heading, pipe_table };

bool is_word_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// True for a character that would mean something where it stands.
bool is_markup(std::string_view text, std::size_t at, Within within) {
  const char c = text[at];
  const char before = at > 0 ? text[at - 1] : ' ';
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  switch (c) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '>':
    case '~':
    case '|':
      return true;
    case '_':
      return !is_word_char(before) || !is_word_char(after);
    case '&':
      return is_word_char(after) || after == '#';
    case '#':
      return within == Within::heading;
    default:
      return false;
  }
}

/// Digits with "." or ")" behind them, or a sign: what makes a line a list item, heading or rule. Returns the place of
/// the character to escape, or npos.
std::size_t line_marker(std::string_view line) {
  if (line.empty()) return std::string_view::npos;
  if (line[0] == '#' || line[0] == '+' || line[0] == '-' || line[0] == '=') return 0;
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  const bool item = digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  const bool ends = digits + 1 >= line.size() || line[digits + 1] == ' ';
  return item && ends ? digits : std::string_view::npos;
}

void append_line(std::string& out, std::string_view line, Within within) {
  const std::size_t marker = within == Within::paragraph ? line_marker(line) : std::string_view::npos;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (at == marker || is_markup(line, at, within)) out.push_back('\\');
    out.push_back(line[at] == '\t' ? ' ' : line[at]);
  }
}

/// Escaped text; its line breaks as what `within` allows.
void append_text(std::string& out, std::string_view text, Within within, std::string_view line_break) {
  std::string clean;
  append_clean(clean, text);
  bool first = true;
  for (std::size_t from = 0; from <= clean.size();) {
    const std::size_t end = std::min(clean.find('\n', from), clean.size());
    const std::string_view line = trimmed(std::string_view(clean).substr(from, end - from));
    from = end + 1;
    if (line.empty()) continue;  // an empty line would end the block
    if (!first) out += line_break;
    first = false;
    append_line(out, line, within);
  }
}

bool fits_pipes(const Table& table) {
  if (table.header_rows > 1 || table.grid.cols() == 0) return false;
  return std::all_of(table.grid.cells().begin(), table.grid.cells().end(),
                     [](const Cell& cell) { return cell.row_span == 1 && cell.col_span == 1; });
}

class MarkdownSerializer : public Serializer {
 public:
  MarkdownSerializer(const WriteOptions& options, Context& context, Output& out)
      : options_(options), writer_(out, context) {}

  std::size_t table(Table table) override {
    // A nested table's text stands in its outer cell already.
    const bool wanted = options_.table ? *options_.table == count_ : !table.parent.has_value();
    if (wanted) {
      part(false);
      fits_pipes(table) ? pipe_table(table) : append_html_table(writer_.text(), table);
      writer_.piece();
    }
    return count_++;
  }

  void block(Block block) override {
    if (options_.table || block.kind == BlockKind::table) return;
    if (block.kind == BlockKind::furniture && !options_.furniture) return;
    part(block.kind == BlockKind::list_item);
    std::string& out = writer_.text();
    if (block.kind == BlockKind::heading) {
      out.append(static_cast<std::size_t>(std::clamp(block.level, 1, kDeepestHeading)), '#');
      out += " ";
      append_text(out, block.text, Within::heading, " ");
    } else if (block.kind == BlockKind::list_item) {
      list_item(block);
    } else {
      const bool labelled = block.kind == BlockKind::note && !block.label.empty();
      append_text(out, labelled ? block.label + " " + block.text : block.text, Within::paragraph, "\\\n");
    }
    out += "\n";
    writer_.piece();
  }

  Result<void> finish(const Closing&) override { return writer_.close(); }

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
    append_text(out, with_label ? block.label + " " + block.text : block.text, Within::paragraph,
                "\\\n" + indent + "    ");
  }

  void pipe_table(const Table& table) {
    std::string& out = writer_.text();
    if (table.caption) {
      append_text(out, *table.caption, Within::paragraph, "\\\n");
      out += "\n\n";
    }
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
      if (row >= 0) append_text(out, table.grid.at(row, col).text, Within::pipe_table, "<br>");
      out += " ";
    }
    out += "|\n";
  }

  WriteOptions options_;
  Writer writer_;
  std::vector<int> levels_;  // of the list items that the next one may belong to
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
