#include "formats/docx/rtf.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "formats/docx/rtf_fonts.h"
#include "formats/docx/rtf_lexer.h"
#include "formats/docx/rtf_table.h"
#include "formats/docx/rtf_words.h"
#include "formats/docx/symbols.h"

namespace gridlift::docx {

namespace {

constexpr std::size_t kMostGroups = 10'000;  // groups in groups that are told apart
constexpr int kMostTables = 10;              // tables in tables

class RtfReader {
 public:
  RtfReader(std::string_view rtf, const std::string& path, const ReadOptions& options, Context& context, Story& story)
      : lexer_(rtf), path_(path), options_(options), context_(context), story_(story) {
    groups_.emplace_back();
    flows_.emplace_back();
  }

  /// Reads all of it. Notes and furniture are kept until `finish`.
  void read();
  void finish(LayoutSink& sink);

 private:
  /// What a group's text is.
  enum class Purpose : std::uint8_t { text, label, fonts, none };
  /// What holds within a group, and ends with it.
  struct Group {
    Purpose purpose = Purpose::text;
    bool begins_flow = false;
    bool nested_props = false;  ///< \nesttableprops: row words are those of a nested table
    bool hidden = false;
    bool inserted = false;
    bool deleted = false;
    int font = 0;
    int fallbacks = 1;  ///< \uc: characters after \u for readers without Unicode
    int tables = 0;     ///< \intbl, \itap: tables around the paragraph
    int outline = -1;   ///< \outlinelevel
    int list_level = 0;
  };
  /// A run of paragraphs: the body, or what stands beside it.
  struct Flow {
    enum class Kind : std::uint8_t { body, box, note, header, footer };
    Kind kind = Kind::body;
    std::string text;  ///< of the open paragraph
    std::string label;
    RtfTables tables;
    HeldStory blocks;  ///< of all kinds but the body
    HeldStory boxes;   ///< that follow the open paragraph
  };
  struct Side {
    Flow::Kind kind;
    HeldStory blocks;
  };
  Group& group() { return groups_.back(); }
  Flow& flow() { return flows_.back(); }
  void open();
  void close();
  void symbol(char c);
  void word();
  bool destination(std::string_view word);
  void format_word(std::string_view word);
  bool row_word(std::string_view word);
  bool end_word(std::string_view word);
  void code_unit(int unit);
  void byte(char c);
  void append(char32_t c);
  void flush();
  bool shown();
  void begin_flow(Flow::Kind kind);
  void end_flow();
  void end_paragraph();
  void set_tables(int depth);
  Story& outside_tables();

  RtfLexer lexer_;
  const std::string& path_;
  const ReadOptions& options_;
  Context& context_;
  Story& story_;
  std::vector<Group> groups_;
  std::vector<Flow> flows_;
  std::size_t more_groups_ = 0;  // past kMostGroups
  RtfFonts fonts_;
  bool marked_ = false;     // \* has just been read
  int fallbacks_left_ = 0;  // characters to be passed over after \u
  char32_t high_ = 0;       // first half of a surrogate pair
  std::string bytes_;       // text that is not decoded yet
  std::vector<Side> sides_;
  bool stopped_ = false;
};

void RtfReader::read() {
  while (!stopped_) {
    switch (lexer_.next()) {
      case RtfLexer::Kind::open:
        open();
        break;
      case RtfLexer::Kind::close:
        close();
        break;
      case RtfLexer::Kind::word:
        word();
        break;
      case RtfLexer::Kind::symbol:
        symbol(lexer_.byte());
        break;
      case RtfLexer::Kind::byte:
        byte(lexer_.byte());
        break;
      case RtfLexer::Kind::end:
        stopped_ = true;
        break;
    }
  }
  flush();
  while (flows_.size() > 1) end_flow();
  end_paragraph();
  set_tables(0);
}

void RtfReader::finish(LayoutSink& sink) {
  int number = 0;
  for (Side& side : sides_) {
    const bool note = side.kind == Flow::Kind::note;
    const std::string label = note ? std::to_string(++number) : side.kind == Flow::Kind::header ? "header" : "footer";
    SideStory story(sink, context_, note ? BlockKind::note : BlockKind::furniture, label, path_);
    side.blocks.release(story);
    story.finish();
  }
}

void RtfReader::open() {
  flush();
  marked_ = false;
  fallbacks_left_ = 0;
  if (groups_.size() >= kMostGroups) {
    ++more_groups_;
    return;
  }
  groups_.push_back(group());
  group().begins_flow = false;
}

void RtfReader::close() {
  flush();
  marked_ = false;
  fallbacks_left_ = 0;
  if (more_groups_ > 0) {
    --more_groups_;
    return;
  }
  if (groups_.size() == 1) return;  // one too many
  const bool ends_flow = group().begins_flow;
  if (ends_flow) end_flow();
  groups_.pop_back();
}

void RtfReader::symbol(char c) {
  switch (c) {
    case '*':
      marked_ = true;
      break;
    case '~':
      append(0xA0);
      break;
    case '_':
      append(0x2011);
      break;
    case '-':
      append(0xAD);
      break;
    case '\t':
      append('\t');
      break;
    case '\r':
    case '\n':
      end_paragraph();
      break;
    case '\\':
    case '{':
    case '}':
      byte(c);
      break;
    default:
      break;
  }
}

void RtfReader::word() {
  const std::string_view word = lexer_.word();
  const bool marked = std::exchange(marked_, false);
  const char32_t c = rtf_character(word);
  if (c != 0 && fallbacks_left_ > 0) {
    --fallbacks_left_;
    return;
  }
  fallbacks_left_ = 0;
  if (marked && !is_read_though_marked(word)) {
    group().purpose = Purpose::none;
  } else if (group().purpose == Purpose::none) {
    return;
  } else if (word == "u") {
    code_unit(lexer_.number());
  } else if (c != 0) {
    append(c);
  } else if (!destination(word) && !row_word(word) && !end_word(word)) {
    format_word(word);
  }
}

/// Words that say what a group is for.
bool RtfReader::destination(std::string_view word) {
  constexpr std::pair<std::string_view, Flow::Kind> kFlows[] = {
      {"footnote", Flow::Kind::note},  {"shptxt", Flow::Kind::box},     {"header", Flow::Kind::header},
      {"headerl", Flow::Kind::header}, {"headerr", Flow::Kind::header}, {"headerf", Flow::Kind::header},
      {"footer", Flow::Kind::footer},  {"footerl", Flow::Kind::footer}, {"footerr", Flow::Kind::footer},
      {"footerf", Flow::Kind::footer}};
  for (const auto& [name, kind] : kFlows) {
    if (name != word) continue;
    begin_flow(kind);
    return true;
  }
  if (is_skipped_group(word)) {
    group().purpose = Purpose::none;
  } else if (word == "fonttbl") {
    group().purpose = Purpose::fonts;
  } else if (word == "listtext" || word == "pntext") {
    group().purpose = Purpose::label;
  } else if (word == "nesttableprops") {
    group().nested_props = true;
  } else {
    return false;
  }
  return true;
}

void RtfReader::format_word(std::string_view word) {
  flush();
  Group& now = group();
  if (word == "f") {
    now.font = lexer_.number();
    if (now.purpose == Purpose::fonts) fonts_.declare(now.font);
  } else if (word == "fcharset" && now.purpose == Purpose::fonts) {
    fonts_.set_charset(now.font, lexer_.number());
  } else if (word == "cpg" && now.purpose == Purpose::fonts) {
    fonts_.set_code_page(now.font, lexer_.number());
  } else if (word == "ansicpg") {
    fonts_.set_document_code_page(lexer_.number());
  } else if (word == "mac") {
    fonts_.set_document_code_page(10000);
  } else if (word == "pc" || word == "pca") {
    fonts_.set_document_code_page(word == "pc" ? 437 : 850);
  } else if (word == "deff") {
    groups_.front().font = now.font = lexer_.number();
  } else if (word == "uc") {
    now.fallbacks = std::clamp(lexer_.number(), 0, 16);
  } else if (word == "v") {
    now.hidden = lexer_.on();
  } else if (word == "revised") {
    now.inserted = lexer_.on();
  } else if (word == "deleted") {
    now.deleted = lexer_.on();
  } else if (word == "plain") {
    now.hidden = now.inserted = now.deleted = false;
    now.font = groups_.front().font;
  } else if (word == "pard") {
    now.tables = 0;
    now.outline = -1;
    now.list_level = 0;
  } else if (word == "intbl") {
    now.tables = std::max(now.tables, 1);
  } else if (word == "itap") {
    now.tables = std::clamp(lexer_.number(), 0, kMostTables);
  } else if (word == "outlinelevel") {
    now.outline = lexer_.number();
  } else if (word == "ilvl") {
    now.list_level = std::clamp(lexer_.number(), 0, 8);
  }
}

/// Words that give the shape of a row.
bool RtfReader::row_word(std::string_view word) {
  RtfTables& tables = flow().tables;
  RtfRowShape& shape = group().nested_props ? tables.nested_shape : tables.shape;
  using Merge = RawCell::Merge;
  if (word == "trowd") {
    shape = {};
    if (!group().nested_props) tables.row_open = true;
  } else if (word == "trleft") {
    shape.left = lexer_.number();
  } else if (word == "trhdr") {
    shape.header = true;
  } else if (word == "clmgf" || word == "clmrg") {
    shape.next.horizontal = word == "clmgf" ? Merge::restart : Merge::carry_on;
  } else if (word == "clvmgf" || word == "clvmrg") {
    shape.next.vertical = word == "clvmgf" ? Merge::restart : Merge::carry_on;
  } else if (word == "cellx") {
    constexpr int kFarthest = 1 << 24;  // twips
    shape.next.right = std::clamp(lexer_.number(), -kFarthest, kFarthest);
    if (shape.cells.size() < context_.limits.table_columns) shape.cells.push_back(shape.next);
    shape.next = {};
  } else {
    return false;
  }
  return true;
}

/// Words that end a paragraph, cell or row.
bool RtfReader::end_word(std::string_view word) {
  RtfTables& tables = flow().tables;
  flush();
  if (word == "par") {
    end_paragraph();
  } else if (word == "sect" || word == "page") {
    end_paragraph();
    if (flows_.size() == 1 && tables.depth() == 0) story_.page_break();
  } else if (word == "cell") {
    if (group().tables > 1) group().tables = 1;
    end_paragraph();
    set_tables(1);
    tables.end_cell(context_);
  } else if (word == "nestcell") {
    group().tables = std::max(group().tables, 2);
    end_paragraph();
    set_tables(group().tables);
    tables.end_cell(context_);
  } else if (word == "row") {
    set_tables(1);
    tables.end_row();
    tables.row_open = false;
  } else if (word == "nestrow") {
    if (tables.depth() > 1) tables.end_row();
  } else {
    return false;
  }
  return true;
}

/// \u: a UTF-16 code unit, as a signed number.
void RtfReader::code_unit(int unit) {
  fallbacks_left_ = group().fallbacks;
  const auto code = static_cast<char32_t>(unit & 0xFFFF);
  if (code >= 0xD800 && code < 0xDC00) {
    high_ = code;
    return;
  }
  const char32_t high = std::exchange(high_, 0);
  const bool low = code >= 0xDC00 && code < 0xE000;
  append(low && high != 0 ? 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) : code);
}

void RtfReader::byte(char c) {
  marked_ = false;
  if (fallbacks_left_ > 0) {
    --fallbacks_left_;
    return;
  }
  if (group().purpose == Purpose::fonts) {
    if (c != ';') fonts_.add_to_name(group().font, c);
    return;
  }
  if (c != '\0' && shown()) bytes_ += c;
}

void RtfReader::append(char32_t c) {
  flush();
  if (!shown()) return;
  std::string& to = group().purpose == Purpose::label ? flow().label : flow().text;
  append_utf8(to, fonts_.picture(c, group().font));
}

/// Moves the bytes read so far to the text, by the charset of their font.
void RtfReader::flush() {
  if (bytes_.empty()) return;
  (group().purpose == Purpose::label ? flow().label : flow().text) +=
      fonts_.decoded(std::exchange(bytes_, {}), group().font);
}

bool RtfReader::shown() {
  const Group& now = group();
  if (now.purpose != Purpose::text && now.purpose != Purpose::label) return false;
  if (now.hidden && !options_.hidden_text) return false;
  if (now.deleted && options_.track_changes == TrackChanges::accept) return false;
  return !(now.inserted && options_.track_changes == TrackChanges::reject);
}

void RtfReader::begin_flow(Flow::Kind kind) {
  constexpr std::size_t kMostFlows = 16;  // boxes in boxes
  if (flows_.size() >= kMostFlows || group().begins_flow) return;
  flush();
  group().begins_flow = true;
  group().tables = 0;
  flows_.emplace_back().kind = kind;
}

void RtfReader::end_flow() {
  if (flows_.size() == 1) return;
  end_paragraph();
  set_tables(0);
  Flow ended = std::move(flows_.back());
  flows_.pop_back();
  if (ended.kind == Flow::Kind::box) {
    ended.blocks.release(flow().boxes);
  } else {
    sides_.push_back({ended.kind, std::move(ended.blocks)});
  }
}

void RtfReader::end_paragraph() {
  flush();
  Paragraph paragraph;
  paragraph.text = trimmed(std::exchange(flow().text, {}));
  paragraph.label = trimmed(std::exchange(flow().label, {}));
  paragraph.path = path_;
  set_tables(std::max(group().tables, flow().tables.row_open ? 1 : 0));
  const bool outside = flow().tables.depth() == 0;
  const bool glyphs = outside && flows_.size() == 1 && story_.shows_glyphs();
  if (!glyphs && is_bullet(paragraph.label)) paragraph.label.clear();
  if (!paragraph.blank()) {
    if (!context_.budget.spend(Budget::Resource::items)) {
      context_.diagnostics.cut("items-limit", "more paragraphs and cells than the limit (items): read up to there",
                               path_);
      stopped_ = true;
      return;
    }
    if (!paragraph.label.empty()) {
      paragraph.kind = BlockKind::list_item;
      paragraph.level = group().list_level + 1;
    } else if (group().outline >= 0 && group().outline < 9 && !paragraph.text.empty()) {
      paragraph.kind = BlockKind::heading;
      paragraph.level = group().outline + 1;
    }
    context_.ledger.in(paragraph.label);
    context_.ledger.in(paragraph.text);
  }
  // An empty paragraph parts two tables.
  Story& story = flow().tables.innermost(outside_tables());
  if (!paragraph.blank() || outside) story.paragraph(std::move(paragraph));
  flow().boxes.release(story);
}

void RtfReader::set_tables(int depth) {
  flow().tables.set_depth(static_cast<std::size_t>(depth), outside_tables(), context_, path_);
}

/// Who takes the blocks that stand in no table.
Story& RtfReader::outside_tables() {
  if (flows_.size() > 1) return flow().blocks;
  return story_;
}

}  // namespace

void read_rtf(std::string_view rtf, const std::string& path, const ReadOptions& options, Context& context,
              LayoutSink& sink, Story& story) {
  RtfReader reader(rtf, path, options, context, story);
  reader.read();
  reader.finish(sink);
}

}  // namespace gridlift::docx
