#include "formats/docx/numbering.h"

#include <algorithm>
#include <utility>

#include "core/unicode.h"
#include "formats/docx/number_format.h"
#include "formats/docx/symbols.h"

namespace gridlift::docx {

namespace {

int level_attribute(const XmlReader& xml) {
  return std::clamp(to_int(xml.attribute(Token::w_ilvl), 0), 0, Numbering::kLevels - 1);
}

/// Counters of hostile files must not overflow when they are counted on.
int start_value(std::string_view value, int fallback) {
  return std::clamp(to_int(value, fallback), 0, 1'000'000'000);
}

/// At w:numFmt. A custom format spells its own first numbers, "001, 002, 003, ..." (17.9.17): numbers of so many
/// digits, or a format that is not known.
std::optional<std::string> format_of(const XmlReader& xml) {
  const std::string_view value = xml.attribute(Token::w_val);
  if (value != "custom") return std::string(value);
  const std::string_view spelled = xml.attribute(Token::w_format);
  const std::string_view first = spelled.substr(0, std::min(spelled.find(','), spelled.size()));
  const bool padded =
      first.size() >= 2 && first.size() <= 5 && first.back() == '1' && first.find_first_not_of('0') == first.size() - 1;
  if (!padded) return std::nullopt;
  return first.size() == 2 ? "decimalZero" : "decimalZero" + std::to_string(first.size());
}

/// Word takes 255 characters; what is longer would be written once for each paragraph.
std::string bounded(std::string_view text) {
  constexpr std::size_t kLongest = 1024;
  std::string out;
  for (std::size_t at = 0; at < text.size() && out.size() < kLongest;) append_utf8(out, next_code_point(text, at));
  return out;
}

}  // namespace

Numbering::Level Numbering::read_level(XmlReader& xml) {
  Level level;
  level.start = 0;  // where w:start is left out (17.9.25)
  xml.children([&] {
    switch (xml.token()) {
      case Token::w_start:
        level.start = start_value(xml.attribute(Token::w_val), 1);
        break;
      case Token::w_numFmt:
        level.format = format_of(xml).value_or("decimal");
        break;
      case Token::mc_AlternateContent: {
        // Word writes the custom format as Choice and a plain one as Fallback.
        std::optional<std::string> format;
        xml.children([&] {
          xml.children([&] {
            if (xml.token() == Token::w_numFmt && !format) format = format_of(xml);
          });
        });
        level.format = format.value_or("decimal");
        break;
      }
      case Token::w_lvlText:
        level.text = bounded(xml.attribute(Token::w_val));
        break;
      case Token::w_suff:
        level.apart = xml.attribute(Token::w_val) != "nothing";
        break;
      case Token::w_lvlRestart:
        level.restart = to_int(xml.attribute(Token::w_val), 0);
        break;
      case Token::w_isLgl:
        level.legal = is_on(xml.attribute(Token::w_val));
        break;
      case Token::w_pStyle:
        level.style = xml.attribute(Token::w_val);
        break;
      case Token::w_rPr:
        xml.children([&] {
          if (xml.token() == Token::w_rFonts) level.font = xml.attribute(Token::w_ascii);
        });
        break;
      default:
        break;
    }
  });
  return level;
}

void Numbering::read_abstract(XmlReader& xml) {
  const int id = to_int(xml.attribute(Token::w_abstractNumId), 0);
  Abstract abstract;
  xml.children([&] {
    if (xml.token() == Token::w_lvl) {
      const auto at = static_cast<std::size_t>(level_attribute(xml));
      abstract.levels[at] = read_level(xml);
    } else if (xml.token() == Token::w_styleLink) {
      abstract.style_link = xml.attribute(Token::w_val);
    } else if (xml.token() == Token::w_numStyleLink) {
      abstract.num_style_link = xml.attribute(Token::w_val);
    }
  });
  abstracts_.emplace(id, std::move(abstract));
}

void Numbering::read_list(XmlReader& xml) {
  const int id = to_int(xml.attribute(Token::w_numId), 0);
  List list;
  xml.children([&] {
    if (xml.token() == Token::w_abstractNumId) list.abstract = to_int(xml.attribute(Token::w_val), 0);
    if (xml.token() != Token::w_lvlOverride) return;
    const int level = level_attribute(xml);
    xml.children([&] {
      if (xml.token() == Token::w_startOverride) list.starts[level] = start_value(xml.attribute(Token::w_val), 1);
      if (xml.token() == Token::w_lvl) list.levels[level] = read_level(xml);
    });
  });
  lists_.emplace(id, std::move(list));
}

void Numbering::load(XmlReader& xml, Context& context) {
  while (xml.next()) {
    if (xml.kind() != XmlReader::Kind::start) continue;
    if (xml.token() == Token::w_abstractNum) read_abstract(xml);
    if (xml.token() == Token::w_num) read_list(xml);
  }
  resolve_links(context);
}

/// Lists of a definition that only names a numbering style get the definition that the style is made of (17.9.21,
/// 17.9.27).
void Numbering::resolve_links(Context& context) {
  std::map<std::string_view, int> made;  // style -> definition
  for (const auto& [id, abstract] : abstracts_) {
    if (!abstract.style_link.empty()) made.emplace(abstract.style_link, id);
  }
  for (auto& [id, list] : lists_) {
    const auto abstract = abstracts_.find(list.abstract);
    if (abstract == abstracts_.end()) {
      context.diagnostics.info("numbering-undefined", "a list has no definition: its numbers are not shown",
                               "list " + std::to_string(id));
      continue;
    }
    const auto link = made.find(abstract->second.num_style_link);
    if (link != made.end()) list.abstract = link->second;
  }
}

Numbering::Abstract* Numbering::abstract_of(const List& list) {
  const auto found = abstracts_.find(list.abstract);
  return found == abstracts_.end() ? nullptr : &found->second;
}

const Numbering::Level& Numbering::level_of(const Abstract& abstract, const List& list, int level) {
  const auto own = list.levels.find(level);
  return own == list.levels.end() ? abstract.levels[static_cast<std::size_t>(level)] : own->second;
}

/// Lists of one definition share their counters; a start override counts once, at the list's first paragraph of the
/// level (17.9.27).
void Numbering::count(Abstract& abstract, List& list, int level) {
  const auto at = static_cast<std::size_t>(level);
  const Level& definition = level_of(abstract, list, level);
  const auto override_start = list.starts.find(level);
  if (!list.started[at] && override_start != list.starts.end()) {
    abstract.counters[at] = override_start->second;
    abstract.counted[at] = true;
  } else if (!abstract.counted[at]) {
    abstract.counters[at] = definition.start;
    abstract.counted[at] = true;
  } else {
    ++abstract.counters[at];
  }
  list.started[at] = true;
  // A level that was jumped over counts as begun.
  for (std::size_t above = 0; above < at; ++above) {
    if (abstract.counted[above]) continue;
    abstract.counters[above] = level_of(abstract, list, static_cast<int>(above)).start;
    abstract.counted[above] = true;
  }
  for (int below = level + 1; below < kLevels; ++below) {
    const std::optional<int> restart = level_of(abstract, list, below).restart;
    if (!restart || (*restart > 0 && level < *restart)) abstract.counted[static_cast<std::size_t>(below)] = false;
  }
}

std::string Numbering::print(const Abstract& abstract, const List& list, int level, Context& context) {
  const Level& definition = level_of(abstract, list, level);
  std::string out;
  const std::string& text = definition.text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool number = text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9';
    if (!number) {
      out.push_back(text[i]);
      continue;
    }
    const int from = text[++i] - '1';
    const bool decimal = definition.legal;
    bool known = true;
    const std::string& format = level_of(abstract, list, from).format;
    if (format == "bullet") continue;  // a bullet has no number that another level could show
    out += format_number(abstract.counters[static_cast<std::size_t>(from)], decimal ? "decimal" : format, known);
    if (!known)
      context.diagnostics.info("number-format-unknown", "numbers of format " + format + " are shown as decimal");
  }
  return out;
}

std::optional<Label> Numbering::next(int num_id, int level, Context& context) {
  const auto list = lists_.find(num_id);
  if (list == lists_.end()) return std::nullopt;
  Abstract* abstract = abstract_of(list->second);
  if (abstract == nullptr) return std::nullopt;
  level = std::clamp(level, 0, kLevels - 1);
  count(*abstract, list->second, level);
  const Level& definition = level_of(*abstract, list->second, level);
  Label label;
  label.level = level;
  label.apart = definition.apart;
  const bool bullet = definition.format == "bullet";
  const char32_t sign = first_code_point(definition.text);
  label.glyph = bullet && sign >= 0xE000 && sign <= 0xF8FF;
  label.text = bullet ? symbol_text(definition.text, definition.font) : print(*abstract, list->second, level, context);
  return label;
}

int Numbering::level_of_style(int num_id, std::string_view style) const {
  const auto list = lists_.find(num_id);
  if (list == lists_.end() || style.empty()) return -1;
  const auto abstract = abstracts_.find(list->second.abstract);
  if (abstract == abstracts_.end()) return -1;
  for (int level = 0; level < kLevels; ++level) {
    if (level_of(abstract->second, list->second, level).style == style) return level;
  }
  return -1;
}

}  // namespace gridlift::docx
