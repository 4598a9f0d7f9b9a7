#include "core/recover/ruled/ruled_splits.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "core/recover/page/text_rows.h"
#include "core/recover/table/cell_kind.h"

namespace gridlift::recover {

namespace {

/// A gap this wide, in text heights, is no blank between two words of one phrase.
constexpr double kPhraseGap = 0.9;
/// Words that a line stands between, however near to each other, leave it free by this much on both sides.
constexpr double kClear = 0.05;
/// A word reaches over a line when it lies on both sides by this much, in text heights.
constexpr double kOverlap = 0.15;
/// Text rows that must leave a line free before it is believed to go on.
constexpr std::size_t kFewestParted = 3;

enum class Look : std::uint8_t {
  blank,    // no text on one of the sides
  parted,   // some text row has a wide gap there
  crossed,  // some text row runs across
};

/// What the text of one face says of the column lines inside it; lines are counted from the face's left edge.
struct FaceLook {
  std::vector<Look> lines;
  std::size_t rows = 0;
};

bool is_number(const Word& word) {
  const CellKind kind = kind_of(word.text);
  return kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash;
}

/// Whether one level text row is parted or crossed at each column line inside a face.
void look_at_row(const Page& page, const TextRow& row, const RuledTable& table, const Face& face, double unit,
                 FaceLook& look, std::vector<std::size_t>& parted, std::vector<std::size_t>& crossed) {
  std::size_t line = face.col + 1;
  double end = -1e9;
  bool first = true;
  bool after_number = false;
  const auto cross = [&](std::size_t k) {
    look.lines[k - face.col - 1] = Look::crossed;
    ++crossed[k];
  };
  for (const std::uint32_t index : row.words) {
    const Box& box = page.words[index].box;
    for (; line < face.end_col && table.xs[line] < box.x0 + kOverlap * unit; ++line) {
      if (first) continue;
      const bool wide = box.x0 - end >= kPhraseGap * row.size;
      const double x = table.xs[line];
      if (!wide && (x < end + kClear * unit || x > box.x0 - kClear * unit)) {
        cross(line);
      } else {
        Look& seen = look.lines[line - face.col - 1];
        if (seen == Look::blank && (wide || after_number || is_number(page.words[index]))) seen = Look::parted;
        ++parted[line];
      }
    }
    for (; line < face.end_col && table.xs[line] < box.x1 - kOverlap * unit; ++line) cross(line);
    end = first ? box.x1 : std::max(end, box.x1);
    first = false;
    after_number = is_number(page.words[index]);
  }
}

/// True when the words stand in the middle of the face, as a heading over several columns does.
bool is_centered(const RuledTable& table, const RuledCell& cell, double unit) {
  if (cell.words.empty()) return false;
  const Box face = table.box_of(cell.face);
  Box text = cell.words.front().box;
  for (const CellWord& word : cell.words) text = text.united(word.box);
  const double left = text.x0 - face.x0;
  const double right = face.x1 - text.x1;
  return left > 1.5 * unit && std::abs(left - right) < 0.2 * face.width();
}

/// The face cut at the marked lines, its words dealt out.
void cut_face(const RuledTable& table, RuledCell& cell, const std::vector<char>& cuts, std::vector<RuledCell>& out) {
  if (std::find(cuts.begin(), cuts.end(), 1) == cuts.end()) {
    out.push_back(std::move(cell));
    return;
  }
  std::vector<RuledCell> parts;
  std::size_t from = cell.face.col;
  for (std::size_t k = cell.face.col + 1; k <= cell.face.end_col; ++k) {
    if (k < cell.face.end_col && cuts[k - cell.face.col - 1] == 0) continue;
    parts.push_back({{cell.face.row, from, cell.face.end_row, k}, {}, false});
    from = k;
  }
  for (CellWord& word : cell.words) {
    const double x = word.box.center_x();
    const auto home = std::find_if(parts.begin(), parts.end(),
                                   [&](const RuledCell& part) { return x < table.xs[part.face.end_col]; });
    (home == parts.end() ? parts.back() : *home).words.push_back(word);
  }
  std::move(parts.begin(), parts.end(), std::back_inserter(out));
}

}  // namespace

void split_columns(const Page& page, RuledTable& table, double unit) {
  const std::size_t cols = table.cols();
  std::vector<std::size_t> parted(cols + 1, 0);
  std::vector<std::size_t> crossed(cols + 1, 0);
  std::vector<FaceLook> looks(table.cells.size());
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const RuledCell& cell = table.cells[i];
    if (cell.face.cols() < 2 || cell.holds_table) continue;
    looks[i].lines.assign(cell.face.cols() - 1, Look::blank);
    for (const TextRow& row : text_rows(page, level_words(page, cell.words))) {
      ++looks[i].rows;
      look_at_row(page, row, table, cell.face, unit, looks[i], parted, crossed);
    }
  }
  const auto goes_on = [&](std::size_t k) { return parted[k] >= kFewestParted && crossed[k] * 5 <= parted[k]; };
  std::vector<std::vector<char>> cuts(table.cells.size());
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const Face& face = table.cells[i].face;
    if (looks[i].lines.empty()) continue;
    for (std::size_t k = face.col + 1; k < face.end_col; ++k) {
      cuts[i].push_back(goes_on(k) && looks[i].lines[k - face.col - 1] == Look::parted ? 1 : 0);
    }
  }
  // A face that says nothing of a line follows the one above, or else below it, if that is as wide.
  const auto follow = [&](std::size_t i, std::vector<std::size_t>& last_of_column) {
    const Face& face = table.cells[i].face;
    const std::size_t before = last_of_column[face.col];
    last_of_column[face.col] = i;
    if (looks[i].lines.empty() || before == SIZE_MAX || is_centered(table, table.cells[i], unit)) return;
    const Face& other = table.cells[before].face;
    if (other.end_col != face.end_col || (other.end_row != face.row && face.end_row != other.row)) return;
    for (std::size_t k = 0; k < cuts[i].size(); ++k) {
      if (looks[i].lines[k] == Look::blank && k < cuts[before].size() && cuts[before][k] != 0) cuts[i][k] = 1;
    }
  };
  std::vector<std::size_t> last_of_column(cols, SIZE_MAX);
  for (std::size_t i = 0; i < table.cells.size(); ++i) follow(i, last_of_column);
  last_of_column.assign(cols, SIZE_MAX);
  for (std::size_t i = table.cells.size(); i-- > 0;) follow(i, last_of_column);

  std::vector<RuledCell> out;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const std::size_t before = out.size();
    cut_face(table, table.cells[i], cuts[i], out);
    if (out.size() > before + 1) table.inferred += out.size() - before;
  }
  table.cells = std::move(out);
}

}  // namespace gridlift::recover
