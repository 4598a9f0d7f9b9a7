#include "core/recover/text/headings.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/recover/page/labels.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kLarger = 1.15;       ///< a heading's size in sizes of running text, at least
constexpr double kMuchLarger = 1.4;    ///< from here on, a full stop does not speak against a heading
constexpr std::size_t kLongest = 160;  ///< columns of text, so that a CJK letter counts as two
constexpr int kMostLines = 3;
constexpr int kDeepestItem = 9;

bool has_letter(std::string_view text) {
  bool found = false;
  for_each_code_point(text, [&](char32_t c) { found = found || is_letter(c); });
  return found;
}

bool ends_like_text(std::string_view text) {
  return std::u32string_view(U".,;:。，；：、").find(last_code_point(text)) != std::u32string_view::npos;
}

bool is_all_capitals(std::string_view text) {
  std::size_t upper = 0;
  bool lower = false;
  for_each_code_point(text, [&](char32_t c) {
    upper += is_upper(c) ? 1U : 0U;
    lower = lower || is_lower(c);
  });
  return !lower && upper >= 4;
}

int level_of_size(double size, double body_size) {
  const double ratio = size / body_size;
  if (ratio >= 1.8) return 1;
  if (ratio >= 1.4) return 2;
  return 3;
}

/// 0: the numbering says nothing of a level.
int level_of_label(const Label& label) {
  switch (label.kind) {
    case LabelKind::chapter:
    case LabelKind::han:
      return 1;
    case LabelKind::han_paren:
      return 2;
    case LabelKind::section:
      return std::min(label.depth, 9);
    default:
      return 0;
  }
}

/// The level as a heading, or 0.
int heading_level(const Paragraph& paragraph, const Label& label, double body_size) {
  if (paragraph.lines > kMostLines || static_cast<std::size_t>(display_width(paragraph.text)) > kLongest ||
      !has_letter(paragraph.text) || paragraph.text.find('\n') != std::string::npos ||
      paragraph.text.find("....") != std::string::npos)
    return 0;
  if (label.kind == LabelKind::bullet || paragraph.tagged_item > 0) return 0;
  if (paragraph.tagged_level > 0) return paragraph.tagged_level;
  const bool larger = paragraph.size >= kLarger * body_size;
  const int numbered = level_of_label(label);
  // A line of text set a little larger is still a sentence.
  if (larger && paragraph.size < kMuchLarger * body_size && ends_like_text(paragraph.text)) return 0;
  if (larger) return numbered != 0 ? numbered : level_of_size(paragraph.size, body_size);
  if (paragraph.size < 0.9 * body_size || ends_like_text(paragraph.text)) return 0;
  if (numbered != 0 && paragraph.lines == 1 && paragraph.ends) return numbered;
  if (paragraph.bold && paragraph.lines <= 2) return label.kind == LabelKind::number ? 3 : 4;
  if (is_all_capitals(paragraph.text) && paragraph.lines == 1 && paragraph.ends && !label) return 4;
  return 0;
}

}  // namespace

Block as_block(Paragraph paragraph, double body_size) {
  Block block;
  const Label label = label_of(paragraph.text);
  block.level = heading_level(paragraph, label, body_size);
  if (block.level != 0) {
    block.kind = BlockKind::heading;
    block.text = std::move(paragraph.text);
    return block;
  }
  const bool is_item =
      paragraph.tagged_item > 0 || (label && label.kind != LabelKind::chapter && label.kind != LabelKind::section);
  if (!is_item) {
    block.text = std::move(paragraph.text);
    return block;
  }
  block.kind = BlockKind::list_item;
  block.level = std::clamp(paragraph.tagged_item, 1, kDeepestItem);
  block.label = paragraph.text.substr(0, label.bytes);
  block.text = std::string(trimmed(std::string_view(paragraph.text).substr(label.bytes)));
  return block;
}

}  // namespace gridlift::recover
