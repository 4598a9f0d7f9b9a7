#include "core/recover/page/text_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <tuple>
#include <utility>

namespace gridlift::recover {

namespace {

// All in font sizes.
constexpr double kSameBaseline = 0.3;  // baselines this near are one
constexpr double kMarkRaised = 0.75;   // how far a mark is raised at most
constexpr double kMarkLowered = 0.45;  // and lowered
constexpr double kMarkSize = 0.87;     // a mark is at most this big, compared with what it sticks to
constexpr double kMarkGap = 0.6;       // and at most this far from it
constexpr double kMarkBlank = 0.75;    // between the words of one mark
constexpr double kValueBlank = 0.15;   // the least between two numbers
constexpr double kWidestBlank = 0.65;  // wider gaps say nothing about blanks
constexpr double kDefaultBlank = 0.25;
constexpr double kLeastGap = 0.5;  // between a cell and the next, that begins where others do
constexpr double kAligned = 0.15;
constexpr double kLeaderGap = 3;      // between a text and the dots that lead away from it
constexpr double kTailGap = 1.5;      // the same for a leader of two or three dots: they may stand for no value
constexpr double kLeaderPitch = 1.2;  // between two dots
constexpr std::size_t kLeaderDots = 4;

void add(const Page& page, TextRow& row, std::uint32_t index) {
  const Word& word = page.words[index];
  row.box = row.words.empty() ? word.box : row.box.united(word.box);
  row.size = std::max(row.size, word.size);
  row.words.push_back(index);
}

/// The order of the words of a row.
auto along(const Page& page) {
  return [&page](std::uint32_t a, std::uint32_t b) {
    return std::tie(page.words[a].box.x0, page.words[a].box.x1, a) <
           std::tie(page.words[b].box.x0, page.words[b].box.x1, b);
  };
}

/// Distance of a mark from the words of a row next to it that are clearly bigger, or marks like it; infinite when there
/// are none.
double distance_to(const Page& page, const TextRow& row, const Word& mark) {
  double best = std::numeric_limits<double>::infinity();
  auto after = std::lower_bound(row.words.begin(), row.words.end(), mark.box.x0,
                                [&](std::uint32_t i, double x) { return page.words[i].box.x0 < x; });
  const auto look = [&](std::uint32_t i) {
    const Word& word = page.words[i];
    // Bigger, or a mark that was attached before.
    const bool fellow = std::abs(word.baseline - mark.baseline) < 0.1 * mark.size;
    if (mark.size > kMarkSize * word.size && !fellow) return;
    best = std::min(best, std::max({0.0, mark.box.x0 - word.box.x1, word.box.x0 - mark.box.x1}) / row.size);
  };
  if (after != row.words.end()) look(*after);
  if (after != row.words.begin()) look(*std::prev(after));
  return best;
}

/// Moves raised and lowered marks to the rows that they stick to.
void attach_marks(const Page& page, std::vector<TextRow>& rows) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<std::uint32_t> kept;
    for (const std::uint32_t index : rows[r].words) {
      const Word& word = page.words[index];
      double best = std::numeric_limits<double>::infinity();  // distance of the baselines
      TextRow* home = nullptr;
      const auto consider = [&](std::size_t other) {
        TextRow& row = rows[other];
        if (row.words.empty()) return;
        const double raised = (row.baseline - word.baseline) / row.size;
        if (raised > kMarkRaised || raised < -kMarkLowered || std::abs(raised) >= best) return;
        if (distance_to(page, row, word) > kMarkGap) return;
        best = std::abs(raised);
        home = &row;
      };
      for (std::size_t near = 1; near <= 2; ++near) {
        if (r >= near) consider(r - near);
        if (r + near < rows.size()) consider(r + near);
      }
      if (home == nullptr) {
        kept.push_back(index);
      } else {
        const auto place = std::upper_bound(home->words.begin(), home->words.end(), index, along(page));
        home->words.insert(place, index);
        home->box = home->box.united(word.box);
      }
    }
    rows[r].words = std::move(kept);
  }
  std::erase_if(rows, [](const TextRow& row) { return row.words.empty(); });
}

/// A number that is whole by itself: digits with a decimal point or grouped by commas.
bool is_whole_number(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 3 || !digit(text.front()) || !digit(text.back())) return false;
  bool grouped = false;
  for (const char c : text) {
    if (c == '.' || c == ',') {
      grouped = true;
    } else if (!digit(c)) {
      return false;
    }
  }
  return grouped;
}

/// "1.40)": the end of a number with another in brackets, which no number goes on after.
bool ends_bracket(std::string_view text) {
  const bool digit = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digit && (text.back() == ')' || text.back() == ']');
}

/// The words from `first` on that are a run of dots, and how many dots.
struct Leader {
  std::size_t end = 0;
  std::size_t dots = 0;
};

Leader leader_at(const Page& page, const TextRow& row, std::size_t first) {
  Leader out{first, 0};
  for (; out.end < row.words.size(); ++out.end) {
    const Word& word = page.words[row.words[out.end]];
    if (word.text.find_first_not_of('.') != std::string::npos) break;
    if (out.end > first && word.box.x0 - page.words[row.words[out.end - 1]].box.x1 > kLeaderPitch * row.size) break;
    out.dots += word.text.size();
  }
  return out;
}

/// Dots that lead from the text before them to a value: part of that text, however wide the gap before them is. `stub`
/// says that this text is the first of its row.
bool leads_away(const Page& page, const TextRow& row, std::size_t first, double gap, bool stub) {
  const Leader leader = leader_at(page, row, first);
  if (leader.dots >= kLeaderDots) return stub || gap < kLeaderGap * row.size;
  const std::string& before = page.words[row.words[first - 1]].text;
  const bool value = std::any_of(before.begin(), before.end(), [](char c) { return c >= '0' && c <= '9'; });
  return leader.end > first + 1 && !value && gap < kTailGap * row.size;
}

}  // namespace

std::vector<TextRow> text_rows(const Page& page, std::span<const std::uint32_t> words) {
  std::vector<std::uint32_t> sorted(words.begin(), words.end());
  std::sort(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Word& left = page.words[a];
    const Word& right = page.words[b];
    return std::tie(left.baseline, left.box.x0, left.box.x1, a) <
           std::tie(right.baseline, right.box.x0, right.box.x1, b);
  });
  std::vector<TextRow> rows;
  double sum = 0;
  for (const std::uint32_t index : sorted) {
    const Word& word = page.words[index];
    TextRow* row = rows.empty() ? nullptr : &rows.back();
    if (row == nullptr || word.baseline - row->baseline > kSameBaseline * std::min(row->size, word.size)) {
      rows.emplace_back();
      row = &rows.back();
      sum = 0;
    }
    add(page, *row, index);
    sum += word.baseline;
    row->baseline = sum / static_cast<double>(row->words.size());
  }
  for (TextRow& row : rows) std::sort(row.words.begin(), row.words.end(), along(page));
  attach_marks(page, rows);
  return rows;
}

std::vector<Phrase> phrases(const Page& page, const TextRow& row, double gap, std::span<const double> walls) {
  std::vector<Phrase> out;
  std::size_t led = 0;  // end of the leader that the last phrase ends with
  for (std::size_t i = 0; i < row.words.size(); ++i) {
    const Box& box = page.words[row.words[i]].box;
    const double between = out.empty() ? 0 : box.x0 - out.back().x1;
    if (i > 0 && i >= led && between > gap && page.words[row.words[i]].text.front() == '.' &&
        leads_away(page, row, i, between, out.size() == 1))
      led = leader_at(page, row, i).end;
    // The raised letters of one mark stand apart by the blanks of the big ones.
    const bool mark = page.words[row.words[i]].size < kMarkSize * row.size && between < kMarkBlank * row.size;
    bool open = out.empty() || (between > gap && !mark && i >= led);
    if (!open && !walls.empty()) {
      const double from = std::min(out.back().x1, box.x0);
      const double middle = (out.back().x1 + box.x0) / 2;
      const auto wall = std::lower_bound(walls.begin(), walls.end(), from - 0.1 * row.size);
      open = wall != walls.end() && *wall < std::max(box.x0, middle) + 0.1 * row.size;
    }
    const bool values =
        !open && between > kValueBlank * row.size && is_whole_number(page.words[row.words[i]].text) &&
        (is_whole_number(page.words[row.words[i - 1]].text) || ends_bracket(page.words[row.words[i - 1]].text));
    if (open || values) out.push_back({i, i + 1, box.x0, box.x1, values});
    out.back().end = i + 1;
    out.back().x1 = std::max(out.back().x1, box.x1);
  }
  return out;
}

std::vector<std::vector<Phrase>> aligned_phrases(const Page& page, std::span<const TextRow> rows, double gap) {
  std::vector<std::vector<Phrase>> wide;
  for (const TextRow& row : rows) wide.push_back(phrases(page, row, gap * row.size));
  const auto begins_in = [&](std::size_t r, double x, double near) {
    if (r >= rows.size()) return false;
    const auto it = std::lower_bound(wide[r].begin(), wide[r].end(), x - near,
                                     [](const Phrase& phrase, double at) { return phrase.x0 < at; });
    return it != wide[r].end() && it->x0 <= x + near;
  };
  std::vector<std::vector<Phrase>> out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<Phrase>& parted = out.emplace_back();
    for (const Phrase& phrase : wide[r]) {
      parted.push_back({phrase.first, phrase.first, phrase.x0, phrase.x0});
      for (std::size_t i = phrase.first; i < phrase.end; ++i) {
        const Box& box = page.words[rows[r].words[i]].box;
        const double near = kAligned * rows[r].size;
        const bool apart = i > phrase.first && box.x0 - parted.back().x1 > kLeastGap * rows[r].size;
        if (apart && (begins_in(r - 1, box.x0, near) || begins_in(r + 1, box.x0, near)))
          parted.push_back({i, i, box.x0, box.x0});
        parted.back().end = i + 1;
        parted.back().x1 = std::max(parted.back().x1, box.x1);
      }
    }
  }
  return out;
}

double usual_blank(const Page& page, std::span<const TextRow> rows) {
  std::vector<double> blanks;
  for (const TextRow& row : rows) {
    for (std::size_t i = 1; i < row.words.size(); ++i) {
      const double gap = (page.words[row.words[i]].box.x0 - page.words[row.words[i - 1]].box.x1) / row.size;
      if (gap > 0.1 && gap < kWidestBlank) blanks.push_back(gap);
    }
  }
  if (blanks.size() < 3) return kDefaultBlank;
  const auto middle = blanks.begin() + static_cast<std::ptrdiff_t>(blanks.size() / 2);
  std::nth_element(blanks.begin(), middle, blanks.end());
  return *middle;
}

}  // namespace gridlift::recover
