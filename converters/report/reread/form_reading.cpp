#include "converters/report/reread/form_reading.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "converters/report/align/row_evidence.h"
#include "converters/report/reread/form_labels.h"
#include "converters/report/reread/value_bands.h"
#include "converters/report/reread/value_stacks.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kOneText = 1.3;    // times the font size: the widest blank inside a text
constexpr double kOneNumber = 1.0;  // the same inside a number, which a font may set apart

/// A word that may be a value or a part of one.
bool is_value_like(std::string_view word) {
  if (is_plain_value(word)) return true;
  const std::string normal = nfkc(word);
  return std::all_of(normal.begin(), normal.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '.'; });
}

/// The rows of one block on one page.
struct Segment {
  int page = 0;
  std::vector<std::size_t> rows;  // of the block
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
    }
  }

  FormReading run() {
    labels_.find_rows();
    for (std::size_t b = 0; b < spec_.blocks.size(); ++b) read_block(b);
    for (const ReadBlock& block : out_.blocks) {
      for (const ReadRow& row : block.rows)
        out_.sure += static_cast<std::size_t>(
            std::count_if(row.slots.begin(), row.slots.end(), [](const ReadSlot& slot) { return slot.sure; }));
    }
    return std::move(out_);
  }

 private:
  void read_block(std::size_t b) {
    std::vector<Segment> segments;
    ReadBlock& read = out_.blocks[b];
    for (std::size_t r = 0; r < read.rows.size(); ++r) {
      if (!read.rows[r].label) continue;
      const int page = read.rows[r].label->page;
      if (segments.empty() || segments.back().page != page) segments.push_back({page, {}});
      segments.back().rows.push_back(r);
    }
    carried_.clear();
    for (const Segment& segment : segments) read_segment(b, segment);
    if (read.rows.size() == 1 && spec_.blocks[b].rows[0].labels.empty()) read_unlabelled(b);
  }

  const FoundLabel& label(std::size_t b, std::size_t r) const { return *out_.blocks[b].rows[r].label; }

  RowLines lines_of(std::size_t b, std::size_t r) const {
    const std::vector<ReadRow>& rows = out_.blocks[b].rows;
    return {label(b, r).lines, r > 0 && !rows[r - 1].label, r + 1 < rows.size() && !rows[r + 1].label};
  }

  void read_segment(std::size_t b, const Segment& segment) {
    const FoundLabel& first = label(b, segment.rows.front());
    const FoundLabel& last = label(b, segment.rows.back());
    const double size = text_.words[first.words.front()].size;
    const FormLabels::Header header = labels_.header_above(b, first);
    double edge = first.x1;
    for (const std::size_t r : segment.rows) edge = std::max(edge, label(b, r).x1);
    const double top = first.top() - labels_.reach(size);
    const double bottom = last.bottom() + labels_.reach(size);
    std::vector<RowLines> rows;
    for (const std::size_t r : segment.rows) rows.push_back(lines_of(b, r));
    const std::vector<char> foreign = add_foreign_rows(segment.page, top, bottom, edge, rows);
    std::vector<std::size_t> words;
    for (std::size_t w = 0; w < text_.words.size(); ++w) {
      const PlacedWord& word = text_.words[w];
      if (word.page == segment.page && word.y > top && word.y < bottom && word.x0 >= edge && out_.claimed[w] == 0 &&
          foreign[w] == 0)
        words.push_back(w);
    }
    const double slack = text_.in_cells ? 1 : size;
    const std::vector<Band> bands = bands_of(words, header, first.top() - slack, last.bottom() + slack);
    if (bands.empty()) return;
    std::vector<std::vector<Piece>> pieces(header.size());
    std::vector<std::size_t> strays;
    for (const std::size_t w : words) {
      if (const auto column = column_at(bands, text_.words[w].middle())) {
        add_piece(pieces[*column], w);
      } else {
        strays.push_back(w);
      }
    }
    place_values(b, segment, pieces, rows);
    doubt_rows_at(b, segment, strays);
  }

  /// What stands in no column may belong to any.
  void doubt_rows_at(std::size_t b, const Segment& segment, const std::vector<std::size_t>& strays) {
    for (const std::size_t r : segment.rows) {
      const RowLines row = lines_of(b, r);
      const bool doubtful = std::any_of(strays.begin(), strays.end(), [&](std::size_t w) {
        return is_next_to(text_, text_.words[w].y, text_.words[w].size, row);
      });
      if (!doubtful) continue;
      for (ReadSlot& slot : out_.blocks[b].rows[r].slots) slot.sure = false;
    }
  }

  static std::optional<std::size_t> column_at(const std::vector<Band>& bands, double x) {
    for (const Band& band : bands) {
      if (band.across.contains(x)) return band.column;
    }
    return std::nullopt;
  }

  /// `words`: what stands right of the labels; those between two heights show where the columns are.
  std::vector<Band> bands_of(const std::vector<std::size_t>& words, const FormLabels::Header& header, double top,
                             double bottom) {
    std::vector<std::vector<Span1>> lines;
    std::optional<std::size_t> line;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const PlacedWord& word = text_.words[words[i]];
      if (word.y < top || word.y > bottom || !is_value_like(word.text)) continue;
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
    std::vector<Band> bands = value_bands(lines, known, header.size());
    // Programs that set text in lines may move a header against its values: full lines tell without it.
    if (bands.empty() && text_.in_cells) bands = value_bands(lines, {}, header.size());
    if (!text_.in_cells) {  // there each page has its own columns
      for (const Band& band : bands) {
        if (band.column) carried_.push_back({band.across, *band.column});
      }
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
  std::vector<char> add_foreign_rows(int page, double top, double bottom, double edge,
                                     std::vector<RowLines>& rows) const {
    std::vector<char> foreign(text_.words.size(), 0);
    const std::vector<RowLines> known = rows;
    for (std::size_t l = text_.pages[static_cast<std::size_t>(page)].from;
         l < text_.pages[static_cast<std::size_t>(page)].to; ++l) {
      const Run& line = text_.lines[l];
      const double y = text_.words[line.from].y;
      if (y <= top || y >= bottom) continue;
      const PlacedWord* last = nullptr;
      for (std::size_t w = line.from; w < line.to; ++w) {
        const PlacedWord& word = text_.words[w];
        const bool goes_on = last != nullptr && word.x0 - last->x1 <= kOneText * word.size && !is_value_like(word.text);
        if (out_.claimed[w] != 0 || (word.x0 >= edge && !goes_on)) continue;
        foreign[w] = 1;
        last = &word;
      }
      if (last == nullptr || is_beside(known, y, last->size)) continue;
      rows.push_back({{y}});
    }
    return foreign;
  }

  bool is_beside(const std::vector<RowLines>& rows, double y, double size) const {
    const double slack = text_.in_cells ? 0.5 : size / 2;
    return std::any_of(rows.begin(), rows.end(), [&](const RowLines& row) {
      return y > row.lines.front() - slack && y < row.lines.back() + slack;
    });
  }

  /// Reads the columns in each way in which contents may stand, and takes the one that explains most.
  void place_values(std::size_t b, const Segment& segment, const std::vector<std::vector<Piece>>& pieces,
                    std::vector<RowLines>& rows) {
    std::vector<std::size_t> order(rows.size());  // by height; the rows of the form come first in `rows`
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t x, std::size_t y) { return rows[x].lines.front() < rows[y].lines.front(); });
    std::vector<RowLines> sorted;
    for (const std::size_t i : order) sorted.push_back(rows[i]);
    struct Way {
      std::vector<ColumnReading> columns;
      std::size_t explained = 0;
    };
    std::vector<Way> ways;
    for (const Standing standing : {Standing::middle, Standing::top, Standing::bottom}) {
      Way way;
      for (std::size_t c = 0; c < pieces.size(); ++c) {
        way.columns.push_back(read_column(text_, pieces[c], sorted, standing, width_of(pieces[c]), is_text(b, c)));
        way.explained += way.columns.back().explained;
      }
      ways.push_back(std::move(way));
    }
    const auto best = std::max_element(ways.begin(), ways.end(),
                                       [](const Way& x, const Way& y) { return x.explained < y.explained; });
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (order[i] >= segment.rows.size()) continue;
      ReadRow& row = out_.blocks[b].rows[segment.rows[order[i]]];
      for (std::size_t c = 0; c < pieces.size(); ++c) {
        const Stack& stack = best->columns[c].stacks[i];
        bool sure = stack.sure;
        for (const Way& way : ways) {
          const Stack& other = way.columns[c].stacks[i];
          if (way.explained == best->explained &&
              (other.pieces.from != stack.pieces.from || other.pieces.to != stack.pieces.to) &&
              !(other.empty() && stack.empty()))
            sure = false;
        }
        fill(row.slots[c], pieces[c], stack.pieces, sure);
      }
    }
  }

  void fill(ReadSlot& slot, const std::vector<Piece>& pieces, const Run& run, bool sure) {
    const std::span<const Piece> stack = std::span(pieces).subspan(run.from, run.to - run.from);
    slot.text = joined_pieces(stack);
    slot.sure = sure;
    for (const Piece& piece : stack) {
      for (const std::size_t word : piece.words) {
        slot.words.push_back(word);
        out_.claimed[word] = 1;
      }
    }
  }

  static double width_of(const std::vector<Piece>& pieces) {
    double width = 0;
    for (const Piece& piece : pieces) {
      if (is_value_like(piece.text)) width = std::max(width, piece.x1 - piece.x0);
    }
    return width;
  }

  bool is_text(std::size_t b, std::size_t column) const {
    const ValueType type = spec_.blocks[b].columns[column].type.value_or(spec_.type);
    return type == ValueType::text || type == ValueType::date;
  }

  /// The only row of a block, without a label: what stands right below the header, where all its cells stand together.
  void read_unlabelled(std::size_t b) {
    const FormLabels::Header header = labels_.header_anywhere(b);
    const auto first = std::find_if(header.begin(), header.end(), [](const auto& label) { return label.has_value(); });
    if (first == header.end()) return;
    const int page = (*first)->page;
    const double size = text_.words[(*first)->words.front()].size;
    double bottom = (*first)->bottom();
    for (const auto& label : header) bottom = label ? std::max(bottom, label->bottom()) : bottom;
    std::vector<std::size_t> words;
    for (std::size_t l = text_.pages[static_cast<std::size_t>(page)].from;
         l < text_.pages[static_cast<std::size_t>(page)].to; ++l) {
      const Run& line = text_.lines[l];
      const double y = text_.words[line.from].y;
      if (y <= bottom) continue;
      const bool all_values = std::all_of(text_.words.begin() + static_cast<std::ptrdiff_t>(line.from),
                                          text_.words.begin() + static_cast<std::ptrdiff_t>(line.to),
                                          [](const PlacedWord& word) { return is_value_like(word.text); });
      if (!all_values || y > bottom + 2 * labels_.reach(size)) break;
      for (std::size_t w = line.from; w < line.to; ++w) words.push_back(w);
    }
    if (words.empty()) return;
    const std::vector<Band> bands = bands_of(words, header, bottom, text_.words[words.back()].y);
    if (bands.empty()) return;
    std::vector<std::vector<Piece>> pieces(header.size());
    for (const std::size_t w : words) {
      const auto column = column_at(bands, text_.words[w].middle());
      if (!column) return;
      add_piece(pieces[*column], w);
    }
    const auto tallest = std::max_element(pieces.begin(), pieces.end(),
                                          [](const auto& x, const auto& y) { return x.size() < y.size(); });
    std::vector<RowLines> row(1);
    for (const Piece& piece : *tallest) row[0].lines.push_back(piece.y);
    place_values(b, {page, {0}}, pieces, row);
  }

  const TableSpec& spec_;
  const PlacedText& text_;
  FormReading out_;
  FormLabels labels_;
  std::vector<KnownColumn> carried_;  // the columns of the block on the pages before
};

}  // namespace

FormReading read_form(const TableSpec& spec, const PlacedText& text) {
  return FormReader(spec, text).run();
}

}  // namespace gridlift::report
