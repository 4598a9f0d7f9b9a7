#include "core/recover/flattened/flattened_rows.h"

#include "core/numbering.h"
#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

bool is_value_text(std::string_view text) {
  text = trimmed(text);
  // "(1) Rent" and "3. kg" are labels, however short.
  if (const Numbering number = numbering_of(text); number.bytes < text.size() && number) {
    const std::string_view rest = trimmed(text.substr(number.bytes));
    if (!rest.empty() && is_letter(first_code_point(rest))) return false;
  }
  const CellKind kind = kind_of(text);
  if (kind != CellKind::label) return kind != CellKind::blank;
  // "增5", "减2": a change that is written out; "无": nothing.
  if (text == "无") return true;
  for (const std::string_view sign : {"增", "减", "升", "降", "增加", "减少"}) {
    if (text.starts_with(sign) && kind_of(text.substr(sign.size())) == CellKind::number) return true;
  }
  return false;
}

RowFacts facts_of(const FieldRow& row) {
  RowFacts facts;
  const int width = static_cast<int>(row.size());
  bool lead_is_value = false;
  for (int i = 0; i < width; ++i) {
    const std::string& text = row[static_cast<std::size_t>(i)].text;
    if (text.empty()) continue;
    ++facts.filled;
    facts.last = i;
    if (!is_value_text(text)) {
      if (facts.first_value < 0) {
        facts.depth = i;
      } else if (lead_is_value && facts.values == 1) {
        // A number, then a label: an ordinal.
        facts.depth = i;
        facts.first_value = -1;
        facts.values = 0;
        facts.only_years = true;
      }
      lead_is_value = false;
      continue;
    }
    if (facts.filled == 1) lead_is_value = true;
    if (facts.first_value < 0) facts.first_value = i;
    facts.only_years = facts.only_years && kind_of(text) == CellKind::year;
    ++facts.values;
  }
  return facts;
}

}  // namespace gridlift::recover
