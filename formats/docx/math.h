// Equations: Office Math as one line of readable text, or as LaTeX (ECMA-376 22.1).
#pragma once

#include <string>

#include "formats/docx/xml.h"
#include "formats/reader.h"

namespace gridlift::docx {

/// At the start event of m:oMath or m:oMathPara: reads it to its end. "a/(b+c)", "x^2", "√(x)", "∑_(i=1)^n"; or LaTeX
/// without the dollar signs around it.
std::string read_equation(XmlReader& xml, const ReadOptions& options);

}  // namespace gridlift::docx
