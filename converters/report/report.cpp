#include "converters/report/report.h"

#include <algorithm>
#include <span>
#include <utility>

#include "converters/report/align/align.h"
#include "converters/report/align/keyed_values.h"
#include "converters/report/align/repeats.h"
#include "converters/report/align/row_evidence.h"
#include "converters/report/align/text_rows.h"
#include "converters/report/form/checks.h"
#include "converters/report/form/recognition.h"
#include "converters/report/records.h"
#include "converters/report/sections.h"

namespace gridlift::report {

bool has_walls(const Table& table) {
  return table.method == Method::lattice || table.method == Method::tagged || table.method == Method::docx;
}

const KeyedValue* Report::value(std::string_view key) const {
  for (const KeyedValue& value : values) {
    if (value.key == key) return &value;
  }
  return nullptr;
}

namespace {

/// Rows that no table has, looked for in the text. Their notes of absence are taken back.
void read_rows_from_text(const TableSpec& spec, const Document& document, const std::vector<TextRow>& lines,
                         std::vector<AlignedKey>& aligned, std::vector<Note>& notes) {
  std::size_t next = 0;
  for (const BlockSpec& block : spec.blocks) {
    const auto found = match_text_rows(block, lines);
    for (std::size_t row = 0; row < block.rows.size(); ++row) {
      const auto keys = std::span(aligned).subspan(next, block.columns.size());
      next += block.columns.size();
      const bool kept = std::all_of(keys.begin(), keys.end(), [](const AlignedKey& key) { return key.sure; }) ||
                        std::any_of(keys.begin(), keys.end(), [&](const AlignedKey& key) {
                          return key.table && has_walls(document.tables[*key.table]);
                        });
      if (kept || !found[row]) continue;
      for (AlignedKey& key : keys) key.table.reset();
      for (std::size_t c = 0; c < keys.size(); ++c) keys[c].loose = (*lines[*found[row]].values_of(keys.size()))[c];
      const std::string key = join_key(spec.key, block.rows[row].key, "");
      std::erase_if(notes,
                    [&](const Note& note) { return note.code == "row.missing" && note.keys == std::vector{key}; });
      notes.push_back({"repair.row_in_text",
                       Severity::info,
                       {key},
                       "the row '" + block.rows[row].printed + "' was read from the text"});
    }
  }
}

void apply_profile(const Document& document, const Profile& chosen, Report& report) {
  const std::vector<std::string> kinds = kinds_of(document, chosen);
  const Profile profile = filled_form(chosen, document, kinds, report.notes);
  KeyedValues values(document, report);
  std::optional<std::vector<TextRow>> lines;  // made when a table is not whole
  for (const TableSpec& spec : profile.tables) {
    std::vector<std::size_t> tables;
    for (std::size_t t = 0; t < kinds.size(); ++t) {
      if (kinds[t] == spec.kind) tables.push_back(t);
    }
    if (tables.empty() && !spec.optional) {
      report.notes.push_back({"table.missing", Severity::warning, {}, "no table '" + spec.kind + "'"});
    }
    bool reread = false;
    for (const std::size_t t : tables) {
      if (!is_read_by_form(document.tables[t])) continue;
      reread = true;
      report.notes.push_back(
          {"repair.table_reread",
           Severity::info,
           {join_key(spec.key, "", "")},
           "the table '" + spec.kind + "' was read again by the form's labels and where they stand"});
    }
    // Without a table every key is null, and one note is enough.
    std::vector<Note> quiet;
    auto aligned = align_table(spec, document, tables, tables.empty() ? quiet : report.notes);
    const bool whole = std::all_of(aligned.begin(), aligned.end(), [](const AlignedKey& key) { return key.sure; });
    if (!whole && !reread) {  // what a second reading doubts is not read from single lines either
      if (!lines) lines = text_rows(document);
      read_rows_from_text(spec, document, *lines, aligned, report.notes);
    }
    for (const AlignedKey& key : aligned) values.bind(spec, key);
  }
  derive_values(profile, report);
  for (BoundTable& bound : report.tables) bound.kind = kinds[bound.table];
}

void bind_tables(const Document& document, Report& report) {
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    BoundTable bound;
    bound.table = t;
    for (std::size_t s = 0; s < report.sections.size(); ++s) {
      const auto& tables = report.sections[s].tables;
      if (std::find(tables.begin(), tables.end(), t) != tables.end()) bound.section = s;
    }
    report.tables.push_back(std::move(bound));
  }
}

}  // namespace

Report make_report(const Document& document, const std::vector<const Profile*>& profiles) {
  double score = 0;
  const Profile* profile = choose_profile(document, profiles, score);
  return make_report(document, profile, score);
}

Report make_report(const Document& document, const Profile* profile, double score) {
  Report report;
  report.profile_score = score;
  if (profile != nullptr) report.profile = profile->id;
  read_sections(document, profile, report);
  bind_tables(document, report);
  read_records(document, report);
  if (profile != nullptr) {
    apply_profile(document, *profile, report);
    run_checks(*profile, report);
  }
  return report;
}

}  // namespace gridlift::report