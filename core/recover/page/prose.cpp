#include "core/recover/page/prose.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "core/recover/page/text_rows.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

// All in font sizes.
constexpr double kGap = 1.1;      // justified lines open their blanks so far
constexpr double kLeading = 2.3;  // double spacing
constexpr double kSameEdge = 0.6;
constexpr double kIndent = 3.0;      // first lines of paragraphs, hanging indents
constexpr double kNarrowest = 14.0;  // columns of prose are wider
constexpr double kRagged = 0.16;     // share of the width that a ragged line may leave free
constexpr double kBlank = 0.3;       // between a line and the word that had no room
constexpr double kFull = 0.6;        // share of the lines that must be full
constexpr double kLetters = 0.7;     // share of letters among the characters
constexpr double kWordsPerLine = 4.0;
constexpr double kFlowing = 0.35;    // share of the lines that begin inside a sentence
constexpr double kGapBetween = 6.0;  // headings between paragraphs take no more than this
constexpr std::size_t kFewestLines = 3;
constexpr std::size_t kFewestBeside = 2;  // one phrase beside a line may number a paragraph
constexpr std::size_t kShortWords = 3;
constexpr std::size_t kFewestRules = 2;
constexpr std::size_t kLinesPerRule = 8;
constexpr std::size_t kRowsPerBare = 5;
constexpr double kPastText =
    0.25;  // a rule that parts lines goes on past their text; one that underlines them does not

/// One line of a possible paragraph.
struct Line {
  std::size_t row = 0;
  Phrase phrase;
  double baseline = 0;
  double size = 0;
  std::size_t words = 0;  // ideographs count as half a word each
  std::size_t characters = 0;
  std::size_t letters = 0;
  std::size_t beside = 0;  // short phrases on the same row
  double left = -1e9;      // end of the phrase before it on the row, start of the one after it
  double right = 1e9;
  double first_word = 0;       // its width
  double rule = -1e9;          // y of the last rule above it that parts it from what stands over it
  bool rtl = false;            // from right to left: all x are negative, so that it begins at the least
  bool begins_inside = false;  // with a small letter, or in a script that has none
};

/// Lines below each other.
struct Stack {
  std::vector<Line> lines;
  double x0 = 0;
  double x1 = 0;
};

Line measure(const Page& page, const TextRow& row, std::size_t index, const Phrase& phrase, bool is_mirrored) {
  Line line;
  line.row = index;
  line.phrase = phrase;
  line.baseline = row.baseline;
  std::size_t ideographs = 0, rtl = 0;
  for (std::size_t i = phrase.first; i < phrase.end; ++i) {
    const Word& word = page.words[row.words[i]];
    line.size = std::max(line.size, word.size);
    ++line.words;
    rtl += is_rtl(first_code_point(word.text)) ? 1 : 0;
    for_each_code_point(word.text, [&](char32_t c) {
      ++line.characters;
      line.letters += is_letter(c) ? 1 : 0;
      ideographs += is_cjk(c) ? 1 : 0;
    });
  }
  line.words += ideographs / 2;
  const char32_t start = first_code_point(page.words[row.words[phrase.first]].text);
  line.begins_inside = is_letter(start) && !is_upper(start);
  line.rtl = (2 * rtl > line.words) != is_mirrored;
  line.first_word = page.words[row.words[line.rtl ? phrase.end - 1 : phrase.first]].box.width();
  return line;
}

bool continues(const Stack& stack, const Line& line) {
  const Line& last = stack.lines.back();
  if (line.baseline - last.baseline > kLeading * last.size) return false;
  if (std::abs(line.size - last.size) > 0.08 * last.size) return false;
  // Cells that stand side by side under a paragraph, or over one, are no lines of it.
  if (line.left > stack.x0 + line.size || line.right < stack.x1 - line.size) return false;
  if (last.left > line.phrase.x0 + line.size || last.right < line.phrase.x1 - line.size) return false;
  if (std::abs(line.phrase.x0 - stack.x0) > kIndent * last.size) return false;
  return std::min(line.phrase.x1, stack.x1) - std::max(line.phrase.x0, stack.x0) > 0;
}

/// Rules part the lines again and again: the rows of a table, whatever they hold.
bool is_ruled_off(const Stack& stack) {
  const Line& first = stack.lines.front();
  std::size_t parted = first.rule > first.baseline - kLeading * first.size ? 1 : 0;
  for (std::size_t i = 1; i < stack.lines.size(); ++i)
    parted += stack.lines[i].rule > stack.lines[i - 1].baseline - 0.2 * stack.lines[i].size ? 1 : 0;
  return parted >= kFewestRules && kLinesPerRule * parted >= stack.lines.size();
}

/// Wrapped cells of a table, not paragraphs: where a text begins (the line above it left room for the first word) short
/// phrases stand beside it, and beside the lines that it wraps to there are fewer. Paragraphs beside a table in the
/// next column of type begin where nothing stands beside them, too.
bool is_column_of_cells(const Stack& stack) {
  std::size_t starts = 0, row_starts = 0, bare_starts = 0, wrapped = 0;
  std::size_t beside_starts = 0, beside_wrapped = 0;
  for (std::size_t i = 0; i < stack.lines.size(); ++i) {
    const Line& line = stack.lines[i];
    const double room = i > 0 ? stack.x1 - stack.lines[i - 1].phrase.x1 : 0;
    const bool start = i > 0 && room > line.first_word + kBlank * line.size;
    if (start || (i == 0 && line.beside >= kFewestBeside)) {
      ++starts;
      row_starts += line.beside >= kFewestBeside ? 1 : 0;
      bare_starts += line.beside == 0 ? 1 : 0;
      beside_starts += line.beside;
    } else {
      ++wrapped;
      beside_wrapped += line.beside;
    }
  }
  return row_starts > 0 && 5 * row_starts >= 3 * starts && kRowsPerBare * bare_starts <= starts &&
         5 * beside_wrapped * starts <= 3 * beside_starts * wrapped;
}

bool is_prose(const Stack& stack) {
  if (stack.lines.size() < kFewestLines || is_ruled_off(stack) || is_column_of_cells(stack)) return false;
  const double size = stack.lines.front().size;
  const double width = stack.x1 - stack.x0;
  if (width < kNarrowest * size) return false;
  std::size_t full = 0;
  std::size_t flush = 0;
  std::size_t flowing = 0;
  double words = 0;
  double letters = 0;
  double characters = 0;
  for (std::size_t i = 0; i < stack.lines.size(); ++i) {
    const Line& line = stack.lines[i];
    // Full: at the edge, or without room for the word that the next line begins with.
    const double next = i + 1 < stack.lines.size() ? stack.lines[i + 1].first_word + kBlank * size : 0;
    full += stack.x1 - line.phrase.x1 <= std::max(kRagged * width, next) ? 1 : 0;
    flush += line.phrase.x0 - stack.x0 <= kIndent * size ? 1 : 0;
    flowing += line.begins_inside ? 1 : 0;
    words += static_cast<double>(line.words);
    letters += static_cast<double>(line.letters);
    characters += static_cast<double>(line.characters);
  }
  const auto lines = static_cast<double>(stack.lines.size());
  return static_cast<double>(full) >= kFull * lines && static_cast<double>(flush) >= 0.9 * lines &&
         static_cast<double>(flowing) >= kFlowing * (lines - 1) && words >= kWordsPerLine * lines &&
         letters >= kLetters * characters;
}

Span1 across_of(const Stack& stack) {
  return stack.lines.front().rtl ? Span1{-stack.x1, -stack.x0} : Span1{stack.x0, stack.x1};
}

/// The lines stand in one of these columns, and fill it.
bool stands_in_one(std::span<const Span1> columns, const Stack& stack) {
  const double near = kSameEdge * stack.lines.front().size;
  const Span1 across = across_of(stack);
  return std::any_of(columns.begin(), columns.end(), [&](const Span1& column) {
    const double start = stack.lines.front().rtl ? column.to - across.to : across.from - column.from;
    return across.from > column.from - near && across.to < column.to + near && std::abs(start) < near;
  });
}

/// The lowest horizontal rule so far over each x, while the rules come from the top down.
class RulesAbove {
 public:
  explicit RulesAbove(std::span<const Ruling> rulings) : rulings_(rulings), over_{{-1e9, {-1e9, {}}}} {}

  /// The lowest rule above `y` that covers a text and goes on past one of its ends; far above the page when none does.
  /// Calls come with ascending `y`.
  double over(double y, const Phrase& text, double size) {
    for (; next_ < rulings_.size() && rulings_[next_].horizontal && rulings_[next_].at < y; ++next_)
      draw(rulings_[next_]);
    const Drawn& rule = std::prev(over_.upper_bound((text.x0 + text.x1) / 2))->second;
    const bool past = rule.across.from < text.x0 - kPastText * size || rule.across.to > text.x1 + kPastText * size;
    return past ? rule.y : -1e9;
  }

 private:
  struct Drawn {
    double y = 0;
    Span1 across;
  };

  void draw(const Ruling& ruling) {
    if (ruling.to <= ruling.from) return;
    const Drawn beyond = std::prev(over_.upper_bound(ruling.to))->second;
    over_.erase(over_.lower_bound(ruling.from), over_.upper_bound(ruling.to));
    over_[ruling.from] = {ruling.at, {ruling.from, ruling.to}};
    over_[ruling.to] = beyond;
  }

  std::span<const Ruling> rulings_;
  std::size_t next_ = 0;
  std::map<double, Drawn> over_;  // by where it begins
};

/// Open stacks by their left edge, so that a line looks only at its neighbours.
class Stacks {
 public:
  void add(const Line& line) {
    const double reach = kIndent * line.size;
    auto best = open_.end();
    for (auto it = open_.lower_bound(line.phrase.x0 - reach);
         it != open_.end() && it->first <= line.phrase.x0 + reach;) {
      if (line.baseline - it->second.lines.back().baseline > kLeading * it->second.lines.back().size) {
        closed_.push_back(std::move(it->second));
        it = open_.erase(it);
        continue;
      }
      const auto distance = [&](auto at) { return std::abs(at->first - line.phrase.x0); };
      if (continues(it->second, line) && (best == open_.end() || distance(it) < distance(best))) best = it;
      ++it;
    }
    if (best == open_.end()) {
      open_.emplace(line.phrase.x0, Stack{{line}, line.phrase.x0, line.phrase.x1});
      return;
    }
    Stack stack = std::move(best->second);
    open_.erase(best);
    stack.lines.push_back(line);
    stack.x0 = std::min(stack.x0, line.phrase.x0);
    stack.x1 = std::max(stack.x1, line.phrase.x1);
    const double edge = stack.x0;
    open_.emplace(edge, std::move(stack));
  }

  std::vector<Stack> finish() {
    for (auto& [edge, stack] : open_) closed_.push_back(std::move(stack));
    open_.clear();
    return std::move(closed_);
  }

 private:
  std::multimap<double, Stack> open_;
  std::vector<Stack> closed_;
};

/// Headings and last lines between two paragraphs of one column of type are text as well.
void mark_gaps(const Page& page, const std::vector<TextRow>& rows, std::vector<Box> blocks, double unit,
               std::vector<bool>& out) {
  std::sort(blocks.begin(), blocks.end(),
            [](const Box& a, const Box& b) { return std::tie(a.y0, a.x0) < std::tie(b.y0, b.x0); });
  std::multimap<double, Box> open;  // by left edge: the lowest block of each column so far
  for (const Box& block : blocks) {
    const double size = unit;
    auto above = open.end();
    for (auto it = open.lower_bound(block.x0 - kIndent * size);
         it != open.end() && it->first <= block.x0 + kIndent * size; ++it) {
      if (it->second.across().overlap(block.across()) > 0.5 * block.width()) above = it;
    }
    if (above == open.end()) {
      open.emplace(block.x0, block);
      continue;
    }
    const Box last = above->second;
    open.erase(above);
    open.emplace(block.x0, block);
    if (block.y0 - last.y1 > kGapBetween * size) continue;
    const Span1 across{std::min(block.x0, last.x0) - 0.5 * size, std::max(block.x1, last.x1) + 0.5 * size};
    auto row =
        std::lower_bound(rows.begin(), rows.end(), last.y1, [](const TextRow& r, double y) { return r.baseline < y; });
    for (; row != rows.end() && row->baseline < block.y0 + size; ++row) {
      for (const std::uint32_t word : row->words) {
        const Box& box = page.words[word].box;
        if (across.contains(box.x0) && across.contains(box.x1)) out[word] = true;
      }
    }
  }
}

/// The rows of a page, and which of their lines run on as text.
struct Running {
  std::vector<TextRow> rows;
  std::vector<Stack> stacks;
};

Box box_of(const Running& text, const Stack& stack) {
  const Span1 across = across_of(stack);
  return {across.from, text.rows[stack.lines.front().row].box.y0, across.to, text.rows[stack.lines.back().row].box.y1};
}

Running running_text(const Page& page, std::span<const Ruling> rulings, std::span<const Span1> columns,
                     const std::vector<bool>& taken, bool is_mirrored) {
  std::vector<std::uint32_t> words;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    if (page.words[i].writing == Writing::right && !taken[i]) words.push_back(i);
  }
  Running out{text_rows(page, words), {}};
  const std::vector<TextRow>& rows = out.rows;
  const std::vector<std::vector<Phrase>> by_row = aligned_phrases(page, rows, kGap);
  Stacks stacks;
  RulesAbove rules(rulings);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::vector<Phrase>& all = by_row[r];
    const auto is_short = [](const Phrase& phrase) { return phrase.end - phrase.first <= kShortWords; };
    const auto shorts = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_short));
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Phrase& phrase = all[i];
      Line line = measure(page, rows[r], r, phrase, is_mirrored);
      if (i > 0) line.left = all[i - 1].x1;
      if (i + 1 < all.size()) line.right = all[i + 1].x0;
      if (line.rtl) {
        line.phrase = {phrase.first, phrase.end, -phrase.x1, -phrase.x0};
        line.left = std::exchange(line.right, -line.left) * -1;
      }
      line.beside = shorts - (is_short(phrase) ? 1 : 0);
      line.rule = rules.over(rows[r].baseline - 0.2 * line.size, phrase, line.size);
      stacks.add(line);
    }
  }
  out.stacks = stacks.finish();
  std::erase_if(out.stacks, [&](const Stack& stack) { return !is_prose(stack) || stands_in_one(columns, stack); });
  return out;
}

}  // namespace

std::vector<Box> prose_blocks(const Page& page, std::span<const Ruling> rulings, const std::vector<bool>& taken) {
  const Running text = running_text(page, rulings, {}, taken, false);
  std::vector<Box> out;
  for (const Stack& stack : text.stacks) out.push_back(box_of(text, stack));
  return out;
}

std::vector<bool> prose_words(const Page& page, std::span<const Ruling> rulings, std::span<const Span1> columns,
                              const std::vector<bool>& taken, bool is_mirrored) {
  const Running text = running_text(page, rulings, columns, taken, is_mirrored);
  std::vector<bool> out(page.words.size());
  std::vector<Box> blocks;
  for (const Stack& stack : text.stacks) {
    blocks.push_back(box_of(text, stack));
    for (const Line& line : stack.lines) {
      for (std::size_t i = line.phrase.first; i < line.phrase.end; ++i) out[text.rows[line.row].words[i]] = true;
    }
  }
  mark_gaps(page, text.rows, std::move(blocks), std::max(1.0, text_height(page)), out);
  return out;
}

}  // namespace gridlift::recover
