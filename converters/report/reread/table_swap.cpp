#include "converters/report/reread/table_swap.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "converters/report/reread/form_table.h"
#include "core/text_join.h"

namespace gridlift::report {

namespace {

/// The heights that a table covers on a page: points, or lines of a text (page 0).
using Extents = std::map<int, Span1>;

void cover(Extents& extents, int page, double from, double to) {
  const auto [at, fresh] = extents.try_emplace(page, Span1{from, to});
  at->second = {std::min(at->second.from, from), std::max(at->second.to, to)};
}

void cover(Extents& extents, const Place& place) {
  if (place.bbox) {
    cover(extents, place.page, place.bbox->y0, place.bbox->y1);
  } else if (place.line > 0) {
    cover(extents, 0, place.line, place.line);
  }
}

bool covers(const Extents& extents, const Place& place) {
  const auto extent = extents.find(place.bbox ? place.page : 0);
  if (extent == extents.end()) return false;
  return extent->second.contains(place.bbox ? place.bbox->center_y() : place.line);
}

class Swap {
 public:
  Swap(Document& document, const std::vector<std::size_t>& tables, const PlacedText& text,
       const std::vector<char>& claimed)
      : document_(document), text_(text), claimed_(claimed), goes_(document.tables.size(), 0) {
    for (const std::size_t t : tables) goes_[t] = 1;
  }

  void run(Table table) {
    for (std::size_t w = 0; w < text_.words.size(); ++w) {
      if (claimed_[w] == 0) continue;
      cover(new_, text_.words[w].place);
      words_.emplace(bucket(text_.words[w].place), w);
    }
    mark_blocks();
    if (first_) {
      take_leftovers();
      rebuild(std::move(table));
    }
  }

 private:
  /// Blocks that go: the old tables, and those of which all text is within the new one's extent.
  void mark_blocks() {
    block_goes_.assign(document_.blocks.size(), 0);
    std::optional<std::size_t> above;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      const bool placed = !block.sources.empty() && block.kind != BlockKind::furniture;
      const bool inside = placed && std::all_of(block.sources.begin(), block.sources.end(),
                                                [&](const Place& place) { return covers(new_, place); });
      const bool goes =
          block.kind == BlockKind::table ? goes_[block.table] != 0 : inside || (placed && holds_claimed(block));
      if (!goes) {
        if (!first_ && is_above(block)) above = b;
        continue;
      }
      block_goes_[b] = 1;
      if (!first_) first_ = b;
      for (const Place& place : block.sources) cover(old_, place);
      if (block.kind == BlockKind::table) cover_cells(document_.tables[block.table]);
    }
    if (!first_) first_ = above ? *above + 1 : document_.blocks.size();
  }

  bool holds_claimed(const Block& block) const {
    return std::any_of(block.sources.begin(), block.sources.end(), [&](const Place& place) {
      if (!covers(new_, place)) return false;
      const auto [from, to] = words_.equal_range(bucket(place));
      return std::any_of(from, to, [&](const auto& word) { return holds(place, text_.words[word.second].place); });
    });
  }

  /// Where a place is looked up: its page, or its line.
  static std::pair<int, int> bucket(const Place& place) { return {place.page, place.line}; }

  static bool holds(const Place& place, const Place& word) {
    if (place.bbox && word.bbox)
      return place.page == word.page && place.bbox->contains(word.bbox->center_x(), word.bbox->center_y());
    return place.line > 0 && place.line == word.line;
  }

  void cover_cells(const Table& table) {
    for (const Cell& cell : table.grid.cells()) {
      for (const Place& place : cell.sources) cover(old_, place);
    }
  }

  bool is_above(const Block& block) const {
    return !block.sources.empty() && !new_.empty() && is_above_table(block.sources.back());
  }

  /// Where the blocks that stay stand.
  std::multimap<std::pair<int, int>, const Place*> staying() const {
    std::multimap<std::pair<int, int>, const Place*> places;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      if (block_goes_[b] != 0) continue;
      for (const Place& place : document_.blocks[b].sources) places.emplace(bucket(place), &place);
    }
    return places;
  }

  void take_leftovers() {
    const auto places = staying();
    const auto stays_elsewhere = [&](const Place& word) {
      const auto [from, to] = places.equal_range(bucket(word));
      return std::any_of(from, to, [&](const auto& place) { return holds(*place.second, word); });
    };
    std::optional<std::size_t> line;
    for (std::size_t w = 0; w < text_.words.size(); ++w) {
      const PlacedWord& word = text_.words[w];
      if (claimed_[w] != 0 || !covers(old_, word.place) || stays_elsewhere(word.place)) continue;
      const bool above = is_above_table(word.place);
      std::vector<Block>& side = above ? before_ : after_;
      if (side.empty() || line != word.line) {
        Block block;
        block.kind = BlockKind::paragraph;
        block.text = word.text;
        block.sources.push_back(word.place);
        side.push_back(std::move(block));
      } else {
        side.back().text = joined(side.back().text, word.text);
        Place& place = side.back().sources.back();
        if (place.bbox && word.place.bbox) place.bbox = place.bbox->united(*word.place.bbox);
      }
      line = word.line;
    }
  }

  bool is_above_table(const Place& place) const {
    const auto& [page, extent] = *new_.begin();
    if (place.bbox) return place.page < page || (place.page == page && place.bbox->center_y() < extent.from);
    return place.line < extent.from;
  }

  void rebuild(Table table) {
    std::vector<std::size_t> index(document_.tables.size());
    std::vector<Table> tables;
    std::vector<Block> blocks;
    std::size_t next = 0;  // table that is handed on next
    const auto keep_until = [&](std::size_t end) {
      for (; next < end; ++next) {
        if (goes_[next] != 0) continue;
        index[next] = tables.size();
        tables.push_back(std::move(document_.tables[next]));
      }
    };
    const auto place_new = [&] {
      std::move(before_.begin(), before_.end(), std::back_inserter(blocks));
      Block block;
      block.kind = BlockKind::table;
      block.table = tables.size();
      for (const TablePart& part : table.parts) {
        Place place;
        place.page = part.page;
        place.bbox = part.bbox;
        block.sources.push_back(std::move(place));
      }
      tables.push_back(std::move(table));
      blocks.push_back(std::move(block));
      std::move(after_.begin(), after_.end(), std::back_inserter(blocks));
    };
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      Block& block = document_.blocks[b];
      if (block.kind == BlockKind::table) keep_until(block.table);
      if (b == *first_) place_new();
      if (block_goes_[b] != 0) continue;
      if (block.kind == BlockKind::table) {
        keep_until(block.table + 1);
        block.table = index[block.table];
      }
      blocks.push_back(std::move(block));
    }
    keep_until(document_.tables.size());
    if (*first_ >= document_.blocks.size()) place_new();
    for (Table& kept : tables) {
      if (kept.parent && goes_[kept.parent->table] == 0) kept.parent->table = index[kept.parent->table];
    }
    document_.tables = std::move(tables);
    document_.blocks = std::move(blocks);
  }

  Document& document_;
  const PlacedText& text_;
  const std::vector<char>& claimed_;
  std::vector<char> goes_;        // tables
  std::vector<char> block_goes_;  // blocks
  std::optional<std::size_t> first_;
  std::multimap<std::pair<int, int>, std::size_t> words_;  // claimed, by where they are looked up
  Extents new_;
  Extents old_;
  std::vector<Block> before_;
  std::vector<Block> after_;
};

}  // namespace

void swap_tables(Document& document, const std::vector<std::size_t>& tables, Table table, const PlacedText& text,
                 const std::vector<char>& claimed) {
  Swap(document, tables, text, claimed).run(std::move(table));
}

}  // namespace gridlift::report
