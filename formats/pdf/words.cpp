#include "formats/pdf/words.h"

#include <algorithm>
#include <cmath>

#include "core/unicode.h"
#include "formats/pdf/letters.h"
#include "formats/pdf/placement.h"

namespace gridlift::pdf {

namespace {

// All lengths below are fractions of the em.
constexpr float kSpaceGap = 0.12F;     ///< a gap this wide parts words
constexpr float kCjkSpaceGap = 0.3F;   ///< between ideographs, which justification moves apart
constexpr float kOverlap = 0.4F;       ///< letters of one word may reach this far into each other
constexpr float kDoubled = 0.15F;      ///< the same letter this near is fake bold
constexpr float kMostTracking = 0.5F;  ///< letters set further apart than this stand in columns of their own
constexpr float kScriptReach = 0.6F;   ///< baselines of sub- and superscripts are this near
constexpr std::size_t kLeastLetterspaced = 4;
constexpr std::size_t kMostNear = 40;  ///< lines searched on each side for the base of a script
constexpr std::size_t kMostOpen = 16;  ///< words that overlap at one place; more are a smear

struct Chain {  // a word in the making
  std::uint32_t first = 0, last = 0;
  std::uint32_t before_last = kNoGlyph;
  float end = 0;
  bool space_after = false;
};

/// The words of one baseline, for the search of neighbours on other baselines.
struct Line {
  std::uint32_t frame = 0;
  std::uint32_t begin = 0, end = 0;  ///< in Page::words, from left to right
  float top = 0, bottom = 0;         ///< least and greatest v
};

struct Made {  // beside each word
  float u0, u1, v, size;
  bool space_after;
};

class WordMaker {
 public:
  WordMaker(const Capture& capture, Page& page) : in_(capture), placement_(place_glyphs(capture)), page_(page) {}

  WordCounts run() {
    for (const Baseline& baseline : placement_.lines) make_line(baseline);
    find_spaces();
    return counts_;
  }

 private:
  Placed& at(std::uint32_t glyph) { return placement_.glyphs[glyph]; }
  const Placed& at(std::uint32_t glyph) const { return placement_.glyphs[glyph]; }
  const Run& run_of(const Placed& placed) const { return in_.runs[placed.run]; }

  /// Its code point, or 0 when it stands for several.
  static char32_t code(const Placed& placed) { return (placed.text & Glyph::kSequence) != 0 ? 0 : placed.text; }
  const std::u32string& sequence(const Placed& placed) const { return in_.sequences[placed.text & ~Glyph::kSequence]; }

  bool is_blank(const Placed& placed) const {
    if ((placed.text & Glyph::kSequence) == 0) return is_space(placed.text);
    const std::u32string& text = sequence(placed);
    return std::all_of(text.begin(), text.end(), is_space);
  }

  /// How wide a gap after `last` must be to part words.
  static float space_gap(const Placed& last, const Placed& next) {
    return (is_cjk(code(last)) && is_cjk(code(next)) ? kCjkSpaceGap : kSpaceGap) * last.size;
  }

  bool same_text(const Placed& a, const Placed& b) const {
    if (a.text == b.text) return true;
    return (a.text & b.text & Glyph::kSequence) != 0 && sequence(a) == sequence(b);
  }

  bool doubles(const Placed& placed, std::uint32_t other) const {
    if (other == kNoGlyph) return false;
    const Placed& there = at(other);
    const float slack = kDoubled * placed.size;
    return std::abs(placed.u0 - there.u0) <= std::min(slack, 0.5F * (there.u1 - there.u0) + 0.02F * placed.size) &&
           std::abs(placed.v - there.v) <= slack && same_text(placed, there) &&
           std::abs(placed.size - there.size) <= 0.1F * placed.size;
  }

  /// True when `accent` is an accent, combining or not, over or under the letter `base` (as TeX sets them).
  static bool accents(const Placed& accent, const Placed& base) {
    if (combining_accent(code(accent)) == 0) return false;
    const float middle = (accent.u0 + accent.u1) / 2;
    return middle >= base.u0 && middle <= base.u1 && is_letter(code(base));
  }

  bool continues(const Chain& chain, const Placed& placed) const {
    if (chain.space_after) return false;
    const Placed& last = at(chain.last);
    const float gap = placed.u0 - chain.end;
    if (gap > space_gap(last, placed) || std::abs(placed.v - last.v) > kBaselineSlack * last.size) return false;
    const float narrow = std::min(placed.u1 - placed.u0, last.u1 - last.u0);
    if (gap < -std::max(kOverlap * narrow, 0.08F * last.size) && narrow > 0 && !accents(placed, last) &&
        !accents(last, placed))
      return false;
    return placed.size > 0.85F * last.size && placed.size < 1.18F * last.size &&
           (placed.run == last.run || run_of(last).mark == run_of(placed).mark);
  }

  void make_line(const Baseline& baseline) {
    open_.clear();
    line_.clear();
    for (std::uint32_t i = baseline.begin; i < baseline.end; ++i) {
      const Placed& placed = at(i);
      while (!open_.empty() && (open_.size() > kMostOpen || open_.front().end < placed.u0 - 2 * placed.size))
        close_front();
      if (is_blank(placed)) {
        note_space(placed);
      } else {
        place(i);
      }
    }
    while (!open_.empty()) close_front();
    join_letterspaced();
    Line line;
    line.frame = baseline.frame;
    line.begin = static_cast<std::uint32_t>(made_.size());
    for (const Chain& chain : line_) make_word(chain, placement_.frames[baseline.frame]);
    line.end = static_cast<std::uint32_t>(made_.size());
    if (line.begin == line.end) return;
    line.top = line.bottom = made_[line.begin].v;
    for (std::uint32_t i = line.begin; i < line.end; ++i) {
      line.top = std::min(line.top, made_[i].v);
      line.bottom = std::max(line.bottom, made_[i].v);
    }
    lines_.push_back(line);
  }

  /// Adds a glyph to the open word that ends nearest before it, or opens one.
  void place(std::uint32_t glyph) {
    const Placed& placed = at(glyph);
    Chain* best = nullptr;
    for (Chain& chain : open_) {
      if (doubles(placed, chain.last) || doubles(placed, chain.before_last)) {
        ++counts_.doubled;
        return;
      }
      if (continues(chain, placed) &&
          (best == nullptr || std::abs(placed.u0 - chain.end) < std::abs(placed.u0 - best->end)))
        best = &chain;
    }
    if (best == nullptr) {
      open_.push_back({glyph, glyph, kNoGlyph, placed.u1, false});
      return;
    }
    at(best->last).next = glyph;
    best->before_last = best->last;
    best->last = glyph;
    best->end = std::max(best->end, placed.u1);
  }

  void note_space(const Placed& placed) {
    const float middle = (placed.u0 + placed.u1) / 2;
    Chain* nearest = nullptr;
    for (Chain& chain : open_) {
      if (chain.end <= middle + 0.1F * placed.size && (nearest == nullptr || chain.end > nearest->end))
        nearest = &chain;
    }
    // A blank further on parts something else, such as a superscript that stands between.
    if (nearest != nullptr && placed.u0 - nearest->end <= kSpaceGap * placed.size) nearest->space_after = true;
  }

  void close_front() {
    line_.push_back(open_.front());
    open_.erase(open_.begin());
  }

  /// Letters, or the dots of a leader.
  static bool may_be_letterspaced(const Placed& a, const Placed& b) {
    const char32_t c = code(a);
    const char32_t d = code(b);
    return (is_letter(c) && is_letter(d)) || (c == d && (c == '.' || c == 0xB7 || c == '_' || c == '-'));
  }

  /// End of the run of single letters from `begin` on that stand at equal gaps.
  std::size_t letterspaced_end(std::size_t begin) const {
    std::size_t end = begin + 1;
    float least = 0;
    for (; end < line_.size(); ++end) {
      const Chain& before = line_[end - 1];
      if (before.first != before.last || before.space_after || line_[end].first != line_[end].last) break;
      const Placed& last = at(before.last);
      const Placed& next = at(line_[end].first);
      const float gap = next.u0 - last.u1;
      if (gap < 0 || gap > kMostTracking * last.size || !may_be_letterspaced(last, next) ||
          std::abs(next.v - last.v) > kBaselineSlack * last.size || std::abs(next.size - last.size) > 0.1F * last.size)
        break;
      if (end > begin + 1 && std::abs(gap - least) > 0.3F * least + 0.05F * last.size) break;
      least = end > begin + 1 ? std::min(least, gap) : gap;
    }
    return end;
  }

  /// Letters that stand apart at equal gaps ("S P A C E D", set without blanks) are one word.
  void join_letterspaced() {
    std::size_t kept = 0;
    for (std::size_t begin = 0; begin < line_.size();) {
      const std::size_t end = letterspaced_end(begin);
      if (end - begin < kLeastLetterspaced) {
        line_[kept++] = line_[begin++];
        continue;
      }
      Chain joined = line_[begin];
      for (std::size_t i = begin + 1; i < end; ++i) {
        at(joined.last).next = line_[i].first;
        joined.last = line_[i].last;
        joined.end = line_[i].end;
        joined.space_after = line_[i].space_after;
      }
      line_[kept++] = joined;
      begin = end;
    }
    line_.resize(kept);
  }

  void add_glyph(const Placed& placed) {
    if ((placed.text & Glyph::kSequence) == 0) {
      letters_.add(placed.text, placed.u0, placed.u1);
    } else {
      letters_.add(sequence(placed), placed.u0, placed.u1);
    }
  }

  /// Hands the glyphs of a word to letters_, accents after the letters that they stand over; gives its mean baseline.
  float collect(const Chain& chain) {
    letters_.clear();
    double v = 0;
    int count = 0;
    std::uint32_t previous = kNoGlyph;
    for (std::uint32_t i = chain.first; i != kNoGlyph; i = at(i).next) {
      const Placed& placed = at(i);
      const std::uint32_t next = placed.next;
      v += static_cast<double>(placed.v);
      ++count;
      if (next != kNoGlyph && accents(placed, at(next))) {
        add_glyph(at(next));
        letters_.add_accent(code(placed));
        v += static_cast<double>(at(next).v);
        ++count;
        previous = next;
        i = next;
      } else if (previous != kNoGlyph && !letters_.empty() && accents(placed, at(previous))) {
        letters_.add_accent(code(placed));
      } else {
        add_glyph(placed);
        previous = i;
      }
    }
    return static_cast<float>(v / count);
  }

  void make_word(const Chain& chain, const Frame& frame) {
    const float v = collect(chain);
    if (letters_.empty()) return;
    Word word;
    letters_.finish(chain.end, word.text);
    const Run& run = run_of(at(chain.first));
    word.writing = frame.writing;
    word.size = static_cast<double>(run.size);
    word.font = run.font;
    word.invisible = run.invisible;
    word.mark = run.mark;
    word.color = run.color;
    const float u0 = at(chain.first).u0;
    const float over = (frame.vertical ? 0.5F : run.ascent) * run.size;
    const float under = (frame.vertical ? 0.5F : run.descent) * run.size;
    word.box = box_around(frame, u0, chain.end, v - over, v + under);
    const bool level = word.writing == Writing::right || word.writing == Writing::left;
    word.baseline = level ? frame.y(u0, v) : frame.x(u0, v);
    word.first_edge = static_cast<std::uint32_t>(page_.edges.size());
    for (const float edge : letters_.edges())
      page_.edges.push_back(static_cast<float>(level ? frame.x(edge, v) : frame.y(edge, v)));
    made_.push_back({u0, chain.end, v, run.size, chain.space_after});
    page_.words.push_back(std::move(word));
  }

  static Box box_around(const Frame& frame, float u0, float u1, float v0, float v1) {
    Box box{frame.x(u0, v0), frame.y(u0, v0), frame.x(u0, v0), frame.y(u0, v0)};
    for (const auto& [u, v] : {std::pair{u1, v0}, {u0, v1}, {u1, v1}})
      box = box.united({frame.x(u, v), frame.y(u, v), frame.x(u, v), frame.y(u, v)});
    return box;
  }

  /// Sets space_before: false for a word that follows another one (of any size, on a baseline near by) without a gap.
  void find_spaces() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      for (std::uint32_t word = line.begin; word < line.end; ++word) {
        bool joined = joins_on(line, word);
        const float reach = kScriptReach * made_[word].size;
        // Lines are sorted down the page; the script of a larger letter is within its reach, not ours.
        const auto joins_at = [&](std::size_t j) { return joins_on(lines_[j], word); };
        const auto is_near = [&](std::size_t j) { return near(lines_[j], line, made_[word].v, 3 * reach); };
        for (std::size_t j = i; !joined && j-- > 0 && i - j <= kMostNear && is_near(j);) joined = joins_at(j);
        for (std::size_t j = i + 1; !joined && j < lines_.size() && j - i <= kMostNear && is_near(j); ++j)
          joined = joins_at(j);
        page_.words[word].space_before = !joined;
      }
    }
  }

  static bool near(const Line& other, const Line& line, float v, float reach) {
    return other.frame == line.frame && other.top - v <= reach && v - other.bottom <= reach;
  }

  /// True when a word of `line` ends where `word` begins.
  bool joins_on(const Line& line, std::uint32_t word) const {
    const auto begin = made_.begin() + line.begin;
    const auto end = made_.begin() + line.end;
    auto past = std::lower_bound(begin, end, made_[word].u0, [](const Made& made, float u) { return made.u0 < u; });
    for (int looked = 0; past != begin && looked < 4; ++looked) {
      --past;
      if (follows(made_[word], *past)) return true;
    }
    return false;
  }

  static bool follows(const Made& next, const Made& last) {
    if (last.space_after || last.u0 >= next.u0) return false;
    const float small = std::min(next.size, last.size);
    const float gap = next.u0 - last.u1;
    return gap <= kSpaceGap * small && gap >= -kOverlap * small &&
           std::abs(last.v - next.v) <= kScriptReach * std::max(next.size, last.size);
  }

  const Capture& in_;
  Placement placement_;
  Page& page_;
  WordCounts counts_;
  std::vector<Chain> open_;  // words that the next glyph may continue, by where they begin
  std::vector<Chain> line_;  // the closed ones of the line, from left to right
  std::vector<Line> lines_;
  std::vector<Made> made_;
  Letters letters_;
};

}  // namespace

WordCounts make_words(const Capture& capture, Page& page) {
  return WordMaker(capture, page).run();
}

}  // namespace gridlift::pdf
