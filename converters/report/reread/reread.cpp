#include "converters/report/reread/reread.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "converters/report/align/align.h"
#include "converters/report/align/row_evidence.h"
#include "converters/report/form/recognition.h"
#include "converters/report/report.h"
#include "converters/report/reread/form_reading.h"
#include "converters/report/reread/form_table.h"
#include "converters/report/reread/table_swap.h"

namespace gridlift::report {

namespace {

std::vector<std::size_t> tables_of(const std::vector<std::string>& kinds, const std::string& kind) {
  std::vector<std::size_t> tables;
  for (std::size_t t = 0; t < kinds.size(); ++t) {
    if (kinds[t] == kind) tables.push_back(t);
  }
  return tables;
}

/// How many values a table of the form gives.
std::size_t values_of(const Document& document, const Profile& profile, const TableSpec& spec) {
  const Report report = make_report(document, &profile, 1);
  std::size_t count = 0;
  for (const BlockSpec& block : spec.blocks) {
    for (const LineSpec& row : block.rows) {
      for (const LineSpec& column : block.columns) {
        const KeyedValue* value = report.value(join_key(spec.key, row.key, column.key));
        count += value != nullptr && value->number ? 1 : 0;
      }
    }
  }
  return count;
}

/// Whether recovery's tables need not be read again: all their keys are told for certain, and not by places alone,
/// where the form's labels tell better where the table begins and ends.
bool is_well_read(const Document& document, const TableSpec& spec, const std::vector<std::size_t>& tables) {
  std::vector<Note> quiet;
  const auto aligned = align_table(spec, document, tables, quiet);
  return std::all_of(aligned.begin(), aligned.end(), [](const AlignedKey& key) { return key.sure; }) &&
         std::none_of(tables.begin(), tables.end(), [&](std::size_t t) { return is_by_position(document.tables[t]); });
}

/// All tables of a form that were read again.
struct Readings {
  std::vector<FormReading> tables;  ///< as the profile's
  std::size_t sure = 0;
};

Readings read_all(const Profile& profile, const PlacedText& text) {
  Readings all;
  for (const TableSpec& spec : profile.tables) {
    // What a free list holds, its labels cannot tell.
    all.tables.push_back(spec.repeats() ? FormReading{} : read_form(spec, text));
    all.sure += all.tables.back().sure;
  }
  return all;
}

/// Reads as the program that wrote a text placed its letters, by their widths or by their number: as tells more.
Readings read_all_in_cells(const Profile& profile, const PlacedText& text) {
  Readings printed = read_all(profile, text);
  if (!text.in_cells) return printed;
  Readings counted = read_all(profile, with_letters_counted(text));
  return counted.sure > printed.sure ? counted : printed;
}

}  // namespace

void reread_tables(Document& document, const Profile& profile, const PlacedSource& source) {
  if (!source) return;
  std::optional<PlacedText> text;
  Readings readings;
  for (std::size_t t = 0; t < profile.tables.size(); ++t) {
    const TableSpec& spec = profile.tables[t];
    if (spec.repeats()) continue;
    const std::vector<std::size_t> tables = tables_of(kinds_of(document, profile), spec.kind);
    if (is_well_read(document, spec, tables)) continue;
    if (!text) {
      text = source();
      readings = read_all_in_cells(profile, *text);
    }
    const FormReading& reading = readings.tables[t];
    if (!reading.is_in_columns()) continue;
    Document again = document;
    swap_tables(again, tables, form_table(spec, reading, *text), *text, reading.claimed);
    if (values_of(again, profile, spec) >= values_of(document, profile, spec)) document = std::move(again);
  }
}

}  // namespace gridlift::report
