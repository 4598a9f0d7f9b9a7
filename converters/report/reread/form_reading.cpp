#include "converters/report/reread/form_reading.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "converters/report/align/row_evidence.h"
#include "converters/report/reread/cell_columns.h"
#include "converters/report/reread/form_labels.h"
#include "converters/report/reread/value_rows.h"

namespace gridlift::report {

namespace {

constexpr double kOneText = 1.3;     // times the font size: the widest blank inside a text
constexpr double kOneNumber = 1.0;   // the same inside a number, which a font may set apart
constexpr std::size_t kPageEnd = 8;  // lines at the end of a page in which a row may begin that it cuts

/// What of a row stands on one page.
struct PagePart {
  std::size_t row = 0;              // of the block
  std::optional<FoundLabel> label;  // none: its label stands on the page before
};

/// The rows of one block on one page.
struct Segment {
  std::size_t block = 0;
  int page = 0;
  std::vector<PagePart> parts;
  FormLabels::Header header;  // above the first row
  bool goes_on = false;       // on the next page
};

/// The cells of a row of the form, put together from its parts.
struct RowValues {
  std::vector<CellPieces> cells;  // one for each column
  std::vector<char> sure;         // likewise
  bool read = false;
  bool beside = false;  // some value stands beside the label
};

class FormReader {
 public:
  FormReader(const TableSpec& spec, const PlacedText& text) : spec_(spec), text_(text), labels_(spec, text, out_) {
    out_.claimed.assign(text.words.size(), 0);
    for (const BlockSpec& block : spec.blocks) {
      ReadBlock read;
      read.rows.resize(block.rows.size());
      for (ReadRow& row : read.rows) row.slots.resize(block.columns.size());
      read.columns.resize(block.columns.size());
      for (const LineSpec& column : block.columns) read.column_groups.emplace_back(column.groups.size());
      for (const LineSpec& row : block.rows) read.row_groups.emplace_back(row.groups.size());
      out_.blocks.push_back(std::move(read));
      const RowValues none{std::vector<CellPieces>(block.columns.size()), std::vector<char>(block.columns.size(), 1)};
      values_.emplace_back(block.rows.size(), none);
    }
  }

  FormReading run() {
    labels_.find_rows();
    for (std::size_t b = 0; b < spec_.blocks.size(); ++b) add_segments(b);
    for (const Segment& segment : segments_) read_segment(segment);
    for (std::size_t b = 0; b < spec_.blocks.size(); ++b) {
      if (is_unlabelled(b)) read_unlabelled(b);
    }
    for (std::size_t b = 0; b < spec_.blocks.size(); ++b) fill_slots(b);
    return std::move(out_);
  }

 private:
  using Words = std::vector<std::size_t>;

  bool is_unlabelled(std::size_t b) const {
    return spec_.blocks[b].rows.size() == 1 && spec_.blocks[b].rows[0].labels.empty();
  }

  const Run& lines_on(int page) const { return text_.pages[static_cast<std::size_t>(page)]; }
  double y_of(std::size_t line) const { return text_.words[text_.lines[line].from].y; }
  bool has_page(int page) const { return static_cast<std::size_t>(page) < text_.pages.size(); }

  /// All headers are taken before values are looked for: they are none.
  void add_segments(std::size_t b) {
    const std::size_t first = segments_.size();
    const std::vector<ReadRow>& rows = out_.blocks[b].rows;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (!rows[r].label) continue;
      for (int page = rows[r].label->page; page <= rows[r].label->page + 1; ++page) {
        if (auto part = part_on(text_, *rows[r].label, page)) add_part(b, first, page, {r, std::move(part)});
      }
    }
    if (segments_.size() > first) add_rest(b);
  }

  void add_part(std::size_t b, std::size_t first, int page, PagePart part) {
    if (segments_.size() == first || segments_.back().page != page) {
      Segment segment{b, page, {}, labels_.header_above(b, *part.label)};
      if (segments_.size() > first && segments_.back().page + 1 == page) {
        segments_.back().goes_on = true;
        if (segments_.back().parts.back().row != part.row)
          segment.parts.push_back({segments_.back().parts.back().row, {}});
      }
      segments_.push_back(std::move(segment));
    }
    segments_.back().parts.push_back(std::move(part));
  }

  /// What the end of a page may have cut off the last row of a block.
  void add_rest(std::size_t b) {
    const Segment& last = segments_.back();
    const PagePart& part = last.parts.back();
    const int page = last.page;
    const bool lowest = labels_.begin_of_rows_below(*part.label) == std::numeric_limits<double>::max();
    const Run& lines = lines_on(page);
    if (!lowest || !has_page(page + 1) || text_.words[part.label->words.back()].line + kPageEnd < lines.to) return;
    const std::size_t row = part.row;
    segments_.back().goes_on = true;
    segments_.push_back({b, page + 1, {{row, {}}}, FormLabels::Header(spec_.blocks[b].columns.size())});
  }

  void read_segment(const Segment& segment) {
    const std::size_t b = segment.block;
    if (b != carried_block_) carried_.clear();
    carried_block_ = b;
    const auto labelled = std::find_if(segment.parts.begin(), segment.parts.end(),
                                       [](const PagePart& part) { return part.label.has_value(); });
    if (labelled == segment.parts.end()) {
      const Words words = values_below(segment.page, -1);
      return place(segment, words, {{{}, false, false, true, true}}, words);
    }
    const FoundLabel& first = *labelled->label;
    const FoundLabel& last = *segment.parts.back().label;
    const double size = text_.words[first.words.front()].size;
    edge_ = first.x1;
    for (const PagePart& part : segment.parts) edge_ = part.label ? std::max(edge_, part.label->x1) : edge_;
    const double top = std::max(first.top() - labels_.reach(size), labels_.end_of_rows_above(first));
    const double bottom = std::min(last.bottom() + labels_.reach(size), labels_.begin_of_rows_below(last));
    std::vector<RowLines> rows;
    for (std::size_t i = 0; i < segment.parts.size(); ++i) rows.push_back(row_lines(segment, i));
    const std::vector<char> foreign = add_foreign_rows(segment, top, bottom, rows);
    Words words;
    Words inner;  // between the first and the last row: they show where the columns are
    const double slack = text_.in_cells ? 1 : size;
    for (std::size_t l = lines_on(segment.page).from; l < lines_on(segment.page).to; ++l) {
      const double y = y_of(l);
      if (y <= top || y >= bottom) continue;
      Words line;
      for (std::size_t w = text_.lines[l].from; w < text_.lines[l].to; ++w) {
        if (text_.words[w].x0 >= edge_ && out_.claimed[w] == 0 && foreign[w] == 0) line.push_back(w);
      }
      const bool values =
          std::any_of(line.begin(), line.end(), [&](std::size_t w) { return is_value_like(text_.words[w].text); });
      if (y < first.top() && !values && !any_text(b)) continue;  // the rest of a header
      words.insert(words.end(), line.begin(), line.end());
      if (y >= first.top() - slack && y <= last.bottom() + slack) inner.insert(inner.end(), line.begin(), line.end());
    }
    place(segment, words, rows, inner);
    doubt_rows_beside_values(segment, foreign);
  }

  /// Values left of where values stand show that the text is not set in columns there.
  void doubt_rows_beside_values(const Segment& segment, const std::vector<char>& foreign) {
    for (std::size_t l = lines_on(segment.page).from; l < lines_on(segment.page).to; ++l) {
      for (std::size_t w = text_.lines[l].from; w < text_.lines[l].to; ++w) {
        const PlacedWord& word = text_.words[w];
        if (foreign[w] == 0 || !is_value_like(word.text)) continue;
        for (const PagePart& part : segment.parts) {
          const double reach = labels_.reach(word.size);
          if (!part.label || word.y < part.label->top() - reach || word.y > part.label->bottom() + reach) continue;
          for (char& sure : values_[segment.block][part.row].sure) sure = 0;
        }
      }
    }
  }

  RowLines row_lines(const Segment& segment, std::size_t at) const {
    const std::vector<ReadRow>& rows = out_.blocks[segment.block].rows;
    const PagePart& part = segment.parts[at];
    const std::size_t r = part.row;
    RowLines lines;
    if (part.label) lines.lines = part.label->lines;
    lines.open_above = r > 0 && !rows[r - 1].label;
    lines.open_below = r + 1 < rows.size() && !rows[r + 1].label;
    const bool begun = !part.label || part.label->words.size() < rows[r].label->words.size();
    lines.cut = begun || (segment.goes_on && at + 1 == segment.parts.size());
    return lines;
  }

  /// Right of the labels, the lines of values alone below a height of a page; from its top on for -1.
  Words values_below(int page, double above) const {
    Words words;
    double last = above;
    for (std::size_t l = lines_on(page).from; l < lines_on(page).to; ++l) {
      const Run& line = text_.lines[l];
      const double size = text_.words[line.from].size;
      if (y_of(l) <= above) continue;
      const double reach = 2 * labels_.reach(size);
      const bool values = std::all_of(text_.words.begin() + static_cast<std::ptrdiff_t>(line.from),
                                      text_.words.begin() + static_cast<std::ptrdiff_t>(line.to),
                                      [](const PlacedWord& word) { return is_value_like(word.text); });
      if (!values || (last >= 0 && y_of(l) > last + reach)) break;
      for (std::size_t w = line.from; w < line.to; ++w) words.push_back(w);
      last = y_of(l);
    }
    return words;
  }

  /// The columns on a page, by what stands right of the labels.
  std::vector<Band> bands_of(const Words& words, const FormLabels::Header& header) {
    std::vector<std::vector<Span1>> lines;
    std::optional<std::size_t> line;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const PlacedWord& word = text_.words[words[i]];
      if (!is_value_like(word.text)) continue;
      // With the signs and units that a font set apart.
      std::size_t from = i;
      std::size_t to = i;
      while (from > 0 && goes_on(words[from - 1], words[from])) --from;
      while (to + 1 < words.size() && goes_on(words[to], words[to + 1])) ++to;
      if (line != word.line) lines.emplace_back();
      line = word.line;
      const Span1 span{text_.words[words[from]].x0, text_.words[words[to]].x1};
      if (lines.back().empty() || span.from >= lines.back().back().to) lines.back().push_back(span);
    }
    std::vector<KnownColumn> known = carried_;
    for (std::size_t c = 0; c < header.size(); ++c) {
      if (header[c]) known.push_back({{header[c]->x0, header[c]->x1}, c});
    }
    const std::vector<Band> bands = value_bands(lines, known, header.size());
    for (const Band& band : bands) {
      if (band.column) carried_.push_back({band.across, *band.column});
    }
    return bands;
  }

  /// Whether two words on one line are one text, closer than columns are.
  bool goes_on(std::size_t left, std::size_t right) const {
    const PlacedWord& a = text_.words[left];
    const PlacedWord& b = text_.words[right];
    const bool both = is_value_like(a.text) && is_value_like(b.text);
    const double widest = !text_.in_cells ? kOneNumber / 2 * a.size : both ? 0 : 1;
    return left + 1 == right && a.line == b.line && b.x0 - a.x1 <= widest;
  }

  void add_piece(std::vector<Piece>& pieces, std::size_t w) const {
    const PlacedWord& word = text_.words[w];
    if (!pieces.empty() && pieces.back().y == word.y) {
      Piece& piece = pieces.back();
      piece.text += (word.x0 - piece.x1 > kOneNumber * word.size ? " " : "") + word.text;
      piece.x1 = word.x1;
      piece.words.push_back(w);
      return;
    }
    pieces.push_back({word.text, word.x0, word.x1, word.y, word.size, {w}});
  }

  /// Rows that the form does not know, by what stands left of the values. Marks the words of their labels.
  std::vector<char> add_foreign_rows(const Segment& segment, double top, double bottom,
                                     std::vector<RowLines>& rows) const {
    std::vector<char> foreign(text_.words.size(), 0);
    const std::vector<RowLines> known = rows;
    for (std::size_t l = lines_on(segment.page).from; l < lines_on(segment.page).to; ++l) {
      const Run& line = text_.lines[l];
      if (y_of(l) <= top || y_of(l) >= bottom) continue;
      const PlacedWord* last = nullptr;
      for (std::size_t w = line.from; w < line.to; ++w) {
        const PlacedWord& word = text_.words[w];
        const bool goes_on = last != nullptr && word.x0 - last->x1 <= kOneText * word.size && !is_value_like(word.text);
        if (out_.claimed[w] != 0 || (word.x0 >= edge_ && !goes_on)) continue;
        foreign[w] = 1;
        last = &word;
      }
      if (last == nullptr || is_beside(known, y_of(l), last->size) || is_group(segment, y_of(l), last->x1)) continue;
      rows.push_back({{y_of(l)}, false, false, false, false});
    }
    return foreign;
  }

  /// Whether what ends at `x1` stands left of the rows' labels next to it: it names several rows.
  static bool is_group(const Segment& segment, double y, double x1) {
    const PagePart* above = nullptr;
    const PagePart* below = nullptr;
    for (const PagePart& part : segment.parts) {
      if (!part.label) continue;
      if (part.label->top() < y) above = &part;
      if (part.label->top() > y && below == nullptr) below = &part;
    }
    return (above == nullptr || x1 <= above->label->x0) && (below == nullptr || x1 <= below->label->x0);
  }

  bool is_beside(const std::vector<RowLines>& rows, double y, double size) const {
    const double slack = text_.in_cells ? 0.5 : size / 2;
    return std::any_of(rows.begin(), rows.end(), [&](const RowLines& row) {
      return !row.lines.empty() && y > row.lines.front() - slack && y < row.lines.back() + slack;
    });
  }

  /// Words as the pieces of their lines.
  std::vector<std::vector<Piece>> lines_of(const std::vector<std::size_t>& words) const {
    std::vector<std::vector<Piece>> lines;
    std::optional<std::size_t> line;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (line != text_.words[words[i]].line) lines.emplace_back();
      line = text_.words[words[i]].line;
      if (i > 0 && goes_on(words[i - 1], words[i])) {
        add_piece(lines.back(), words[i]);
      } else {
        std::vector<Piece> piece;
        add_piece(piece, words[i]);
        lines.back().push_back(std::move(piece.front()));
      }
    }
    return lines;
  }

  static bool same_cells(const RowCells& a, const RowCells& b) {
    return std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end(),
                      [](const CellPieces& x, const CellPieces& y) {
                        return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                                          [](const Piece& p, const Piece& q) { return p.words == q.words; });
                      });
  }

  /// Indices of rows from the top down.
  static std::vector<std::size_t> by_height(const std::vector<RowLines>& rows) {
    std::vector<std::size_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t x, std::size_t y) { return top_of(rows[x]) < top_of(rows[y]); });
    return order;
  }

  static double top_of(const RowLines& row) { return row.lines.empty() ? -1 : row.lines.front(); }

  /// Reads rows in each way in which contents may stand, and takes the one that explains most. The rows of the segment
  /// come first in `rows`.
  void place(const Segment& segment, const Words& words, const std::vector<RowLines>& rows, const Words& inner) {
    const std::size_t b = segment.block;
    const std::vector<std::vector<Piece>> lines = lines_of(words);
    const std::vector<std::size_t> order = by_height(rows);
    std::vector<RowLines> sorted;
    for (const std::size_t i : order) sorted.push_back(rows[i]);
    std::vector<RowsReading> ways;
    for (const Standing standing : {Standing::middle, Standing::top, Standing::bottom})
      ways.push_back(read_rows(text_, lines, sorted, standing, {segment.header.size(), any_text(b)}));
    const auto less = [](const RowsReading& x, const RowsReading& y) { return x.explained < y.explained; };
    for (const Standing standing : {Standing::middle_up, Standing::near_middle}) {
      if (!text_.in_cells) break;
      RowsReading other = read_rows(text_, lines, sorted, standing, {segment.header.size(), any_text(b)});
      if (less(*std::max_element(ways.begin(), ways.end(), less), other)) ways.push_back(std::move(other));
    }
    const RowsReading& best = *std::max_element(ways.begin(), ways.end(), less);
    const CellColumns columns = columns_of(best, segment.header, inner);
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (order[i] >= segment.parts.size()) continue;
      RowValues& values = values_[b][segment.parts[order[i]].row];
      bool sure = best.rows[i].sure && columns[i];
      for (const RowsReading& way : ways)
        sure = sure && (way.explained < best.explained || same_cells(way.rows[i], best.rows[i]));
      values.beside = values.beside || !best.rows[i].cells.empty();
      add_cells(values, best.rows[i].cells, columns[i], sure);
    }
  }

  CellColumns columns_of(const RowsReading& reading, const FormLabels::Header& header, const Words& inner) {
    if (!text_.in_cells) return columns_on_page(reading, bands_of(inner, header));
    std::vector<std::optional<Span1>> heads(header.size());
    for (std::size_t c = 0; c < header.size(); ++c) {
      if (header[c]) heads[c] = Span1{header[c]->x0, header[c]->x1};
    }
    return columns_in_text(reading, heads);
  }

  /// Adds a part of a row. What a later part prints goes on with what the parts before print in its column.
  static void add_cells(RowValues& values, const std::vector<CellPieces>& cells,
                        const std::optional<std::vector<std::size_t>>& columns, bool sure) {
    for (char& one : values.sure) one = one != 0 && sure ? 1 : 0;
    for (std::size_t k = 0; columns && k < cells.size(); ++k) {
      CellPieces& cell = values.cells[(*columns)[k]];
      if (values.read && cell.empty()) values.sure[(*columns)[k]] = 0;
      cell.insert(cell.end(), cells[k].begin(), cells[k].end());
    }
    values.read = true;
  }

  void fill_slots(std::size_t b) {
    std::vector<double> widths(spec_.blocks[b].columns.size(), 0);
    for (const RowValues& row : values_[b]) {
      for (std::size_t c = 0; c < widths.size(); ++c) {
        for (const Piece& piece : row.cells[c]) widths[c] = std::max(widths[c], piece.x1 - piece.x0);
      }
    }
    for (std::size_t r = 0; r < values_[b].size(); ++r) {
      out_.found += values_[b][r].read ? 1 : 0;
      out_.beside += values_[b][r].beside ? 1 : 0;
      for (std::size_t c = 0; c < widths.size(); ++c) {
        const CellPieces& cell = values_[b][r].cells[c];
        ReadSlot& slot = out_.blocks[b].rows[r].slots[c];
        slot.text = joined_pieces(cell);
        slot.sure = values_[b][r].read && values_[b][r].sure[c] != 0 && (any_text(b) || is_full(cell, widths[c])) &&
                    (cell.empty() || any_text(b) || is_plain_value(slot.text));
        for (const Piece& piece : cell) {
          for (const std::size_t word : piece.words) {
            slot.words.push_back(word);
            out_.claimed[word] = 1;
          }
        }
        out_.sure += slot.sure ? 1 : 0;
      }
    }
  }

  /// Whether cells of a block may be texts.
  bool any_text(std::size_t b) const {
    const BlockSpec& block = spec_.blocks[b];
    const auto is_text = [&](const LineSpec& line) {
      const ValueType type = line.type.value_or(spec_.type);
      return type == ValueType::text || type == ValueType::date;
    };
    return std::any_of(block.columns.begin(), block.columns.end(), is_text) ||
           std::any_of(block.rows.begin(), block.rows.end(), is_text);
  }

  /// The only row of a block, without a label: what stands right below the header, where all its cells stand together.
  void read_unlabelled(std::size_t b) {
    const FormLabels::Header header = labels_.header_anywhere(b);
    const auto first = std::find_if(header.begin(), header.end(), [](const auto& label) { return label.has_value(); });
    if (first == header.end()) return;
    int page = (*first)->page;
    double bottom = (*first)->bottom();
    for (const auto& label : header) bottom = label ? std::max(bottom, label->bottom()) : bottom;
    Words words = values_below(page, bottom);
    const bool at_end = lines_on(page).to == 0 || y_of(lines_on(page).to - 1) <= bottom;
    if (words.empty() && at_end && has_page(page + 1)) words = values_below(++page, -1);
    if (words.empty()) return;
    const std::vector<CellPieces> cells = cells_of(lines_of(words), header.size());
    if (cells.empty()) return;
    RowLines row;
    row.lines = heights_of(tallest(cells));
    carried_.clear();
    place({b, page, {{0, {}}}, header}, words, {row}, words);
  }

  const TableSpec& spec_;
  const PlacedText& text_;
  FormReading out_;
  FormLabels labels_;
  std::vector<Segment> segments_;
  std::vector<std::vector<RowValues>> values_;  // of each block's rows
  std::optional<std::size_t> carried_block_;
  std::vector<KnownColumn> carried_;  // the columns of the block on the pages before
  double edge_ = 0;                   // of the labels of the segment read last
};

}  // namespace

FormReading read_form(const TableSpec& spec, const PlacedText& text) {
  return FormReader(spec, text).run();
}

}  // namespace gridlift::report
