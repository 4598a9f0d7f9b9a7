// The report model: a document read as sections, records, keyed values and checks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/report/form/profile.h"
#include "converters/report/values/values.h"
#include "core/document.h"

namespace gridlift::report {

/// A numbered or styled heading with the text directly below it.
struct Section {
  std::string number;               ///< as printed, without its sign: "一", "1.2"; "" none
  std::string heading;              ///< without the number
  std::string kind;                 ///< the profile's name for it; "custom" or "" when it has none
  int level = 1;                    ///< 1..9
  std::string text;                 ///< paragraphs parted by '\n'
  std::vector<std::size_t> tables;  ///< indices in Document::tables
};

/// One value cell of one table.
struct Record {
  std::size_t table = 0;  ///< index in Document::tables
  int row = 0;            ///< slot of the cell in the grid
  int col = 0;
  std::vector<std::string> row_path;     ///< header texts of the row, outermost first
  std::vector<std::string> column_path;  ///< header texts of the column, from the top
  TypedValue value;
  std::string unit;  ///< printed with the value, or declared by header, caption or profile
  std::string key;   ///< the profile's key; "" none
  std::vector<Place> sources;
};

/// A profile's key with what the document prints for it. `record` is absent where the document has no such cell.
struct KeyedValue {
  std::string key;
  std::optional<double> number;  ///< null is not zero: empty when nothing was printed, or nothing that can be read
  std::string unit;
  std::optional<std::size_t> record;  ///< index in Report::records
};

struct CheckResult {
  enum class Status { ok, failed, skipped };
  std::string id;
  Status status = Status::skipped;
  std::string severity;
  std::vector<std::string> keys;
  std::optional<double> expected;
  std::optional<double> actual;
  std::string message;
};
std::string_view name(CheckResult::Status status);

/// A note on the data: "value.empty", "row.missing", "repair.value_shift", ...
struct Note {
  std::string code;
  Severity severity = Severity::info;
  std::vector<std::string> keys;
  std::string message;
};

/// Which kind of table of the profile a table of the document is.
struct BoundTable {
  std::size_t table = 0;               ///< index in Document::tables
  std::string kind;                    ///< "" when the profile does not know it
  std::optional<std::size_t> section;  ///< index in Report::sections
};

/// Whether the cells of a table have walls, so that what stands in one is one value: drawn, or marked up as cells.
bool has_walls(const Table& table);

struct Report {
  std::string profile;       ///< id; "" none
  double profile_score = 0;  ///< share of the profile's anchors found, less those that speak against it; 0..1
  std::string title;
  std::string organization;
  std::string date;  ///< of the signature, ISO 8601; "" none
  std::optional<int> year;
  std::vector<Section> sections;
  std::vector<BoundTable> tables;
  std::vector<Record> records;
  std::vector<KeyedValue> values;  ///< every key of the profile, in its order
  std::vector<CheckResult> checks;
  std::vector<Note> notes;

  const KeyedValue* value(std::string_view key) const;
};

/// Reads a document. `profiles` are tried in order and the best that fits is used; none needs to fit.
/// Cannot fail: what cannot be read is a note.
Report make_report(const Document& document, const std::vector<const Profile*>& profiles);

/// The same with a profile that was chosen, or none (nullptr), and how well it fits.
Report make_report(const Document& document, const Profile* profile, double score);

/// Checks that need the report of the year before of the same organisation; appended to `report.checks`.
void check_against_previous(Report& report, const Report& previous, const Profile& profile);

}  // namespace gridlift::report
