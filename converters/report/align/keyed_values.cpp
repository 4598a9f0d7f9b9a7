#include "converters/report/align/keyed_values.h"

#include <cmath>
#include <utility>

#include "core/unicode.h"

namespace gridlift::report {

namespace {

bool fits_type(const TypedValue& value, ValueType type) {
  if (value.kind != ValueKind::number) return false;
  const bool whole = value.number == std::floor(value.number);
  if (type == ValueType::count) return whole && value.number >= 0;
  if (type == ValueType::signed_count) return whole;
  return true;
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

}  // namespace

KeyedValues::KeyedValues(const Document& document, Report& report) : document_(document), report_(report) {
  for (std::size_t i = 0; i < report.records.size(); ++i)
    index_[{report.records[i].table, report.records[i].row, report.records[i].col}] = i;
}

/// The record of a slot; a value cell that recovery took for a header gets its record here.
std::size_t KeyedValues::record_at(const AlignedKey& aligned) {
  const Cell& cell = document_.tables[*aligned.table].grid.at(aligned.grid_row, aligned.grid_col);
  const auto [found, fresh] = index_.try_emplace({*aligned.table, cell.row, cell.col}, report_.records.size());
  if (fresh) {
    Record record;
    record.table = *aligned.table;
    record.row = cell.row;
    record.col = cell.col;
    record.value = parse_value(cell.text);
    record.unit = record.value.unit;
    record.sources = cell.sources;
    report_.records.push_back(std::move(record));
  }
  return found->second;
}

/// A value that stands in the text and in no table: it has no record.
void KeyedValues::bind_loose(const TableSpec& spec, const AlignedKey& aligned, KeyedValue& keyed) {
  const ValueType type = aligned.column->type.value_or(aligned.row->type.value_or(spec.type));
  Record record;
  record.value = *aligned.loose;
  read_as(type, false, keyed.key, record.value, report_.notes);
  if (record.value.kind == ValueKind::number && fits_type(record.value, type)) {
    keyed.number = record.value.number;
    keyed.unit = record.value.unit.empty() ? aligned.column->unit : record.value.unit;
  }
  note_value(keyed, record, type, report_);
}

void KeyedValues::bind(const TableSpec& spec, const AlignedKey& aligned) {
  KeyedValue keyed;
  keyed.key = aligned.key;
  if (!aligned.table) {
    if (aligned.loose) bind_loose(spec, aligned, keyed);
    report_.values.push_back(std::move(keyed));
    return;
  }
  if (aligned.doubtful) {
    const Cell& cell = document_.tables[*aligned.table].grid.at(aligned.grid_row, aligned.grid_col);
    report_.notes.push_back({"value.unsure",
                             Severity::warning,
                             {keyed.key},
                             "'" + collapsed(cell.text) + "' may be a part of the value or another one: left out"});
    report_.values.push_back(std::move(keyed));
    return;
  }
  const ValueType type = aligned.column->type.value_or(aligned.row->type.value_or(spec.type));
  const std::size_t at = record_at(aligned);
  Record& record = report_.records[at];
  const bool taken = !record.key.empty();  // a merged cell serves the first key that it covers
  keyed.record = at;
  if (taken) {
    keyed.record.reset();
    report_.values.push_back(std::move(keyed));
    return;
  }
  record.key = keyed.key;
  for (const auto& [table, row, col] : aligned.more) append_part(document_.tables[table].grid.at(row, col), record);
  read_as(type, has_walls(document_.tables[*aligned.table]), keyed.key, record.value, report_.notes);
  if (record.value.kind == ValueKind::number) {
    keyed.number = record.value.number;  // as printed, even where the form asks for something else: a note says so
    const std::string& fixed = aligned.column->unit.empty() ? aligned.row->unit : aligned.column->unit;
    if (record.unit.empty()) record.unit = fixed;
    keyed.unit = record.unit;
    if (!record.value.unit.empty() && type != ValueType::money && type != ValueType::percent &&
        record.value.unit != fixed) {
      report_.notes.push_back({"value.unit",
                               Severity::info,
                               {keyed.key},
                               "the unit '" + record.value.unit + "' is printed with the value"});
    }
  }
  note_value(keyed, record, type, report_);
  report_.values.push_back(std::move(keyed));
}

void derive_values(const Profile& profile, Report& report) {
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

}  // namespace gridlift::report
