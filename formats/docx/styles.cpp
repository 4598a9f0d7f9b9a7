#include "formats/docx/styles.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/ascii.h"
#include "core/unicode.h"

namespace gridlift::docx {

namespace {

/// "heading 3" and what writers in other languages call it -> 3; 0 for any other name.
int heading_level(std::string_view name) {
  constexpr std::string_view kNames[] = {"heading ",     "heading", "标题 ",   "标题",    "標題 ",
                                         "標題",         "見出し ", "見出し",  "제목 ",   "제목",
                                         "überschrift ", "titre ",  "título ", "titolo ", "заголовок "};
  for (const std::string_view begin : kNames) {
    if (!name.starts_with(begin)) continue;
    const std::string_view rest = name.substr(begin.size());
    if (rest.size() == 1 && rest[0] >= '1' && rest[0] <= '9') return rest[0] - '0';
  }
  return 0;
}

void read_run_properties(XmlReader& xml, Style& style) {
  xml.children([&] {
    if (xml.token() == Token::w_vanish) style.vanish = is_on(xml.attribute(Token::w_val));
    if (xml.token() == Token::w_vertAlign) style.script = script_of(xml);
    if (xml.token() == Token::w_rFonts && xml.has(Token::w_ascii))
      style.font = std::string(xml.attribute(Token::w_ascii));
  });
}

void read_paragraph_properties(XmlReader& xml, Style& style) {
  xml.children([&] {
    if (xml.token() == Token::w_outlineLvl) style.outline = std::clamp(to_int(xml.attribute(Token::w_val), 9), 0, 9);
    if (xml.token() == Token::w_numPr) xml.children([&] { read_numbering_property(xml, style.num_id, style.ilvl); });
  });
}

/// True when the conditional formatting holds any property: an empty one formats nothing.
void read_condition(XmlReader& xml, Style& style) {
  const std::string which(xml.attribute(Token::w_type));
  bool formats = false;
  xml.children([&] { xml.children([&] { formats = true; }); });
  if (which == "firstRow") style.first_row = style.first_row || formats;
  if (which == "firstCol") style.first_col = style.first_col || formats;
}

void name_kind(Style& style) {
  const std::string_view name = style.name;
  style.title = name == "title";
  style.caption = name == "caption" || name == "题注" || name == "table caption";
  style.contents = name.starts_with("toc ") || name.starts_with("table of ");
  if (const int level = heading_level(name); level > 0 && !style.outline) style.outline = level - 1;
}

void inherit(Style& style, const Style& base) {
  const auto take = [](auto& own, const auto& from) {
    if (!own) own = from;
  };
  take(style.outline, base.outline);
  take(style.num_id, base.num_id);
  take(style.ilvl, base.ilvl);
  take(style.vanish, base.vanish);
  take(style.font, base.font);
  take(style.script, base.script);
  style.first_row = style.first_row || base.first_row;
  style.first_col = style.first_col || base.first_col;
  style.caption = style.caption || base.caption;
  style.contents = style.contents || base.contents;
}

}  // namespace

Script script_of(const XmlReader& xml) {
  const std::string_view value = xml.attribute(Token::w_val);
  return value == "superscript" ? Script::raised : value == "subscript" ? Script::lowered : Script::none;
}

void read_numbering_property(const XmlReader& xml, std::optional<int>& num_id, std::optional<int>& ilvl) {
  if (xml.token() == Token::w_numId) num_id = to_int(xml.attribute(Token::w_val), 0);
  if (xml.token() == Token::w_ilvl) ilvl = std::clamp(to_int(xml.attribute(Token::w_val), 0), 0, 8);
}

void Styles::read_style(XmlReader& xml) {
  Style style;
  style.id = xml.attribute(Token::w_styleId);
  const std::string type(xml.attribute(Token::w_type));
  const bool is_default = xml.has(Token::w_default) && is_on(xml.attribute(Token::w_default));
  xml.children([&] {
    switch (xml.token()) {
      case Token::w_name:
        style.name = ascii_lower(collapsed(xml.attribute(Token::w_val)));
        break;
      case Token::w_basedOn:
        style.based_on = xml.attribute(Token::w_val);
        break;
      case Token::w_pPr:
        read_paragraph_properties(xml, style);
        break;
      case Token::w_rPr:
        read_run_properties(xml, style);
        break;
      case Token::w_tblStylePr:
        read_condition(xml, style);
        break;
      default:
        break;
    }
  });
  name_kind(style);
  Map& map = type == "character" ? characters_ : type == "table" ? tables_ : paragraphs_;
  if (is_default && &map == &paragraphs_) default_paragraph_ = style.id;
  std::string id = style.id;
  map.emplace(std::move(id), std::move(style));
}

void Styles::load(XmlReader& xml, std::size_t max_chain) {
  while (xml.next()) {
    if (xml.kind() == XmlReader::Kind::start && xml.token() == Token::w_style) read_style(xml);
  }
  for (Map* map : {&paragraphs_, &characters_, &tables_}) resolve(*map, max_chain);
}

/// Fills every style from its bases, each once; a circle of bases ends where it closes.
void Styles::resolve(Map& map, std::size_t max_chain) {
  std::set<std::string, std::less<>> resolved;
  for (auto& [id, style] : map) {
    std::vector<Style*> chain;
    std::set<std::string_view> seen;
    for (auto at = map.find(id); at != map.end() && seen.insert(at->first).second && chain.size() < max_chain;
         at = map.find(at->second.based_on)) {
      chain.push_back(&at->second);
      if (resolved.contains(at->first)) break;
    }
    for (std::size_t i = chain.size(); i-- > 1;) inherit(*chain[i - 1], *chain[i]);
    for (const Style* done : chain) resolved.insert(done->id);
  }
}

const Style& Styles::paragraph(std::string_view id) const {
  auto found = id.empty() ? paragraphs_.end() : paragraphs_.find(id);
  if (found == paragraphs_.end()) found = paragraphs_.find(default_paragraph_);
  return found == paragraphs_.end() ? plain_ : found->second;
}

const Style* Styles::character(std::string_view id) const {
  const auto found = characters_.find(id);
  return found == characters_.end() ? nullptr : &found->second;
}

const Style* Styles::table(std::string_view id) const {
  const auto found = tables_.find(id);
  return found == tables_.end() ? nullptr : &found->second;
}

}  // namespace gridlift::docx
