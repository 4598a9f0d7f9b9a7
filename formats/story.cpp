#include "formats/story.h"

#include <utility>

#include "core/unicode.h"

namespace gridlift {

namespace {

void append_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

}  // namespace

std::string Paragraph::line() const {
  if (label.empty()) return text;
  return text.empty() ? label : label + (apart ? " " : "") + text;
}

bool Paragraph::blank() const {
  return label.empty() && trimmed(text).empty();
}

std::string table_text(const RawTable& table) {
  std::string text;
  for (const RawRow& row : table.rows) {
    std::string line;
    for (const RawCell& cell : row.cells) {
      if (&cell != &row.cells.front()) line += '\t';
      line += cell.text;
    }
    append_line(text, line);
  }
  return text;
}

void BodyStory::paragraph(Paragraph paragraph) {
  FlowBlock flow;
  flow.block.kind = paragraph.kind;
  flow.block.level = paragraph.level;
  flow.block.label = std::move(paragraph.label);
  flow.block.text = std::move(paragraph.text);
  flow.caption = paragraph.caption;
  Place place;
  place.path = std::move(paragraph.path);
  flow.block.sources.push_back(std::move(place));
  sink_.block(std::move(flow));
}

void BodyStory::table(RawTable table) {
  FlowBlock flow;
  flow.block.kind = BlockKind::table;
  flow.raw = std::move(table);
  sink_.block(std::move(flow));
}

void CellStory::paragraph(Paragraph paragraph) {
  if (paragraph.blank()) return;
  append_line(cell_.text, paragraph.line());
}

void CellStory::table(RawTable table) {
  constexpr std::uint64_t kMostCopied = 64ULL << 20;
  const std::string text = table_text(table);
  append_line(cell_.text, text);
  copied_ += text.size();
  if (copied_ > kMostCopied) {
    context_.diagnostics.warning("nested-table-flattened", "too much nested text: a table is kept as lines of its cell",
                                 table.place.path);
    return;
  }
  cell_.nested.push_back(std::move(table));
}

void HeldStory::release(Story& story) {
  std::vector<std::variant<Paragraph, RawTable>> blocks = std::exchange(blocks_, {});
  for (auto& block : blocks) {
    if (auto* paragraph = std::get_if<Paragraph>(&block)) {
      story.paragraph(std::move(*paragraph));
    } else {
      story.table(std::move(std::get<RawTable>(block)));
    }
  }
}

void SideStory::paragraph(Paragraph paragraph) {
  if (paragraph.blank()) return;
  append_line(text_, trimmed(paragraph.line()));
}

void SideStory::table(RawTable table) {
  if (kind_ == BlockKind::furniture) {
    append_line(text_, table_text(table));
    return;
  }
  finish();
  FlowBlock flow;
  flow.block.kind = BlockKind::table;
  flow.raw = std::move(table);
  sink_.block(std::move(flow));
}

void SideStory::finish() {
  if (trimmed(text_).empty()) return;
  if (kind_ == BlockKind::note) context_.ledger.in(label_);
  FlowBlock flow;
  flow.block.kind = kind_;
  flow.block.label = label_;
  flow.block.text = std::exchange(text_, {});
  Place place;
  place.path = path_;
  flow.block.sources.push_back(std::move(place));
  sink_.block(std::move(flow));
}

}  // namespace gridlift
