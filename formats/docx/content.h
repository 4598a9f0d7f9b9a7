// Content: blocks, paragraphs, runs and tables of one part, read in one pass (ECMA-376 17.2 to 17.4).
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "formats/docx/fields.h"
#include "formats/docx/numbering.h"
#include "formats/docx/package.h"
#include "formats/docx/styles.h"
#include "formats/docx/xml.h"
#include "formats/reader.h"
#include "formats/story.h"

namespace gridlift::docx {

/// How many pages ended before a place, by what Word left of its last layout, and by the breaks in the file.
struct NotePage {
  int rendered = 0;
  int broken = 0;

  /// The later of two pages, by each count.
  NotePage later(const NotePage& other) const {
    return {std::max(rendered, other.rendered), std::max(broken, other.broken)};
  }
};

/// A mark in the text that names a note.
struct NoteReference {
  enum class Kind : std::uint8_t { footnote, endnote, comment };
  Kind kind;
  std::string id;
  std::string path;     ///< of the paragraph that has the mark
  std::string custom;   ///< the mark as typed
  bool has_custom;      ///< w:customMarkFollows: the note takes no number
  std::size_t section;  ///< sections and pages before the mark
  NotePage page;
};

/// How notes are numbered, by the settings of the document or of a section (17.11.11, 17.11.4, 17.11.19).
struct NoteNumbers {
  enum class Restart : std::uint8_t { never, section, page };
  std::string format;
  int start = 1;
  Restart restart = Restart::never;

  /// At the start event of w:footnotePr or w:endnotePr.
  void read(XmlReader& xml);
};

/// What all stories of one document share.
struct State {
  State(const ReadOptions& options_, Context& context_, const Package& package_)
      : options(options_), context(context_), package(package_) {}

  const ReadOptions& options;
  Context& context;
  const Package& package;
  Styles styles;
  Numbering numbering;
  std::vector<NoteReference> notes;     ///< in the order of their marks
  std::vector<std::string> header_ids;  ///< relationship ids, in the order of the sections
  std::vector<std::string> footer_ids;
  std::set<std::string, std::less<>> furniture_ids;  ///< those in the two lists
  NoteNumbers footnote_numbers{"decimal"};
  NoteNumbers endnote_numbers{"lowerRoman"};
  std::vector<NoteNumbers> footnote_sections;  ///< of the sections that have ended
  std::vector<NoteNumbers> endnote_sections;
  NotePage note_page;
  std::set<std::string, std::less<>> drawn_parts;  ///< charts and diagrams that were read
  std::uint64_t revisions = 0;                     ///< tracked changes that were applied
  std::uint64_t hidden = 0;                        ///< hidden runs that were left out
  std::uint64_t copied = 0;                        ///< bytes of nested tables that stand in their outer cells as well
  int chunk_depth = 0;                             ///< altChunks around this document
};

/// Reads w:altChunk parts, which hold documents of other formats; implemented by the reader.
class ChunkReader {
 public:
  virtual ~ChunkReader() = default;
  virtual void chunk(const std::string& part, Story& story) = 0;
};

class ContentReader {
 public:
  /// All must outlive it.
  ContentReader(XmlReader& xml, State& state, ChunkReader& chunks) : xml_(xml), state_(state), chunks_(chunks) {}

  /// At the start event of an element that holds blocks: reads them into `story`. `path` begins their Place::path.
  void blocks(Story& story, const std::string& path);

 private:
  /// A run of blocks that is being read.
  struct Scope {
    Story& story;
    const std::string& path;
    int paragraphs = 0;
    int tables = 0;
    std::string carried{};  ///< text of a paragraph whose mark was deleted: it goes on in the next one
  };
  /// What a paragraph's w:pPr says.
  struct ParagraphProperties {
    std::string style;
    std::optional<int> num_id, ilvl, outline;
    bool mark_gone = false;  ///< its mark is deleted (or not yet inserted): it joins the next paragraph
    bool break_before = false;
    bool section_break = false;
  };
  /// The inside of a paragraph.
  struct Line {
    std::string text{};
    HeldStory boxes{};
    const Style* style = nullptr;
    const std::string* scope_path = nullptr;
    int number = 0;  ///< of the paragraph in its scope; 0 for a line that is none
    bool break_before = false;
    bool break_after = false;
    bool sequence = false;     ///< has a SEQ field: a caption
    std::size_t bullet = 0;    ///< bytes of a bullet that was typed at the beginning, with a symbol font
    bool custom_mark = false;  ///< the text of this run is the mark of the last note

    /// For Place::path; made only where it is asked for, which in cells is nearly never.
    std::string path() const {
      const std::string around = scope_path == nullptr ? std::string() : *scope_path;
      return number == 0 ? around : around + "p[" + std::to_string(number) + "]";
    }
  };
  struct RunFormat {
    bool hidden = false;
    std::string font{};
    Script script = Script::none;
  };
  /// What a table's w:tblPr says.
  struct TableLook {
    const Style* style = nullptr;
    bool first_row = false;
    bool first_col = false;
  };
  /// What a run's w:rPr says.
  struct RunProperties {
    const Style* character = nullptr;
    std::optional<bool> vanish{};
    std::optional<std::string> font{};
    std::optional<Script> script{};
  };

  // content.cpp: blocks
  void block_children(Scope& scope);
  void block(Scope& scope);
  void flush(Scope& scope);
  void close_fields(Scope& scope, std::size_t depth);
  void alt_chunk(Scope& scope);
  bool revision_shown(Token token);
  template <class Read>
  void rejected(Token properties, Read&& read);
  template <class Visit>
  void alternate(Visit&& visit);
  void section(bool& breaks_page);
  bool spend_item();
  std::string related_part(std::string_view relationship_id);

  // paragraph.cpp
  void paragraph(Scope& scope);
  ParagraphProperties paragraph_properties();
  void paragraph_property(ParagraphProperties& properties);
  void numbering_properties(ParagraphProperties& properties);
  void mark_properties(ParagraphProperties& properties);
  std::optional<Label> label_of(const ParagraphProperties& properties, const Style& style);
  void finish_paragraph(Scope& scope, const ParagraphProperties& properties, const Style& style,
                        std::optional<Label> label, Line& line);
  void take_typed_bullet(Line& line, std::optional<Label>& label);
  void loose_line(Scope& scope);
  void inlines(Line& line);
  void inline_content(Line& line);
  void append(Line& line, std::string_view text);

  // run.cpp
  void run(Line& line);
  void run_content(Line& line, const RunFormat& format);
  RunFormat run_format(const Line& line);
  void run_property(RunProperties& properties);
  void run_text(Line& line, const RunFormat& format);
  void shown(Line& line, const RunFormat& format, std::string_view text);
  void field_char(Line& line);
  void form_field();
  void line_break(Line& line, const RunFormat& format);
  void pictured(Line& line, const RunFormat& format, const std::string& text);
  void symbol(Line& line, const RunFormat& format);
  void ruby(Line& line);
  void note_mark(Line& line, NoteReference::Kind kind);
  void drawing(Line& line);
  void drawing_child(Line& line);
  void described(Line& line, std::string_view description);
  void drawn_part(Line& line, Token id, std::string_view what, std::vector<std::string> (*read)(XmlReader&));
  void text_box(Line& line);
  void boxed(Line& line, std::string text);
  void equation(Line& line);

  // table.cpp
  void table(Scope& scope);
  void table_properties(RawTable& raw);
  void table_property(TableLook& look);
  void table_grid(RawTable& raw);
  void rows(RawTable& raw, const std::string& path);
  void row(RawTable& raw, const std::string& path);
  bool row_properties(RawRow& row);
  void row_property(RawRow& row, bool& shown);
  void loose_cell(RawTable& raw, const std::string& path);
  void cells(RawRow& row, const std::string& path);
  void cell(RawRow& row, const std::string& path);
  bool cell_properties(RawCell& cell);
  void cell_property(RawCell& cell, bool& shown);

  XmlReader& xml_;
  State& state_;
  ChunkReader& chunks_;
  Fields fields_;
  int table_depth_ = 0;
  std::optional<std::vector<Relationship>> relationships_;  // of this part, once asked for
};

/// A length as an attribute gives it, in points: twips without a unit, or with one of Strict's units.
std::optional<double> to_points(std::string_view value);

/// True when mc:Choice's namespaces (URIs, blank-separated) are all known well enough to read the choice.
bool understands(std::string_view namespaces);

/// At the record of a tracked change of properties: reads the old ones, in its child `properties`, where the change is
/// rejected (17.13.5.29, 17.13.5.31, 17.13.5.34 to 17.13.5.37).
template <class Read>
void ContentReader::rejected(Token properties, Read&& read) {
  if (state_.options.track_changes != TrackChanges::reject) return;
  ++state_.revisions;
  xml_.children([&] {
    if (xml_.token() == properties) read();
  });
}

template <class Visit>
void ContentReader::alternate(Visit&& visit) {
  bool taken = false;
  xml_.children([&] {
    const bool choice = xml_.token() == Token::mc_Choice && understands(xml_.attribute(Token::a_Requires));
    if (taken || !(choice || xml_.token() == Token::mc_Fallback)) return;
    taken = true;
    xml_.children(visit);
  });
  if (!taken) state_.context.diagnostics.info("alternate-skipped", "no choice of an alternative is known", xml_.part());
}

}  // namespace gridlift::docx
