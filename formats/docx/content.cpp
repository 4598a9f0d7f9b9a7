#include "formats/docx/content.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/unicode.h"

namespace gridlift::docx {

bool understands(std::string_view namespaces) {
  while (!namespaces.empty()) {
    const std::size_t blank = std::min(namespaces.find(' '), namespaces.size());
    const std::string_view uri = namespaces.substr(0, blank);
    namespaces.remove_prefix(std::min(blank + 1, namespaces.size()));
    // A prefix that nobody declared comes as itself.
    const Family family = uri.find(':') == std::string_view::npos ? family_of_prefix(uri) : family_of_uri(uri);
    if (family == Family::foreign) return false;
  }
  return true;
}

std::optional<double> to_points(std::string_view value) {
  double number = 0;
  const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc()) return std::nullopt;
  const std::string_view unit(stop, static_cast<std::size_t>(value.data() + value.size() - stop));
  if (unit.empty()) return number / 20;
  if (unit == "pt") return number;
  if (unit == "in") return number * 72;
  if (unit == "cm") return number * 72 / 2.54;
  if (unit == "mm") return number * 72 / 25.4;
  if (unit == "pc" || unit == "pi") return number * 12;
  return std::nullopt;
}

void NoteNumbers::read(XmlReader& xml) {
  constexpr std::size_t kLongestName = 64;
  xml.children([&] {
    // No name is that long; what is kept here is kept for each section.
    if (xml.token() == Token::w_numFmt) format = xml.attribute(Token::w_val).substr(0, kLongestName);
    if (xml.token() == Token::w_numRestart) {
      const std::string_view each = xml.attribute(Token::w_val);
      restart = each == "eachSect" ? Restart::section : each == "eachPage" ? Restart::page : Restart::never;
    }
    if (xml.token() == Token::w_numStart) start = std::clamp(to_int(xml.attribute(Token::w_val), 1), 0, 1'000'000);
  });
}

void ContentReader::blocks(Story& story, const std::string& path) {
  Scope scope{story, path};
  const std::size_t depth = fields_.depth();
  block_children(scope);
  flush(scope);
  close_fields(scope, depth);
}

void ContentReader::block_children(Scope& scope) {
  xml_.children([&] { block(scope); });
}

void ContentReader::block(Scope& scope) {
  switch (xml_.token()) {
    case Token::w_p:
      paragraph(scope);
      break;
    case Token::w_tbl:
      flush(scope);
      table(scope);
      break;
    case Token::w_ins:
    case Token::w_del:
    case Token::w_moveFrom:
    case Token::w_moveTo:
      if (revision_shown(xml_.token())) block_children(scope);
      break;
    case Token::mc_AlternateContent:
      alternate([&] { block(scope); });
      break;
    case Token::w_altChunk:
      flush(scope);
      alt_chunk(scope);
      break;
    case Token::w_sectPr: {
      bool breaks_page = false;
      section(breaks_page);
      break;
    }
    case Token::w_r:
    case Token::w_hyperlink:
    case Token::w_fldSimple:
    case Token::m_oMath:
    case Token::m_oMathPara:
      loose_line(scope);
      break;
    case Token::w_tr:
    case Token::w_tc:
      // Rows and cells without their table (after a cut, or from a careless writer): their text is kept.
      block_children(scope);
      break;
    case Token::w_sdtPr:
    case Token::w_customXmlPr:
    case Token::w_tcPr:
    case Token::w_subDoc:
      break;
    default:
      if (xml_.kind() == XmlReader::Kind::start) block_children(scope);
      break;
  }
}

/// A paragraph whose mark was deleted had no next one to join.
void ContentReader::flush(Scope& scope) {
  if (scope.carried.empty()) return;
  Paragraph paragraph;
  paragraph.text = std::exchange(scope.carried, {});
  paragraph.path = scope.path + "p[" + std::to_string(scope.paragraphs) + "]";
  scope.story.paragraph(std::move(paragraph));
}

/// The text that a field without an end held back, as a paragraph of its own: it was not an instruction after all.
void ContentReader::close_fields(Scope& scope, std::size_t depth) {
  Paragraph paragraph;
  paragraph.text = trimmed(fields_.close_to(depth));
  if (paragraph.text.empty()) return;
  state_.context.diagnostics.warning("field-unclosed", "a field has no end: what follows its beginning is shown",
                                     xml_.part());
  state_.context.ledger.in(paragraph.text);
  paragraph.path = scope.path + "p[" + std::to_string(scope.paragraphs) + "]";
  scope.story.paragraph(std::move(paragraph));
}

void ContentReader::alt_chunk(Scope& scope) {
  const std::string part = related_part(xml_.attribute(Token::r_id));
  xml_.skip();
  if (part.empty()) {
    state_.context.diagnostics.cut("altchunk-skipped", "an embedded chunk is not in the package", xml_.part());
  } else {
    chunks_.chunk(part, scope.story);
  }
}

/// The part of the package that a relationship of this part names; "" where there is none.
std::string ContentReader::related_part(std::string_view relationship_id) {
  if (!relationships_) relationships_ = state_.package.relationships(xml_.part());
  const auto found = std::find_if(relationships_->begin(), relationships_->end(),
                                  [&](const Relationship& each) { return each.id == relationship_id; });
  return found == relationships_->end() || found->external ? std::string() : found->target;
}

/// Which side of a tracked change is read (17.13.5).
bool ContentReader::revision_shown(Token token) {
  ++state_.revisions;
  const bool added = token == Token::w_ins || token == Token::w_moveTo || token == Token::w_cellIns;
  switch (state_.options.track_changes) {
    case TrackChanges::accept:
      return added;
    case TrackChanges::reject:
      return !added;
    case TrackChanges::all:
      break;
  }
  return true;
}

void ContentReader::section(bool& breaks_page) {
  breaks_page = true;
  NoteNumbers footnotes = state_.footnote_numbers;
  NoteNumbers endnotes = state_.endnote_numbers;
  xml_.children([&] {
    const auto keep = [&](std::vector<std::string>& ids) {
      std::string id(xml_.attribute(Token::r_id));
      if (state_.furniture_ids.insert(id).second) ids.push_back(std::move(id));
    };
    if (xml_.token() == Token::w_headerReference) keep(state_.header_ids);
    if (xml_.token() == Token::w_footerReference) keep(state_.footer_ids);
    if (xml_.token() == Token::w_footnotePr) footnotes.read(xml_);
    if (xml_.token() == Token::w_endnotePr) endnotes.read(xml_);
    if (xml_.token() == Token::w_type) breaks_page = xml_.attribute(Token::w_val) != "continuous";
  });
  state_.footnote_sections.push_back(std::move(footnotes));
  state_.endnote_sections.push_back(std::move(endnotes));
}

/// Counts one paragraph or cell; when there are too many, the part ends here.
bool ContentReader::spend_item() {
  Budget& budget = state_.context.budget;
  if (budget.spend(Budget::Resource::items)) return true;
  state_.context.diagnostics.cut("items-limit", "more paragraphs and cells than the limit (items): read up to there",
                                 xml_.part());
  xml_.stop();
  return false;
}

}  // namespace gridlift::docx
