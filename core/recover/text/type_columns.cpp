#include "core/recover/text/type_columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/recover/page/lines.h"
#include "core/recover/page/prose.h"
#include "core/recover/page/rulings.h"
#include "core/recover/page/text_rows.h"
#include "core/recover/stream/mirror.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kMiddleFrom = 0.42;  // of the page's width: where the gutter lies
constexpr double kMiddleTo = 0.58;
constexpr double kUnlike = 0.6;
constexpr double kCrossed = 0.25;  // share of the rows that may run across it
constexpr std::size_t kFewestRows = 4;

// In text heights.
constexpr double kNarrowest = 0.8;  // gutter
constexpr double kWidest = 5.0;
constexpr double kNearRule = 1.0;
constexpr double kRagged = 3.0;
constexpr double kSameWidth = 1.5;
constexpr double kPhraseGap = 0.6;
constexpr double kSameLine = 0.15;
constexpr double kTall = 0.5;  // of the page's height: parts of a table that fill the page
constexpr double kUnaligned = 0.5;
constexpr double kAligned = 0.75;  // share of rows that stand at one height on both sides of the gutter: one table

bool covers_middle(const Box& block, double middle) {
  return block.x0 < middle && middle < block.x1;
}

/// One block of prose seen as a column: itself, and its mirror image on the other half of the page.
std::optional<TypeColumns> beside_its_image(const Box& block, double width, double unit) {
  const Span1 here = block.across();
  const Span1 image = mirrored(here, width);
  const TypeColumns out = here.from < image.from ? TypeColumns{here, image} : TypeColumns{image, here};
  const double gutter = out.right.from - out.left.to;
  if (gutter < kNarrowest * unit || gutter > kWidest * unit) return std::nullopt;
  return out;
}

std::vector<TextRow> rows_between(const Page& page, std::span<const std::uint32_t> words, const Span1& across) {
  std::vector<std::uint32_t> inside;
  for (const std::uint32_t word : words) {
    if (across.contains(page.words[word].box.center_x())) inside.push_back(word);
  }
  return text_rows(page, inside);
}

/// A column of the text on one side of the gutter.
struct SideColumn {
  Span1 text;
  std::size_t filled = 0;
  std::size_t numbers = 0;

  /// Numbers stand in one where texts stand in the other.
  bool unlike(const SideColumn& other) const {
    const auto share = [](const SideColumn& c) {
      return static_cast<double>(c.numbers) / static_cast<double>(c.filled);
    };
    return filled >= kFewestRows && other.filled >= kFewestRows && std::abs(share(*this) - share(other)) > kUnlike;
  }
};

std::vector<SideColumn> columns_in(const Page& page, std::span<const TextRow> rows, double unit) {
  std::vector<PhraseLine> lines;
  for (const TextRow& row : rows) lines.push_back(phrases(page, row, kPhraseGap * unit));
  const ColumnSet set = find_columns(lines, unit, kPhraseGap * unit, {});
  std::vector<SideColumn> out;
  for (const Span1& text : set.columns) out.push_back({text});
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (const Phrase& phrase : lines[r]) {
      const ColumnReach over = reach(set, phrase.x0, phrase.x1, unit);
      if (over.first != over.last || over.last >= set.size()) continue;
      ++out[over.first].filled;
      const char32_t start = first_code_point(page.words[rows[r].words[phrase.first]].text);
      out[over.first].numbers += is_digit(start) ? 1 : 0;
    }
  }
  return out;
}

/// The columns on the right are those on the left once more: at the same places, and alike in what they hold.
bool repeats(std::vector<SideColumn> left, const std::vector<SideColumn>& right, double pitch) {
  for (SideColumn& column : left) column.text = {column.text.from + pitch, column.text.to + pitch};
  const auto& fewer = left.size() < right.size() ? left : right;
  const auto& more = left.size() < right.size() ? right : left;
  if (fewer.size() < 2 || more.size() > fewer.size() + 1) return false;  // one may be blank
  for (const SideColumn& column : fewer) {
    const auto same = std::ranges::count_if(more, [&](const SideColumn& other) {
      const double least = std::min(column.text.length(), other.text.length());
      return !column.unlike(other) && column.text.overlap(other.text) > 0.5 * least;
    });
    if (same != 1) return false;
  }
  return true;
}

/// This share of the rows of the side with fewer have a row of the other at their height.
bool stand_at_one_height(std::span<const TextRow> left, std::span<const TextRow> right, double share, double unit) {
  std::size_t aligned = 0;
  for (std::size_t l = 0, r = 0; l < left.size(); ++l) {
    while (r < right.size() && right[r].baseline < left[l].baseline - kSameLine * unit) ++r;
    aligned += r < right.size() && std::abs(right[r].baseline - left[l].baseline) <= kSameLine * unit ? 1 : 0;
  }
  return static_cast<double>(aligned) >= share * static_cast<double>(std::min(left.size(), right.size()));
}

/// Where most rows of one side begin: the x at which a tenth of them have begun.
double start_of(std::span<const TextRow> rows, bool rtl) {
  std::vector<double> starts;
  for (const TextRow& row : rows) starts.push_back(rtl ? -row.box.x1 : row.box.x0);
  const auto tenth = starts.begin() + static_cast<std::ptrdiff_t>(starts.size() / 10);
  std::nth_element(starts.begin(), tenth, starts.end());
  return rtl ? -*tenth : *tenth;
}

/// How far the right column of type stands from the left one: by where lines begin, since they end raggedly.
double pitch_of(std::span<const TextRow> left, std::span<const TextRow> right, const TypeColumns& columns, bool rtl,
                double unit) {
  const double known = columns.right.from - columns.left.from;
  if (left.empty() || right.empty()) return known;
  const double seen = start_of(right, rtl) - start_of(left, rtl);
  return std::abs(seen - known) < kRagged * unit ? seen : known;
}

/// The widest white stretch in the middle of a page, but for some rows that run across it; empty when there is none.
Span1 white_middle(const Page& page, std::span<const std::uint32_t> words) {
  const Span1 middle{kMiddleFrom * page.width, kMiddleTo * page.width};
  struct Event {
    double x = 0;
    int covered = 0;
  };
  std::vector<Event> events{{middle.to, 0}};
  std::size_t rows = 0;
  double unit = 0;
  for (const TextRow& row : text_rows(page, words)) {
    ++rows;
    unit = std::max(unit, row.size);
    for (const std::uint32_t word : row.words) {
      const Span1 across = page.words[word].box.across();
      if (across.overlap(middle) <= 0) continue;
      events.push_back({std::max(across.from, middle.from), 1});
      events.push_back({std::min(across.to, middle.to), -1});
    }
  }
  Span1 best;
  if (rows < kFewestRows) return best;
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.x < b.x; });
  const int most = static_cast<int>(kCrossed * static_cast<double>(rows));
  int covered = 0;
  Span1 white{middle.from, middle.from};
  for (const Event& event : events) {
    if (covered <= most) {
      white.to = event.x;
      if (white.length() > best.length()) best = white;
    } else {
      white = {event.x, event.x};
    }
    covered += event.covered;
    if (covered <= most && white.to < event.x) white = {event.x, event.x};
  }
  return best.length() >= kNarrowest * unit ? best : Span1{};
}

/// The same words, and at least two of them.
bool reads_alike(const Page& page, const TextRow& a, const TextRow& b) {
  return a.words.size() > 1 && std::ranges::equal(a.words, b.words, [&](std::uint32_t x, std::uint32_t y) {
           return page.words[x].text == page.words[y].text;
         });
}

/// Whether a fragment that reaches into both columns is one table across them, and not two that stand side by side.
bool lies_across(const Page& page, const Fragment& fragment, std::span<const Ruling> rulings,
                 const TypeColumns& columns, bool rtl) {
  const double gutter = (columns.left.to + columns.right.from) / 2;
  const Box box = fragment.table.parts.front().bbox.value_or(Box{});
  if (box.x1 <= gutter || box.x0 >= gutter) return false;
  const double unit = std::max(fragment.text_height, 1.0);
  std::size_t crossing = 0;
  for (const std::uint32_t word : fragment.words) {
    const Box& at = page.words[word].box;
    crossing += at.x0 < columns.left.to - unit && at.x1 > columns.right.from + unit ? 1 : 0;
  }
  const bool ruled = std::ranges::any_of(rulings, [&](const Ruling& rule) {
    return rule.horizontal && rule.at > box.y0 - kNearRule * unit && rule.at < box.y1 + kNearRule * unit &&
           rule.from < columns.left.to - unit && rule.to > columns.right.from + unit;
  });
  if (crossing > 0 || ruled) return true;
  const std::vector<TextRow> left = rows_between(page, fragment.words, {box.x0 - unit, gutter});
  const std::vector<TextRow> right = rows_between(page, fragment.words, {gutter, box.x1 + unit});
  if (left.empty() || right.empty()) return false;
  const double pitch = pitch_of(left, right, columns, rtl, unit);
  if (repeats(columns_in(page, left, unit), columns_in(page, right, unit), pitch)) return false;
  return stand_at_one_height(left, right, kAligned, unit);
}

/// The table that ends a column of type: nothing but white stands below it there.
const Fragment* last_table(const Page& page, const std::vector<bool>& taken, const std::vector<Fragment>& tables,
                           const Span1& across) {
  const Fragment* last = nullptr;
  for (const Fragment& fragment : tables) {
    if (last == nullptr || fragment.table.parts.front().bbox->y1 > last->table.parts.front().bbox->y1) last = &fragment;
  }
  if (last == nullptr) return nullptr;
  const double bottom = last->table.parts.front().bbox->y1;
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    const Word& word = page.words[i];
    if (!taken[i] && across.contains(word.box.center_x()) && word.baseline > bottom) return nullptr;
  }
  return last;
}

}  // namespace

bool may_have_columns(const Page& page) {
  std::vector<std::uint32_t> words;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    if (page.words[i].writing == Writing::right) words.push_back(i);
  }
  return white_middle(page, words).length() > 0;
}

std::optional<TypeColumns> columns_by_tables(const Page& page, const std::vector<bool>& taken) {
  std::vector<std::uint32_t> words;
  Span1 across{page.width, 0};
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    const Box& box = page.words[i].box;
    if (page.words[i].writing != Writing::right || taken[i]) continue;
    words.push_back(i);
    across = {std::min(across.from, box.x0), std::max(across.to, box.x1)};
  }
  const double unit = text_height(page);
  const Span1 gutter = white_middle(page, words);
  if (gutter.length() <= 0) return std::nullopt;
  const TypeColumns columns{{across.from, gutter.from}, {gutter.to, across.to}};
  const std::vector<TextRow> left = rows_between(page, words, columns.left);
  const std::vector<TextRow> right = rows_between(page, words, columns.right);
  if (left.size() < kFewestRows || right.size() < kFewestRows) return std::nullopt;
  const double height =
      std::min(left.back().baseline - left.front().baseline, right.back().baseline - right.front().baseline);
  const bool same_header = height > kTall * page.height && reads_alike(page, left.front(), right.front());
  if (!same_header && stand_at_one_height(left, right, kUnaligned, unit)) return std::nullopt;
  const double pitch = start_of(right, false) - start_of(left, false);
  if (!repeats(columns_in(page, left, unit), columns_in(page, right, unit), pitch)) return std::nullopt;
  return columns;
}

ProseWidths read_prose_widths(const Page& page, const std::vector<bool>& taken, Context& context) {
  const double unit = text_height(page);
  const std::vector<Box> blocks = prose_blocks(page, visible_rulings(page, unit, context), taken);
  ProseWidths out;
  out.page_width = page.width;
  double wide = 0, narrow = 0;
  std::array<std::optional<Box>, 2> widest;  // of the blocks on the left and on the right
  for (const Box& block : blocks) {
    if (covers_middle(block, page.width / 2)) {
      wide += block.height();
      continue;
    }
    if (!beside_its_image(block, page.width, unit)) continue;
    narrow += block.height();
    std::optional<Box>& kept = widest[block.center_x() < page.width / 2 ? 0 : 1];
    if (!kept || kept->width() < block.width()) kept = block;
  }
  out.across = wide > narrow;
  if (narrow <= wide) return out;
  if (widest[0] && widest[1]) {
    out.columns = TypeColumns{widest[0]->across(), widest[1]->across()};
    if (std::abs(widest[0]->width() - widest[1]->width()) > kSameWidth * unit) out.columns.reset();
  } else {
    out.columns = beside_its_image(widest[0] ? *widest[0] : *widest[1], page.width, unit);
  }
  return out;
}

std::vector<Fragment> find_tables_in_columns(const Page& page, std::vector<bool> taken, const TypeColumns& columns,
                                             const TableAbove* above, Context& context) {
  std::vector<Fragment> out;
  const auto take = [&](Fragment fragment) {
    for (const std::uint32_t word : fragment.words) taken[word] = true;
    out.push_back(std::move(fragment));
  };
  std::vector<std::uint32_t> words(page.words.size());
  std::iota(words.begin(), words.end(), 0U);
  const bool rtl = runs_right_to_left(page, words);
  const std::vector<Ruling> rulings = visible_rulings(page, text_height(page), context);
  for (Fragment& fragment : find_stream_tables(page, taken, above, {0, page.width}, context)) {
    if (lies_across(page, fragment, rulings, columns, rtl)) take(std::move(fragment));
  }
  const double gutter = (columns.left.to + columns.right.from) / 2;
  std::array<Span1, 2> halves{Span1{0, gutter}, Span1{gutter, page.width}};
  const double pitch = pitch_of(rows_between(page, words, halves[0]), rows_between(page, words, halves[1]), columns,
                                rtl, text_height(page));
  if (rtl) std::swap(halves[0], halves[1]);
  std::optional<TableAbove> before;
  if (above != nullptr) before = *above;
  for (const Span1& half : halves) {
    if (before) before->move_into(half, pitch);
    std::vector<Fragment> found = find_stream_tables(page, taken, before ? &*before : nullptr, half, context);
    std::vector<bool> now = taken;
    for (const Fragment& fragment : found) {
      for (const std::uint32_t word : fragment.words) now[word] = true;
    }
    const Fragment* last = last_table(page, now, found, half);
    std::optional<TableAbove> next;
    if (last != nullptr) next = table_above(*last, before ? &*before : nullptr);
    before = std::move(next);
    for (Fragment& fragment : found) take(std::move(fragment));
  }
  return out;
}

}  // namespace gridlift::recover
