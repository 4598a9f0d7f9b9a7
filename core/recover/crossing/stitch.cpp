#include "core/recover/crossing/stitch.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "core/recover/crossing/continuation.h"
#include "core/recover/crossing/rows.h"
#include "core/recover/table/cell_kind.h"
#include "core/recover/table/direction.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kNearSide = 1;        // text heights between a column of text and the next
constexpr double kSpareRoom = 3;       // text heights beyond the next row that an author's page break leaves free
constexpr double kUnlike = 1.0 / 3;    // share of columns whose kinds differ
constexpr std::size_t kMostHeld = 64;  // blocks held back behind the open table

/// How the place of a fragment follows from the place of the one before it.
enum class Gap : std::uint8_t {
  turn,      ///< the top of a page, or of a column of text, after the bottom of the one before
  declared,  ///< a page break of the file between them
  touching,  ///< nothing between them
  apart,     ///< they stand side by side, or pages lie between them
};

/// What speaks for one table, and how sure it is.
struct Verdict {
  bool join = false;
  double sureness = 1;
  std::string reason;
  ColumnMatch match;
  int repeated = 0;
  RowSeam seam;
};

bool is_label_row(const Fragment& fragment, int row, const std::vector<ColumnHabit>& habits, const ColumnMatch& match) {
  const CellGrid& grid = fragment.table.grid;
  int labels = 0;
  for (int col = 0; col < grid.cols(); ++col) {
    if (!grid.begins_at(row, col)) continue;
    const auto joined = static_cast<std::size_t>(match.below[static_cast<std::size_t>(col)]);
    const auto above = std::ranges::upper_bound(match.above, static_cast<int>(joined)) - match.above.begin() - 1;
    if (above < 0 || above >= std::ssize(habits)) continue;
    const ColumnHabit& habit = habits[static_cast<std::size_t>(above)];
    if (2 * habit.numbers <= habit.filled || habit.filled == 0) continue;
    const CellKind kind = kind_of(grid.at(row, col).text);
    if (kind == CellKind::number || kind == CellKind::dash) return false;
    labels += kind == CellKind::label || kind == CellKind::year ? 1 : 0;
  }
  return labels > 0;
}

/// `below` begins with a header of its own.
bool has_new_header(const GrowingTable& above, const Fragment& below, const ColumnMatch& match) {
  if (below.table.grid.rows() == 0) return false;
  const bool declared =
      below.table.method != Method::stream;  // by the file; a stream table's header is told by its texts
  if (below.table.header_rows > 0 && declared) return true;
  const int rows = read_headers(below.table).rows;
  if (rows > 0 && is_label_row(below, rows - 1, above.habits(), match)) return true;
  if (above.is_striped() || is_striped(below)) return false;
  return row_stands_out(below, 0) && !above.last_row_stands_out() &&
         !row_stands_out(below, below.table.grid.rows() - 1);
}

/// Share of the columns that hold numbers in one fragment and texts in the other.
double unlike_columns(const GrowingTable& above, const Fragment& below, int from, const ColumnMatch& match) {
  const CellGrid& grid = below.table.grid;
  int judged = 0, unlike = 0;
  for (int col = 0; col < grid.cols(); ++col) {
    const int joined = match.below[static_cast<std::size_t>(col)];
    const auto at = std::ranges::upper_bound(match.above, joined) - match.above.begin() - 1;
    if (at < 0 || at >= std::ssize(above.habits())) continue;
    const ColumnHabit& habit = above.habits()[static_cast<std::size_t>(at)];
    int numbers = 0, filled = 0;
    for (int row = from; row < grid.rows(); ++row) {
      if (!grid.begins_at(row, col)) continue;
      const CellKind kind = kind_of(grid.at(row, col).text);
      filled += kind != CellKind::blank ? 1 : 0;
      numbers += kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash ? 1 : 0;
    }
    if (filled == 0 || habit.filled == 0) continue;
    ++judged;
    unlike += (2 * numbers > filled) != (2 * habit.numbers > habit.filled) ? 1 : 0;
  }
  return judged == 0 ? 0 : static_cast<double>(unlike) / judged;
}

}  // namespace

struct Stitcher::State {
  RecoverOptions options;
  Context& context;
  DocumentSink& out;

  std::optional<GrowingTable> open = std::nullopt;
  std::vector<Table> nested = {};  // in the open table
  std::vector<Block> held = {};    // furniture and marks behind the open table
  bool broken = false;             // a page break came after the open table's last part
  bool marked = false;             // a continuation mark stands behind it
  bool header_alone = false;       // its last part is nothing but its header again
  double body_bottom = 0;          // lowest text seen on pages of this height, furniture aside
  double body_height = 0;

  Verdict judge(const Fragment& below) const;
  Gap gap(const Fragment& below) const;
  bool room_for(const Fragment& below) const;
  void join(Fragment below, std::vector<Table> inner, const Verdict& verdict);
  void start(Fragment fragment, std::vector<Table> inner);
  void see_bottom(double page_height, double bottom);
  void flush();
  void hand_on(Block block);
};

Gap Stitcher::State::gap(const Fragment& below) const {
  const auto& parts = open->frame().parts;
  const auto& next = below.table.parts;
  if (parts.empty() || next.empty() || parts.back().page == 0 || next.front().page == 0) {
    return broken ? Gap::declared : Gap::touching;
  }
  const TablePart& last = parts.back();
  const TablePart& first = next.front();
  if (first.page == last.page + 1) return Gap::turn;
  if (first.page != last.page) return Gap::apart;
  if (!last.bbox || !first.bbox) return broken ? Gap::declared : Gap::touching;
  // A header that the page repeats as a table of its own, or outside the tags of its table, with the rows below it.
  if (header_alone && first.bbox->y0 >= last.bbox->y1 - below.text_height) return Gap::turn;
  const double side = kNearSide * below.text_height;
  const double left = std::min(first.bbox->x0, last.bbox->x0);
  const bool beside = first.bbox->x0 > last.bbox->x1 - side || first.bbox->x1 < last.bbox->x0 + side;
  if (beside && first.bbox->y0 < last.bbox->y1 && left >= 0) return Gap::turn;
  return broken && first.bbox->y0 >= last.bbox->y1 ? Gap::declared : Gap::apart;
}

/// The first row of `below` had found room under the open table: an author's page break parts them.
bool Stitcher::State::room_for(const Fragment& below) const {
  const auto& parts = open->frame().parts;
  if (header_alone || parts.empty() || !parts.back().bbox || below.row_edges.size() < 2 || open->page_height() <= 0)
    return false;
  const double bottom = body_height == open->page_height() ? body_bottom : 0;
  const double row = below.row_edges[1] - below.row_edges[0];
  return bottom - parts.back().bbox->y1 > row + kSpareRoom * below.text_height;
}

Verdict Stitcher::State::judge(const Fragment& below) const {
  Verdict verdict;
  const Table& next = below.table;
  const Gap between = gap(below);
  if (!options.stitch || between == Gap::apart || next.grid.rows() == 0 || open->rows() == 0) return verdict;
  const bool ruled = next.method == Method::lattice;
  const std::vector<Span1> texts = text_columns(below);
  verdict.match =
      match_columns(open->columns(), {next.grid.cols(), below.column_edges, below.text_height, ruled, texts});
  const ColumnFit fit = verdict.match.fit;
  if (fit == ColumnFit::none) return verdict;
  const std::string first_caption = open->frame().caption.value_or("");
  const bool named = next.caption && !trimmed(*next.caption).empty();
  const bool continued = marked || (named && continues_caption(first_caption, *next.caption));
  if (named && !continued) return verdict;

  verdict.repeated = open->repeated_header(below, verdict.match);
  // No page cut them: a table that only says the first one's rows again is a table of its own, with nothing to go on.
  if (between != Gap::turn && verdict.repeated == next.grid.rows()) return verdict;
  verdict.seam = open->seam(below, verdict.repeated, verdict.match);
  const bool new_header =
      verdict.repeated == 0 && !open->ends_in_title() && has_new_header(*open, below, verdict.match);
  const bool placed = fit == ColumnFit::equal || fit == ColumnFit::compatible;
  const auto yes = [&](double sureness, std::string reason) {
    verdict.join = true;
    verdict.sureness = sureness;
    verdict.reason = std::move(reason);
    return verdict;
  };
  if (verdict.repeated > 0) return yes(1, "the header is repeated");
  if (new_header) return verdict;
  if (continued) return yes(0.98, "the caption says so");
  if (verdict.seam.strong && (placed || between != Gap::turn)) return yes(0.95, "a cell goes on over the break");
  const bool turned = fit == ColumnFit::scaled && open->page_width() != below.page_width;
  if (!placed && !turned) return verdict;
  if (between == Gap::touching || room_for(below)) return verdict;
  if (unlike_columns(*open, below, 0, verdict.match) > kUnlike) return verdict;
  return yes(fit == ColumnFit::equal ? 0.95 : 0.85, "the columns stand at the same places");
}

void Stitcher::State::join(Fragment below, std::vector<Table> inner, const Verdict& verdict) {
  const bool split = verdict.seam.kind == RowSeam::Kind::split;
  const int shift = open->rows() - verdict.repeated - (split ? 1 : 0);
  const std::size_t before = nested.size();
  for (Table& table : inner) {
    if (table.parent) {
      if (table.parent->table == 0) {
        table.parent->row += shift;
        table.parent->col = verdict.match.below[static_cast<std::size_t>(table.parent->col)];
      } else {
        table.parent->table += before;
      }
    }
    nested.push_back(std::move(table));
  }
  Table& frame = open->frame();
  frame.confidence = std::min(frame.confidence, below.table.confidence) * verdict.sureness * (split ? 0.98 : 1);
  std::string reason = "stitched";
  if (!below.table.parts.empty() && below.table.parts.front().page > 0) {
    reason += " to its part on page " + std::to_string(below.table.parts.front().page);
  }
  frame.reasons.push_back(reason + ": " + verdict.reason);
  if (below.table.caption) {
    context.ledger.out(*below.table.caption);  // the caption again, with a word of continuation
    auto& sources = frame.caption_sources;
    sources.insert(sources.end(), below.table.caption_sources.begin(), below.table.caption_sources.end());
    context.diagnostics.info("caption-repeated-dropped", "a part's caption repeats the table's");
  }
  context.diagnostics.info("table-stitched", "a table goes on after the break: " + verdict.reason,
                           below.table.parts.empty() || below.table.parts.front().page == 0
                               ? std::string()
                               : "page " + std::to_string(below.table.parts.front().page));
  header_alone = verdict.repeated > 0 && verdict.repeated == below.table.grid.rows();
  open->append(std::move(below), verdict.match, verdict.repeated, verdict.seam, context);
  broken = marked = false;
}

void Stitcher::State::start(Fragment fragment, std::vector<Table> inner) {
  flush();
  open.emplace(std::move(fragment));
  nested = std::move(inner);
}

void Stitcher::State::see_bottom(double page_height, double bottom) {
  if (page_height != body_height) body_bottom = 0;
  body_height = page_height;
  body_bottom = std::max(body_bottom, bottom);
}

void Stitcher::State::flush() {
  broken = marked = header_alone = false;
  if (open) {
    Table table = open->finish();
    open.reset();
    if (table.method == Method::lattice || table.method == Method::stream) order_columns(table);
    find_headers(table);
    for (const Cell& cell : table.grid.cells()) context.ledger.out(cell.text);
    if (table.caption) context.ledger.out(*table.caption);
    Block block;
    block.kind = BlockKind::table;
    for (const TablePart& part : table.parts) {
      Place place;
      place.page = part.page;
      place.bbox = part.bbox;
      block.sources.push_back(std::move(place));
    }
    block.table = out.table(std::move(table));
    for (Table& inner : nested) {
      find_headers(inner);
      if (inner.parent) inner.parent->table += block.table;
      out.table(std::move(inner));
    }
    nested.clear();
    out.block(std::move(block));
  }
  for (Block& block : held) hand_on(std::move(block));
  held.clear();
}

void Stitcher::State::hand_on(Block block) {
  // What furniture is called is not on the paper.
  if (block.kind != BlockKind::furniture) context.ledger.out(block.label);
  context.ledger.out(block.text);
  out.block(std::move(block));
}

Stitcher::Stitcher(const RecoverOptions& options, Context& context, DocumentSink& out)
    : state_(std::make_unique<State>(State{options, context, out})) {}

Stitcher::~Stitcher() = default;

void Stitcher::table(Fragment fragment, std::vector<Table> nested) {
  State& state = *state_;
  const double height = fragment.page_height;
  double bottom = 0;
  for (const TablePart& part : fragment.table.parts) bottom = std::max(bottom, part.bbox ? part.bbox->y1 : 0);
  if (state.open) {
    const Verdict verdict = state.judge(fragment);
    if (verdict.join) {
      state.join(std::move(fragment), std::move(nested), verdict);
    } else {
      state.start(std::move(fragment), std::move(nested));
    }
  } else {
    state.start(std::move(fragment), std::move(nested));
  }
  if (bottom > 0) state.see_bottom(height, bottom);
}

void Stitcher::block(Block block) {
  State& state = *state_;
  const bool furniture = block.kind == BlockKind::furniture;
  const bool mark = !furniture && block.kind != BlockKind::table && is_continuation_mark(block.text);
  const bool passes = furniture || mark || is_page_mark(block.text);
  if (!passes && !block.sources.empty() && block.sources.back().bbox && state.body_height > 0) {
    state.see_bottom(state.body_height, block.sources.back().bbox->y1);
  }
  if (!state.open || !passes || state.held.size() >= kMostHeld * (1 + state.open->frame().parts.size())) {
    state.flush();
    state.hand_on(std::move(block));
    return;
  }
  state.marked = state.marked || mark;
  state.held.push_back(std::move(block));
}

void Stitcher::page_break() {
  state_->broken = true;
}

void Stitcher::end_table() {
  state_->flush();
}

void Stitcher::finish() {
  state_->flush();
}

}  // namespace gridlift::recover
