#include "formats/docx/rtf.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "core/charset.h"
#include "core/unicode.h"
#include "formats/docx/rtf_lexer.h"
#include "formats/docx/rtf_table.h"
#include "formats/docx/symbols.h"

namespace gridlift::docx {

namespace {

constexpr std::size_t kMostGroups = 10'000;  // groups in groups that are told apart
constexpr int kMostTables = 10;              // tables in tables

constexpr int kSymbolCharset = 2;

/// The name of a code page, as \ansicpg and \cpg give it.
std::string code_page_name(int page) {
  constexpr std::pair<int, std::string_view> kNames[] = {{437, "IBM437"},      {850, "IBM850"}, {932, "Shift_JIS"},
                                                         {936, "GB18030"},     {950, "Big5"},   {1361, "ibm-1363"},
                                                         {10000, "macintosh"}, {65001, "UTF-8"}};
  for (const auto& [number, name] : kNames) {
    if (number == page) return std::string(name);
  }
  return "windows-" + std::to_string(page);
}

/// The code page of a font's \fcharset; 0 for those that take the document's.
int code_page_of_charset(int charset) {
  constexpr std::pair<int, int> kPages[] = {{77, 10000}, {128, 932},  {129, 949},  {130, 1361}, {134, 936},
                                            {136, 950},  {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255},
                                            {178, 1256}, {186, 1257}, {204, 1251}, {222, 874},  {238, 1250},
                                            {254, 437},  {255, 850}};
  for (const auto& [number, page] : kPages) {
    if (number == charset) return page;
  }
  return 0;
}

/// Control words that stand for a character; 0 for all others.
char32_t character_of(std::string_view word) {
  constexpr std::pair<std::string_view, char32_t> kCharacters[] = {
      {"tab", '\t'},      {"line", '\n'},      {"emdash", 0x2014},    {"endash", 0x2013},
      {"lquote", 0x2018}, {"rquote", 0x2019},  {"ldblquote", 0x201C}, {"rdblquote", 0x201D},
      {"bullet", 0x2022}, {"emspace", 0x2003}, {"enspace", 0x2002},   {"qmspace", 0x2005},
      {"zwj", 0x200D},    {"zwnj", 0x200C},    {"ltrmark", 0x200E},   {"rtlmark", 0x200F}};
  for (const auto& [name, character] : kCharacters) {
    if (name == word) return character;
  }
  return 0;
}

/// Groups that hold no text of the page, or hold it once more. Groups marked with \* are not read either, but for those
/// of `is_read_though_marked`.
bool is_skipped(std::string_view word) {
  constexpr std::string_view kSkipped[] = {"colortbl", "stylesheet", "info",         "pict",    "nonshppict", "sp",
                                           "xe",       "tc",         "nonesttables", "filetbl", "shprslt",    "upr"};
  return std::find(std::begin(kSkipped), std::end(kSkipped), word) != std::end(kSkipped);
}

bool is_read_though_marked(std::string_view word) {
  return word == "shpinst" || word == "nesttableprops";
}

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
  struct OpenTable {
    std::vector<RtfRow> rows;
    std::vector<RawCell> cells;  ///< of the open row
    HeldStory cell;              ///< blocks of the open cell
  };
  /// A run of paragraphs: the body, or what stands beside it.
  struct Flow {
    enum class Kind : std::uint8_t { body, box, note, header, footer };
    Kind kind = Kind::body;
    std::string text;  ///< of the open paragraph
    std::string label;
    std::vector<OpenTable> tables;
    RtfRowShape shape;         ///< by the last \trowd
    RtfRowShape nested_shape;  ///< by the last one in \nesttableprops
    bool row_open = false;     ///< between \trowd and \row
    HeldStory blocks;          ///< of all kinds but the body
    HeldStory boxes;           ///< that follow the open paragraph
  };
  struct Side {
    Flow::Kind kind;
    HeldStory blocks;
  };
  struct Font {
    int charset = 0;
    int code_page = 0;
    std::string name;
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
  std::string decoded(const std::string& bytes);
  void begin_flow(Flow::Kind kind);
  void end_flow();
  void end_paragraph();
  void set_tables(std::size_t count);
  Story& innermost();
  void end_cell();
  void end_row(const RtfRowShape& shape);
  void end_table();

  RtfLexer lexer_;
  const std::string& path_;
  const ReadOptions& options_;
  Context& context_;
  Story& story_;
  std::vector<Group> groups_;
  std::vector<Flow> flows_;
  std::size_t more_groups_ = 0;  // past kMostGroups
  std::map<int, Font> fonts_;
  int code_page_ = 1252;
  bool marked_ = false;     // \* has just been read
  int fallbacks_left_ = 0;  // characters to be passed over after \u
  char32_t high_ = 0;       // first half of a surrogate pair
  std::string bytes_;       // text that is not decoded yet
  std::vector<Side> sides_;
  std::uint64_t copied_ = 0;
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
  const char32_t c = character_of(word);
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
  if (is_skipped(word)) {
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
    if (now.purpose == Purpose::fonts) fonts_[now.font] = {};
  } else if (word == "fcharset" && now.purpose == Purpose::fonts) {
    fonts_[now.font].charset = lexer_.number();
  } else if (word == "cpg" && now.purpose == Purpose::fonts) {
    fonts_[now.font].code_page = lexer_.number();
  } else if (word == "ansicpg") {
    code_page_ = lexer_.number();
  } else if (word == "mac") {
    code_page_ = 10000;
  } else if (word == "pc" || word == "pca") {
    code_page_ = word == "pc" ? 437 : 850;
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
  RtfRowShape& shape = group().nested_props ? flow().nested_shape : flow().shape;
  using Merge = RawCell::Merge;
  if (word == "trowd") {
    shape = {};
    if (!group().nested_props) flow().row_open = true;
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
  flush();
  if (word == "par") {
    end_paragraph();
  } else if (word == "sect" || word == "page") {
    end_paragraph();
    if (flows_.size() == 1 && flow().tables.empty()) story_.page_break();
  } else if (word == "cell") {
    if (group().tables > 1) group().tables = 1;
    end_paragraph();
    set_tables(1);
    end_cell();
  } else if (word == "nestcell") {
    group().tables = std::max(group().tables, 2);
    end_paragraph();
    set_tables(static_cast<std::size_t>(group().tables));
    end_cell();
  } else if (word == "row") {
    set_tables(1);
    end_row(flow().shape);
    flow().row_open = false;
  } else if (word == "nestrow") {
    if (flow().tables.size() > 1) end_row(flow().nested_shape);
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
    if (c != ';') fonts_[group().font].name += c;
    return;
  }
  if (c != '\0' && shown()) bytes_ += c;
}

void RtfReader::append(char32_t c) {
  flush();
  if (!shown()) return;
  std::string& to = group().purpose == Purpose::label ? flow().label : flow().text;
  // Codes of a symbol font come as private characters as well.
  if (c >= 0xF020 && c <= 0xF0FF) {
    const auto font = fonts_.find(group().font);
    append_utf8(to, font == fonts_.end() ? c : symbol_of(c, font->second.name));
  } else {
    append_utf8(to, c);
  }
}

/// Moves the bytes read so far to the text, by the charset of their font.
void RtfReader::flush() {
  if (bytes_.empty()) return;
  (group().purpose == Purpose::label ? flow().label : flow().text) += decoded(std::exchange(bytes_, {}));
}

bool RtfReader::shown() {
  const Group& now = group();
  if (now.purpose != Purpose::text && now.purpose != Purpose::label) return false;
  if (now.hidden && !options_.hidden_text) return false;
  if (now.deleted && options_.track_changes == TrackChanges::accept) return false;
  return !(now.inserted && options_.track_changes == TrackChanges::reject);
}

std::string RtfReader::decoded(const std::string& bytes) {
  const auto found = fonts_.find(group().font);
  if (found != fonts_.end() && (found->second.charset == kSymbolCharset || is_symbol_font(found->second.name))) {
    std::string codes;
    for (const char c : bytes) append_utf8(codes, static_cast<unsigned char>(c));
    return symbol_text(codes, found->second.name);
  }
  if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return bytes;
  int page = code_page_;
  if (found != fonts_.end()) {
    const int own =
        found->second.code_page != 0 ? found->second.code_page : code_page_of_charset(found->second.charset);
    if (own != 0) page = own;
  }
  return to_utf8(bytes, code_page_name(page));
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
  set_tables(static_cast<std::size_t>(std::max(group().tables, flow().row_open ? 1 : 0)));
  const bool glyphs = flow().tables.empty() && flows_.size() == 1 && story_.shows_glyphs();
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
  if (!paragraph.blank() || flow().tables.empty()) innermost().paragraph(std::move(paragraph));
  flow().boxes.release(innermost());
}

/// Ends the tables within the first `count`, and begins those that are missing.
void RtfReader::set_tables(std::size_t count) {
  while (flow().tables.size() > count) end_table();
  while (flow().tables.size() < count) flow().tables.emplace_back();
}

/// Who takes the next block.
Story& RtfReader::innermost() {
  if (!flow().tables.empty()) return flow().tables.back().cell;
  if (flows_.size() > 1) return flow().blocks;
  return story_;
}

void RtfReader::end_cell() {
  OpenTable& table = flow().tables.back();
  if (!context_.budget.spend(Budget::Resource::items)) return;
  RawCell cell;
  CellStory story(cell, copied_, context_);
  table.cell.release(story);
  table.cells.push_back(std::move(cell));
}

void RtfReader::end_row(const RtfRowShape& shape) {
  OpenTable& table = flow().tables.back();
  if (table.cells.empty()) return;
  RtfRow row;
  row.shape.left = shape.left;
  row.shape.header = shape.header;
  // No more shapes than cells: a row of one cell may have been given thousands.
  const auto count = static_cast<std::ptrdiff_t>(std::min(shape.cells.size(), table.cells.size()));
  row.shape.cells.assign(shape.cells.begin(), shape.cells.begin() + count);
  row.cells = std::exchange(table.cells, {});
  table.rows.push_back(std::move(row));
}

void RtfReader::end_table() {
  // A cell or row that was cut off.
  if (!flow().tables.back().cell.empty()) end_cell();
  end_row(flow().tables.size() > 1 ? flow().nested_shape : flow().shape);
  std::vector<RtfRow> rows = std::move(flow().tables.back().rows);
  flow().tables.pop_back();
  if (rows.empty()) return;
  RawTable raw = table_of_rows(std::move(rows));
  raw.depth = static_cast<int>(flow().tables.size());
  raw.place.path = path_;
  innermost().table(std::move(raw));
}

}  // namespace

void read_rtf(std::string_view rtf, const std::string& path, const ReadOptions& options, Context& context,
              LayoutSink& sink, Story& story) {
  RtfReader reader(rtf, path, options, context, story);
  reader.read();
  reader.finish(sink);
}

}  // namespace gridlift::docx
