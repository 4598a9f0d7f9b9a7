#include "converters/report/reread/label_search.h"

#include <algorithm>
#include <string_view>

#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kAlike = 0.8;       // least likeness, by letters, of what is printed
constexpr std::size_t kErrorIn = 8;  // one letter may differ in so many, while a label is being read
constexpr std::size_t kMostWords = 60;
constexpr std::size_t kPageEnd = 6;  // lines at the end and the begin of pages between which a label may go on
constexpr double kWordGap = 1.3;     // times the font size: the widest blank between words of one label
constexpr double kCloseGap = 0.55;   // the same between words that are one text for certain

std::u32string decoded(std::string_view text) {
  std::u32string out;
  for_each_code_point(text, [&](char32_t c) { out.push_back(c); });
  return out;
}

/// The least edits that make a text of the begin of `whole` (`begin_only`), or of all of it.
std::size_t edits(const std::u32string& text, const std::u32string& whole, bool begin_only) {
  std::vector<std::size_t> row(whole.size() + 1);
  for (std::size_t j = 0; j <= whole.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= whole.size(); ++j) {
      const std::size_t other = diagonal + (text[i - 1] == whole[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, other});
    }
  }
  return begin_only ? *std::min_element(row.begin(), row.end()) : row.back();
}

bool may_begin(std::string_view printed, std::string_view wanted) {
  if (wanted.starts_with(printed)) return true;
  const std::u32string text = decoded(printed);
  return edits(text, decoded(wanted), true) <= text.size() / kErrorIn;
}

double alike(std::string_view printed, std::string_view wanted) {
  if (printed == wanted) return 1;
  const std::u32string a = decoded(printed);
  const std::u32string b = decoded(wanted);
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer == 0 || longer > a.size() + b.size() / 2 || longer > b.size() + a.size() / 2) return 0;
  return 1 - static_cast<double>(edits(a, b, false)) / static_cast<double>(longer);
}

double fits(std::string_view joined, const Label& wanted) {
  const Label printed = make_label(joined);
  if (wanted.core.find('*') != std::string::npos) return similarity(printed, wanted);
  const double score = std::max(alike(printed.whole, wanted.whole), 0.98 * alike(printed.core, wanted.core));
  return score >= kAlike ? score : 0;
}

/// A note in brackets that is not closed yet.
bool in_note(std::string_view text) {
  int depth = 0;
  for_each_code_point(nfkc(text), [&](char32_t c) { depth += c == '(' ? 1 : c == ')' ? -1 : 0; });
  return depth > 0;
}

}  // namespace

std::optional<FoundLabel> part_on(const PlacedText& text, const FoundLabel& label, int page) {
  FoundLabel part;
  part.score = label.score;
  part.page = page;
  for (const std::size_t w : label.words) {
    const PlacedWord& word = text.words[w];
    if (word.page != page) continue;
    part.x0 = part.words.empty() ? word.x0 : std::min(part.x0, word.x0);
    part.x1 = part.words.empty() ? word.x1 : std::max(part.x1, word.x1);
    if (part.lines.empty() || part.lines.back() != word.y) part.lines.push_back(word.y);
    part.words.push_back(w);
  }
  return part.words.empty() ? std::nullopt : std::optional(std::move(part));
}

LabelSearch::LabelSearch(const PlacedText& text) : text_(text) {
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const Label label = make_label(text.words[i].text);
    const char32_t whole = first_code_point(label.whole);
    const char32_t core = first_code_point(label.core);
    if (whole != 0) by_letter_[whole].push_back(i);
    if (core != 0 && core != whole) by_letter_[core].push_back(i);
  }
}

/// The words with which a label may go on: the next on its line, then the nearest below it.
std::vector<std::size_t> LabelSearch::next_words(const FoundLabel& found) const {
  std::vector<std::size_t> next;
  const PlacedWord& last = text_.words[found.words.back()];
  const std::size_t right = found.words.back() + 1;
  if (right < text_.lines[last.line].to && text_.words[right].x0 - last.x1 <= kWordGap * last.size)
    next.push_back(right);
  for (std::size_t l = last.line + 1; l < text_.pages[static_cast<std::size_t>(last.page)].to; ++l) {
    const Run& line = text_.lines[l];
    if (!text_.is_near(last.y, text_.words[line.from].y, last.size)) break;
    bool below = false;
    for (std::size_t i = line.from; i < line.to && !below; ++i) {
      below = text_.words[i].x0 < found.x1 && text_.words[i].x1 > found.x0;
      if (below) next.push_back(i);
    }
    if (below) return next;
  }
  // A page end may have cut it.
  const Run& page = text_.pages[static_cast<std::size_t>(last.page)];
  if (static_cast<std::size_t>(last.page) + 1 >= text_.pages.size() || last.line + kPageEnd < page.to) return next;
  const Run& after = text_.pages[static_cast<std::size_t>(last.page) + 1];
  for (std::size_t l = after.from; l < std::min(after.to, after.from + kPageEnd); ++l) {
    for (std::size_t i = text_.lines[l].from; i < text_.lines[l].to; ++i) {
      if (text_.words[i].x0 < found.x1 && text_.words[i].x1 > found.x0) next.push_back(i);
    }
  }
  return next;
}

bool LabelSearch::try_word(std::size_t at, FoundLabel& found, std::string& joined, const Label& wanted) const {
  const PlacedWord& word = text_.words[at];
  const std::string more = joined + (found.words.empty() ? "" : " ") + word.text;
  if (found.words.empty() || !in_note(joined)) {
    const Label printed = make_label(more);
    const bool noted = in_note(more) && printed.core == wanted.core;
    if (!noted && !may_begin(printed.whole, wanted.whole) && !may_begin(printed.core, wanted.core) &&
        fits(more, wanted) <= fits(joined, wanted))
      return false;
  }
  joined = more;
  found.x0 = found.words.empty() ? word.x0 : std::min(found.x0, word.x0);
  found.x1 = found.words.empty() ? word.x1 : std::max(found.x1, word.x1);
  if (found.lines.empty() || found.lines.back() != word.y) found.lines.push_back(word.y);
  if (found.words.empty()) found.page = word.page;
  found.words.push_back(at);
  return true;
}

bool LabelSearch::extend(FoundLabel& found, std::string& joined, const Label& wanted) const {
  for (const std::size_t at : next_words(found)) {
    if (try_word(at, found, joined, wanted)) return true;
  }
  return false;
}

FoundLabel LabelSearch::grown_from(std::size_t first, const Label& wanted) const {
  FoundLabel found;
  FoundLabel best;
  std::string joined;
  if (!try_word(first, found, joined, wanted)) return best;
  do {
    const double score = fits(joined, wanted);
    if (score > 0 && score >= best.score) {
      best = found;
      best.score = score;
    }
  } while (found.words.size() < kMostWords && extend(found, joined, wanted));
  return best;
}

/// Whether a neighbour on the first or last line stands so close that the label is but a part of a phrase.
bool LabelSearch::is_part_of_text(const FoundLabel& found) const {
  const auto runs_on = [&](std::size_t left, std::size_t right) {
    const PlacedWord& a = text_.words[left];
    const PlacedWord& b = text_.words[right];
    if (a.line != b.line || b.x0 - a.x1 > kCloseGap * std::max(a.size, b.size)) return false;
    const bool wide = is_cjk(last_code_point(a.text)) || is_cjk(first_code_point(b.text));
    return (is_letter(last_code_point(a.text)) || is_letter(first_code_point(b.text))) && !(text_.in_cells && wide);
  };
  const std::size_t first = found.words.front();
  const std::size_t last = found.words.back();
  return (first > 0 && runs_on(first - 1, first)) || (last + 1 < text_.words.size() && runs_on(last, last + 1));
}

std::vector<FoundLabel> LabelSearch::find(const std::vector<Label>& labels) const {
  std::vector<FoundLabel> all;
  for (const Label& wanted : labels) {
    for (const char32_t letter : {first_code_point(wanted.whole), first_code_point(wanted.core)}) {
      const auto starts = by_letter_.find(letter);
      if (starts == by_letter_.end()) continue;
      for (const std::size_t first : starts->second) {
        FoundLabel found = grown_from(first, wanted);
        if (found.score > 0) all.push_back(std::move(found));
      }
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const FoundLabel& a, const FoundLabel& b) {
    return a.words.front() != b.words.front() ? a.words.front() < b.words.front() : a.score > b.score;
  });
  all.erase(std::unique(all.begin(), all.end(),
                        [](const FoundLabel& a, const FoundLabel& b) { return a.words.front() == b.words.front(); }),
            all.end());
  std::erase_if(all, [&](const FoundLabel& found) { return is_part_of_text(found); });
  return all;
}

}  // namespace gridlift::report
