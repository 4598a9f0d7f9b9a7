// Charts: what is cached of their workbook, as lines of text. Both kinds: c:chart (21.2) and cx:chart (Word 2016).
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/ascii.h"
#include "core/unicode.h"
#include "formats/docx/drawn_text.h"

namespace gridlift::docx {

namespace {

using Points = std::map<int, std::string>;  // by index

constexpr std::size_t kMostSlots =
    1 << 20;                            // of series with the same categories: a line for each, a place in it for each
constexpr std::size_t kMostValues = 4;  // a series has at most a height, a size and the like

/// An outer category is written once for each point inside it.
std::string_view bounded(std::string_view text) {
  constexpr std::size_t kLongest = 256;
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

/// What of a number format's code counts here: without quoted text and conditions, in lower case.
std::string signs_of(std::string_view code) {
  std::string out;
  char closing = 0;
  for (const char c : code.substr(0, std::min(code.find(';'), code.size()))) {
    if (closing != 0) {
      if (c == closing) closing = 0;
    } else if (c == '"' || c == '[') {
      closing = c == '"' ? '"' : ']';
    } else {
      out += ascii_lower(c);
    }
  }
  return out;
}

/// Days since 1899-12-30 as a date (by Hinnant's civil_from_days).
std::string date_of(int serial) {
  const int days = serial - 25569 + 719468;  // since 0000-03-01
  const int era = days / 146097;
  const int day_of_era = days % 146097;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * shifted + 2) / 5 + 1;
  const int month = shifted < 10 ? shifted + 3 : shifted - 9;
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year_of_era + era * 400 + (month <= 2 ? 1 : 0)) + "-" + two(month) + "-" + two(day);
}

/// A cached number as a reader of the chart knows it: "0.1" in a format of per cents is "10%", a day's number a date,
/// and 4.2999999999999998 is 4.3.
std::string value_text(const std::string& raw, std::string_view format) {
  constexpr double kLastDay = 2958465;  // 9999-12-31
  constexpr int kDigits = 15;           // as many as the workbook shows
  double value = 0;
  const auto [stop, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (error != std::errc() || stop != raw.data() + raw.size() || !std::isfinite(value)) return raw;
  const std::string signs = signs_of(format);
  const bool percent = signs.find('%') != std::string::npos;
  const bool general = signs.find("general") != std::string::npos;
  const bool date = !general && signs.find_first_of("yd") != std::string::npos;
  if (date && value >= 1 && value <= kLastDay && value == std::floor(value)) return date_of(static_cast<int>(value));
  if (percent) value = std::round(value * 1e12) / 1e10;
  char digits[64];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), value, std::chars_format::general, kDigits);
  return std::string(std::begin(digits), end.ptr) + (percent ? "%" : "");
}

struct Series {
  std::string name{};
  Points categories{};
  std::vector<Points> values{};  // y, and the sizes of bubbles

  std::size_t points() const {
    std::size_t count = categories.size();
    for (const Points& each : values) count += each.size();
    return count;
  }
};

class Chart {
 public:
  explicit Chart(XmlReader& xml) : xml_(xml) {}

  std::vector<std::string> read() {
    if (xml_.next()) elements();
    for (std::size_t from = 0; from < series_.size();) {
      std::size_t to = from + 1;
      std::size_t points = series_[from].points();
      while (to < series_.size() && series_[to].categories == series_[from].categories) {
        points += series_[to].points();
        if (points * (to - from + 1) > kMostSlots) break;
        ++to;
      }
      std::string text = lines(from, to);
      if (!text.empty()) texts_.push_back(std::move(text));
      from = to;
    }
    return std::move(texts_);
  }

 private:
  void elements() {
    xml_.children([&] { element(); });
  }

  void element() {
    switch (xml_.token()) {
      case Token::drawing_title:
        texts_.push_back(joined(drawn_paragraphs(xml_)));
        if (texts_.back().empty()) texts_.pop_back();
        break;
      case Token::drawing_ser:
        series_.emplace_back();
        xml_.children([&] { series_member(series_.back()); });
        break;
      case Token::drawing_data:
        data_of_id_[to_int(xml_.attribute(Token::drawing_id), 0)] = series_.size();
        series_.emplace_back();
        xml_.children([&] { series_member(series_.back()); });
        break;
      case Token::drawing_series:
        series_of_data();
        break;
      case Token::drawing_rich:
        // Labels that somebody wrote on single points.
        for (std::string& text : drawn_paragraphs(xml_)) texts_.push_back(std::move(text));
        break;
      default:
        if (xml_.kind() == XmlReader::Kind::start) elements();
        break;
    }
  }

  void series_member(Series& series) {
    switch (xml_.token()) {
      case Token::drawing_tx:
        series.name = joined(drawn_paragraphs(xml_));
        break;
      case Token::drawing_cat:
      case Token::drawing_xVal:
      case Token::drawing_strDim:
        series.categories = points();
        break;
      case Token::drawing_val:
      case Token::drawing_yVal:
      case Token::drawing_bubbleSize:
      case Token::drawing_numDim:
        if (series.values.size() < kMostValues) series.values.push_back(points());
        break;
      default:
        element();
        break;
    }
  }

  /// cx:series names itself and says by number which data it shows.
  void series_of_data() {
    std::string name;
    std::optional<std::size_t> data;
    xml_.children([&] {
      if (xml_.token() == Token::drawing_tx) {
        name = joined(drawn_paragraphs(xml_));
      } else if (xml_.token() == Token::drawing_dataId) {
        const auto found = data_of_id_.find(to_int(xml_.attribute(Token::drawing_val), 0));
        if (found != data_of_id_.end()) data = found->second;
      } else {
        element();
      }
    });
    if (name.empty()) return;
    if (data && series_[*data].name.empty()) {
      series_[*data].name = std::move(name);
    } else {
      texts_.push_back(std::move(name));
    }
  }

  static std::string joined(const std::vector<std::string>& paragraphs) {
    std::string out;
    for (const std::string& paragraph : paragraphs) {
      if (!out.empty()) out += ' ';
      out += paragraph;
    }
    return out;
  }

  /// The points inside this element. Categories of several levels come innermost first: an outer one holds for the
  /// points up to its next.
  Points points() {
    std::vector<Points> levels(1);
    std::string format;
    const auto read = [&](auto& self) -> void {
      xml_.children([&] {
        switch (xml_.token()) {
          case Token::drawing_lvl:
            if (!levels.back().empty()) levels.emplace_back();
            if (xml_.has(Token::drawing_formatCode)) format = xml_.attribute(Token::drawing_formatCode);
            self(self);
            break;
          case Token::drawing_formatCode:
            format.clear();
            xml_.children([&] { format += xml_.text(); });
            break;
          case Token::drawing_pt: {
            const int at = to_int(xml_.attribute(Token::drawing_idx), 0);
            levels.back()[at] = joined(drawn_paragraphs(xml_));
            break;
          }
          default:
            if (xml_.kind() == XmlReader::Kind::start) self(self);
            break;
        }
      });
    };
    const bool numbers = xml_.token() != Token::drawing_strDim;
    read(read);
    Points out = std::move(levels.front());
    if (numbers && !format.empty()) {
      for (auto& [at, text] : out) text = value_text(text, format);
    }
    for (std::size_t i = 1; i < levels.size(); ++i) {
      for (auto& [at, text] : out) {
        const auto next = levels[i].upper_bound(at);
        if (next != levels[i].begin()) text = std::string(bounded(std::prev(next)->second)) + " " + text;
      }
    }
    return out;
  }

  /// The series from `from` up to `to`, which have the same categories.
  std::string lines(std::size_t from, std::size_t to) const {
    const Points& categories = series_[from].categories;
    std::map<int, std::string> rows;
    for (const auto& [at, text] : categories) rows[at] = text;
    bool named = false;
    std::string names;
    for (std::size_t i = from; i < to; ++i) {
      named = named || !series_[i].name.empty();
      if (!categories.empty() || i > from) names += '\t';
      names += series_[i].name;
      for (const Points& values : series_[i].values) {
        for (const auto& [at, text] : values) rows.try_emplace(at);
      }
    }
    std::string out = named ? names : std::string();
    for (auto& [at, row] : rows) {
      bool first = categories.empty();
      for (std::size_t i = from; i < to; ++i) {
        for (const Points& values : series_[i].values) {
          if (!std::exchange(first, false)) row += '\t';
          if (const auto value = values.find(at); value != values.end()) row += value->second;
        }
      }
      if (!out.empty()) out += '\n';
      out += row;
    }
    return out;
  }

  XmlReader& xml_;
  std::vector<std::string> texts_;
  std::vector<Series> series_;
  std::map<int, std::size_t> data_of_id_;  // cx:data by its id
};

}  // namespace

std::vector<std::string> read_chart(XmlReader& xml) {
  return Chart(xml).read();
}

}  // namespace gridlift::docx
