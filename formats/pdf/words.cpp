#include "formats/pdf/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "core/unicode.h"

namespace gridlift::pdf {

namespace {

// All lengths below are fractions of the em.
constexpr float kSpaceGap = 0.12F;      ///< a gap this wide parts words
constexpr float kCjkSpaceGap = 0.3F;    ///< between ideographs, which justification moves apart
constexpr float kOverlap = 0.4F;        ///< letters of one word may reach this far into each other
constexpr float kBaselineSlack = 0.1F;  ///< letters of one word may stand this far off its baseline
constexpr float kDoubled = 0.15F;       ///< the same letter this near is fake bold
constexpr float kMostTracking = 0.5F;   ///< letters set further apart than this stand in columns of their own
constexpr std::size_t kLeastLetterspaced = 4;
constexpr std::uint32_t kNone = UINT32_MAX;

/// A glyph in the frame of its writing direction: u along the line, v across it (downwards for upright text).
struct Placed {
  float u0 = 0, u1 = 0, v = 0;
  std::uint32_t glyph = 0;
  std::uint32_t frame = 0;
  std::uint32_t next = kNone;  ///< in its word
};

/// Glyphs of one frame can stand on one line: same direction, upright or vertical, visible or not.
struct Frame {
  std::int32_t angle = 0;  ///< tenths of a degree
  bool vertical = false;
  bool invisible = false;
  float ux = 1, uy = 0;
  Writing writing = Writing::right;
};

struct Chain {  // a word in the making
  std::uint32_t first = 0, last = 0;
  std::uint32_t before_last = kNone;
  float end = 0;
  bool space_after = false;
};

Writing writing_of(const Frame& frame) {
  if (frame.vertical) return Writing::vertical;
  if (std::abs(frame.ux) >= std::abs(frame.uy)) return frame.ux > 0 ? Writing::right : Writing::left;
  return frame.uy > 0 ? Writing::down : Writing::up;
}

char32_t plain_code(const Glyph& glyph) {
  return (glyph.text & Glyph::kSequence) != 0 ? 0 : glyph.text;
}

/// The combining form of an accent, or 0.
char32_t combining(char32_t c) {
  if (c >= 0x300 && c <= 0x36F) return c;
  switch (c) {
    case 0x60:
      return 0x300;
    case 0xB4:
      return 0x301;
    case 0x5E:
    case 0x2C6:
      return 0x302;
    case 0x7E:
    case 0x2DC:
      return 0x303;
    case 0xAF:
      return 0x304;
    case 0x2D8:
      return 0x306;
    case 0x2D9:
      return 0x307;
    case 0xA8:
      return 0x308;
    case 0xB0:
    case 0x2DA:
      return 0x30A;
    case 0x2DD:
      return 0x30B;
    case 0x2C7:
      return 0x30C;
    case 0xB8:
      return 0x327;
    case 0x2DB:
      return 0x328;
    default:
      return 0;
  }
}

class WordMaker {
 public:
  WordMaker(const Capture& capture, Page& page) : in_(capture), page_(page) {}

  WordCounts run() {
    place_all();
    std::sort(placed_.begin(), placed_.end(), [this](const Placed& a, const Placed& b) {
      if (a.frame != b.frame) return frame_less(a.frame, b.frame);
      if (a.v != b.v) return a.v < b.v;
      return a.u0 < b.u0;
    });
    for (std::size_t begin = 0; begin < placed_.size();) {
      std::size_t end = begin + 1;
      while (end < placed_.size() && placed_[end].frame == placed_[begin].frame &&
             placed_[end].v - placed_[end - 1].v <= kBaselineSlack * size_of(placed_[end]))
        ++end;
      std::sort(placed_.begin() + static_cast<std::ptrdiff_t>(begin),
                placed_.begin() + static_cast<std::ptrdiff_t>(end),
                [this](const Placed& a, const Placed& b) { return before(a, b); });
      make_line(begin, end);
      begin = end;
    }
    find_spaces();
    return counts_;
  }

 private:
  struct Made {  // beside each word, for find_spaces
    float u0, u1, v;
    std::uint32_t frame;
    bool space_after;
  };

  const Run& run_of(const Placed& placed) const { return in_.runs[in_.glyphs[placed.glyph].run]; }
  float size_of(const Placed& placed) const { return run_of(placed).size; }

  bool frame_less(std::uint32_t a, std::uint32_t b) const {
    const Frame& f = frames_[a];
    const Frame& g = frames_[b];
    return std::tuple(f.invisible, f.vertical, f.angle) < std::tuple(g.invisible, g.vertical, g.angle);
  }

  /// A total order of the glyphs of a line that does not depend on the order of painting.
  bool before(const Placed& a, const Placed& b) const {
    if (a.u0 != b.u0) return a.u0 < b.u0;
    if (a.u1 != b.u1) return a.u1 < b.u1;
    if (a.v != b.v) return a.v < b.v;
    const Glyph& g = in_.glyphs[a.glyph];
    const Glyph& h = in_.glyphs[b.glyph];
    const Run& r = in_.runs[g.run];
    const Run& s = in_.runs[h.run];
    if (r.size != s.size) return r.size < s.size;
    const auto text = [this](const Glyph& glyph) {
      return (glyph.text & Glyph::kSequence) != 0 ? in_.sequences[glyph.text & ~Glyph::kSequence]
                                                  : std::u32string(1, glyph.text);
    };
    if (g.text != h.text) return text(g) < text(h);
    return std::tuple(r.color, r.mark) < std::tuple(s.color, s.mark);
  }

  std::uint32_t frame_of(const Run& run) {
    Frame frame;
    frame.vertical = run.vertical;
    frame.invisible = run.invisible;
    const float ux = run.vertical ? -run.uy : run.ux;
    const float uy = run.vertical ? run.ux : run.uy;
    const double degrees = std::atan2(static_cast<double>(uy), static_cast<double>(ux)) * 180 / 3.14159265358979323846;
    frame.angle = static_cast<std::int32_t>(std::lround(degrees * 10));
    if (frame.angle == -1800) frame.angle = 1800;
    for (std::uint32_t i = 0; i < frames_.size(); ++i) {
      if (frames_[i].angle == frame.angle && frames_[i].vertical == frame.vertical &&
          frames_[i].invisible == frame.invisible)
        return i;
    }
    const double radians = frame.angle * 3.14159265358979323846 / 1800;
    frame.ux = frame.angle % 900 == 0 ? static_cast<float>(std::lround(std::cos(radians)))
                                      : static_cast<float>(std::cos(radians));
    frame.uy = frame.angle % 900 == 0 ? static_cast<float>(std::lround(std::sin(radians)))
                                      : static_cast<float>(std::sin(radians));
    frame.writing = writing_of(frame);
    frames_.push_back(frame);
    return static_cast<std::uint32_t>(frames_.size() - 1);
  }

  void place_all() {
    std::vector<std::uint32_t> frame_of_run(in_.runs.size());
    for (std::size_t i = 0; i < in_.runs.size(); ++i) {
      // A text whose direction changes with each glyph (on a circle) has thousands of directions.
      frame_of_run[i] = frames_.size() < 4000 ? frame_of(in_.runs[i]) : 0;
    }
    placed_.reserve(in_.glyphs.size());
    for (std::size_t i = 0; i < in_.glyphs.size(); ++i) {
      const Glyph& glyph = in_.glyphs[i];
      Placed placed;
      placed.glyph = static_cast<std::uint32_t>(i);
      placed.frame = frame_of_run[glyph.run];
      const Frame& frame = frames_[placed.frame];
      const float u = glyph.x * frame.ux + glyph.y * frame.uy;
      const float along = glyph.dx * frame.ux + glyph.dy * frame.uy;
      placed.u0 = std::min(u, u + along);
      placed.u1 = std::max(u, u + along);
      placed.v = glyph.y * frame.ux - glyph.x * frame.uy;
      placed_.push_back(placed);
    }
  }

  bool is_blank(const Glyph& glyph) const {
    const char32_t c = plain_code(glyph);
    if ((glyph.text & Glyph::kSequence) == 0) return is_space(c);
    for (const char32_t part : in_.sequences[glyph.text & ~Glyph::kSequence]) {
      if (!is_space(part)) return false;
    }
    return true;
  }

  /// How wide a gap after `last` must be to part words.
  float space_gap(const Placed& last, const Placed& next) const {
    const bool ideographs = is_cjk(plain_code(in_.glyphs[last.glyph])) && is_cjk(plain_code(in_.glyphs[next.glyph]));
    return (ideographs ? kCjkSpaceGap : kSpaceGap) * size_of(last);
  }

  bool doubles(const Placed& placed, std::uint32_t other) const {
    if (other == kNone) return false;
    const Placed& there = placed_[other];
    const float slack = kDoubled * size_of(placed);
    return std::abs(placed.u0 - there.u0) <= std::min(slack, 0.5F * (there.u1 - there.u0) + 0.02F * size_of(placed)) &&
           std::abs(placed.v - there.v) <= slack && same_text(placed, there) &&
           std::abs(size_of(placed) - size_of(there)) <= 0.1F * size_of(placed);
  }

  bool same_text(const Placed& a, const Placed& b) const {
    const std::uint32_t s = in_.glyphs[a.glyph].text;
    const std::uint32_t t = in_.glyphs[b.glyph].text;
    if (s == t) return true;
    return (s & t & Glyph::kSequence) != 0 &&
           in_.sequences[s & ~Glyph::kSequence] == in_.sequences[t & ~Glyph::kSequence];
  }

  bool continues(const Chain& chain, const Placed& placed) const {
    if (chain.space_after) return false;
    const Placed& last = placed_[chain.last];
    const float size = size_of(last);
    const float gap = placed.u0 - chain.end;
    if (gap > space_gap(last, placed) || std::abs(placed.v - last.v) > kBaselineSlack * size) return false;
    const float narrow = std::min(placed.u1 - placed.u0, last.u1 - last.u0);
    const bool accented = accents(placed, last) || accents(last, placed);
    if (gap < -std::max(kOverlap * narrow, 0.08F * size) && narrow > 0 && !accented) return false;
    const float ratio = size_of(placed) / size;
    return ratio > 0.85F && ratio < 1.18F && run_of(last).mark == run_of(placed).mark;
  }

  /// True when `accent` is an accent, combining or not, over or under the letter `base` (as TeX sets them).
  bool accents(const Placed& accent, const Placed& base) const {
    const float middle = (accent.u0 + accent.u1) / 2;
    return middle >= base.u0 && middle <= base.u1 && combining(plain_code(in_.glyphs[accent.glyph])) != 0 &&
           is_letter(plain_code(in_.glyphs[base.glyph]));
  }

  void make_line(std::size_t begin, std::size_t end) {
    open_.clear();
    line_.clear();
    for (std::size_t i = begin; i < end; ++i) {
      const Placed& placed = placed_[i];
      const Glyph& glyph = in_.glyphs[placed.glyph];
      while (open_.size() > 16 || (!open_.empty() && open_.front().end < placed.u0 - 2 * size_of(placed)))
        close_front();
      if (is_blank(glyph)) {
        note_space(placed);
        continue;
      }
      Chain* best = nullptr;
      bool doubled = false;
      for (Chain& chain : open_) {
        doubled = doubled || doubles(placed, chain.last) || doubles(placed, chain.before_last);
        if (continues(chain, placed) &&
            (best == nullptr || std::abs(placed.u0 - chain.end) < std::abs(placed.u0 - best->end)))
          best = &chain;
      }
      if (doubled) {
        ++counts_.doubled;
      } else if (best != nullptr) {
        placed_[best->last].next = static_cast<std::uint32_t>(i);
        best->before_last = best->last;
        best->last = static_cast<std::uint32_t>(i);
        best->end = std::max(best->end, placed.u1);
      } else {
        open_.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i), kNone, placed.u1, false});
      }
    }
    while (!open_.empty()) close_front();
    join_letterspaced();
    for (const Chain& chain : line_) make_word(chain);
  }

  bool single(const Chain& chain) const { return chain.first == chain.last && !chain.space_after; }

  /// Letters, or the dots of a leader.
  bool may_be_letterspaced(const Chain& a, const Chain& b) const {
    const char32_t c = plain_code(in_.glyphs[placed_[a.last].glyph]);
    const char32_t d = plain_code(in_.glyphs[placed_[b.first].glyph]);
    return (is_letter(c) && is_letter(d)) || (c == d && (c == '.' || c == 0xB7 || c == '_' || c == '-'));
  }

  /// Letters that stand apart at equal gaps ("S P A C E D", set without blanks) are one word.
  void join_letterspaced() {
    std::size_t kept = 0;
    for (std::size_t begin = 0; begin < line_.size();) {
      std::size_t end = begin + 1;
      float least = 0;
      while (end < line_.size() && single(line_[end - 1])) {
        const Placed& last = placed_[line_[end - 1].last];
        const Placed& next = placed_[line_[end].first];
        const float size = size_of(last);
        const float gap = next.u0 - last.u1;
        if (line_[end].first != line_[end].last || !may_be_letterspaced(line_[end - 1], line_[end]) || gap < 0 ||
            gap > kMostTracking * size || std::abs(next.v - last.v) > kBaselineSlack * size ||
            std::abs(size_of(next) - size) > kBaselineSlack * size)
          break;
        if (end > begin + 1 && std::abs(gap - least) > 0.3F * least + 0.05F * size) break;
        least = end > begin + 1 ? std::min(least, gap) : gap;
        ++end;
      }
      if (end - begin >= kLeastLetterspaced) {
        Chain joined = line_[begin];
        for (std::size_t i = begin + 1; i < end; ++i) {
          placed_[joined.last].next = line_[i].first;
          joined.last = line_[i].last;
          joined.end = line_[i].end;
          joined.space_after = line_[i].space_after;
        }
        line_[kept++] = joined;
        begin = end;
      } else {
        line_[kept++] = line_[begin++];
      }
    }
    line_.resize(kept);
  }

  void note_space(const Placed& placed) {
    const float middle = (placed.u0 + placed.u1) / 2;
    Chain* nearest = nullptr;
    for (Chain& chain : open_) {
      if (chain.end <= middle + 0.1F * size_of(placed) && (nearest == nullptr || chain.end > nearest->end))
        nearest = &chain;
    }
    // A blank further on parts something else, such as a superscript that stands between.
    if (nearest != nullptr && placed.u0 - nearest->end <= kSpaceGap * size_of(placed)) nearest->space_after = true;
  }

  void close_front() {
    line_.push_back(open_.front());
    open_.erase(open_.begin());
  }

  void append_glyph(const Placed& placed) {
    const Glyph& glyph = in_.glyphs[placed.glyph];
    if ((glyph.text & Glyph::kSequence) == 0) {
      append_code(glyph.text, placed.u0, placed.u1);
      return;
    }
    const std::u32string& text = in_.sequences[glyph.text & ~Glyph::kSequence];
    const float step = (placed.u1 - placed.u0) / static_cast<float>(text.size());
    // Words of right-to-left letters are turned round at the end, sequences are in logical order already.
    const bool turned = is_rtl(text.front());
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char32_t c = text[turned ? text.size() - 1 - i : i];
      if (is_space(c)) continue;
      append_code(c, placed.u0 + step * static_cast<float>(i), placed.u0 + step * static_cast<float>(i + 1));
    }
  }

  void append_accent(const Placed& placed) {
    // A dotless i or j is there to carry the accent.
    if (!codes_.empty() && codes_.back() == 0x131) codes_.back() = U'i';
    if (!codes_.empty() && codes_.back() == 0x237) codes_.back() = U'j';
    codes_.push_back(combining(plain_code(in_.glyphs[placed.glyph])));
    edges_.push_back(edges_.empty() ? placed.u0 : edges_.back());
  }

  void append_code(char32_t c, float u0, float u1) {
    if (c < 0x20 || c == 0x7F) return;  // no letter; counted by the capture as unmapped
    // Latin ligatures, presentation forms of Arabic and Hebrew: letters in another dress (NFKC).
    if ((c >= 0xFB00 && c <= 0xFB06) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC)) {
      std::string raw;
      append_utf8(raw, c);
      std::u32string parts;
      for_each_code_point(nfkc(raw), [&](char32_t part) {
        if (!is_space(part)) parts.push_back(part);
      });
      if (!parts.empty() && is_rtl(parts.front())) std::reverse(parts.begin(), parts.end());
      const float step = (u1 - u0) / static_cast<float>(std::max<std::size_t>(parts.size(), 1));
      for (std::size_t i = 0; i < parts.size(); ++i) {
        codes_.push_back(parts[i]);
        edges_.push_back(u0 + step * static_cast<float>(i));
      }
      return;
    }
    codes_.push_back(c);
    edges_.push_back(u0);
  }

  void make_word(const Chain& chain) {
    codes_.clear();
    edges_.clear();
    const Placed& first = placed_[chain.first];
    const Run& run = run_of(first);
    float v = 0;
    std::size_t count = 0;
    std::uint32_t previous = chain.first;
    for (std::uint32_t i = chain.first; i != kNone; i = placed_[i].next) {
      const std::uint32_t next = placed_[i].next;
      if (next != kNone && accents(placed_[i], placed_[next])) {
        append_glyph(placed_[next]);
        append_accent(placed_[i]);
        placed_[i].next = placed_[next].next;
        ++count;
        v += placed_[next].v;
      } else if (i != chain.first && accents(placed_[i], placed_[previous])) {
        append_accent(placed_[i]);
      } else {
        append_glyph(placed_[i]);
      }
      v += placed_[i].v;
      ++count;
      previous = i;
    }
    if (codes_.empty()) return;
    edges_.push_back(chain.end);
    v /= static_cast<float>(count);
    const Frame& frame = frames_[first.frame];

    Word word;
    set_text(word);
    if (word.text.empty()) return;
    word.writing = frame.writing;
    word.size = run.size;
    word.font = run.font;
    word.invisible = run.invisible;
    word.mark = run.mark;
    word.color = run.color;
    const float over = frame.vertical ? run.size / 2 : run.ascent * run.size;
    const float under = frame.vertical ? run.size / 2 : run.descent * run.size;
    word.box = box_of(frame, edges_.front(), edges_.back(), v - over, v + under, word);
    const auto [x, y] = point(frame, edges_.front(), v);
    const bool upright_axis = word.writing == Writing::right || word.writing == Writing::left;
    word.baseline = upright_axis ? y : x;
    word.first_edge = static_cast<std::uint32_t>(page_.edges.size());
    for (const float edge : edges_) {
      const auto [ex, ey] = point(frame, edge, v);
      page_.edges.push_back(static_cast<float>(upright_axis ? ex : ey));
    }
    made_.push_back({edges_.front(), chain.end, v, first.frame, chain.space_after});
    if (made_.back().u0 > made_.back().u1) std::swap(made_.back().u0, made_.back().u1);
    page_.words.push_back(std::move(word));
  }

  static std::pair<double, double> point(const Frame& frame, float u, float v) {
    return {static_cast<double>(u * frame.ux - v * frame.uy), static_cast<double>(u * frame.uy + v * frame.ux)};
  }

  static Box box_of(const Frame& frame, float u0, float u1, float v0, float v1, const Word&) {
    const auto [ax, ay] = point(frame, u0, v0);
    Box box{ax, ay, ax, ay};
    for (const auto& [u, v] : {std::pair{u1, v0}, {u0, v1}, {u1, v1}}) {
      const auto [x, y] = point(frame, u, v);
      box = box.united({x, y, x, y});
    }
    return box;
  }

  void set_text(Word& word) {
    bool rtl = false;
    bool ltr = false;
    bool compose = false;
    for (const char32_t c : codes_) {
      if (c < 0x80) {
        ltr = ltr || is_digit(c) || is_letter(c);
        continue;
      }
      rtl = rtl || is_rtl(c);
      compose = compose || c >= 0x300;
    }
    if (rtl && !ltr) {
      std::reverse(codes_.begin(), codes_.end());
      std::reverse(edges_.begin(), edges_.end());
      for (char32_t& c : codes_) c = mirrored(c);
    }
    for (const char32_t c : codes_) append_utf8(word.text, c);
    if (rtl && ltr) {
      word.text = visual_to_logical(word.text);
      spread_edges(count_code_points(word.text));
    }
    if (compose) {
      word.text = nfc(word.text);
      const std::size_t count = count_code_points(word.text);
      if (count + 1 != edges_.size()) spread_edges(count);
    }
  }

  static char32_t mirrored(char32_t c) {
    constexpr std::u32string_view kPairs = U"()[]{}<>";
    const std::size_t at = kPairs.find(c);
    return at == std::u32string_view::npos ? c : kPairs[at ^ 1];
  }

  /// Text whose letters no longer match the glyphs one by one: equal shares.
  void spread_edges(std::size_t count) {
    const float from = edges_.front();
    const float to = edges_.back();
    edges_.resize(count + 1);
    for (std::size_t i = 0; i <= count; ++i)
      edges_[i] = from + (to - from) * static_cast<float>(i) / static_cast<float>(std::max<std::size_t>(count, 1));
  }

  /// Sets space_before: false for a word that follows another one (of any size, on a baseline near by) without a gap.
  void find_spaces() {
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> ends;
    float cell = 4;
    for (const Word& word : page_.words) cell = std::max(cell, static_cast<float>(std::min(word.size, 20.0)));
    const auto key = [cell](std::uint32_t frame, float u, float v, int du, int dv) {
      const auto column = static_cast<std::int64_t>(std::floor(u / cell)) + du;
      const auto row = static_cast<std::int64_t>(std::floor(v / cell)) + dv;
      return static_cast<std::uint64_t>(frame) << 48 ^ static_cast<std::uint64_t>(column & 0xFFFFFF) << 24 ^
             static_cast<std::uint64_t>(row & 0xFFFFFF);
    };
    for (std::uint32_t i = 0; i < made_.size(); ++i)
      ends[key(made_[i].frame, made_[i].u1, made_[i].v, 0, 0)].push_back(i);
    for (std::uint32_t i = 0; i < made_.size(); ++i) {
      bool joined = false;
      for (int du = -1; du <= 1 && !joined; ++du) {
        for (int dv = -1; dv <= 1 && !joined; ++dv) {
          const auto found = ends.find(key(made_[i].frame, made_[i].u0, made_[i].v, du, dv));
          if (found == ends.end()) continue;
          for (const std::uint32_t j : found->second) joined = joined || (j != i && follows(i, j));
        }
      }
      page_.words[i].space_before = !joined;
    }
  }

  bool follows(std::uint32_t next, std::uint32_t last) const {
    const Made& a = made_[last];
    const Made& b = made_[next];
    if (a.space_after || a.u0 >= b.u0) return false;
    const auto size = static_cast<float>(std::max(page_.words[next].size, page_.words[last].size));
    const auto small = static_cast<float>(std::min(page_.words[next].size, page_.words[last].size));
    const float gap = b.u0 - a.u1;
    return gap <= kSpaceGap * small && gap >= -kOverlap * small && std::abs(a.v - b.v) <= 0.6F * size &&
           page_.words[next].invisible == page_.words[last].invisible;
  }

  const Capture& in_;
  Page& page_;
  WordCounts counts_;
  std::vector<Frame> frames_;
  std::vector<Placed> placed_;
  std::vector<Chain> open_;
  std::vector<Chain> line_;  // the closed ones of the line, from left to right
  std::vector<Made> made_;
  std::vector<char32_t> codes_;
  std::vector<float> edges_;
};

}  // namespace

WordCounts make_words(const Capture& capture, Page& page) {
  return WordMaker(capture, page).run();
}

}  // namespace gridlift::pdf
