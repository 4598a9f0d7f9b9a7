// A story: a run of blocks (the body, a cell, a note, a text box), and those who take it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/context.h"
#include "core/layout.h"

namespace gridlift {

/// One paragraph as it is read.
struct Paragraph {
  BlockKind kind = BlockKind::paragraph;  ///< heading, paragraph or list_item
  int level = 0;
  std::string label;  ///< the visible number or bullet
  std::string text;
  bool apart = true;     ///< a blank parts label and text
  bool caption = false;  ///< declared by its style or a SEQ field
  std::string path;      ///< for Place::path

  /// Label and text, as they stand in a cell.
  std::string line() const;
  bool blank() const;
};

/// Takes the blocks of a story in order.
class Story {
 public:
  virtual ~Story() = default;
  virtual void paragraph(Paragraph paragraph) = 0;
  virtual void table(RawTable table) = 0;
  virtual void page_break() {}
  /// False where items become lines of one text: a glyph of a symbol font says nothing there, while a number does.
  virtual bool shows_glyphs() const { return false; }
  /// False where the places of paragraphs are not asked for.
  virtual bool keeps_places() const { return true; }
};

/// Hands the blocks of the body on to recovery.
class BodyStory : public Story {
 public:
  explicit BodyStory(LayoutSink& sink) : sink_(sink) {}
  void paragraph(Paragraph paragraph) override;
  void table(RawTable table) override;
  void page_break() override { sink_.page_break(); }
  bool shows_glyphs() const override { return true; }

 private:
  LayoutSink& sink_;
};

/// Fills a cell: paragraphs as lines; nested tables as lines too, and kept as tables. `copied` counts the bytes that
/// stand twice because of that, over the whole document: past a limit nested tables are kept as lines only, since each
/// level of nesting would copy the text of all levels inside it once more.
class CellStory : public Story {
 public:
  CellStory(RawCell& cell, std::uint64_t& copied, Context& context) : cell_(cell), copied_(copied), context_(context) {}
  void paragraph(Paragraph paragraph) override;
  void table(RawTable table) override;
  bool keeps_places() const override { return false; }

 private:
  RawCell& cell_;
  std::uint64_t& copied_;
  Context& context_;
};

/// Keeps blocks until their place has come: a text box follows the paragraph that anchors it.
class HeldStory : public Story {
 public:
  void paragraph(Paragraph paragraph) override { blocks_.emplace_back(std::move(paragraph)); }
  void table(RawTable table) override { blocks_.emplace_back(std::move(table)); }
  bool empty() const { return blocks_.empty(); }
  /// Hands everything on; it is empty then.
  void release(Story& story);

 private:
  std::vector<std::variant<Paragraph, RawTable>> blocks_;
};

/// Notes and furniture: one block for the paragraphs up to each table.
class SideStory : public Story {
 public:
  /// `kind` is note or furniture, `label` its mark ("1", "header").
  SideStory(LayoutSink& sink, Context& context, BlockKind kind, std::string label, std::string path)
      : sink_(sink), context_(context), kind_(kind), label_(std::move(label)), path_(std::move(path)) {}
  void paragraph(Paragraph paragraph) override;
  void table(RawTable table) override;
  /// Hands on what is still held.
  void finish();

 private:
  LayoutSink& sink_;
  Context& context_;
  BlockKind kind_;
  std::string label_;
  std::string path_;
  std::string text_;
};

/// A table as lines of text: cells parted by tabs.
std::string table_text(const RawTable& table);

}  // namespace gridlift
