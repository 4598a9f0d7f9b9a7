#include "converters/report/form/checks.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

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

/// The values that {row} or {column} takes, in the order of the form; one empty one when the check does not use it.
std::vector<std::string> range_of(const CheckSpec& check, const TableSpec* table, std::string_view variable,
                                  bool rows) {
  if (table == nullptr || !mentions(check, variable)) return {""};
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const BlockSpec& block : table->blocks) {
    for (const LineSpec& line : rows ? block.rows : block.columns) {
      if (seen.insert(line.key).second) out.push_back(line.key);
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
    for (const std::string& key : all) {
      const bool left_out =
          std::any_of(except.begin(), except.end(), [&](const std::string& e) { return key_matches(key, e); });
      if (!left_out && key_matches(key, pattern)) add(key, numbers);
    }
  }
  side.complete = side.complete && !side.keys.empty();
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
  const std::vector<std::string> keys = profile.keys();
  for (const std::string& row : range_of(check, table, "{row}", true)) {
    for (const std::string& column : range_of(check, table, "{column}", false)) {
      const auto filled = [&](std::vector<std::string> patterns) {
        for (std::string& pattern : patterns)
          pattern = replaced(replaced(std::move(pattern), "{row}", row), "{column}", column);
        return patterns;
      };
      const std::vector<std::string> except = filled(check.except);
      report.checks.push_back(judge(check, add_up(filled(check.actual), except, keys, years, false),
                                    add_up(filled(check.expected), except, keys, years, check.previous_year)));
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
