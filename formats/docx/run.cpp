// Runs: text, breaks, fields, symbols, notes, pictures and text boxes.
#include <charconv>
#include <utility>

#include "core/unicode.h"
#include "formats/docx/content.h"
#include "formats/docx/drawn_text.h"
#include "formats/docx/math.h"
#include "formats/docx/symbols.h"

namespace gridlift::docx {

namespace {

/// True when what follows touches a word or number: a mark behind 1,234 must not become its last digit.
bool touches(std::string_view text) {
  const std::string_view ink = trimmed(text);
  return !ink.empty() && ink.data() + ink.size() == text.data() + text.size();
}

constexpr std::string_view kChecked = "\u2612";  // ballot box with x

}  // namespace

void ContentReader::run(Line& line) {
  RunFormat format;
  if (line.style != nullptr) {
    format.hidden = line.style->vanish.value_or(false);
    if (line.style->font) format.font = *line.style->font;
    format.script = line.style->script.value_or(Script::none);
  }
  xml_.children([&] {
    if (xml_.token() == Token::w_rPr) {
      format = run_format(line);
    } else {
      run_content(line, format);
    }
  });
  line.custom_mark = false;
}

ContentReader::RunFormat ContentReader::run_format(const Line& line) {
  RunProperties said;
  xml_.children([&] { run_property(said); });
  for (const Style* style : {said.character, line.style}) {
    if (style == nullptr) continue;
    if (!said.vanish) said.vanish = style->vanish;
    if (!said.font) said.font = style->font;
    if (!said.script) said.script = style->script;
  }
  RunFormat format;
  format.hidden = said.vanish.value_or(false);
  if (said.font) format.font = *std::move(said.font);
  format.script = said.script.value_or(Script::none);
  return format;
}

void ContentReader::run_property(RunProperties& properties) {
  switch (xml_.token()) {
    case Token::w_rStyle:
      properties.character = state_.styles.character(xml_.attribute(Token::w_val));
      break;
    case Token::w_vanish:
      properties.vanish = is_on(xml_.attribute(Token::w_val));
      break;
    case Token::w_rFonts:
      if (xml_.has(Token::w_ascii)) properties.font = std::string(xml_.attribute(Token::w_ascii));
      break;
    case Token::w_vertAlign:
      properties.script = script_of(xml_);
      break;
    case Token::w_rPrChange:
      rejected(Token::w_rPr, [&] {
        properties = {};
        xml_.children([&] { run_property(properties); });
      });
      break;
    default:
      break;
  }
}

void ContentReader::run_content(Line& line, const RunFormat& format) {
  switch (xml_.token()) {
    case Token::w_t:
    case Token::w_delText:
      run_text(line, format);
      break;
    case Token::w_instrText:
      xml_.children([&] { fields_.instruction(xml_.text()); });
      break;
    case Token::w_tab:
    case Token::w_ptab:
      shown(line, format, "\t");
      break;
    case Token::w_br:
    case Token::w_cr:
      line_break(line, format);
      break;
    case Token::w_noBreakHyphen:
      shown(line, format, "\u2011");
      break;
    case Token::w_softHyphen:
      shown(line, format, "\u00AD");
      break;
    case Token::w_sym:
      symbol(line, format);
      break;
    case Token::w_fldChar:
      field_char(line);
      break;
    case Token::w_footnoteReference:
      note_mark(line, NoteReference::Kind::footnote);
      break;
    case Token::w_endnoteReference:
      note_mark(line, NoteReference::Kind::endnote);
      break;
    case Token::w_commentReference:
      note_mark(line, NoteReference::Kind::comment);
      break;
    case Token::w_ruby:
      ruby(line);
      break;
    case Token::w_lastRenderedPageBreak:
      ++state_.note_page.rendered;
      (trimmed(line.text).empty() ? line.break_before : line.break_after) = true;
      break;
    case Token::w_drawing:
    case Token::w_pict:
    case Token::w_object:
      drawing(line);
      break;
    case Token::mc_AlternateContent:
      alternate([&] { run_content(line, format); });
      break;
    case Token::w_rPr:
    case Token::w_delInstrText:
      break;
    default:
      // A run inside a run, a wrapper from elsewhere: what is inside counts.
      if (xml_.kind() == XmlReader::Kind::start) inline_content(line);
      break;
  }
}

void ContentReader::run_text(Line& line, const RunFormat& format) {
  xml_.children([&] {
    if (xml_.kind() != XmlReader::Kind::text) return;
    if (is_symbol_font(format.font)) {
      std::string text;
      for_each_code_point(xml_.text(), [&](char32_t c) { append_utf8(text, symbol_of(c, format.font)); });
      pictured(line, format, text);
    } else if (format.script != Script::none && is_figure(xml_.text()) && touches(line.text)) {
      shown(line, format, small_letters(xml_.text(), format.script));
    } else {
      shown(line, format, xml_.text());
    }
  });
}

/// Text of a run, if it is one that a reader of the printed page sees.
void ContentReader::shown(Line& line, const RunFormat& format, std::string_view text) {
  if (format.hidden && !state_.options.hidden_text) {
    ++state_.hidden;
    return;
  }
  if (fields_.in_instruction()) {
    if (fields_.withhold(text)) return;
    // Too long for an instruction: the field has lost its end.
    const std::string held = fields_.close_to(0);
    state_.context.diagnostics.warning("field-unclosed", "a field has no end: what follows its beginning is shown",
                                       xml_.part());
    append(line, held);
    return;
  }
  if (line.custom_mark && !state_.notes.empty()) state_.notes.back().custom += trimmed(text);
  append(line, text);
}

/// Text in a symbol font: a bullet alone at the beginning may be one that somebody typed by hand.
void ContentReader::pictured(Line& line, const RunFormat& format, const std::string& text) {
  const bool first = line.text.empty();
  shown(line, format, text);
  if (first && line.text == text && is_bullet(text)) line.bullet = text.size();
}

void ContentReader::line_break(Line& line, const RunFormat& format) {
  const std::string_view type = xml_.attribute(Token::w_type);
  if (type == "page") {
    ++state_.note_page.broken;
    (trimmed(line.text).empty() ? line.break_before : line.break_after) = true;
    if (line.text.empty()) return;
  }
  shown(line, format, "\n");
}

void ContentReader::field_char(Line& line) {
  const std::string_view type = xml_.attribute(Token::w_fldCharType);
  if (type == "begin") {
    fields_.begin();
    form_field();
  } else if (type == "separate") {
    line.sequence = line.sequence || is_sequence(fields_.instruction());
    fields_.separate();
  } else if (type == "end") {
    const std::string value = fields_.end();
    if (!value.empty()) append(line, value);
  }
}

/// The state of a legacy check box or list, which stands in its field's properties (17.16.7, 17.16.9).
void ContentReader::form_field() {
  std::optional<bool> checked, preset;
  std::vector<std::string> entries;
  std::size_t chosen = 0;
  bool box = false;
  xml_.children([&] {
    if (xml_.token() != Token::w_ffData) return;
    xml_.children([&] {
      const Token kind = xml_.token();
      if (kind != Token::w_checkBox && kind != Token::w_ddList) return;
      box = box || kind == Token::w_checkBox;
      xml_.children([&] {
        if (xml_.token() == Token::w_checked) checked = is_on(xml_.attribute(Token::w_val));
        if (xml_.token() == Token::w_default && kind == Token::w_checkBox) preset = is_on(xml_.attribute(Token::w_val));
        if (xml_.token() == Token::w_result)
          chosen = static_cast<std::size_t>(std::max(0, to_int(xml_.attribute(Token::w_val), 0)));
        if (xml_.token() == Token::w_listEntry) entries.emplace_back(xml_.attribute(Token::w_val));
      });
    });
  });
  // Only a checked box says something: the empty ones are part of the printed form, as its lines are.
  if (box && checked.value_or(preset.value_or(false))) fields_.form_value(std::string(kChecked));
  if (chosen < entries.size()) fields_.form_value(entries[chosen]);
}

void ContentReader::symbol(Line& line, const RunFormat& format) {
  const std::string_view hex = xml_.attribute(Token::w_char);
  std::uint32_t code = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  if (code == 0) return;
  std::string text;
  append_utf8(text, symbol_of(code, xml_.attribute(Token::w_font)));
  pictured(line, format, text);
}

/// Base text, then its reading in brackets: 漢字(かんじ).
void ContentReader::ruby(Line& line) {
  Line reading;
  reading.style = line.style;
  xml_.children([&] {
    if (xml_.token() == Token::w_rt) inlines(reading);
    if (xml_.token() == Token::w_rubyBase) inlines(line);
  });
  reading.boxes.release(line.boxes);
  if (trimmed(reading.text).empty()) return;
  append(line, "(");
  line.text += reading.text;
  append(line, ")");
}

void ContentReader::note_mark(Line& line, NoteReference::Kind kind) {
  if (fields_.in_instruction()) return;
  // A mark of its own follows in the run (17.11.13): it stands in the text and names the note.
  line.custom_mark = xml_.has(Token::w_customMarkFollows) && is_on(xml_.attribute(Token::w_customMarkFollows));
  state_.notes.push_back({kind,
                          std::string(xml_.attribute(Token::w_id)),
                          line.path(),
                          {},
                          line.custom_mark,
                          state_.footnote_sections.size(),
                          state_.note_page});
}

/// Pictures and shapes: text boxes hold blocks, other shapes hold text of their own.
void ContentReader::drawing(Line& line) {
  xml_.children([&] { drawing_child(line); });
}

void ContentReader::drawing_child(Line& line) {
  switch (xml_.token()) {
    case Token::w_txbxContent:
      text_box(line);
      break;
    case Token::mc_AlternateContent:
      alternate([&] { drawing_child(line); });
      break;
    case Token::drawing_docPr:
      described(line, xml_.attribute(xml_.has(Token::a_descr) ? Token::a_descr : Token::a_title));
      drawing(line);
      break;
    case Token::vml_shape:
      described(line, xml_.attribute(Token::a_alt));
      drawing(line);
      break;
    case Token::vml_textpath:
      // WordArt: letters that are drawn along a path.
      boxed(line, collapsed(xml_.attribute(Token::a_string)));
      break;
    case Token::drawing_txBody:
      for (std::string& text : drawn_paragraphs(xml_)) boxed(line, std::move(text));
      break;
    case Token::drawing_chart:
      drawn_part(line, Token::r_id, "chart", read_chart);
      break;
    case Token::drawing_relIds:
      drawn_part(line, Token::r_dm, "diagram", read_diagram);
      break;
    default:
      if (xml_.kind() == XmlReader::Kind::start) drawing(line);
      break;
  }
}

/// The alternative text of a picture, for those who ask for it.
void ContentReader::described(Line& line, std::string_view description) {
  if (!state_.options.picture_text || trimmed(description).empty()) return;
  append(line, "[" + collapsed(description) + "]");
}

/// A chart or diagram, whose text is in a part of its own. Each part is read once, so that a small file cannot name one
/// a thousand times.
void ContentReader::drawn_part(Line& line, Token id, std::string_view what,
                               std::vector<std::string> (*read)(XmlReader&)) {
  Diagnostics& notes = state_.context.diagnostics;
  const std::string name(what);
  const std::string part = related_part(xml_.attribute(id));
  if (part.empty() || !state_.package.has(part))
    return notes.cut(name + "-missing", "a " + name + " is not in the package", xml_.part());
  if (!state_.drawn_parts.insert(part).second)
    return notes.info(name + "-skipped", "the " + name + " stands in the document already", part);
  XmlReader xml = state_.package.xml(part);
  std::vector<std::string> texts = read(xml);
  xml.finish();
  if (texts.empty()) return notes.info(name + "-skipped", "no text was found in the " + name, part);
  notes.info(name + "-text", "the text of a " + name + " stands after the paragraph that shows it", part);
  for (std::string& text : texts) boxed(line, std::move(text));
}

/// One paragraph of a shape, which follows the paragraph that anchors it.
void ContentReader::boxed(Line& line, std::string text) {
  Paragraph paragraph;
  paragraph.text = std::move(text);
  if (trimmed(paragraph.text).empty() || !spend_item()) return;
  state_.context.ledger.in(paragraph.text);
  paragraph.path = line.path() + "/shape";
  line.boxes.paragraph(std::move(paragraph));
}

void ContentReader::text_box(Line& line) {
  Fields outer = std::exchange(fields_, {});
  blocks(line.boxes, line.path() + "/txbx/");
  fields_ = std::move(outer);
}

void ContentReader::equation(Line& line) {
  const std::string text = read_equation(xml_, state_.options);
  if (!fields_.in_instruction()) append(line, text);
}

}  // namespace gridlift::docx
