#include "converters/report/report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <unordered_set>
#include <utility>

#include "converters/report/align.h"
#include "converters/report/checks.h"
#include "converters/report/records.h"
#include "converters/report/sections.h"
#include "converters/report/text_rows.h"
#include "core/unicode.h"

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

/// The labels of a document's tables, as a set: what profiles are recognised by.
using LabelSet = std::unordered_set<std::string>;

/// Tells cells that cannot be an anchor by their last letter alone, since making labels of all cells takes time.
class AnchorFilter {
 public:
  explicit AnchorFilter(const std::vector<const Profile*>& profiles) {
    for (const Profile* profile : profiles) {
      for (const auto* labels : {&profile->anchors, &profile->against}) {
        for (const Label& label : *labels) {
          last_.insert(last_code_point(label.whole));
          last_.insert(last_code_point(label.core));
        }
      }
    }
  }
  bool may_be_anchor(std::string_view text) const {
    if (text.size() > kLongestAnchor) return false;
    const char32_t last = last_code_point(trimmed(text));
    // Notes in brackets stand behind a label; full-width letters and capitals are folded to others.
    const bool plain = last < 0x80 && !(last >= 'A' && last <= 'Z') && last != ')' && last != ']';
    const bool wide = last == U'）' || last == U'〕' || (last >= 0xFF00 && last <= 0xFFEF);
    return last_.count(last) > 0 || wide || (!plain && last < 0x80);
  }

 private:
  static constexpr std::size_t kLongestAnchor = 400;  // bytes
  std::unordered_set<char32_t> last_;
};

LabelSet anchors_in(const Document& document, const AnchorFilter& filter) {
  LabelSet labels;
  for (const Table& table : document.tables) {
    for (const Cell& cell : table.grid.cells()) {
      if (!filter.may_be_anchor(cell.text)) continue;
      Label label = make_label(cell.text);
      labels.insert(std::move(label.whole));
      labels.insert(std::move(label.core));
    }
  }
  return labels;
}

double share_found(const std::vector<Label>& wanted, const LabelSet& labels) {
  if (wanted.empty()) return 0;
  const auto found = std::count_if(wanted.begin(), wanted.end(), [&](const Label& label) {
    return labels.count(label.whole) > 0 || labels.count(label.core) > 0;
  });
  return static_cast<double>(found) / static_cast<double>(wanted.size());
}

constexpr double kProfileFits = 0.34;  // a third of the anchors, more than of those against it

/// The anchors of a profile found in the running text, as a share; for tables that were not recovered as such. Most
/// documents hold none of them as printed, which costs one search for each.
double share_in_text(const Document& document, const Profile& profile, std::string& folded) {
  const auto somewhere = [&](const std::string& anchor) {
    return std::any_of(document.blocks.begin(), document.blocks.end(),
                       [&](const Block& block) { return block.text.find(anchor) != std::string::npos; });
  };
  if (std::none_of(profile.anchor_texts.begin(), profile.anchor_texts.end(), somewhere)) return 0;
  if (folded.empty()) {
    std::string all;
    for (const Block& block : document.blocks) all += block.text + '\n';
    for (const Table& table : document.tables) {
      for (const Cell& cell : table.grid.cells()) all += cell.text + '\n';
    }
    folded = fold_label(all);
  }
  const auto share = [&](const std::vector<Label>& labels) {
    if (labels.empty()) return 0.0;
    const auto found = std::count_if(labels.begin(), labels.end(),
                                     [&](const Label& label) { return folded.find(label.whole) != std::string::npos; });
    return static_cast<double>(found) / static_cast<double>(labels.size());
  };
  return share(profile.anchors) - share(profile.against);
}

const Profile* choose_profile(const Document& document, const std::vector<const Profile*>& profiles, double& score) {
  const Profile* best = nullptr;
  score = 0;
  if (profiles.empty()) return nullptr;
  const LabelSet labels = anchors_in(document, AnchorFilter(profiles));
  for (const Profile* profile : profiles) {
    const double fits = share_found(profile->anchors, labels) - share_found(profile->against, labels);
    if (fits >= kProfileFits && fits > score) {
      best = profile;
      score = fits;
    }
  }
  if (best != nullptr) return best;
  std::string folded;
  for (const Profile* profile : profiles) {
    const double fits = share_in_text(document, *profile, folded);
    if (fits >= kProfileFits && fits > score) {
      best = profile;
      score = fits;
    }
  }
  return best;
}

/// How many of a table kind's row and column labels a table holds.
std::size_t hits(const TableSpec& spec, const LabelSet& labels) {
  std::size_t count = 0;
  const auto has = [&](const std::vector<Label>& names) {
    return std::any_of(names.begin(), names.end(), [&](const Label& label) {
      return labels.count(label.whole) > 0 || labels.count(label.core) > 0;
    });
  };
  for (const BlockSpec& block : spec.blocks) {
    for (const LineSpec& row : block.rows) count += has(row.labels) ? 1U : 0U;
    for (const LineSpec& column : block.columns) {
      count += has(column.labels) ? 1U : 0U;
      for (const auto& group : column.groups) count += has(group) ? 1U : 0U;
    }
  }
  return count;
}

bool holds_values_only(const Table& table) {
  const auto& cells = table.grid.cells();
  return std::all_of(cells.begin(), cells.end(),
                     [&](const Cell& cell) { return may_be_value(cell.text, has_walls(table)); });
}

LabelSet labels_of(const Table& table) {
  LabelSet labels;
  for (const Cell& cell : table.grid.cells()) {
    Label label = make_label(cell.text);
    labels.insert(std::move(label.whole));
    labels.insert(std::move(label.core));
  }
  return labels;
}

/// What a page break left of a table goes on with the table before it: values as wide as that one whose header stayed
/// on the page before, or a row or two whose few labels would be chance anywhere else.
void carry_kinds_on(const Document& document, const Profile& profile, std::vector<std::string>& kinds) {
  for (std::size_t t = 1; t < kinds.size(); ++t) {
    const TableSpec* before = kinds[t].empty() ? profile.table(kinds[t - 1]) : nullptr;
    if (before == nullptr) continue;
    const Table& table = document.tables[t];
    const bool same_width = table.grid.cols() == document.tables[t - 1].grid.cols();
    if ((same_width && holds_values_only(table)) || hits(*before, labels_of(table)) >= 2) kinds[t] = kinds[t - 1];
  }
}

/// The kind of each table of the document: the one most of whose labels it holds.
std::vector<std::string> kinds_of(const Document& document, const Profile& profile) {
  std::vector<std::string> kinds(document.tables.size());
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    const LabelSet labels = labels_of(document.tables[t]);
    std::size_t most = 2;  // fewer than three labels in common are chance
    for (const TableSpec& spec : profile.tables) {
      const std::size_t count = hits(spec, labels);
      if (count > most) {
        kinds[t] = spec.kind;
        most = count;
      }
    }
  }
  carry_kinds_on(document, profile, kinds);
  return kinds;
}

/// Cells by table and slot, to find the record of an aligned key.
using RecordIndex = std::map<std::tuple<std::size_t, int, int>, std::size_t>;

RecordIndex index_records(const Report& report) {
  RecordIndex index;
  for (std::size_t i = 0; i < report.records.size(); ++i) {
    index[{report.records[i].table, report.records[i].row, report.records[i].col}] = i;
  }
  return index;
}

bool fits_type(const TypedValue& value, ValueType type) {
  if (value.kind != ValueKind::number) return false;
  const bool whole = value.number == std::floor(value.number);
  if (type == ValueType::count) return whole && value.number >= 0;
  if (type == ValueType::signed_count) return whole;
  return true;
}

/// The record of a slot; a value cell that recovery took for a header gets its record here.
std::size_t record_at(const Document& document, const AlignedKey& aligned, Report& report, RecordIndex& index) {
  const Cell& cell = document.tables[*aligned.table].grid.at(aligned.grid_row, aligned.grid_col);
  const auto [found, fresh] = index.try_emplace({*aligned.table, cell.row, cell.col}, report.records.size());
  if (fresh) {
    Record record;
    record.table = *aligned.table;
    record.row = cell.row;
    record.col = cell.col;
    record.value = parse_value(cell.text);
    record.unit = record.value.unit;
    record.sources = cell.sources;
    report.records.push_back(std::move(record));
  }
  return found->second;
}

/// Reads a value again with what the form says of it: a broken number whole, and in a count no sign for a decimal one.
void read_as(ValueType type, bool walls, const std::string& key, TypedValue& value, std::vector<Note>& notes) {
  const bool numeric = type != ValueType::text && type != ValueType::date;
  if (!numeric) return;
  const std::string printed = value.text;
  if (walls && (value.kind == ValueKind::text || value.kind == ValueKind::number)) {
    if (const std::string mended = mended_number(printed); !mended.empty()) {
      TypedValue whole = parse_value(mended);
      if (whole.kind == ValueKind::number) {
        notes.push_back(
            {"repair.broken_number", Severity::info, {key}, "'" + collapsed(printed) + "' was read as one number"});
        value = std::move(whole);
      }
    }
  }
  const bool whole_only = type == ValueType::count || type == ValueType::signed_count;
  if (whole_only && value.kind == ValueKind::number && value.decimals > 0) {
    NumberStyle other;  // the style in which the sign that was taken for the decimal one parts thousands
    for (const auto& [decimal, grouping] : {std::pair(U'.', U','), std::pair(U',', U'.')}) {
      other.decimal = decimal;
      other.grouping = grouping;
      other.certain = true;
      TypedValue again = parse_value(value.text, other);
      if (again.kind == ValueKind::number && again.decimals == 0) {
        value = std::move(again);
        break;
      }
    }
  }
  value.text = printed;
}

/// The rest of a value that a page break cut off.
void append_part(const Cell& part, Record& record) {
  if (trimmed(part.text).empty()) return;
  record.value.text += "\n" + part.text;
  record.value = parse_value(record.value.text);
  record.sources.insert(record.sources.end(), part.sources.begin(), part.sources.end());
}

void note_value(const KeyedValue& keyed, const Record& record, ValueType type, Report& report) {
  if (record.value.kind == ValueKind::absent) {
    const bool empty = record.value.reason == "empty";
    report.notes.push_back({empty ? "value.empty" : "value.placeholder",
                            empty ? Severity::warning : Severity::info,
                            {keyed.key},
                            empty ? "the cell is empty" : "'" + record.value.text + "' stands for no value"});
  } else if (!fits_type(record.value, type)) {
    report.notes.push_back({"value.unparsed",
                            Severity::warning,
                            {keyed.key},
                            "'" + record.value.text + "' is not what the form asks for here"});
  }
}

/// A value that stands in the text and in no table: it has no record.
void bind_loose(const TableSpec& spec, const AlignedKey& aligned, KeyedValue& keyed, Report& report) {
  const ValueType type = aligned.column->type.value_or(aligned.row->type.value_or(spec.type));
  Record record;
  record.value = *aligned.loose;
  read_as(type, false, keyed.key, record.value, report.notes);
  if (record.value.kind == ValueKind::number) {
    keyed.number = record.value.number;
    keyed.unit = record.value.unit.empty() ? aligned.column->unit : record.value.unit;
  }
  note_value(keyed, record, type, report);
}

void bind_value(const Document& document, const TableSpec& spec, const AlignedKey& aligned, Report& report,
                RecordIndex& index) {
  KeyedValue keyed;
  keyed.key = aligned.key;
  if (!aligned.table) {
    if (aligned.loose) bind_loose(spec, aligned, keyed, report);
    report.values.push_back(std::move(keyed));
    return;
  }
  const ValueType type = aligned.column->type.value_or(aligned.row->type.value_or(spec.type));
  const std::size_t at = record_at(document, aligned, report, index);
  Record& record = report.records[at];
  const bool taken = !record.key.empty();  // a merged cell serves the first key that it covers
  keyed.record = at;
  if (taken) {
    keyed.record.reset();
    report.values.push_back(std::move(keyed));
    return;
  }
  record.key = keyed.key;
  for (const auto& [table, row, col] : aligned.more) append_part(document.tables[table].grid.at(row, col), record);
  read_as(type, has_walls(document.tables[*aligned.table]), keyed.key, record.value, report.notes);
  if (record.value.kind == ValueKind::number) {
    keyed.number = record.value.number;  // as printed, even where the form asks for something else: a note says so
    const std::string& fixed = aligned.column->unit.empty() ? aligned.row->unit : aligned.column->unit;
    if (record.unit.empty()) record.unit = fixed;
    keyed.unit = record.unit;
    if (!record.value.unit.empty() && type != ValueType::money && type != ValueType::percent &&
        record.value.unit != fixed) {
      report.notes.push_back({"value.unit",
                              Severity::info,
                              {keyed.key},
                              "the unit '" + record.value.unit + "' is printed with the value"});
    }
  }
  note_value(keyed, record, type, report);
  report.values.push_back(std::move(keyed));
}

void derive(const Profile& profile, Report& report) {
  for (const DerivedSpec& spec : profile.derived) {
    const KeyedValue* from = report.value(spec.from);
    if (from == nullptr || !from->number || from->unit.empty() || !from->unit.ends_with(spec.unit)) continue;
    KeyedValue derived;
    derived.key = spec.key;
    derived.number = *from->number * unit_factor(from->unit);
    derived.unit = spec.unit;
    derived.record = from->record;
    report.values.push_back(std::move(derived));
  }
}

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
      for (std::size_t c = 0; c < keys.size(); ++c) keys[c].loose = lines[*found[row]].values[c];
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

void apply_profile(const Document& document, const Profile& profile, Report& report) {
  const std::vector<std::string> kinds = kinds_of(document, profile);
  RecordIndex index = index_records(report);
  std::optional<std::vector<TextRow>> lines;  // made when a table is not whole
  for (const TableSpec& spec : profile.tables) {
    std::vector<std::size_t> tables;
    for (std::size_t t = 0; t < kinds.size(); ++t) {
      if (kinds[t] == spec.kind) tables.push_back(t);
    }
    if (tables.empty() && !spec.optional) {
      report.notes.push_back({"table.missing", Severity::warning, {}, "no table '" + spec.kind + "'"});
    }
    // Without a table every key is null, and one note is enough.
    std::vector<Note> quiet;
    auto aligned = align_table(spec, document, tables, tables.empty() ? quiet : report.notes);
    const bool whole = std::all_of(aligned.begin(), aligned.end(), [](const AlignedKey& key) { return key.sure; });
    if (!whole) {
      if (!lines) lines = text_rows(document);
      read_rows_from_text(spec, document, *lines, aligned, report.notes);
    }
    for (const AlignedKey& key : aligned) bind_value(document, spec, key, report, index);
  }
  derive(profile, report);
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
  Report report;
  const Profile* profile = choose_profile(document, profiles, report.profile_score);
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
