// The second reading: tables set by position alone, in which labels and numbers run over lines, read by their labels.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "converters/report/read.h"

using namespace gridlift;
using namespace gridlift::report;

namespace {

constexpr std::string_view kForm = R"({
  "gridlift_profile": 1, "id": "loans", "anchors": ["Harbour district", "Hill district with its three villages", "All districts", "Books lent", "Films lent", "Maps lent"],
  "sections": [{"kind": "loans", "headings": ["Loans of the year"]}],
  "tables": [{"kind": "loans", "key": "loans",
    "columns": [{"label": "Books lent", "key": "books"}, {"label": "Films lent", "key": "films"}, {"label": "Maps lent", "key": "maps"}],
    "rows": [{"label": "Harbour district", "key": "harbour"}, {"label": "Hill district with its three villages", "key": "hill"}, {"label": "Old town and river bank", "key": "town"}, {"label": "All districts", "key": "all"}]}]
})";

const std::vector<std::string> kRows = {"harbour", "hill", "town", "all"};
const std::vector<std::string> kColumns = {"books", "films", "maps"};

using Lines = std::vector<std::string>;

Lines wrapped(const std::string& text, std::size_t width) {
  Lines lines;
  if (text.find(' ') == std::string::npos) {  // a number breaks anywhere
    for (std::size_t at = 0; at < text.size(); at += width) lines.push_back(text.substr(at, width));
    return lines.empty() ? Lines{""} : lines;
  }
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      lines.push_back(line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  lines.push_back(line);
  return lines;
}

/// Sets rows of cells as a program does that prints a page as text: a line for each height at which something stands.
/// `standing`: 0 in the middle, 1 at the top, 2 at the bottom of its row.
std::string set(const std::vector<Lines>& rows, const std::vector<std::size_t>& widths, int standing, int gap) {
  std::string out;
  for (const Lines& row : rows) {
    std::size_t tallest = 1;
    std::vector<Lines> cells;
    for (std::size_t c = 0; c < row.size(); ++c) {
      cells.push_back(wrapped(row[c], widths[c]));
      tallest = std::max(tallest, cells.back().size());
    }
    std::map<std::size_t, std::string> at;  // half lines
    std::size_t left = 0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::size_t free = tallest - cells[c].size();
      const std::size_t first = standing == 0 ? free : standing == 1 ? 0 : 2 * free;
      for (std::size_t i = 0; i < cells[c].size(); ++i) {
        if (cells[c][i].empty()) continue;
        std::string& line = at[first + 2 * i];
        const std::size_t inset = c == 0 ? 0 : (widths[c] - std::min(widths[c], cells[c][i].size())) / 2;
        line.resize(std::max(line.size(), left + inset), ' ');
        line += cells[c][i];
      }
      left += widths[c] + 3;
    }
    for (const auto& [height, line] : at) out += line + "\n";
    for (int i = 0; i < gap; ++i) out += "\n";
  }
  return out;
}

struct Made {
  std::string text;
  std::map<std::string, std::string> values;  // by key; "" for a blank cell
};

Made make(std::mt19937& random) {
  const auto upto = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
  const std::vector<std::size_t> widths = {18, static_cast<std::size_t>(4 + upto(3)),
                                           static_cast<std::size_t>(4 + upto(3)),
                                           static_cast<std::size_t>(4 + upto(3))};
  std::vector<Lines> rows = {{"District", "Books lent", "Films lent", "Maps lent"},
                             {"Harbour district"},
                             {"Hill district with its three villages"},
                             {"Old town and river bank"},
                             {"All districts"}};
  Made made;
  for (std::size_t r = 0; r < kRows.size(); ++r) {
    for (const std::string& column : kColumns) {
      std::string value = std::to_string(1 + upto(9));
      for (int digits = upto(6); digits > 0; --digits) value += std::to_string(upto(9));
      if (upto(5) == 0) value = "-";
      rows[r + 1].push_back(value);
      made.values["loans." + kRows[r] + "." + column] = value == "-" ? "" : value;
    }
  }
  made.text = "Loans of the year\n\n" + set(rows, widths, upto(2), upto(2)) + "\n\nThe library was open all year.\n";
  return made;
}

Report read(const std::string& text) {
  static const Profile profile = *parse_profile(kForm, "loans");
  Document document;
  const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
  auto report = read_report(bytes, "loans.txt", ConvertOptions(), {&profile}, document);
  REQUIRE(report.has_value());
  return *std::move(report);
}

}  // namespace

TEST_CASE("numbers and labels over several lines are read by the form's labels") {
  std::mt19937 random(7);
  int right = 0;
  int printed = 0;
  for (int round = 0; round < 200; ++round) {
    const Made made = make(random);
    const Report report = read(made.text);
    CAPTURE(made.text);
    for (const KeyedValue& value : report.values) {
      const std::string& wanted = made.values.at(value.key);
      printed += wanted.empty() ? 0 : 1;
      if (!value.number) continue;
      CAPTURE(value.key);
      REQUIRE_FALSE(wanted.empty());
      REQUIRE(*value.number == std::stod(wanted));
      ++right;
    }
  }
  CHECK(right >= printed * 98 / 100);
}

TEST_CASE("what lines are gone makes values absent, never others") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    const Made made = make(random);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < made.text.size();) {
      const std::size_t end = made.text.find('\n', at);
      lines.push_back(made.text.substr(at, end - at));
      at = end + 1;
    }
    // A line with a label goes; lines with values only are parts of numbers, which nobody could miss.
    std::vector<std::size_t> labelled;
    for (std::size_t i = 4; i < lines.size(); ++i) {
      if (!lines[i].empty() && lines[i][0] != ' ') labelled.push_back(i);
    }
    REQUIRE_FALSE(labelled.empty());
    const std::size_t gone = labelled[std::uniform_int_distribution<std::size_t>(0, labelled.size() - 1)(random)];
    lines[gone].replace(0, std::min<std::size_t>(18, lines[gone].size()), std::min<std::size_t>(18, lines[gone].size()),
                        ' ');
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    const Report report = read(text);
    CAPTURE(text);
    for (const KeyedValue& value : report.values) {
      CAPTURE(value.key);
      const std::string& wanted = made.values.at(value.key);
      if (value.number) REQUIRE(std::to_string(static_cast<long>(*value.number)) == wanted);
    }
  }
}
