#include "converters/table_nest.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace gridlift {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

/// Text without blanks and breaks, since recovery may set those anew, with each character's place in it.
struct Ink {
  std::string text;
  std::vector<std::size_t> places;

  explicit Ink(std::string_view from) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (is_blank(from[i])) continue;
      text += from[i];
      places.push_back(i);
    }
  }
};

std::string ink_of(const Table& table) {
  std::string ink;
  for (const Cell& cell : table.grid.cells()) {
    for (const char c : cell.text) {
      if (!is_blank(c)) ink += c;
    }
  }
  return ink;
}

bool begins_line(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  return at == 0 || text[at - 1] == '\n';
}

bool ends_line(std::string_view text, std::size_t end) {
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  return end == text.size() || text[end] == '\n';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Where `wanted` stands in the ink as whole lines of the text, from `from` on: an index into the ink. `effort` is what
/// may still be compared: a hostile file has all but the last character of it at every line.
std::optional<std::size_t> find_lines(const Ink& ink, std::string_view text, const std::string& wanted,
                                      std::size_t from, std::size_t& effort) {
  for (std::size_t at = from; at + wanted.size() <= ink.text.size(); ++at) {
    if (ink.text[at] != wanted[0] || !begins_line(text, ink.places[at])) continue;
    const auto end = std::mismatch(wanted.begin(), wanted.end(), ink.text.begin() + static_cast<std::ptrdiff_t>(at));
    const auto compared = static_cast<std::size_t>(end.first - wanted.begin());
    if (end.first == wanted.end() && ends_line(text, ink.places[at + wanted.size() - 1] + 1)) return at;
    if (compared > effort) return std::nullopt;
    effort -= compared;
  }
  return std::nullopt;
}

}  // namespace

bool TableNest::take(Table& table) {
  if (!table.parent || table.parent->table < first_ || table.parent->table >= first_ + tables_.size()) return false;
  const ParentCell& parent = *table.parent;
  inner_[{parent.table - first_, parent.row, parent.col}].push_back(tables_.size());
  tables_.push_back(std::move(table));
  return true;
}

bool TableNest::holds_tables(std::size_t table) const {
  const auto first = inner_.lower_bound({table, 0, 0});
  return first != inner_.end() && std::get<0>(first->first) == table;
}

std::vector<TableNest::Piece> TableNest::pieces(std::size_t table, const Cell& cell) const {
  const std::string_view text = cell.text;
  const auto inner = inner_.find({table, cell.row, cell.col});
  if (inner == inner_.end()) return {{text}};
  std::vector<Piece> out;
  const Ink ink(text);
  constexpr std::size_t kTimesCompared = 64;
  std::size_t effort = kTimesCompared * ink.text.size();
  std::size_t read = 0;  // of the ink
  std::size_t told = 0;  // of the text
  for (const std::size_t i : inner->second) {
    const std::string wanted = ink_of(tables_[i]);
    if (wanted.empty()) continue;
    const auto at = find_lines(ink, text, wanted, read, effort);
    if (!at) continue;
    const std::string_view before = trimmed(text.substr(told, ink.places[*at] - told));
    if (!before.empty()) out.push_back({before});
    out.push_back({{}, i});
    read = *at + wanted.size();
    told = ink.places[read - 1] + 1;
  }
  const std::string_view rest = told == 0 ? text : trimmed(text.substr(told));
  if (!rest.empty()) out.push_back({rest});
  return out;
}

}  // namespace gridlift
