#include "converters/report/reread/reread.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "converters/report/align/align.h"
#include "converters/report/align/row_evidence.h"
#include "converters/report/form/recognition.h"
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

/// How many keys recovery's tables tell for certain; nullopt when they are well read.
std::optional<std::size_t> unsure_reading(const Document& document, const TableSpec& spec,
                                          const std::vector<std::size_t>& tables) {
  std::vector<Note> quiet;
  const auto aligned = align_table(spec, document, tables, quiet);
  const auto sure = static_cast<std::size_t>(
      std::count_if(aligned.begin(), aligned.end(), [](const AlignedKey& key) { return key.sure; }));
  // Where places alone told the cells, the form's labels tell better where the table begins and ends.
  const bool by_position =
      std::any_of(tables.begin(), tables.end(), [&](std::size_t t) { return is_by_position(document.tables[t]); });
  return sure == aligned.size() && !by_position ? std::nullopt : std::optional(sure);
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
    const auto sure = unsure_reading(document, spec, tables);
    if (!sure) continue;
    if (!text) {
      text = source();
      readings = read_all_in_cells(profile, *text);
    }
    const FormReading& reading = readings.tables[t];
    if (reading.sure < *sure || reading.sure == 0) continue;
    swap_tables(document, tables, form_table(spec, reading, *text), *text, reading.claimed);
  }
}

}  // namespace gridlift::report
