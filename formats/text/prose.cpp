#include "formats/text/prose.h"

#include <algorithm>
#include <utility>

#include "core/numbering.h"
#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::text {

namespace {

constexpr int kWidestWrapped = 120;  // columns: a longer line was not wrapped by hand or by a terminal
constexpr int kWidestHeading = 80;
constexpr std::size_t kGroupBytes = 1 << 20;  // a group that grows past it is handed on as it stands

bool is_any_of(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}

bool ends_closed(std::string_view text) {
  char32_t last = last_code_point(text);
  if (is_any_of(last, U"”’\"'）)》」』】]") && text.size() > 1) {
    std::string_view rest = text;
    while (!rest.empty() && last_code_point(rest) == last) {
      std::size_t length = 1;
      while (length < rest.size() && (static_cast<unsigned char>(rest[rest.size() - length]) & 0xC0) == 0x80) ++length;
      rest.remove_suffix(length);
    }
    if (!rest.empty()) last = last_code_point(rest);
  }
  return is_any_of(last, U".!?:;。！？：；…․؟।");
}

bool has_any_of(std::string_view text, std::u32string_view marks) {
  bool found = false;
  for_each_code_point(text, [&](char32_t c) { found = found || is_any_of(c, marks); });
  return found;
}

bool has_sentence_marks(std::string_view text) {
  return has_any_of(text, U"，。；、,;");
}

/// Marks that begin a list item, and a blank.
std::size_t bullet_length(std::string_view text) {
  std::size_t at = 0;
  const char32_t c = next_code_point(text, at);
  const bool mark = is_any_of(c, U"•●○◦▪■□◆◇►▶✓✔·∙‣⁃");
  const bool ascii = c == '-' || c == '*' || c == '+' || c == 0x2013 || c == 0x2014;
  if (!mark && !ascii) return 0;
  if (at >= text.size()) return 0;
  std::size_t next = at;
  const char32_t following = next_code_point(text, next);
  if (!is_space(following)) return mark && c != 0xB7 ? at : 0;
  return at;
}

/// Level of a heading by its number; 0: such numbers do not head headings.
int heading_level(const Numbering& number) {
  switch (number.style) {
    case NumberStyle::chapter:
    case NumberStyle::cjk:
    case NumberStyle::roman:
      return 1;
    case NumberStyle::section:
    case NumberStyle::cjk_paren:
      return 2;
    case NumberStyle::decimal:
      return std::min(number.depth, 9);
    case NumberStyle::arabic:
      return 3;
    default:
      return 0;
  }
}

/// A line of its own that begins with a heading's number and does not end a sentence.
bool is_heading_line(std::string_view text, int width) {
  return width <= kWidestHeading && heading_level(numbering_of(text)) > 0 && !ends_closed(text) &&
         !has_any_of(text, U"。；");
}

bool is_rule(std::string_view text, std::string_view marks) {
  if (text.size() < 3 || marks.find(text[0]) == std::string_view::npos) return false;
  return text.find_first_not_of(text[0]) == std::string_view::npos;
}

int leading_columns(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_space(c)) break;
    columns += c == '\t' ? 8 - columns % 8 : std::max(1, display_width(c));
  }
  return columns;
}

}  // namespace

void Prose::add(const Line& line) {
  Piece piece;
  piece.indent = leading_columns(line.text);
  piece.text = leftovers_.clean(trimmed(line.text));
  piece.text = std::string(trimmed(piece.text));
  if (piece.text.empty()) return blank();
  piece.width = piece.text.size() > 4096 ? 4096 : display_width(piece.text);
  piece.number = line.number;
  piece.carried = line.carried;
  group_bytes_ += piece.text.size();
  group_.push_back(std::move(piece));
  if (group_bytes_ > kGroupBytes) end_group();
}

void Prose::blank() {
  end_group();
}

void Prose::page_break() {
  end_group();
  if (held_) {
    ++breaks_;
  } else {
    sink_.page_break();
  }
}

void Prose::furniture(const Line& line, std::string label) {
  end_group();
  Block block;
  block.kind = BlockKind::furniture;
  block.label = std::move(label);
  block.text = leftovers_.clean(trimmed(line.text));
  block.sources.push_back(place_at(line.number, 1 + leading_columns(line.text)));
  if (held_) {
    after_.push_back(std::move(block));
  } else {
    sink_.block({std::move(block), std::nullopt, false, false});
  }
}

void Prose::flush() {
  end_group();
  release();
}

void Prose::end_group() {
  if (group_.empty()) return;
  int widest = 0;
  for (const Piece& piece : group_) widest = std::max(widest, piece.indent + piece.width);
  // Wrapped by hand: every line that does not end a paragraph is nearly as long as the longest.
  std::size_t full = 0;
  std::size_t inner = 0;
  for (std::size_t i = 0; i + 1 < group_.size(); ++i) {
    ++inner;
    if ((group_[i].indent + group_[i].width) * 4 >= widest * 3) ++full;
  }
  const bool wrapped = widest <= kWidestWrapped && widest >= 36 && inner > 0 && full * 4 >= inner * 3;
  const bool lines_are_paragraphs = widest > kWidestWrapped;

  std::size_t from = 0;
  for (std::size_t i = 1; i <= group_.size(); ++i) {
    bool parts = i == group_.size();
    if (!parts) {
      const Piece& piece = group_[i];
      const Piece& above = group_[i - 1];
      const Numbering number = numbering_of(piece.text);
      const bool heads = is_heading_line(piece.text, piece.width);
      parts = lines_are_paragraphs || bullet_length(piece.text) > 0 || heads || piece.carried || above.carried ||
              (number && (!wrapped || ends_closed(above.text))) ||
              (wrapped && piece.indent >= above.indent + 2 && ends_closed(above.text)) ||
              (i - 1 == from && is_heading_line(above.text, above.width) &&
               (!wrapped || above.width * 4 < widest * 3 || is_cjk(first_code_point(above.text))));
      if (is_rule(piece.text, "=-~^\"#*")) parts = false;
    }
    if (!parts) continue;
    paragraphs(from, i, wrapped);
    from = i;
  }
  group_.clear();
  group_bytes_ = 0;
}

void Prose::paragraphs(std::size_t from, std::size_t to, bool wrapped) {
  Block block;
  block.kind = BlockKind::paragraph;
  block.sources.push_back(place_at(group_[from].number, 1 + group_[from].indent));
  // A line of marks below a single line makes a heading of it (setext, reStructuredText).
  const bool underlined = to - from == 2 && is_rule(group_[from + 1].text, "=-~^\"#*") &&
                          static_cast<int>(group_[from + 1].text.size()) + 3 >= group_[from].width;
  const bool one_line = to - from == 1 || underlined;
  std::string text = group_[from].text;
  if (underlined) {
    context_.ledger.out(group_[from + 1].text);
    block.kind = BlockKind::heading;
    block.level = group_[from + 1].text[0] == '=' ? 1 : group_[from + 1].text[0] == '-' ? 2 : 3;
  } else {
    for (std::size_t i = from + 1; i < to; ++i) {
      if (wrapped) {
        if (seam_between(text, group_[i].text) == Seam::healed_hyphen) context_.ledger.out("-");
        text = joined(text, group_[i].text);
      } else {
        text += '\n';
        text += group_[i].text;
      }
    }
  }

  const Numbering number = numbering_of(text);
  const int level = number ? heading_level(number) : 0;
  const bool short_line =
      one_line && group_[from].width <= kWidestHeading && !ends_closed(text) && !has_any_of(text, U"。；");
  const std::size_t hashes = text.find_first_not_of('#');
  if (block.kind == BlockKind::heading) {
  } else if (one_line && hashes != std::string::npos && hashes >= 1 && hashes <= 6 && text[hashes] == ' ') {
    context_.ledger.out(std::string_view(text).substr(0, hashes));
    block.kind = BlockKind::heading;
    block.level = static_cast<int>(hashes);
    text = std::string(trimmed(std::string_view(text).substr(hashes)));
  } else if (const std::size_t bullet = bullet_length(text); bullet > 0) {
    block.kind = BlockKind::list_item;
    block.level = 1;
    block.label = text.substr(0, bullet);
    text = std::string(trimmed(std::string_view(text).substr(bullet)));
  } else if (short_line && level > 0 && trimmed(std::string_view(text).substr(number.bytes)).size() > 0) {
    block.kind = BlockKind::heading;
    block.level = level;
  } else if (short_line && !seen_text_ && !held_ && !has_sentence_marks(text) && group_[from].width >= 4) {
    block.kind = BlockKind::heading;  // the title
    block.level = 1;
  } else if (number && (number.style == NumberStyle::arabic || number.style == NumberStyle::arabic_paren ||
                        number.style == NumberStyle::letter || number.style == NumberStyle::circled)) {
    block.kind = BlockKind::list_item;
    block.level = 1;
    block.label = text.substr(0, number.bytes);
    text = std::string(trimmed(std::string_view(text).substr(number.bytes)));
  }
  block.text = std::move(text);
  hold(std::move(block));
}

/// A paragraph of running prose that stops in the middle of a sentence, and a next one that does not begin one.
bool Prose::continues(const Block& held, const Block& next) const {
  if (held.kind != BlockKind::paragraph && held.kind != BlockKind::list_item) return false;
  if (next.kind != BlockKind::paragraph || held.text.empty() || next.text.empty()) return false;
  if (ends_closed(held.text) || !has_sentence_marks(held.text)) return false;
  if (held.text.find('\n') != std::string::npos || next.text.find('\n') != std::string::npos) return false;
  if (numbering_of(next.text) || held.text.size() < 60) return false;
  const char32_t last = last_code_point(held.text);
  const char32_t first = first_code_point(next.text);
  if (is_lower(first) && (is_letter(last) || last == ',' || is_hyphen(last))) return true;
  return is_cjk(last) && is_cjk(first) && (is_letter(first) || is_any_of(first, U"，。；、：）”》"));
}

void Prose::hold(Block block) {
  if (held_ && continues(*held_, block)) {
    if (seam_between(held_->text, block.text) == Seam::healed_hyphen) context_.ledger.out("-");
    held_->text = joined(held_->text, block.text);
    held_->sources.insert(held_->sources.end(), block.sources.begin(), block.sources.end());
    context_.diagnostics.info("paragraph-rejoined", "a paragraph that a page end had cut was joined again",
                              "line " + std::to_string(block.sources.front().line));
    return;
  }
  release();
  held_ = std::move(block);
}

void Prose::release() {
  if (!held_) return;
  seen_text_ = true;
  sink_.block({*std::move(held_), std::nullopt, false, false});
  held_.reset();
  for (Block& block : after_) sink_.block({std::move(block), std::nullopt, false, false});
  after_.clear();
  for (; breaks_ > 0; --breaks_) sink_.page_break();
}

}  // namespace gridlift::text
