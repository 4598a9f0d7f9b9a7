// Paragraphs: properties, numbers, and the inline content that makes their text.
#include <algorithm>
#include <utility>

#include "core/unicode.h"
#include "formats/docx/content.h"

namespace gridlift::docx {

namespace {

constexpr int kBodyText = 9;  // w:outlineLvl of a paragraph that is no heading

}  // namespace

void ContentReader::paragraph(Scope& scope) {
  ++scope.paragraphs;
  if (!spend_item()) return;
  ParagraphProperties properties;
  const Style* style = &state_.styles.paragraph("");
  std::optional<Label> label;
  bool begun = false;
  Line line;
  line.scope_path = &scope.path;
  line.number = scope.paragraphs;
  // The number is counted before the content: a text box inside may be numbered as well.
  const auto begin = [&] {
    begun = true;
    style = &state_.styles.paragraph(properties.style);
    line.style = style;
    if (!properties.mark_gone) label = label_of(properties, *style);
  };
  xml_.children([&] {
    if (xml_.token() == Token::w_pPr && !begun) {
      properties = paragraph_properties();
      begin();
    } else {
      if (!begun) begin();
      inline_content(line);
    }
  });
  if (!begun) begin();
  // The end of a paragraph is part of an instruction that runs over it.
  if (fields_.in_instruction()) fields_.withhold("\n");
  finish_paragraph(scope, properties, *style, std::move(label), line);
}

void ContentReader::finish_paragraph(Scope& scope, const ParagraphProperties& properties, const Style& style,
                                     std::optional<Label> label, Line& line) {
  if (properties.break_before || line.break_before) scope.story.page_break();
  if (properties.mark_gone) {
    scope.carried += line.text;
    line.boxes.release(scope.story);
    return;
  }
  if (!label && line.bullet > 0 && scope.carried.empty()) take_typed_bullet(line, label);
  Paragraph paragraph;
  paragraph.text = std::move(scope.carried);
  scope.carried.clear();
  paragraph.text += line.text;
  paragraph.text = std::string(trimmed(paragraph.text));
  if (scope.story.keeps_places()) paragraph.path = line.path();
  paragraph.caption = style.caption || line.sequence;
  if (label) {
    if (!label->glyph || scope.story.shows_glyphs()) paragraph.label = std::move(label->text);
    state_.context.ledger.in(paragraph.label);
    paragraph.apart = label->apart;
    paragraph.kind = BlockKind::list_item;
    paragraph.level = label->level + 1;
  }
  const int outline = properties.outline ? *properties.outline : style.outline.value_or(kBodyText);
  if (outline < kBodyText && !style.contents) {
    paragraph.kind = BlockKind::heading;
    paragraph.level = outline + 1;
  } else if (style.title) {
    paragraph.kind = BlockKind::heading;
    paragraph.level = 1;
  }
  const bool breaks = properties.break_before || line.break_before || line.break_after || properties.section_break;
  // An empty paragraph parts two tables; one that is there for a page break does not.
  if (!paragraph.blank() || (line.boxes.empty() && !breaks)) scope.story.paragraph(std::move(paragraph));
  line.boxes.release(scope.story);
  if (properties.section_break) ++state_.note_page.broken;
  if (line.break_after || properties.section_break) scope.story.page_break();
}

ContentReader::ParagraphProperties ContentReader::paragraph_properties() {
  ParagraphProperties properties;
  xml_.children([&] { paragraph_property(properties); });
  return properties;
}

void ContentReader::paragraph_property(ParagraphProperties& properties) {
  switch (xml_.token()) {
    case Token::w_pStyle:
      properties.style = xml_.attribute(Token::w_val);
      break;
    case Token::w_numPr:
      numbering_properties(properties);
      break;
    case Token::w_outlineLvl:
      properties.outline = std::clamp(to_int(xml_.attribute(Token::w_val), kBodyText), 0, kBodyText);
      break;
    case Token::w_pageBreakBefore:
      properties.break_before = is_on(xml_.attribute(Token::w_val));
      if (properties.break_before) ++state_.note_page.broken;
      break;
    case Token::w_sectPr:
      section(properties.section_break);
      break;
    case Token::w_rPr:
      mark_properties(properties);
      break;
    case Token::w_pPrChange:
      rejected(Token::w_pPr, [&] {
        ParagraphProperties old;
        old.mark_gone = properties.mark_gone;
        old.section_break = properties.section_break;
        xml_.children([&] { paragraph_property(old); });
        properties = std::move(old);
      });
      break;
    default:
      break;
  }
}

/// A list that a tracked change put the paragraph into is there or not as the change is (17.13.5.19).
void ContentReader::numbering_properties(ParagraphProperties& properties) {
  ParagraphProperties said;
  bool shown = true;
  xml_.children([&] {
    if (xml_.token() == Token::w_ins) {
      shown = revision_shown(Token::w_ins);
    } else {
      read_numbering_property(xml_, said.num_id, said.ilvl);
    }
  });
  if (!shown) return;
  if (said.num_id) properties.num_id = said.num_id;
  if (said.ilvl) properties.ilvl = said.ilvl;
}

/// The properties of the paragraph mark: whether a revision takes it away (17.13.5.15, 17.13.5.20).
void ContentReader::mark_properties(ParagraphProperties& properties) {
  xml_.children([&] {
    switch (xml_.token()) {
      case Token::w_ins:
      case Token::w_del:
      case Token::w_moveFrom:
      case Token::w_moveTo:
        if (!revision_shown(xml_.token())) properties.mark_gone = true;
        break;
      default:
        break;
    }
  });
}

/// Direct numbering, or the style's; numId 0 takes it away (17.9.18).
std::optional<Label> ContentReader::label_of(const ParagraphProperties& properties, const Style& style) {
  const int num_id = properties.num_id ? *properties.num_id : style.num_id.value_or(0);
  if (num_id <= 0) return std::nullopt;
  int level = properties.ilvl ? *properties.ilvl : -1;
  if (level < 0 && !properties.num_id) level = state_.numbering.level_of_style(num_id, style.id);
  if (level < 0) level = style.ilvl.value_or(0);
  std::optional<Label> label = state_.numbering.next(num_id, level, state_.context);
  // A level that shows nothing makes no item of its paragraph: so writers let an item go on.
  if (label && trimmed(label->text).empty()) label.reset();
  return label;
}

/// A bullet and a gap, typed by hand, are what an automatic bullet is.
void ContentReader::take_typed_bullet(Line& line, std::optional<Label>& label) {
  const std::string_view rest = std::string_view(line.text).substr(line.bullet);
  if (!is_space(first_code_point(rest)) || trimmed(rest).empty()) return;
  label = Label{line.text.substr(0, line.bullet), 0, true, true};
  state_.context.ledger.out(label->text);  // counted again where the label is shown
  line.text = std::string(trimmed(rest));
}

/// Runs that stand where blocks should: a paragraph of their own.
void ContentReader::loose_line(Scope& scope) {
  if (!spend_item()) return;
  Line line;
  line.style = &state_.styles.paragraph("");
  line.scope_path = &scope.path;
  inline_content(line);
  finish_paragraph(scope, {}, *line.style, std::nullopt, line);
}

void ContentReader::inlines(Line& line) {
  xml_.children([&] { inline_content(line); });
}

void ContentReader::inline_content(Line& line) {
  switch (xml_.token()) {
    case Token::w_r:
      run(line);
      break;
    case Token::w_ins:
    case Token::w_del:
    case Token::w_moveFrom:
    case Token::w_moveTo:
      if (revision_shown(xml_.token())) inlines(line);
      break;
    case Token::w_fldSimple:
      line.sequence = line.sequence || is_sequence(xml_.attribute(Token::w_instr));
      inlines(line);
      break;
    case Token::m_oMath:
    case Token::m_oMathPara:
      equation(line);
      break;
    case Token::mc_AlternateContent:
      alternate([&] { inline_content(line); });
      break;
    case Token::w_drawing:
    case Token::w_pict:
    case Token::w_object:
      drawing(line);
      break;
    case Token::w_pPr:
    case Token::w_sdtPr:
    case Token::w_sdtEndPr:
    case Token::w_customXmlPr:
    case Token::w_smartTagPr:
    case Token::w_subDoc:
      break;
    case Token::w_p:
    case Token::w_tbl: {
      // Blocks inside a paragraph, as careless writers leave them: they follow it, like a text box.
      const std::string path = line.path() + "/";
      Scope scope{line.boxes, path};
      block(scope);
      flush(scope);
      break;
    }
    case Token::w_t:
      // Text without its run, as careless writers leave it.
      run_text(line, {});
      break;
    default:
      // Wrappers of all kinds: hyperlinks, content controls, smart tags, directions, and what is not known.
      if (xml_.kind() == XmlReader::Kind::start) inlines(line);
      break;
  }
}

/// The one way in which text gets into a paragraph: whatever is shown is counted.
void ContentReader::append(Line& line, std::string_view text) {
  state_.context.ledger.in(text);
  line.text += text;
}

}  // namespace gridlift::docx
