#include "core/recover/text/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/recover/page/labels.h"
#include "core/recover/page/lines.h"
#include "core/recover/text/tagged_text.h"
#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// All in font sizes, but for the factors.
constexpr double kSizeChange = 0.12;  ///< sizes that differ by this share are different sizes
constexpr double kWideLeading = 1.3;  ///< a step to the next line this much wider than usual parts paragraphs
constexpr double kIndent = 0.8;       ///< least indent of a first line
constexpr double kDeepestIndent = 5;  ///< greatest indent of a first line; beyond it, text is set somewhere else
constexpr double kLevel = 0.4;        ///< two left edges nearer than this are one
constexpr double kNearlyFull = 0.3;   ///< share of the width of a column of text that a full line may leave free
constexpr double kGap = 2;            ///< least gap in a line that is wider than a blank of any justified line
constexpr double kCentered = 0.6;     ///< the middles of centred lines differ by no more than this

struct Line {
  const TextLine* place = nullptr;
  std::string text;
  Label label;
  double first_word = 0;  ///< width of what could have moved up to the line before, in points
  bool numeral = false;   ///< begins with a digit as large as the rest; the mark of a footnote is smaller
  bool gapped = false;    ///< holds a gap that no blank makes: texts beside each other, not one sentence
  bool bold = false;
  bool fixed = false;
  bool right_to_left = false;
  int tag = -1;             ///< heading or list item of the structure tree, -1 for none
  bool has_leader = false;  ///< dots or underscores lead to its end: an entry of a list, or a blank to fill in
};

bool same_size(double a, double b) {
  return std::abs(a - b) <= kSizeChange * std::max(a, b);
}

double first_word_width(const Page& page, const TextLine& line) {
  const Word& word = page.words[line.words.front()];
  const char32_t c = first_code_point(word.text);
  // Chinese breaks between any two letters, save that closing marks stay with what they close.
  if (is_cjk(c)) return std::min(word.box.width(), 2 * line.size);
  double end = word.box.x1;
  for (std::size_t i = 1; i < line.words.size(); ++i) {
    const Word& next = page.words[line.words[i]];
    if (next.space_before || next.box.x0 > end + 0.15 * line.size) break;
    end = std::max(end, next.box.x1);
  }
  return end - word.box.x0;
}

bool is_gapped(const Page& page, const TextLine& line) {
  for (std::size_t i = 1; i < line.words.size(); ++i) {
    const Box& before = page.words[line.words[i - 1]].box;
    const Box& box = page.words[line.words[i]].box;
    if (std::max(box.x0 - before.x1, before.x0 - box.x1) > kGap * line.size) return true;
  }
  return false;
}

bool has_leader(std::string_view text) {
  return text.find("....") != std::string_view::npos || text.find("____") != std::string_view::npos ||
         text.find(". . . .") != std::string_view::npos || text.find("……") != std::string_view::npos;
}

bool ends_sentence(std::string_view text) {
  const char32_t c = last_code_point(text);
  return std::u32string_view(U".!?:;。！？：；…").find(c) != std::u32string_view::npos;
}

Line read_line(const Page& page, const TextLine& place) {
  Line line;
  line.place = &place;
  line.text = line_text(page, place);
  line.label = label_of(line.text);
  line.first_word = first_word_width(page, place);
  line.numeral = is_digit(first_code_point(line.text)) && same_size(page.words[place.words.front()].size, place.size);
  line.gapped = is_gapped(page, place);
  line.bold = true;
  line.fixed = true;
  for (const std::uint32_t i : place.words) {
    const std::uint16_t font = page.words[i].font;
    const bool known = font < page.fonts.size();
    line.bold = line.bold && known && page.fonts[font].bold;
    line.fixed = line.fixed && known && page.fonts[font].fixed_width;
  }
  line.right_to_left = runs_right_to_left(page, place.words);
  line.has_leader = has_leader(line.text);
  return line;
}

/// Neighbouring lines of one size: what is usual is usual among these.
class Stretch {
 public:
  explicit Stretch(std::span<const Line> lines) : lines_(lines) {
    size_ = lines.front().place->size;
    measure_edges();
    measure_leading();
    measure_style();
  }

  double left() const { return left_; }
  double size() const { return size_; }

  /// Points that the line leaves free at its end.
  double room(const Line& line) const {
    return line.right_to_left ? line.place->box.x0 - left_ : right_ - line.place->box.x1;
  }
  /// Points from the edge at which lines begin to the line's first letter.
  double indent(const Line& line) const {
    return line.right_to_left ? right_ - line.place->box.x1 : line.place->box.x0 - left_;
  }
  bool ends_early(const Line& line, const Line& next) const {
    return line.has_leader || room(line) > next.first_word + 0.6 * size_;
  }
  /// A line broken by hand or before a formula may leave more room than the next word needs, among lines that do not.
  bool is_nearly_full(const Line& line) const {
    return !by_hand_ && !line.has_leader && room(line) < kNearlyFull * (right_ - left_);
  }
  /// Most lines end early: verses, addresses, the lines of a form. None of them is full by anything but chance.
  bool is_broken_by_hand() const { return by_hand_; }
  bool is_centered(const Line& line) const {
    return room(line) > size_ && indent(line) > size_ && std::abs(room(line) - indent(line)) <= 2 * kCentered * size_;
  }
  /// Set as the first line of a paragraph: indented, or out-dented where the paragraphs hang.
  bool looks_first(const Line& line) const {
    const double by = indent(line);
    return hanging_ ? by < kLevel * size_ : by > kIndent * size_ && by < kDeepestIndent * size_;
  }
  bool is_wide(double step) const { return step > kWideLeading * leading_; }
  bool hangs() const { return hanging_; }

 private:
  void measure_edges() {
    std::vector<double> lefts;
    std::vector<double> rights;
    for (const Line& line : lines_) {
      lefts.push_back(line.place->box.x0);
      rights.push_back(line.place->box.x1);
    }
    std::sort(lefts.begin(), lefts.end());
    std::sort(rights.begin(), rights.end());
    // One line that strays over the edge does not move it.
    const std::size_t stray = lines_.size() >= 8 ? 1 : 0;
    left_ = lefts[stray];
    right_ = rights[rights.size() - 1 - stray];
  }

  void measure_leading() {
    std::vector<double> steps;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const double step = lines_[i].place->baseline - lines_[i - 1].place->baseline;
      if (step > 0.5 * size_ && step < 3 * size_) steps.push_back(step);
    }
    if (steps.size() < 3) {
      leading_ = steps.empty() ? 1.2 * size_ : std::max(1.1 * size_, *std::min_element(steps.begin(), steps.end()));
      return;
    }
    // Where many short paragraphs stand apart, the usual step lies in the lower half.
    std::sort(steps.begin(), steps.end());
    leading_ = steps[(steps.size() - 1) * 2 / 5];
  }

  /// Paragraphs hang where most lines are indented by one measure and those that begin after an early end are not.
  void measure_style() {
    std::size_t early = 0;
    std::size_t level = 0;
    std::size_t indented = 0;
    std::size_t first_level = 0;
    std::size_t first_indented = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const double by = indent(lines_[i]);
      const bool is_level = by < kLevel * size_;
      const bool is_indented = by > kIndent * size_ && by < kDeepestIndent * size_;
      const bool is_first = i > 0 && ends_early(lines_[i - 1], lines_[i]);
      early += is_first ? 1U : 0U;
      level += is_level ? 1U : 0U;
      indented += is_indented ? 1U : 0U;
      first_level += is_level && is_first ? 1U : 0U;
      first_indented += is_indented && is_first ? 1U : 0U;
    }
    by_hand_ = lines_.size() >= 4 && 2 * early > lines_.size();
    hanging_ = indented >= level && indented > 1 && level > 0 && first_level > first_indented;
  }

  std::span<const Line> lines_;
  double left_ = 0;
  double right_ = 0;
  double size_ = 1;
  double leading_ = 1;
  bool hanging_ = false;
  bool by_hand_ = false;
};

void append_text(std::string& text, std::string_view next, Context& context) {
  switch (seam_between(text, next)) {
    case Seam::blank:
      text.push_back(' ');
      break;
    case Seam::healed_hyphen: {
      std::string hyphen;
      append_utf8(hyphen, last_code_point(text));
      context.ledger.out(hyphen);
      text.resize(text.size() - hyphen.size());
      break;
    }
    case Seam::nothing:
      break;
  }
  text += next;
}

/// Parts the lines of one stretch, and builds its paragraphs.
class Builder {
 public:
  Builder(std::span<const Line> lines, Context& context) : lines_(lines), stretch_(lines), context_(context) {}

  void build(std::vector<Paragraph>& out) {
    std::size_t first = 0;
    for (std::size_t i = 1; i <= lines_.size(); ++i) {
      if (i < lines_.size() && !parts(first, i)) continue;
      out.push_back(made(first, i));
      if (lines_[first].label) last_label_ = lines_[first].label;
      first = i;
    }
  }

 private:
  /// Whether line `i` begins a paragraph after the one whose lines began at `first`.
  bool parts(std::size_t first, std::size_t i) const {
    const Line& before = lines_[i - 1];
    const Line& line = lines_[i];
    const double step = line.place->baseline - before.place->baseline;
    if (stretch_.is_wide(step) || before.tag != line.tag) return true;
    if (is_code(first, i)) return false;
    if (before.gapped && line.gapped) return true;
    if (begins_item(first, before, line)) return true;
    if (stretch_.is_centered(before) && stretch_.is_centered(line)) return before.bold != line.bold;
    const char32_t first_letter = first_code_point(line.text);
    // A sentence that goes on hangs under its label or its first word, and begins nothing.
    const bool unfinished = !ends_sentence(before.text);
    if (stretch_.ends_early(before, line)) {
      // A number is bound to what it counts ("12 states"), and needs the room of both.
      const bool inside = is_lower(first_letter) || first_letter == U'(' || line.numeral;
      const bool goes_on = unfinished && inside && !line.label;
      return !goes_on || !stretch_.is_nearly_full(before);
    }
    if (stretch_.is_broken_by_hand() && is_upper(first_letter)) return true;
    if (unfinished && is_lower(first_letter)) return false;
    const double by = stretch_.indent(line) - stretch_.indent(before);
    const bool inside_item = bool(lines_[first].label);
    if (inside_item) {
      // The lines of an item stand under its label or under its text; one that moves back out belongs to neither.
      return i > first + 1 && by < -kIndent * stretch_.size();
    }
    if (stretch_.hangs()) return stretch_.looks_first(line) && by < -kLevel * stretch_.size();
    return by > kIndent * stretch_.size() && stretch_.looks_first(line);
  }

  bool begins_item(std::size_t first, const Line& before, const Line& line) const {
    if (!line.label) return false;
    if (line.label.kind == LabelKind::bullet || stretch_.ends_early(before, line)) return true;
    const Label& open = lines_[first].label ? lines_[first].label : last_label_;
    // A number at the start of a line may belong to the sentence: "in the years before / 1990. The ...".
    return follows(open, line.label) || (line.label.value == 1 && line.label.kind != LabelKind::section);
  }

  /// With a number of the text itself: the mark of a footnote is smaller.
  static bool begins_with_number(const Line& line) { return line.numeral && !line.label; }

  /// Code keeps its lines.
  bool is_code(std::size_t first, std::size_t i) const {
    return lines_[i].fixed && lines_[i - 1].fixed && lines_[first].fixed;
  }

  Paragraph made(std::size_t first, std::size_t end) {
    const Line& head = lines_[first];
    const Line& tail = lines_[end - 1];
    Paragraph paragraph;
    paragraph.size = head.place->size;
    paragraph.indent = stretch_.indent(head);
    paragraph.lines = static_cast<int>(end - first);
    paragraph.box = head.place->box;
    paragraph.bold = true;
    paragraph.centered = stretch_.is_centered(head);
    paragraph.begins = stretch_.looks_first(head) || head.label;
    paragraph.ends = tail.has_leader || stretch_.room(tail) > 2 * stretch_.size() || paragraph.centered;
    const bool code = end - first > 1 && is_code(first, first + 1);
    for (std::size_t i = first; i < end; ++i) {
      paragraph.box = paragraph.box.united(lines_[i].place->box);
      paragraph.bold = paragraph.bold && lines_[i].bold;
      if (code && i > first) {
        // A letter of a fixed-width font is about 0.6 of its size wide.
        const double indent = (lines_[i].place->box.x0 - stretch_.left()) / (0.6 * stretch_.size());
        paragraph.text.push_back('\n');
        paragraph.text.append(static_cast<std::size_t>(std::lround(std::max(0.0, indent))), ' ');
        paragraph.text += lines_[i].text;
      } else {
        append_text(paragraph.text, lines_[i].text, context_);
      }
    }
    return paragraph;
  }

  std::span<const Line> lines_;
  Stretch stretch_;
  Context& context_;
  Label last_label_;
};

}  // namespace

std::vector<Paragraph> find_paragraphs(const Page& page, std::span<const TextLine> places, const TaggedTexts& tags,
                                       Context& context) {
  std::vector<Line> lines;
  lines.reserve(places.size());
  for (const TextLine& place : places) {
    lines.push_back(read_line(page, place));
    lines.back().tag = tags.of(place);
  }
  std::vector<Paragraph> paragraphs;
  for (std::size_t first = 0; first < lines.size();) {
    std::size_t end = first + 1;
    while (end < lines.size() && same_size(lines[end].place->size, lines[end - 1].place->size)) ++end;
    Builder(std::span(lines).subspan(first, end - first), context).build(paragraphs);
    first = end;
  }
  for (Paragraph& paragraph : paragraphs) tags.give_level(paragraph);
  return paragraphs;
}

bool runs_on(const Paragraph& open, const Paragraph& next, bool over_table) {
  if (!next.at_top || open.ends || next.begins || next.centered || open.bold != next.bold ||
      !same_size(open.size, next.size))
    return false;
  const char32_t c = first_code_point(next.text);
  if (is_cjk(first_code_point(open.text)) && is_cjk(c)) return !ends_sentence(open.text);
  if (is_hyphen(last_code_point(open.text))) return is_letter(c) || is_digit(c);
  if (ends_sentence(open.text)) return false;
  return !is_upper(c) || (open.lines > 1 && !over_table);
}

void append(Paragraph& open, const Paragraph& next, Context& context) {
  append_text(open.text, next.text, context);
  open.lines += next.lines;
  open.ends = next.ends;
}

}  // namespace gridlift::recover
