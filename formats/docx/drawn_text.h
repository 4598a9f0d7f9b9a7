// Text of DrawingML: shapes, and the parts of charts and diagrams that drawings refer to (ECMA-376 21.1.2, 21.2, 21.4).
#pragma once

#include <string>
#include <vector>

#include "formats/docx/xml.h"

namespace gridlift::docx {

/// The paragraphs (a:p) inside the element at whose start event the reader stands, without empty ones; text that
/// stands in none is one too.
std::vector<std::string> drawn_paragraphs(XmlReader& xml);

/// The texts of a chart part: titles; then for series of the same categories one text of several lines, the names of
/// the series and then each category with its values, parted by tabs. Values are those that the part has cached.
std::vector<std::string> read_chart(XmlReader& xml);

/// The texts of a diagram's data part (SmartArt), each followed by those below it.
std::vector<std::string> read_diagram(XmlReader& xml);

}  // namespace gridlift::docx
