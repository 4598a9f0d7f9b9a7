#include "core/recover/flattened/flattened_pieces.h"

#include <algorithm>
#include <utility>

#include "core/numbering.h"
#include "core/unicode.h"

namespace gridlift::recover {

void FieldPiece::narrow(int columns) {
  if (width <= columns) return;
  width = columns;
  for (FieldRow& row : rows) row.resize(static_cast<std::size_t>(columns));
}

FieldPiece piece_of(FieldFragment fragment) {
  FieldPiece piece;
  piece.page_break = fragment.page_break;
  std::size_t width = 0;
  for (const FieldRow& row : fragment.rows) width = std::max(width, row.size());
  piece.width = static_cast<int>(width);
  piece.rows = std::move(fragment.rows);
  for (FieldRow& row : piece.rows) {
    row.resize(width);
    piece.facts.push_back(facts_of(row));
  }
  piece.header_rows = piece.count();
  for (int i = 0; i < piece.count(); ++i) {
    const RowFacts& fact = piece.fact(i);
    if (fact.values == 0) continue;
    // Years over other numbers are a header.
    const bool years = i == 0 && fact.only_years && fact.depth <= 0 && piece.count() > 1 && fact.values > 1 &&
                       piece.fact(1).values > 0 && !piece.fact(1).only_years;
    if (years) continue;
    if (!piece.has_body) piece.header_rows = i;
    piece.has_body = true;
    piece.depth = std::max(piece.depth, fact.depth);
  }
  return piece;
}

std::string key_of(const FieldRow& row) {
  std::string key;
  for (const Field& field : row) {
    if (!field.text.empty()) key += fold_label(field.text) + '\x1f';
  }
  return key;
}

std::string number_shape(std::string_view label, bool roman) {
  label = trimmed(label);
  const Numbering number = numbering_of(label);
  std::string shape;
  std::string last;
  std::string letters;
  for_each_code_point(nfkc(label.substr(0, number.bytes)), [&](char32_t c) {
    std::string kind;
    if (is_digit(c)) {
      kind = "1";
    } else if (is_letter(c)) {
      kind = is_cjk(c) ? "一" : is_upper(c) ? "A" : "a";
      append_utf8(letters, c);
    } else {
      append_utf8(kind, c);
    }
    if (kind != last) shape += kind;
    last = std::move(kind);
  });
  const bool figures = letters.find_first_not_of("IVXivx") == std::string::npos && !letters.empty();
  if (figures && (letters.size() > 1 || roman)) {
    for (char& c : shape) c = c == 'A' ? 'R' : c == 'a' ? 'r' : c;
  }
  return shape;
}

bool continues(const std::vector<FieldPiece>& table, const FieldPiece& next) {
  const FieldPiece& first = table.front();
  if (next.count() == 0) return false;
  if (std::abs(next.width - first.width) > 2 || next.width < 2) return false;
  const bool body_before = std::any_of(table.begin(), table.end(), [](const FieldPiece& p) { return p.has_body; });
  const bool repeats = first.header_rows > 0 && key_of(next.row(0)) == key_of(first.row(0));
  if (repeats) return next.width == first.width;
  if (!body_before) {
    // All text, or a header alone at the end of its page.
    return next.width == first.width || next.has_body;
  }
  if (!next.has_body) return next.fact(0).filled == 1 || next.width == first.width;
  if (next.header_rows == 0) return true;
  bool lone = true;
  for (int i = 0; i < next.header_rows; ++i) lone = lone && next.fact(i).filled == 1;
  if (lone) return true;
  // It begins with a header of its own: a further block of a table made of blocks, or another table.
  if (next.width != first.width) return false;
  for (const FieldPiece& piece : table) {
    bool behind_values = false;
    for (int i = 0; i < piece.count(); ++i) {
      if (piece.fact(i).values > 0) behind_values = true;
      if (behind_values && piece.fact(i).values == 0 && piece.fact(i).filled > 1) return true;
    }
  }
  return false;
}

}  // namespace gridlift::recover
