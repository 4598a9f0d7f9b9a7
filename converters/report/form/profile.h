// Profiles: a form described as data (JSON), so that its tables get stable keys, types and checks.
//
// The file format is docs/schema/profile.schema.json; docs/profiles.md explains it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/report/labels.h"
#include "core/result.h"

namespace gridlift::report {

enum class ValueType : std::uint8_t { count, signed_count, decimal, money, percent, date, text };

/// A row or column, or a group of them, that a form has any number of: names of branches, budget items, years. The
/// part of the key that tells one from the next is '*' in LineSpec::key, and is made of the label or counts from 1.
struct Repeat {
  enum class Key : std::uint8_t { label, index };
  Key key = Key::label;
  std::size_t level = 0;  ///< index in LineSpec::groups of the label that differs; groups.size() is the line's own
  std::size_t node = 0;   ///< lines of one repeating group share it; unique in the profile
};

/// A row or column that the form has; the leaves of the form's trees, in order.
struct LineSpec {
  std::string key;                         ///< part of the value's key; may be "" where the other axis tells all
  std::vector<Label> labels;               ///< the label and its aliases; empty for a row without a label
  std::vector<std::vector<Label>> groups;  ///< labels above it in the tree, outermost first, each with aliases
  std::optional<ValueType> type;           ///< overrides the table's
  std::string unit;                        ///< unit that the form fixes; "" none
  bool optional = false;                   ///< no diagnostic when it is missing
  std::string printed;                     ///< the first label as the profile writes it, for messages
  std::optional<Repeat> repeat;            ///< any number of it; its label may then be a pattern, or empty for any
  /// Index in Document::tables and row of the grid, where the rows of a form with repeating ones were found.
  std::optional<std::pair<std::size_t, int>> at;
};

/// A run of rows with one set of columns: a table has one, a table of stacked blocks has several.
struct BlockSpec {
  std::vector<Label> captions;  ///< labels of a caption row above the block's header; may be empty
  std::vector<LineSpec> columns;
  std::vector<LineSpec> rows;
};

struct TableSpec {
  std::string kind;
  std::string section;  ///< kind of the section it belongs to
  std::string key;      ///< head of all its keys; may be ""
  ValueType type = ValueType::count;
  std::vector<BlockSpec> blocks;
  bool optional = false;
  bool filled = false;  ///< its repeating rows are those of a document, and each says where it stands

  /// Whether some row or column may come any number of times (align/repeats.h puts those of a document in).
  bool repeats() const;
};

struct SectionSpec {
  std::string kind;
  std::vector<Label> headings;
  bool optional = false;
};

/// Before a key of a check: its value is taken from the report of the year before.
inline constexpr std::string_view kPrevious = "previous:";

/// Sum of `actual` keys compared with the sum of `expected` keys. Keys may hold {row} and {column} (all of `table`),
/// '*' (one part of a key) and '**' (any parts).
struct CheckSpec {
  std::string id;
  std::string severity;  ///< "error", "warning" or "info"
  std::string table;     ///< kind of the table that {row} and {column} run over; "" when unused
  std::vector<std::string> actual;
  std::vector<std::string> expected;
  std::vector<std::string> text_patterns;  ///< in place of `expected`: a number that the text says (text_numbers.h)
  std::string text_section;                ///< kind of the section whose text that is, with all below it; "" all
  std::vector<std::string> except;         ///< keys that wildcards leave out
  std::string compare;                     ///< "=", ">=", "<="
  bool previous_year = false;              ///< all of `expected` is taken from last year's report of the same body
  std::string message;

  /// Whether it needs the report of the year before.
  bool between_years() const;
};

/// A value computed from another by its printed unit: yuan from 万元.
struct DerivedSpec {
  std::string key;
  std::string from;
  std::string unit;
};

struct Profile {
  std::string id;
  std::string title;
  std::vector<Label> anchors;             ///< labels that only this form has
  std::vector<std::string> anchor_texts;  ///< the same as the profile writes them
  std::vector<Label> against;             ///< labels that speak against it
  std::vector<std::string> report_names;  ///< what the title calls the report, to part it from the organisation
  std::vector<SectionSpec> sections;
  std::vector<TableSpec> tables;
  std::vector<CheckSpec> checks;
  std::vector<DerivedSpec> derived;

  const TableSpec* table(std::string_view kind) const;
  /// Every key, in the order of the form; with '*' for the part that differs in what repeats.
  std::vector<std::string> keys() const;
};

/// Whether a key fits a pattern: '*' is one part of a key, '**' any number of parts, none too.
bool key_matches(std::string_view key, std::string_view pattern);

std::string join_key(std::string_view table, std::string_view row, std::string_view column);

/// Reads a profile. Errors (bad_argument) name the member that is wrong, as a path: "tables[1].rows[3].label".
Result<Profile> parse_profile(std::string_view json, std::string_view name);

/// The profiles that are shipped, as text: id and JSON.
struct BuiltinProfile {
  std::string_view id;
  std::string_view json;
};
std::span<const BuiltinProfile> builtin_profiles();

/// The profiles that a user's choice means: "auto" is all shipped ones, "none" is none, else the name of a shipped one,
/// else the path of a file. Errors name the choice in `where`.
Result<std::vector<Profile>> choose_profiles(const std::string& choice);

}  // namespace gridlift::report
