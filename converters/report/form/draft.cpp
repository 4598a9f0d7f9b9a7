#include "converters/report/form/draft.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "converters/report/form/key_names.h"
#include "converters/report/labels.h"
#include "converters/report/sections.h"
#include "converters/report/values/values.h"
#include "core/header_paths.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

using Json = nlohmann::ordered_json;
using Path = std::vector<std::string>;

constexpr std::size_t kMostAnchors = 10;

/// What a column's cells look like.
std::string type_of(const std::vector<TypedValue>& values) {
  bool any = false, decimal = false, negative = false, percent = false, text = false;
  for (const TypedValue& value : values) {
    if (value.kind == ValueKind::absent) continue;
    any = true;
    text = text || !value.is_number();
    decimal = decimal || value.decimals > 0;
    negative = negative || value.number < 0;
    percent = percent || value.unit == "%";
  }
  if (!any) return "count";
  if (text) return "text";
  if (percent) return "percent";
  if (decimal) return "decimal";
  return negative ? "signed" : "count";
}

/// The number that a label is and nothing else, "2021年" as 2021; -1 for others.
int plain_number(const Json& node) {
  std::string label = node.value("label", std::string());
  for (const std::string_view year : {std::string_view("年度"), std::string_view("年")}) {
    if (label.ends_with(year)) label.resize(label.size() - year.size());
  }
  const bool digits = !label.empty() && label.size() <= 4 &&
                      std::all_of(label.begin(), label.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::stoi(label) : -1;
}

/// Whether two nodes hold the same lines.
bool alike(const Json& a, const Json& b, const char* member) {
  if (a.contains(member) != b.contains(member)) return false;
  if (!a.contains(member)) return true;
  return a[member].size() == b[member].size() &&
         std::equal(a[member].begin(), a[member].end(), b[member].begin(), [&](const Json& x, const Json& y) {
           return x.value("label", "") == y.value("label", "") && alike(x, y, member);
         });
}

/// Whether a node is a line of a numbered list: a number with one label behind it.
bool is_numbered(const Json& node, const char* member) {
  return node.contains(member) && node[member].size() == 1 && !node[member][0].contains(member);
}

constexpr std::size_t kLeastYears = 2;  // years side by side that are a list
constexpr std::size_t kLeastLines = 3;  // numbered rows that are one

/// Years side by side, and rows numbered from 1, become one that repeats: next year's form has others.
Json with_repeats(const Json& nodes, const char* member) {
  Json out = Json::array();
  for (std::size_t i = 0; i < nodes.size();) {
    const int first = plain_number(nodes[i]);
    const bool year = first >= 1900 && first < 2100;
    const bool list = first == 1 && is_numbered(nodes[i], member);
    std::size_t end = i + 1;
    const auto step = [&] { return end < nodes.size() ? plain_number(nodes[end]) - plain_number(nodes[end - 1]) : 0; };
    const int by = step();
    while ((year || list) && end < nodes.size() && step() == by && (by == 1 || (by == -1 && year)) &&
           (list ? is_numbered(nodes[end], member) : alike(nodes[i], nodes[end], member)))
      ++end;
    if (end - i < (year ? kLeastYears : kLeastLines)) {
      out.push_back(nodes[i++]);
      continue;
    }
    Json repeated = nodes[i];
    repeated.erase("label");
    repeated["key"] = year ? "year" : "item";
    repeated["repeat"] = "label";
    if (list) repeated.erase(member);
    out.push_back(std::move(repeated));
    i = end;
  }
  return out;
}

/// Paths in order as a tree: runs that share their first label become one node.
Json tree_of(const std::vector<Path>& paths, std::size_t begin, std::size_t end, std::size_t depth, const char* member,
             const std::vector<std::string>& types) {
  Json nodes = Json::array();
  Keys keys;
  for (std::size_t i = begin; i < end;) {
    std::size_t next = i + 1;
    const std::string label = depth < paths[i].size() ? paths[i][depth] : std::string();
    while (next < end && depth < paths[next].size() && !label.empty() && paths[next][depth] == label) ++next;
    Json node;
    if (!label.empty()) node["label"] = label;
    node["key"] = keys.unique(key_of(label, std::string(member) == "rows" ? "row" : "column"));
    const bool inner = next - i > 1 || depth + 1 < paths[i].size();
    if (inner) {
      node[member] = tree_of(paths, i, next, depth + 1, member, types);
    } else if (!types.empty() && types[i] != "count") {
      node["type"] = types[i];
    }
    nodes.push_back(std::move(node));
    i = next;
  }
  return with_repeats(nodes, member);
}

/// Rows of one table that share their column paths.
struct Block {
  std::string caption;
  std::vector<Path> columns;
  std::vector<int> slots;  // grid column of each
  std::vector<int> rows;
};

std::vector<Path> columns_at(const Table& table, const HeaderPaths& paths, int row, std::vector<int>& slots) {
  std::vector<Path> columns;
  slots.clear();
  for (int col = table.header_cols; col < table.grid.cols(); ++col) {
    if (table.grid.at(row, col).col != col) continue;  // a merged value is one column
    columns.push_back(paths.column(row, col));
    slots.push_back(col);
  }
  return columns;
}

/// A first label that all columns of a block share is its caption.
void split_caption(Block& block) {
  const auto shares = [&](const Path& path) { return path.size() > 1 && path[0] == block.columns[0][0]; };
  if (block.columns.empty() || block.columns[0].size() < 2 || block.columns.size() < 2) return;
  if (!std::all_of(block.columns.begin(), block.columns.end(), shares)) return;
  block.caption = block.columns[0][0];
  for (Path& path : block.columns) path.erase(path.begin());
}

std::vector<Block> blocks_of(const Table& table, const HeaderPaths& paths) {
  std::vector<Block> blocks;
  std::vector<Path> before;
  for (int row = table.header_rows; row < table.grid.rows(); ++row) {
    if (std::binary_search(table.interior_headers.begin(), table.interior_headers.end(), row)) continue;
    std::vector<int> slots;
    std::vector<Path> columns = columns_at(table, paths, row, slots);
    if (blocks.empty() || columns != before) {
      Block block;
      block.columns = columns;
      block.slots = slots;
      before = std::move(columns);
      split_caption(block);
      blocks.push_back(std::move(block));
    }
    blocks.back().rows.push_back(row);
  }
  return blocks;
}

Json draft_block(const Table& table, const HeaderPaths& paths, const Block& block) {
  std::vector<std::string> types;
  for (const int col : block.slots) {
    std::vector<TypedValue> values;
    for (const int row : block.rows) values.push_back(parse_value(table.grid.at(row, col).text));
    types.push_back(type_of(values));
  }
  std::vector<Path> rows;
  for (const int row : block.rows) rows.push_back(paths.row(row));
  Json json;
  if (!block.caption.empty()) json["caption"] = block.caption;
  json["columns"] = tree_of(block.columns, 0, block.columns.size(), 0, "columns", types);
  json["rows"] = tree_of(rows, 0, rows.size(), 0, "rows", {});
  return json;
}

bool is_total(std::string_view label) {
  const std::string folded = fold_label(label);
  return folded == "total" || folded == "总计" || folded == "合计" || folded == "共计" || folded == "totals" ||
         folded == "sum";
}

/// Keys of the leaves of a tree, in order.
void leaf_keys(const Json& nodes, const char* member, const std::string& above, std::vector<std::string>& out) {
  for (const Json& node : nodes) {
    std::string key = above + (above.empty() ? "" : ".") + node["key"].get<std::string>();
    if (node.contains("repeat")) key += ".*";
    if (node.contains(member)) {
      leaf_keys(node[member], member, key, out);
    } else {
      out.push_back(key);
    }
  }
}

/// A check that the last column is the sum of the others, where it is in every row that has all its numbers.
void add_total_check(const Table& table, const Block& block, const Json& drafted, const std::string& key,
                     Json& checks) {
  if (block.columns.size() < 3 || block.columns.back().empty() || !is_total(block.columns.back().back())) return;
  std::size_t complete = 0;
  for (const int row : block.rows) {
    double sum = 0;
    bool numbers = true;
    for (const int col : block.slots) {
      const TypedValue value = parse_value(table.grid.at(row, col).text);
      numbers = numbers && value.is_number();
      sum += col == block.slots.back() ? -value.number : value.number;
    }
    if (!numbers) continue;
    ++complete;
    if (sum > 1e-6 || sum < -1e-6) return;
  }
  if (complete == 0) return;
  std::vector<std::string> keys;
  leaf_keys(drafted["columns"], "columns", "", keys);
  Json check;
  check["id"] = key + ".row_total";
  check["table"] = key;
  check["actual"] = key + ".{row}." + keys.back();
  check["expected"] = Json::array();
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) check["expected"].push_back(key + ".{row}." + keys[i]);
  checks.push_back(std::move(check));
}

/// Labels that name rows and columns, longest first told apart: what the form is recognised by.
void collect_anchors(const std::vector<Block>& blocks, const HeaderPaths& paths, std::vector<std::string>& anchors) {
  const auto take = [&](const Path& path) {
    if (path.empty() || anchors.size() >= kMostAnchors) return;
    const std::string& label = path.back();
    const std::size_t length = count_code_points(label);
    if (length < 4 || length > 60 || is_total(label) || may_be_value(label, false)) return;
    if (std::find(anchors.begin(), anchors.end(), label) == anchors.end()) anchors.push_back(label);
  };
  for (const Block& block : blocks) {
    for (const Path& path : block.columns) take(path);
    for (const int row : block.rows) {
      const Path path = paths.row(row);
      if (path.size() < 2 || !may_be_value(path.front(), false)) take(path);  // numbered lines are others elsewhere
    }
  }
}

}  // namespace

std::string draft_profile(const Document& document) {
  Report outline;
  read_sections(document, nullptr, outline);
  Json profile;
  profile["gridlift_profile"] = 1;
  profile["id"] = key_of(outline.title, "my_form");
  std::string id = profile["id"];
  std::replace(id.begin(), id.end(), '_', '-');
  profile["id"] = id;
  profile["title"] = outline.title;
  profile["anchors"] = Json::array();
  profile["sections"] = Json::array();
  profile["tables"] = Json::array();
  profile["checks"] = Json::array();
  Keys section_keys;
  std::map<std::size_t, std::string> section_of_table;
  for (const Section& section : outline.sections) {
    if (section.level != 1 || section.heading.empty()) continue;
    const std::string kind = section_keys.unique(key_of(section.heading, "section"));
    profile["sections"].push_back(Json{{"kind", kind}, {"headings", section.heading}});
    for (const std::size_t table : section.tables) section_of_table[table] = kind;
  }
  std::vector<std::string> anchors;
  Keys table_keys;
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    const Table& table = document.tables[t];
    if (table.grid.cols() <= table.header_cols || table.header_rows + table.header_cols == 0) continue;
    const HeaderPaths paths(table);
    const std::vector<Block> blocks = blocks_of(table, paths);
    if (blocks.empty()) continue;
    const auto section = section_of_table.find(t);
    const std::string name = table.caption                       ? key_of(*table.caption, "table")
                             : section != section_of_table.end() ? section->second
                                                                 : "table";
    const std::string key = table_keys.unique(name);
    Json drafted;
    drafted["kind"] = key;
    if (section != section_of_table.end()) drafted["section"] = section->second;
    drafted["key"] = key;
    if (blocks.size() == 1) {
      drafted.update(draft_block(table, paths, blocks[0]));
      add_total_check(table, blocks[0], drafted, key, profile["checks"]);
    } else {
      drafted["blocks"] = Json::array();
      for (const Block& block : blocks) drafted["blocks"].push_back(draft_block(table, paths, block));
    }
    collect_anchors(blocks, paths, anchors);
    profile["tables"].push_back(std::move(drafted));
  }
  if (profile["tables"].empty() || anchors.empty()) return {};
  profile["anchors"] = anchors;
  return profile.dump(2) + "\n";
}

}  // namespace gridlift::report
