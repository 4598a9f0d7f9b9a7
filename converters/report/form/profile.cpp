#include "converters/report/form/profile.h"

#include <algorithm>
#include <set>
#include <utility>

#include "converters/report/form/profile_json.h"
#include "converters/report/form/text_numbers.h"

namespace gridlift::report {

namespace {

using Json = ProfileJson::Json;

ValueType type_named(ProfileJson& reader, const std::string& path, const std::string& name) {
  static const std::pair<std::string_view, ValueType> kTypes[] = {
      {"count", ValueType::count}, {"signed", ValueType::signed_count}, {"decimal", ValueType::decimal},
      {"money", ValueType::money}, {"percent", ValueType::percent},     {"date", ValueType::date},
      {"text", ValueType::text}};
  for (const auto& [known, type] : kTypes) {
    if (name == known) return type;
  }
  reader.fail(path + ".type", "must be count, signed, decimal, money, percent, date or text");
  return ValueType::text;
}

/// "repeat": the part of the key that differs becomes '*'.
void read_repeat(ProfileJson& reader, const Json& item, const std::string& here, LineSpec& line) {
  const std::string how = reader.text(item, here, "repeat");
  if (how != "label" && how != "index") return reader.fail(here + ".repeat", "must be label or index");
  if (line.repeat) return reader.fail(here + ".repeat", "what repeats cannot hold something that repeats as well");
  Repeat repeat;
  repeat.key = how == "label" ? Repeat::Key::label : Repeat::Key::index;
  repeat.level = line.groups.size();
  repeat.node = reader.next_number();
  line.repeat = repeat;
  line.key = join_key(line.key, "*", "");
}

/// Two lines that repeat, one behind the other, must be told apart by a label of their own or of their groups.
void check_neighbours(ProfileJson& reader, const std::vector<LineSpec>& lines, const std::string& path) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const LineSpec& first = lines[i - 1];
    const LineSpec& second = lines[i];
    if (!first.repeat || !second.repeat || first.repeat->node == second.repeat->node) continue;
    const auto names = [](const LineSpec& line) {
      return line.repeat->level < line.groups.size() ? line.groups[line.repeat->level] : line.labels;
    };
    const bool grouped =
        first.repeat->level > 0 && second.repeat->level > 0 && !first.groups[first.repeat->level - 1].empty() &&
        !second.groups[second.repeat->level - 1].empty() &&
        first.groups[first.repeat->level - 1].front().whole != second.groups[second.repeat->level - 1].front().whole;
    if (!grouped && (names(first).empty() || names(second).empty()))
      reader.fail(path, "'" + first.key + "' and '" + second.key + "' repeat one behind the other: both need a label");
  }
}

/// Flattens a tree of rows (or columns) to its leaves; `member` is "rows" or "columns".
void read_lines(ProfileJson& reader, const Json& object, const std::string& path, const char* member, LineSpec above,
                std::vector<LineSpec>& out, int depth) {
  if (depth > 8) return reader.fail(path, "is nested too deep");
  std::size_t index = 0;
  for (const Json& item : reader.list(object, path, member)) {
    const std::string here = item_path(path, member, index++);
    reader.known(item, here, {"label", "aliases", "key", "type", "unit", "optional", "repeat", member});
    if (reader.failed()) return;
    LineSpec line = above;
    const std::string key = reader.text(item, here, "key");
    if (key.find_first_of("*{}") != std::string::npos) reader.fail(here + ".key", "must not hold '*', '{' or '}'");
    line.key = join_key(above.key, key, "");
    if (item.contains("repeat")) read_repeat(reader, item, here, line);
    line.printed = reader.text(item, here, "label");
    line.labels = reader.labels(item, here, "label");
    for (Label& alias : reader.labels(item, here, "aliases")) line.labels.push_back(std::move(alias));
    if (item.contains("type")) line.type = type_named(reader, here, reader.text(item, here, "type"));
    if (item.contains("unit")) line.unit = reader.text(item, here, "unit");
    line.optional = above.optional || reader.flag(item, here, "optional");
    if (item.contains(member)) {
      line.groups.push_back(std::exchange(line.labels, {}));
      read_lines(reader, item, here, member, line, out, depth + 1);
    } else {
      out.push_back(std::move(line));
    }
  }
}

BlockSpec read_block(ProfileJson& reader, const Json& object, const std::string& path) {
  BlockSpec block;
  block.captions = reader.labels(object, path, "caption");
  read_lines(reader, object, path, "columns", {}, block.columns, 0);
  read_lines(reader, object, path, "rows", {}, block.rows, 0);
  if (block.columns.empty()) reader.fail(path + ".columns", "is missing or empty");
  check_neighbours(reader, block.columns, path + ".columns");
  check_neighbours(reader, block.rows, path + ".rows");
  if (block.rows.empty()) block.rows.emplace_back();  // one row of values without a label
  return block;
}

TableSpec read_table(ProfileJson& reader, const Json& object, const std::string& path) {
  TableSpec table;
  const bool stacked = object.is_object() && object.contains("blocks");
  reader.known(object, path,
               stacked ? std::initializer_list<std::string_view>{"kind", "section", "key", "type", "optional", "blocks"}
                       : std::initializer_list<std::string_view>{"kind", "section", "key", "type", "optional",
                                                                 "caption", "columns", "rows"});
  if (reader.failed()) return table;
  table.kind = reader.text(object, path, "kind", true);
  table.section = reader.text(object, path, "section");
  table.key = reader.text(object, path, "key");
  table.optional = reader.flag(object, path, "optional");
  if (object.contains("type")) table.type = type_named(reader, path, reader.text(object, path, "type"));
  if (!stacked) {
    table.blocks.push_back(read_block(reader, object, path));
    return table;
  }
  std::size_t index = 0;
  for (const Json& block : reader.list(object, path, "blocks")) {
    const std::string here = item_path(path, "blocks", index++);
    reader.known(block, here, {"caption", "columns", "rows"});
    if (reader.failed()) return table;
    table.blocks.push_back(read_block(reader, block, here));
  }
  return table;
}

/// "expected_text": a number that the text of a section says.
void read_expected_text(ProfileJson& reader, const Json& object, const std::string& path, CheckSpec& check) {
  if (!object.contains("expected_text")) return;
  const Json& text = object["expected_text"];
  const std::string here = path + ".expected_text";
  reader.known(text, here, {"section", "patterns"});
  if (reader.failed()) return;
  check.text_section = reader.text(text, here, "section");
  check.text_patterns = reader.texts(text, here, "patterns");
  if (check.text_patterns.empty()) reader.fail(here + ".patterns", "is missing or empty");
  for (std::size_t i = 0; i < check.text_patterns.size(); ++i) {
    const std::string fault = fault_of_text_pattern(check.text_patterns[i]);
    if (!fault.empty()) reader.fail(item_path(here, "patterns", i), fault);
  }
  if (object.contains("expected")) reader.fail(path, "has both expected and expected_text");
}

CheckSpec read_check(ProfileJson& reader, const Json& object, const std::string& path) {
  CheckSpec check;
  reader.known(object, path,
               {"id", "severity", "table", "actual", "expected", "expected_text", "except", "compare", "previous_year",
                "message"});
  if (reader.failed()) return check;
  check.id = reader.text(object, path, "id", true);
  check.severity = object.contains("severity") ? reader.text(object, path, "severity") : "error";
  check.table = reader.text(object, path, "table");
  check.actual = reader.texts(object, path, "actual");
  check.expected = reader.texts(object, path, "expected");
  check.except = reader.texts(object, path, "except");
  check.compare = object.contains("compare") ? reader.text(object, path, "compare") : "=";
  check.previous_year = reader.flag(object, path, "previous_year");
  check.message = reader.text(object, path, "message");
  read_expected_text(reader, object, path, check);
  if (check.severity != "error" && check.severity != "warning" && check.severity != "info")
    reader.fail(path + ".severity", "must be error, warning or info");
  if (check.compare != "=" && check.compare != ">=" && check.compare != "<=")
    reader.fail(path + ".compare", "must be =, >= or <=");
  if (check.actual.empty() || (check.expected.empty() && check.text_patterns.empty()))
    reader.fail(path, "needs actual and expected keys");
  return check;
}

void read_sections(ProfileJson& reader, const Json& root, Profile& profile) {
  std::size_t index = 0;
  for (const Json& item : reader.list(root, "", "sections")) {
    const std::string here = item_path("", "sections", index++);
    reader.known(item, here, {"kind", "headings", "optional"});
    if (reader.failed()) return;
    SectionSpec section;
    section.kind = reader.text(item, here, "kind", true);
    section.headings = reader.labels(item, here, "headings");
    section.optional = reader.flag(item, here, "optional");
    profile.sections.push_back(std::move(section));
  }
}

void read_derived(ProfileJson& reader, const Json& root, Profile& profile) {
  std::size_t index = 0;
  for (const Json& item : reader.list(root, "", "derived")) {
    const std::string here = item_path("", "derived", index++);
    reader.known(item, here, {"key", "from", "unit"});
    if (reader.failed()) return;
    profile.derived.push_back({reader.text(item, here, "key", true), reader.text(item, here, "from", true),
                               reader.text(item, here, "unit", true)});
  }
}

/// "line 3, column 14" of a byte, counted from 1.
std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view head = text.substr(0, byte > 0 ? byte - 1 : 0);
  const auto line = std::count(head.begin(), head.end(), '\n') + 1;
  const std::size_t begin = head.rfind('\n') == std::string_view::npos ? 0 : head.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(head.size() - begin + 1);
}

std::string with_wildcards(std::string pattern) {
  for (const std::string_view variable : {std::string_view("{row}"), std::string_view("{column}")}) {
    for (std::size_t at = pattern.find(variable); at != std::string::npos; at = pattern.find(variable))
      pattern.replace(at, variable.size(), "**");
  }
  return pattern;
}

/// Every pattern of a check must fit some key: a misspelt one would never be checked.
void check_patterns(ProfileJson& reader, const Profile& profile, const std::vector<std::string>& keys) {
  std::size_t index = 0;
  for (const CheckSpec& check : profile.checks) {
    const std::string here = item_path("", "checks", index++);
    const bool known = std::any_of(profile.sections.begin(), profile.sections.end(),
                                   [&](const SectionSpec& section) { return section.kind == check.text_section; });
    if (!check.text_section.empty() && !known)
      reader.fail(here + ".expected_text.section", "there is no section '" + check.text_section + "'");
    const TableSpec* table = check.table.empty() ? nullptr : profile.table(check.table);
    if (!check.table.empty() && table == nullptr)
      reader.fail(here + ".table", "there is no table '" + check.table + "'");
    const std::pair<const char*, const std::vector<std::string>*> sides[] = {
        {"actual", &check.actual}, {"expected", &check.expected}, {"except", &check.except}};
    for (const auto& [member, patterns] : sides) {
      for (std::size_t i = 0; i < patterns->size(); ++i) {
        const std::string& pattern = (*patterns)[i];
        const std::string place = item_path(here, member, i);
        if (pattern.find('{') != std::string::npos && table == nullptr)
          reader.fail(place, "{row} and {column} need the member 'table' of the check");
        const std::string wild =
            with_wildcards(pattern.starts_with(kPrevious) ? pattern.substr(kPrevious.size()) : pattern);
        const bool fits = std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
          return key_matches(key, wild) || (key.find('*') != std::string::npos && key_matches(wild, key));
        });
        if (!fits) reader.fail(place, "no key fits '" + pattern + "'");
      }
    }
  }
}

void check_names(ProfileJson& reader, const Profile& profile) {
  std::set<std::string> kinds;
  for (std::size_t i = 0; i < profile.tables.size(); ++i) {
    const TableSpec& table = profile.tables[i];
    if (!kinds.insert(table.kind).second)
      reader.fail(item_path("", "tables", i) + ".kind", "two tables are of the kind '" + table.kind + "'");
    const bool known = std::any_of(profile.sections.begin(), profile.sections.end(),
                                   [&](const SectionSpec& section) { return section.kind == table.section; });
    if (!table.section.empty() && !known)
      reader.fail(item_path("", "tables", i) + ".section", "there is no section '" + table.section + "'");
  }
}

void check_keys(ProfileJson& reader, const Profile& profile) {
  const std::vector<std::string> keys = profile.keys();
  std::set<std::string> seen;
  for (const std::string& key : keys) {
    if (key.empty()) reader.fail("tables", "a row and column together need a key");
    if (!seen.insert(key).second) reader.fail("tables", "two cells have the key '" + key + "'");
  }
  check_names(reader, profile);
  check_patterns(reader, profile, keys);
  for (std::size_t i = 0; i < profile.derived.size(); ++i) {
    const DerivedSpec& derived = profile.derived[i];
    if (seen.count(derived.from) == 0)
      reader.fail(item_path("", "derived", i) + ".from", "there is no key '" + derived.from + "'");
    if (seen.count(derived.key) > 0)
      reader.fail(item_path("", "derived", i) + ".key", "a cell has the key '" + derived.key + "' already");
  }
}

}  // namespace

bool CheckSpec::between_years() const {
  const auto marked = [](const std::string& key) { return key.starts_with(kPrevious); };
  return previous_year || std::any_of(actual.begin(), actual.end(), marked) ||
         std::any_of(expected.begin(), expected.end(), marked);
}

bool key_matches(std::string_view key, std::string_view pattern) {
  if (pattern.empty()) return key.empty();
  const std::size_t cut = pattern.find('.');
  const std::string_view head = pattern.substr(0, cut);
  const std::string_view tail = cut == std::string_view::npos ? std::string_view() : pattern.substr(cut + 1);
  const std::size_t key_cut = key.find('.');
  const std::string_view key_head = key.substr(0, key_cut);
  const std::string_view key_tail = key_cut == std::string_view::npos ? std::string_view() : key.substr(key_cut + 1);
  if (head == "**") {
    if (key_matches(key, tail)) return true;
    return !key.empty() && key_matches(key_tail, pattern);
  }
  if (key.empty() || (head != "*" && head != key_head)) return false;
  if (tail.empty() != key_tail.empty()) return tail == "**";
  return tail.empty() || key_matches(key_tail, tail);
}

std::string join_key(std::string_view table, std::string_view row, std::string_view column) {
  std::string key;
  for (const std::string_view part : {table, row, column}) {
    if (part.empty()) continue;
    if (!key.empty()) key += '.';
    key += part;
  }
  return key;
}

bool TableSpec::repeats() const {
  const auto repeats = [](const LineSpec& line) { return line.repeat.has_value(); };
  return std::any_of(blocks.begin(), blocks.end(), [&](const BlockSpec& block) {
    return std::any_of(block.rows.begin(), block.rows.end(), repeats) ||
           std::any_of(block.columns.begin(), block.columns.end(), repeats);
  });
}

const TableSpec* Profile::table(std::string_view kind) const {
  for (const TableSpec& spec : tables) {
    if (spec.kind == kind) return &spec;
  }
  return nullptr;
}

std::vector<std::string> Profile::keys() const {
  std::vector<std::string> out;
  for (const TableSpec& spec : tables) {
    for (const BlockSpec& block : spec.blocks) {
      for (const LineSpec& row : block.rows) {
        for (const LineSpec& column : block.columns) out.push_back(join_key(spec.key, row.key, column.key));
      }
    }
  }
  return out;
}

Result<Profile> parse_profile(std::string_view json, std::string_view name) {
  Json root;
  try {
    root = Json::parse(json);
  } catch (const Json::parse_error& error) {
    return fail(ErrorCode::bad_argument, "is not JSON: " + line_and_column(json, error.byte), std::string(name));
  } catch (const Json::out_of_range&) {
    return fail(ErrorCode::bad_argument, "holds a number that is out of range", std::string(name));
  }
  ProfileJson reader{std::string(name)};
  reader.known(root, "",
               {"$schema", "gridlift_profile", "id", "title", "anchors", "against", "report_names", "sections",
                "tables", "checks", "derived"});
  Profile profile;
  if (!reader.failed()) {
    if (root.value("gridlift_profile", Json()) != 1) reader.fail("gridlift_profile", "must be 1");
    profile.id = reader.text(root, "", "id", true);
    profile.title = reader.text(root, "", "title");
    profile.anchors = reader.labels(root, "", "anchors");
    profile.anchor_texts = reader.texts(root, "", "anchors");
    profile.against = reader.labels(root, "", "against");
    profile.report_names = reader.texts(root, "", "report_names");
    read_sections(reader, root, profile);
    std::size_t index = 0;
    for (const Json& table : reader.list(root, "", "tables")) {
      profile.tables.push_back(read_table(reader, table, item_path("", "tables", index++)));
    }
    index = 0;
    for (const Json& check : reader.list(root, "", "checks")) {
      profile.checks.push_back(read_check(reader, check, item_path("", "checks", index++)));
    }
    read_derived(reader, root, profile);
    if (profile.anchors.empty()) reader.fail("anchors", "is missing or empty");
    if (profile.tables.empty()) reader.fail("tables", "is missing or empty");
    check_keys(reader, profile);
  }
  if (reader.failed()) return tl::unexpected(reader.fault());
  return profile;
}

}  // namespace gridlift::report