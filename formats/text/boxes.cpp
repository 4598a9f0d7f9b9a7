#include "formats/text/boxes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kMostSlots = 4'000'000;  // columns x lines of one box

constexpr unsigned kLeft = 1, kRight = 2, kUp = 4, kDown = 8;

/// The directions into which a character draws a line; 0 for letters.
unsigned arms(char32_t c) {
  if (c == '+') return kLeft | kRight | kUp | kDown;
  if (c == '-' || c == '=') return kLeft | kRight;
  if (c == '|') return kUp | kDown;
  if (c < 0x2500 || c > 0x2570) return 0;
  struct Range {
    char32_t from, to;
    unsigned arms;
  };
  static constexpr Range kRanges[] = {
      {0x2500, 0x2501, kLeft | kRight},
      {0x2502, 0x2503, kUp | kDown},
      {0x2504, 0x2505, kLeft | kRight},
      {0x2506, 0x2507, kUp | kDown},
      {0x2508, 0x2509, kLeft | kRight},
      {0x250A, 0x250B, kUp | kDown},
      {0x250C, 0x250F, kRight | kDown},
      {0x2510, 0x2513, kLeft | kDown},
      {0x2514, 0x2517, kRight | kUp},
      {0x2518, 0x251B, kLeft | kUp},
      {0x251C, 0x2523, kUp | kDown | kRight},
      {0x2524, 0x252B, kUp | kDown | kLeft},
      {0x252C, 0x2533, kLeft | kRight | kDown},
      {0x2534, 0x253B, kLeft | kRight | kUp},
      {0x253C, 0x254B, kLeft | kRight | kUp | kDown},
      {0x254C, 0x254D, kLeft | kRight},
      {0x254E, 0x254F, kUp | kDown},
      {0x2550, 0x2550, kLeft | kRight},
      {0x2551, 0x2551, kUp | kDown},
      {0x2552, 0x2554, kRight | kDown},
      {0x2555, 0x2557, kLeft | kDown},
      {0x2558, 0x255A, kRight | kUp},
      {0x255B, 0x255D, kLeft | kUp},
      {0x255E, 0x2560, kUp | kDown | kRight},
      {0x2561, 0x2563, kUp | kDown | kLeft},
      {0x2564, 0x2566, kLeft | kRight | kDown},
      {0x2567, 0x2569, kLeft | kRight | kUp},
      {0x256A, 0x256C, kLeft | kRight | kUp | kDown},
      {0x256D, 0x256D, kRight | kDown},
      {0x256E, 0x256E, kLeft | kDown},
      {0x256F, 0x256F, kLeft | kUp},
      {0x2570, 0x2570, kRight | kUp},
  };
  for (const Range& range : kRanges) {
    if (range.from <= c && c <= range.to) return range.arms;
  }
  return 0;
}

/// One column of one line.
struct Slot {
  char32_t c = ' ';
  std::uint32_t from = 0;  ///< bytes in the line; equal for blanks past its end and right halves of wide characters
  std::uint32_t to = 0;
};

/// How wide terminals and editors set a character.
enum class Widths : std::uint8_t { east_asian, all_one, wide_boxes };

std::vector<Slot> slots_of(std::string_view line, Widths widths) {
  std::vector<Slot> slots;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(line, at);
    int width = display_width(c);
    if (widths == Widths::all_one) width = width > 0 ? 1 : 0;
    if (widths == Widths::wide_boxes && c >= 0x2500 && arms(c) != 0) width = 2;
    if (width == 0 && !slots.empty() && !is_space(c)) {
      slots.back().to = static_cast<std::uint32_t>(at);
      continue;
    }
    slots.push_back({c, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at)});
    // The right half of a wide line character goes on to the right, if at all.
    const char32_t half = (arms(c) & kRight) != 0 && c >= 0x2500 ? char32_t{0x2500} : char32_t{0};
    for (int i = 1; i < width; ++i) {
      slots.push_back({half, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)});
    }
  }
  return slots;
}

/// The box as a raster of columns and lines.
struct Raster {
  std::vector<std::vector<Slot>> lines;
  std::size_t width = 0;

  char32_t at(std::size_t y, std::size_t x) const { return x < lines[y].size() ? lines[y][x].c : U' '; }
  unsigned arms_at(std::size_t y, std::size_t x) const { return arms(at(y, x)); }
};

/// How many lines have their last line character at the column where most have it.
std::size_t agreement(const Raster& raster) {
  std::map<std::size_t, std::size_t> ends;
  for (const auto& line : raster.lines) {
    std::size_t end = line.size();
    while (end > 0 && arms(line[end - 1].c) == 0) --end;
    ++ends[end];
  }
  std::size_t most = 0;
  for (const auto& [end, count] : ends) most = std::max(most, count);
  return most;
}

std::optional<Raster> raster_of(Lines lines) {
  std::optional<Raster> best;
  std::size_t most = 0;
  for (const Widths widths : {Widths::east_asian, Widths::all_one, Widths::wide_boxes}) {
    Raster raster;
    for (const Line& line : lines) {
      raster.lines.push_back(slots_of(line.text, widths));
      raster.width = std::max(raster.width, raster.lines.back().size());
      if (raster.width * lines.size() > kMostSlots) return std::nullopt;
    }
    const std::size_t agreeing = agreement(raster);
    if (agreeing > most) {
      most = agreeing;
      best = std::move(raster);
    }
    if (most == lines.size()) break;
  }
  return best;
}

/// A rectangle that lines enclose: the lines run at its edges.
struct Rectangle {
  std::size_t top = 0, left = 0, bottom = 0, right = 0;
};

/// Follows the lines from corner to corner.
class Tracer {
 public:
  explicit Tracer(const Raster& raster) : raster_(raster) { steps_ = 64 * raster.width * raster.lines.size() + 4096; }

  /// All cells, from the top left; nothing when they do not tile one rectangle.
  std::optional<std::vector<Rectangle>> cells(std::size_t top, std::size_t left) {
    std::vector<Rectangle> found;
    std::map<std::pair<std::size_t, std::size_t>, bool> corners{{{top, left}, true}};
    std::size_t bottom = 0;
    std::size_t right = 0;
    while (!corners.empty()) {
      const auto [y, x] = corners.begin()->first;
      corners.erase(corners.begin());
      const auto cell = rectangle(y, x);
      if (steps_ == 0) return std::nullopt;
      if (!cell) continue;
      found.push_back(*cell);
      bottom = std::max(bottom, cell->bottom);
      right = std::max(right, cell->right);
      corners[{cell->top, cell->right}] = true;
      corners[{cell->bottom, cell->left}] = true;
      if (found.size() > raster_.width * raster_.lines.size()) return std::nullopt;
    }
    // Rectangles that share their edges tile the whole when their areas, edges halved, add up to it.
    std::size_t area = 0;
    for (const Rectangle& cell : found) area += (cell.bottom - cell.top) * (cell.right - cell.left);
    if (found.size() < 2 || area != (bottom - top) * (right - left)) return std::nullopt;
    return found;
  }

 private:
  std::optional<Rectangle> rectangle(std::size_t top, std::size_t left) {
    if ((raster_.arms_at(top, left) & (kRight | kDown)) != (kRight | kDown)) return std::nullopt;
    for (std::size_t right = left + 1; right < raster_.width && step(); ++right) {
      const unsigned along = raster_.arms_at(top, right);
      if ((along & kLeft) == 0) break;
      if ((along & kDown) != 0 && right > left + 1) {
        if (const auto bottom = bottom_of(top, left, right)) return Rectangle{top, left, *bottom, right};
      }
      if ((along & kRight) == 0) break;
    }
    return std::nullopt;
  }

  /// Down the right edge until a line leads back to the left edge and up to the corner.
  std::optional<std::size_t> bottom_of(std::size_t top, std::size_t left, std::size_t right) {
    for (std::size_t y = top + 1; y < raster_.lines.size() && step(); ++y) {
      const unsigned edge = raster_.arms_at(y, right);
      if ((edge & kUp) == 0) break;
      if ((edge & kLeft) != 0 && closes(top, left, y, right)) return y;
      if ((edge & kDown) == 0) break;
    }
    return std::nullopt;
  }

  bool closes(std::size_t top, std::size_t left, std::size_t bottom, std::size_t right) {
    for (std::size_t x = right - 1; x > left && step(); --x) {
      if ((raster_.arms_at(bottom, x) & (kLeft | kRight)) != (kLeft | kRight)) return false;
    }
    if ((raster_.arms_at(bottom, left) & (kRight | kUp)) != (kRight | kUp)) return false;
    for (std::size_t y = bottom - 1; y > top && step(); --y) {
      if ((raster_.arms_at(y, left) & (kUp | kDown)) != (kUp | kDown)) return false;
    }
    return true;
  }

  bool step() {
    if (steps_ > 0) --steps_;
    return steps_ > 0;
  }

  const Raster& raster_;
  std::size_t steps_;
};

int index_of(const std::vector<std::size_t>& edges, std::size_t at) {
  return static_cast<int>(std::lower_bound(edges.begin(), edges.end(), at) - edges.begin());
}

/// Text between two columns of a line, trimmed, and the column at which it begins.
struct Run {
  std::string_view text;
  int column = 0;
};

Run run_of(const Raster& raster, Lines lines, std::size_t y, std::size_t from, std::size_t to) {
  const auto& slots = raster.lines[y];
  if (from >= slots.size()) return {};
  to = std::min(to, slots.size());
  if (from >= to) return {};
  const std::string_view whole = lines[y].text;
  const std::string_view text = whole.substr(slots[from].from, slots[to - 1].to - slots[from].from);
  const std::string_view inner = trimmed(text);
  const auto blanks = static_cast<std::size_t>(inner.data() - text.data());
  return {inner, 1 + display_width(whole.substr(0, slots[from].from + (inner.empty() ? 0 : blanks)))};
}

/// A cell in the making: the lines of its text.
struct DrawnCell {
  int row = 0, col = 0, row_span = 1, col_span = 1;
  std::vector<std::string> lines;
  std::vector<Place> places;
};

/// Bands of lines without a rule between them that hold one row in each line, as database shells print them.
bool lines_are_rows(const Raster& raster, Lines lines, const std::vector<Rectangle>& cells,
                    const std::vector<std::size_t>& xs, std::size_t top, std::size_t bottom) {
  if (bottom - top < 3) return false;
  for (const Rectangle& cell : cells) {
    const bool inside = cell.top >= top && cell.bottom <= bottom;
    if (inside && (cell.top != top || cell.bottom != bottom)) return false;
    if (!inside && cell.top < bottom && cell.bottom > top) return false;
  }
  // A wrapped row leaves its key, or most of its cells, empty on its further lines.
  for (std::size_t y = top + 1; y < bottom; ++y) {
    std::size_t filled = 0;
    for (std::size_t i = 0; i + 1 < xs.size(); ++i) {
      const bool has = !run_of(raster, lines, y, xs[i] + 1, xs[i + 1]).text.empty();
      if (i == 0 && !has) return false;
      filled += has ? 1 : 0;
    }
    if (filled * 2 < xs.size() - 1) return false;
  }
  return true;
}

/// Lines of a cell; an empty one parts paragraphs.
std::string cell_text(const std::vector<std::string>& lines, Context& context) {
  std::string text;
  std::string paragraph;
  const auto end = [&] {
    if (!paragraph.empty()) text += (text.empty() ? "" : "\n") + std::exchange(paragraph, {});
  };
  for (const std::string& line : lines) {
    if (line.empty()) end();
    if (seam_between(paragraph, line) == Seam::healed_hyphen) context.ledger.out("-");
    paragraph = joined(paragraph, line);
  }
  end();
  return text;
}

}  // namespace

std::size_t box_length(Lines lines) {
  if (lines.size() < 3) return 0;
  const auto first_of = [](std::string_view text, bool& wide) {
    text = trimmed(text);
    const char32_t c = first_code_point(text);
    wide = text.size() > 2;
    return c;
  };
  bool wide = false;
  const char32_t corner = first_of(lines[0].text, wide);
  if (!wide || (arms(corner) & (kRight | kDown)) != (kRight | kDown)) return 0;
  if (corner == '+') {
    const std::string_view text = trimmed(lines[0].text);
    if (text.find_first_not_of("+-=") != std::string_view::npos || text.back() != '+') return 0;
  }
  std::size_t length = 1;
  while (length < lines.size() && !lines[length].page_break) {
    const char32_t c = first_of(lines[length].text, wide);
    if (arms(c) == 0 || c == '-' || c == '=') break;
    ++length;
  }
  return length >= 3 ? length : 0;
}

bool is_grid_table(Lines lines) {
  return std::any_of(lines.begin(), lines.end(), [](const Line& line) {
    return trimmed(line.text).find_first_not_of("+=:") == std::string_view::npos;
  });
}

bool read_box(Lines lines, Context& context, RawTable& table) {
  const auto raster = raster_of(lines);
  if (!raster) return false;
  std::size_t left = 0;
  while (left < raster->width && raster->arms_at(0, left) == 0) ++left;
  auto cells = Tracer(*raster).cells(0, left);
  if (!cells) return false;

  std::vector<std::size_t> xs, ys;
  for (const Rectangle& cell : *cells) {
    xs.insert(xs.end(), {cell.left, cell.right});
    ys.insert(ys.end(), {cell.top, cell.bottom});
  }
  for (auto* edges : {&xs, &ys}) {
    std::sort(edges->begin(), edges->end());
    edges->erase(std::unique(edges->begin(), edges->end()), edges->end());
  }
  if (ys.back() + 1 < lines.size() && ys.back() + 2 < lines.size()) return false;  // more below: a picture

  // Rows: one for each band between rules, or for each of its lines.
  const std::size_t bands = ys.size() - 1;
  std::vector<int> first_row(bands + 1, 0);
  std::vector<bool> split(bands, false);
  for (std::size_t band = 0; band < bands; ++band) {
    const bool candidate = bands <= 2 ? band + 1 == bands : false;
    split[band] = candidate && xs.size() > 2 && lines_are_rows(*raster, lines, *cells, xs, ys[band], ys[band + 1]);
    const int rows = split[band] ? static_cast<int>(ys[band + 1] - ys[band] - 1) : 1;
    first_row[band + 1] = first_row[band] + rows;
  }
  const int rows = first_row[bands];

  std::vector<DrawnCell> drawn;
  std::vector<std::vector<bool>> inked(lines.size());
  for (std::size_t y = 0; y < lines.size(); ++y) inked[y].assign(raster->lines[y].size(), false);
  for (const Rectangle& cell : *cells) {
    const auto band = static_cast<std::size_t>(index_of(ys, cell.top));
    const auto last = static_cast<std::size_t>(index_of(ys, cell.bottom));
    DrawnCell made;
    made.col = index_of(xs, cell.left);
    made.col_span = index_of(xs, cell.right) - made.col;
    made.row = first_row[band];
    made.row_span = first_row[last] - made.row;
    const bool by_line = split[band] && last == band + 1;
    for (std::size_t y = cell.top + 1; y < cell.bottom; ++y) {
      const Run run = run_of(*raster, lines, y, cell.left + 1, cell.right);
      for (std::size_t x = cell.left + 1; x < cell.right && x < inked[y].size(); ++x) inked[y][x] = true;
      if (by_line) {
        made.row_span = 1;
        made.lines.assign(1, std::string(run.text));
        made.places.assign(1, place_at(lines[y].number, run.column));
        drawn.push_back(made);
        ++made.row;
      } else {
        made.lines.emplace_back(run.text);
        if (!run.text.empty()) made.places.push_back(place_at(lines[y].number, run.column));
      }
    }
    if (!by_line) drawn.push_back(std::move(made));
  }

  // The frame was drawn, not written.
  for (std::size_t y = 0; y < lines.size(); ++y) {
    for (std::size_t x = 0; x < raster->lines[y].size(); ++x) {
      const Slot& slot = raster->lines[y][x];
      if (!inked[y][x]) context.ledger.out(std::string_view(lines[y].text).substr(slot.from, slot.to - slot.from));
    }
  }

  table = RawTable{};
  table.method = Method::text;
  table.place.line = lines[0].number;
  table.rows.resize(static_cast<std::size_t>(rows));
  std::sort(drawn.begin(), drawn.end(), [](const DrawnCell& a, const DrawnCell& b) { return a.col < b.col; });
  for (DrawnCell& cell : drawn) {
    for (int row = cell.row; row < cell.row + cell.row_span; ++row) {
      RawCell raw;
      raw.col_span = cell.col_span;
      if (cell.row_span > 1) raw.vertical = row == cell.row ? RawCell::Merge::restart : RawCell::Merge::carry_on;
      if (row == cell.row) {
        raw.text = cell_text(cell.lines, context);
        if (!cell.places.empty()) {
          raw.place = cell.places.front();
          raw.more_places.assign(cell.places.begin() + 1, cell.places.end());
        }
      }
      table.rows[static_cast<std::size_t>(row)].cells.push_back(std::move(raw));
    }
  }
  // reStructuredText rules off the header with '='; others with the only rule there is inside, or a heavier one.
  const auto header_end = [&]() -> int {
    for (std::size_t band = 1; band < bands; ++band) {
      const char32_t c = raster->at(ys[band], left + 1);
      const char32_t usual = raster->at(ys[0], left + 1);
      const char32_t next = band + 1 < ys.size() ? raster->at(ys[band + 1], left + 1) : usual;
      if (c != next && (c == '=' || c == 0x2550 || c == 0x2501)) return first_row[band];
    }
    return bands == 2 && split[1] ? first_row[1] : 0;
  }();
  table.header_rows = header_end;
  for (int row = 0; row < header_end; ++row) table.rows[static_cast<std::size_t>(row)].header = true;
  table.confidence = 1;
  table.reasons = {"drawn-lines"};
  return true;
}

}  // namespace gridlift::text
