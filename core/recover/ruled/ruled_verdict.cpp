#include "core/recover/ruled/ruled_verdict.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "core/recover/page/text_rows.h"
#include "core/recover/ruled/ruled_splits.h"
#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

// In text heights.
constexpr double kColumnGap = 1.2;    // white that parts two columns of words
constexpr double kValueGap = 0.5;     // white that parts two columns of numbers
constexpr double kWidestBlank = 0.7;  // in justified text

/// Share of the borders of a grid that is whole.
constexpr double kWhole = 0.95;
/// What words that run over the edges of cells leave of the confidence where all edges are drawn.
constexpr double kOverflow = 0.6;
/// Cells that lines enclose have nearly whole borders; the bars of a chart have not.
constexpr double kBroken = 0.85;

/// What a table's cells hold.
struct Filling {
  std::size_t cells = 0;
  std::size_t filled = 0;
  std::size_t rows = 0;  // in which a cell with words begins
  std::size_t cols = 0;
  std::size_t words = 0;
  std::size_t most_words = 0;  // of one cell
  std::size_t heads = 0;       // filled cells of the first row and the first column
  bool headed = false;         // most cells of the first row, or of the first column, have words
};

Filling filling_of(const RuledTable& table) {
  Filling out;
  std::vector<char> rows(table.rows(), 0);
  std::vector<char> cols(table.cols(), 0);
  std::size_t top = 0;
  std::size_t top_filled = 0;
  std::size_t side = 0;
  std::size_t side_filled = 0;
  for (const RuledCell& cell : table.cells) {
    const bool filled = !cell.words.empty();
    ++out.cells;
    if (cell.face.row == 0) ++top;
    if (cell.face.col == 0) ++side;
    if (!filled) continue;
    if (cell.face.row == 0) ++top_filled;
    if (cell.face.col == 0) ++side_filled;
    if (cell.face.row == 0 || cell.face.col == 0) ++out.heads;
    ++out.filled;
    out.words += cell.words.size();
    out.most_words = std::max(out.most_words, cell.words.size());
    rows[cell.face.row] = 1;
    cols[cell.face.col] = 1;
  }
  out.rows = static_cast<std::size_t>(std::count(rows.begin(), rows.end(), 1));
  out.cols = static_cast<std::size_t>(std::count(cols.begin(), cols.end(), 1));
  out.headed = top_filled * 10 >= top * 6 || side_filled * 10 >= side * 6;
  return out;
}

bool is_value(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash;
}

/// A value that stands for itself: no note mark such as "(2)".
bool is_plain_value(std::string_view text) {
  return is_value(kind_of(text)) && text.front() != '(';
}

/// Text rows of one column that share a white stretch, though no line runs there.
class InnerRivers {
 public:
  void add(const Page& page, const std::vector<CellWord>& words) {
    for (const TextRow& row : text_rows(page, level_words(page, words))) {
      ++rows_;
      double end = 0;
      for (std::size_t i = 0; i < row.words.size(); ++i) {
        const Word& word = page.words[row.words[i]];
        if (i > 0) {
          const Word& before = page.words[row.words[i - 1]];
          const bool values = is_plain_value(before.text) && is_plain_value(word.text);
          // "1.   First": a list's number is no column.
          const bool lead = i == 1 && !values && (count_code_points(before.text) <= 2 || ordinal_of(before.text) >= 0);
          if (!lead && word.box.x0 - end > (values ? kValueGap : kColumnGap) * row.size) {
            stops_.emplace_back(end, 1);
            stops_.emplace_back(word.box.x0, -1);
          }
        }
        end = i == 0 ? word.box.x1 : std::max(end, word.box.x1);
      }
    }
  }

  /// At least three rows, and three in five of all, leave the same place white.
  bool found() {
    std::sort(stops_.begin(), stops_.end());
    int open = 0;
    int most = 0;
    for (const auto& [x, step] : stops_) {
      open += step;
      most = std::max(most, open);
    }
    return most >= 3 && static_cast<std::size_t>(most) * 5 >= rows_ * 3;
  }

 private:
  std::vector<std::pair<double, int>> stops_;
  std::size_t rows_ = 0;
};

/// True when most neighbours on a line that stand in different cells are a blank apart: marked words of running text.
bool runs_on(const Page& page, const RuledTable& table) {
  std::vector<std::pair<std::uint32_t, std::size_t>> cell_of;  // word, its cell
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    for (const CellWord& word : table.cells[i].words) cell_of.emplace_back(word.word, i);
  }
  std::sort(cell_of.begin(), cell_of.end());
  const auto cell = [&](std::uint32_t word) {
    return std::lower_bound(cell_of.begin(), cell_of.end(), std::pair(word, std::size_t{0}))->second;
  };
  std::size_t borders = 0;
  std::size_t near = 0;
  for (const TextRow& row : text_rows(page, table.words)) {
    for (std::size_t i = 1; i < row.words.size(); ++i) {
      if (cell(row.words[i - 1]) == cell(row.words[i])) continue;
      ++borders;
      const double gap = page.words[row.words[i]].box.x0 - page.words[row.words[i - 1]].box.x1;
      near += gap < kWidestBlank * row.size ? 1 : 0;
    }
  }
  return near * 2 > borders;
}

/// True when hardly a line of text stands above, or below, a box: the table may go on over the page break. In the
/// margin of the page it is a running head with lines.
bool ends_page(const Page& page, const WordIndex& index, const Box& box) {
  constexpr std::size_t kFurnitureLines = 2;
  constexpr double kMargin = 0.06;  // of the page's height
  if (box.y0 < kMargin * page.height || box.y1 > (1 - kMargin) * page.height) return false;
  const auto lines = [&](double y0, double y1) { return text_rows(page, index.inside({-1e9, y0, 1e9, y1})).size(); };
  return lines(-1e9, box.y0) <= kFurnitureLines || lines(box.y1, 1e9) <= kFurnitureLines;
}

bool has_unruled_columns(const Page& page, const RuledTable& table) {
  std::vector<InnerRivers> columns(table.cols());
  for (const RuledCell& cell : table.cells) {
    if (cell.words.size() < 2 || cell.holds_table) continue;
    if (cell.face.cols() == 1) {
      columns[cell.face.col].add(page, cell.words);
    } else {
      InnerRivers own;
      own.add(page, cell.words);
      if (own.found()) return true;
    }
  }
  return std::any_of(columns.begin(), columns.end(), [](InnerRivers& rivers) { return rivers.found(); });
}

}  // namespace

std::string_view reject_reason(const Page& page, const WordIndex& index, const RuledTable& table) {
  if (table.cols() < 2) return "one column";
  const Filling filling = filling_of(table);
  // Where every border is a line and no text runs across one, a few words are enough: a form not filled in.
  const bool whole = table.drawn && table.ruled >= kWhole && table.crossing == 0;
  if (filling.filled < (whole ? 2U : 3U)) return "hardly any text";
  if (!whole && (filling.rows < 2 || filling.cols < 2)) return "text in one row or column only";
  if (table.rows() < 2 && !(whole && table.cols() > 2 && ends_page(page, index, table.box()))) return "one row";
  // A blank form has its labels in the first row and column; the panels of a chart have them anywhere.
  const bool sparse = filling.filled * 3 < filling.cells;
  if (sparse && (!filling.headed || filling.heads * 10 < filling.filled * 6)) return "mostly empty";
  if (table.ruled < kBroken && !filling.headed) return "broken lines without heads";
  // In a grid whose every border is drawn, words run over the edges of their cells.
  const bool drawn = table.drawn && table.ruled >= kWhole;
  if (!drawn && table.crossing >= 3 && table.crossing * 5 > table.words.size()) return "text across its lines";
  // A frame around a page or a paragraph: one cell has nearly everything.
  if (filling.words > 60 && filling.most_words * 10 > filling.words * 8) return "box around prose";
  // Columns of type with a line between them.
  if (table.rows() <= 2 && filling.words > 50 * filling.filled) return "columns of prose";
  // Section titles part them from row to row, where no line runs across.
  if (table.gapped * 2 >= table.cols()) return "column lines with gaps";
  if (has_unruled_columns(page, table)) return "columns without lines";
  if (!table.drawn && runs_on(page, table)) return "marked words";
  return {};
}

/// Share of the filled cells that hold three lines or more: rows without lines between them look so.
double listing_share(const Page& page, const RuledTable& table) {
  std::size_t filled = 0;
  std::size_t listing = 0;
  for (const RuledCell& cell : table.cells) {
    if (cell.words.empty()) continue;
    ++filled;
    listing += text_rows(page, level_words(page, cell.words)).size() >= 3 ? 1 : 0;
  }
  return static_cast<double>(listing) / std::max(1.0, static_cast<double>(filled));
}

Confidence confidence_of(const Page& page, const RuledTable& table) {
  const Filling filling = filling_of(table);
  const double cells = static_cast<double>(filling.cells);
  const double full = static_cast<double>(filling.filled) / cells;
  const double crossed = static_cast<double>(table.crossing) / std::max(1.0, static_cast<double>(table.words.size()));
  const bool drawn = table.drawn && table.ruled >= kWhole;
  const double guessed = std::min(1.0, static_cast<double>(table.inferred) / cells);
  const Signal signals[] = {
      {"edge-coverage", table.ruled, 2},
      {"fill", std::min(1.0, 0.5 + full), 1},
      {"text-across-lines", std::max(drawn ? kOverflow : 0, 1 - 5 * crossed), 1},
      {"cells-without-lines", 1 - 0.6 * guessed, 2},
      {"lines-in-cells", 1 - std::min(1.0, 1.5 * listing_share(page, table)), 1},
      {"size", 1 - 0.5 / static_cast<double>(std::min(filling.rows, filling.cols)), 1},
  };
  return judge(signals);
}

}  // namespace gridlift::recover
