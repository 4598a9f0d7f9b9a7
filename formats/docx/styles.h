// Styles: what a paragraph, run or table inherits from its style's based-on chain (ECMA-376 17.7).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "formats/docx/scripts.h"
#include "formats/docx/xml.h"

namespace gridlift::docx {

/// What a style says itself, or (when resolved) with all that it is based on. Unset members are not said.
struct Style {
  std::string id;
  std::string name;  ///< lower case; the names of built-in styles are English in every language of Word
  std::string based_on;
  std::optional<int> outline;  ///< 0..8 heading levels, 9 body text
  std::optional<int> num_id;
  std::optional<int> ilvl;
  std::optional<bool> vanish;
  std::optional<std::string> font;  ///< w:ascii: a symbol font changes what letters mean
  std::optional<Script> script;
  bool first_row = false;  ///< a table style that formats its first row, or column, in a way of its own
  bool first_col = false;
  bool title = false;
  bool caption = false;
  bool contents = false;  ///< an entry of a table of contents
};

class Styles {
 public:
  /// Reads a styles part.
  void load(XmlReader& xml, std::size_t max_chain);
  /// The resolved style; the default paragraph style for "" and for an unknown id.
  const Style& paragraph(std::string_view id) const;
  /// The resolved character style; nullptr for an unknown one.
  const Style* character(std::string_view id) const;
  const Style* table(std::string_view id) const;

 private:
  using Map = std::map<std::string, Style, std::less<>>;
  void read_style(XmlReader& xml);
  static void resolve(Map& map, std::size_t max_chain);

  Map paragraphs_, characters_, tables_;
  std::string default_paragraph_;
  Style plain_;
};

/// At the start event of w:vertAlign.
Script script_of(const XmlReader& xml);
/// At the start event of a child of w:numPr: reads it into the member that it is for.
void read_numbering_property(const XmlReader& xml, std::optional<int>& num_id, std::optional<int>& ilvl);

}  // namespace gridlift::docx
