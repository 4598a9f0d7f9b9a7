#include "formats/text/html_block.h"

#include <string>
#include <string_view>
#include <utility>

#include "core/ascii.h"
#include "core/unicode.h"
#include "formats/html.h"
#include "formats/story.h"

namespace gridlift::text {

namespace {

/// A tag of this name begins at `at`.
bool is_tag(std::string_view text, std::size_t at, std::string_view name) {
  if (ascii_lower(text.substr(at, name.size())) != name) return false;
  const std::size_t end = at + name.size();
  return end == text.size() || text[end] == '>' || text[end] == ' ' || text[end] == '\t' || text[end] == '/';
}

/// Tables opened less tables closed in the line.
int opened(std::string_view text, int depth) {
  for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at + 1)) {
    if (is_tag(text, at, "<table")) ++depth;
    if (depth > 0 && is_tag(text, at, "</table")) --depth;
  }
  return depth;
}

/// Keeps what it is told, in order.
class Kept : public Story {
 public:
  Kept(std::vector<std::variant<RawTable, Line>>& found, int number) : found_(found), number_(number) {}

  void paragraph(Paragraph paragraph) override {
    Line line;
    line.text = paragraph.line();
    line.number = number_;
    found_.emplace_back(std::move(line));
  }
  void table(RawTable table) override {
    set_method(table);
    table.place = place_at(number_, 1);
    table.reasons = {"html-table"};
    found_.emplace_back(std::move(table));
  }

 private:
  static void set_method(RawTable& table) {
    table.method = Method::text;
    for (RawRow& row : table.rows) {
      for (RawCell& cell : row.cells) {
        for (RawTable& inner : cell.nested) set_method(inner);
      }
    }
  }

  std::vector<std::variant<RawTable, Line>>& found_;
  int number_;
};

}  // namespace

std::size_t html_table_length(Lines lines, std::size_t& scanned) {
  scanned = 0;
  const std::string_view first = trimmed(lines[0].text);
  if (!is_tag(first, 0, "<table")) return 0;
  int depth = 0;
  for (const Line& line : lines) {
    ++scanned;
    depth = opened(line.text, depth);
    if (depth == 0) return scanned;
  }
  return 0;
}

std::vector<std::variant<RawTable, Line>> read_html_table(Lines lines, Context& context) {
  std::string html;
  std::vector<std::size_t> begins;  // of each line
  for (const Line& line : lines) {
    begins.push_back(html.size());
    context.ledger.out(line.text);
    html += line.text;
    html += '\n';
  }
  // Cells come in order, many of them on one line perhaps: their columns are counted on.
  std::size_t line = 0;
  std::size_t counted = 0;
  int column = 1;
  const auto place_of = [&](std::size_t byte) {
    while (line + 1 < begins.size() && begins[line + 1] <= byte) {
      counted = begins[++line];
      column = 1;
    }
    column += display_width(std::string_view(html).substr(counted, byte - counted));
    counted = byte;
    return place_at(lines[line].number, column);
  };
  std::vector<std::variant<RawTable, Line>> found;
  Kept story(found, lines[0].number);
  read_html(html, context, story, place_of);
  return found;
}

}  // namespace gridlift::text
