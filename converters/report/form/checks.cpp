#include "converters/report/form/checks.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "converters/report/form/text_numbers.h"
#include "converters/report/rows.h"

namespace gridlift::report {

std::string_view name(CheckResult::Status status) {
  switch (status) {
    case CheckResult::Status::ok:
      return "ok";
    case CheckResult::Status::failed:
      return "failed";
    case CheckResult::Status::skipped:
      return "skipped";
  }
  return "";
}

namespace {

/// The keys of a report and their numbers, for look-up.
using Numbers = std::unordered_map<std::string, std::optional<double>>;

Numbers numbers_of(const Report& report) {
  Numbers numbers;
  for (const KeyedValue& value : report.values) numbers.emplace(value.key, value.number);
  return numbers;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

bool mentions(const CheckSpec& check, std::string_view variable) {
  const auto has = [&](const std::vector<std::string>& keys) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](const std::string& key) { return key.find(variable) != std::string::npos; });
  };
  return has(check.actual) || has(check.expected);
}

/// What stands for the pattern of a row (or column) that repeats in the keys of a report, in order: "branch.*" ->
/// "branch.ashford", "branch.birchwood".
std::vector<std::string> repeated(const TableSpec& table, const BlockSpec& block, const LineSpec& line, bool rows,
                                  const Report& report) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const LineSpec& other : rows ? block.columns : block.rows) {
    const std::string pattern =
        rows ? join_key(table.key, line.key, other.key) : join_key(table.key, other.key, line.key);
    const std::string before = rows ? table.key : join_key(table.key, other.key, "");
    const std::ptrdiff_t skipped = before.empty() ? 0 : std::count(before.begin(), before.end(), '.') + 1;
    const std::ptrdiff_t parts = std::count(line.key.begin(), line.key.end(), '.') + 1;
    if (!out.empty()) break;  // the first of them has every one
    for (const KeyedValue& value : report.values) {
      if (!key_matches(value.key, pattern)) continue;
      std::string key = value.key;
      for (std::ptrdiff_t i = 0; i < skipped; ++i) key.erase(0, key.find('.') + 1);
      std::size_t end = 0;
      for (std::ptrdiff_t i = 0; i < parts && end != std::string::npos; ++i) end = key.find('.', end + (i > 0 ? 1 : 0));
      if (seen.insert(key.substr(0, end)).second) out.push_back(key.substr(0, end));
    }
  }
  return out;
}

/// The values that {row} or {column} takes, in the order of the form; one empty one when the check does not use it.
std::vector<std::string> range_of(const CheckSpec& check, const TableSpec* table, std::string_view variable, bool rows,
                                  const Report& report) {
  if (table == nullptr || !mentions(check, variable)) return {""};
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const BlockSpec& block : table->blocks) {
    for (const LineSpec& line : rows ? block.rows : block.columns) {
      const std::vector<std::string> keys =
          line.repeat ? repeated(*table, block, line, rows, report) : std::vector{line.key};
      for (const std::string& key : keys) {
        if (seen.insert(key).second) out.push_back(key);
      }
    }
  }
  return out;
}

/// One side of a check: its keys, their sum, and whether all of them are numbers.
struct Side {
  std::vector<std::string> keys;
  double sum = 0;
  bool complete = true;
};

/// The numbers of a report and of the one of the year before.
struct Years {
  const Numbers& ours;
  const Numbers& previous;
};

Side add_up(const std::vector<std::string>& patterns, const std::vector<std::string>& except,
            const std::vector<std::string>& all, const Years& years, bool all_previous) {
  Side side;
  const auto add = [&](const std::string& key, const Numbers& numbers) {
    side.keys.push_back(key);
    const auto found = numbers.find(key);
    if (found == numbers.end() || !found->second) {
      side.complete = false;
    } else {
      side.sum += *found->second;
    }
  };
  for (const std::string& written : patterns) {
    const bool marked = written.starts_with(kPrevious);
    const std::string pattern = marked ? written.substr(kPrevious.size()) : written;
    const Numbers& numbers = marked || all_previous ? years.previous : years.ours;
    if (pattern.find('*') == std::string::npos) {
      add(pattern, numbers);
      continue;
    }
    const std::string_view head = std::string_view(pattern).substr(0, pattern.find('*'));
    for (const std::string& key : all) {
      if (!key.starts_with(head)) continue;
      const bool left_out =
          std::any_of(except.begin(), except.end(), [&](const std::string& e) { return key_matches(key, e); });
      if (!left_out && key_matches(key, pattern)) add(key, numbers);
    }
  }
  side.complete = side.complete && !side.keys.empty();
  return side;
}

/// The text of the section of a kind and of those below it; of all sections for "".
std::string text_of(const Report& report, const std::string& kind) {
  std::string text;
  int level = 0;  // of the section at hand; 0 outside
  for (const Section& section : report.sections) {
    if (!kind.empty() && (level == 0 || section.level <= level)) level = section.kind == kind ? section.level : 0;
    if (kind.empty() || level > 0) text += section.heading + '\n' + section.text + '\n';
  }
  return text;
}

/// What the text says, as one side of a check; incomplete when it says nothing, or two things.
Side said_in_text(const CheckSpec& check, const Report& report) {
  Side side;
  const auto number = number_in_text(check.text_patterns, text_of(report, check.text_section));
  side.complete = number.has_value();
  side.sum = number.value_or(0);
  return side;
}

bool holds(double actual, double expected, const std::string& compare) {
  // Sums of printed decimals differ in the last bits of a double; half a millionth is below every printed digit.
  const double tolerance = 5e-7 * std::max(1.0, std::max(std::fabs(actual), std::fabs(expected)) * 1e-6);
  if (compare == ">=") return actual >= expected - tolerance;
  if (compare == "<=") return actual <= expected + tolerance;
  return std::fabs(actual - expected) <= tolerance;
}

CheckResult judge(const CheckSpec& check, const Side& actual, const Side& expected) {
  CheckResult result;
  result.id = check.id;
  result.severity = check.severity;
  result.keys = actual.keys;
  result.keys.insert(result.keys.end(), expected.keys.begin(), expected.keys.end());
  if (actual.complete) result.actual = actual.sum;
  if (expected.complete) result.expected = expected.sum;
  result.message = check.message;
  if (!actual.complete || !expected.complete) return result;
  const bool ok = holds(actual.sum, expected.sum, check.compare);
  result.status = ok ? CheckResult::Status::ok : CheckResult::Status::failed;
  if (!ok) {
    const std::string_view bound = check.compare == ">=" ? "at least " : check.compare == "<=" ? "at most " : "";
    result.message += (check.message.empty() ? "" : ": ") + number_text(actual.sum) + " is printed, ";
    result.message += bound;
    result.message += number_text(expected.sum) + " is expected";
  }
  return result;
}

void run(const CheckSpec& check, const Profile& profile, const Years& years, Report& report) {
  const TableSpec* table = profile.table(check.table);
  std::vector<std::string> keys;
  for (const KeyedValue& value : report.values) {
    const auto derived = [&](const DerivedSpec& spec) { return spec.key == value.key; };
    if (std::none_of(profile.derived.begin(), profile.derived.end(), derived)) keys.push_back(value.key);
  }
  for (const std::string& row : range_of(check, table, "{row}", true, report)) {
    for (const std::string& column : range_of(check, table, "{column}", false, report)) {
      const auto filled = [&](std::vector<std::string> patterns) {
        for (std::string& pattern : patterns)
          pattern = replaced(replaced(std::move(pattern), "{row}", row), "{column}", column);
        return patterns;
      };
      const std::vector<std::string> except = filled(check.except);
      const Side expected = check.text_patterns.empty()
                                ? add_up(filled(check.expected), except, keys, years, check.previous_year)
                                : said_in_text(check, report);
      report.checks.push_back(judge(check, add_up(filled(check.actual), except, keys, years, false), expected));
    }
  }
}

}  // namespace

void run_checks(const Profile& profile, Report& report) {
  const Numbers numbers = numbers_of(report);
  for (const CheckSpec& check : profile.checks) {
    if (!check.between_years()) run(check, profile, {numbers, numbers}, report);
  }
}

void check_against_previous(Report& report, const Report& previous, const Profile& profile) {
  const Numbers ours = numbers_of(report);
  const Numbers others = numbers_of(previous);
  for (const CheckSpec& check : profile.checks) {
    if (check.between_years()) run(check, profile, {ours, others}, report);
  }
}

}  // namespace gridlift::report
