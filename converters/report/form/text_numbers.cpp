#include "converters/report/form/text_numbers.h"

#include <algorithm>
#include <cmath>

#include "converters/report/values/values.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr std::size_t kReach = 40;  // most letters that a '*' stands for
constexpr std::ptrdiff_t kMostStars = 6;

std::u32string folded(std::string_view text) {
  std::u32string out;
  for_each_code_point(fold_label(text), [&](char32_t c) { out.push_back(c); });
  return out;
}

/// The parts of a pattern between its stars; an empty one stands for a star at the end.
std::vector<std::u32string> parts_of(std::string_view pattern) {
  std::vector<std::u32string> parts;
  for (std::size_t star = pattern.find('*'); star != std::string_view::npos; star = pattern.find('*')) {
    parts.push_back(folded(pattern.substr(0, star)));
    pattern.remove_prefix(star + 1);
  }
  parts.push_back(folded(pattern));
  return parts;
}

bool is_chinese_digit(char32_t c) {
  return std::u32string_view(U"〇零一二三四五六七八九十百千万亿两").find(c) != std::u32string_view::npos;
}

bool has_digit(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return is_digit(c); });
}

/// Whether the parts stand in `text` from its begin on, one behind the other, each behind a run without digits. The
/// nearest place is taken for each, which leaves most room for those behind it.
bool begins_with(std::u32string_view text, const std::vector<std::u32string>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::u32string_view reach = text.substr(0, (i == 0 ? 0 : kReach) + parts[i].size());
    const std::size_t at = reach.find(parts[i]);
    if (at == std::u32string_view::npos || has_digit(reach.substr(0, at))) return false;
    text.remove_prefix(at + parts[i].size());
  }
  return true;
}

/// The same at the end of `text`, from the last part to the first.
bool ends_with(std::u32string_view text, const std::vector<std::u32string>& parts) {
  for (std::size_t i = parts.size(); i-- > 0;) {
    const std::size_t length = std::min(text.size(), (i + 1 == parts.size() ? 0 : kReach) + parts[i].size());
    const std::u32string_view reach = text.substr(text.size() - length);
    const std::size_t at = reach.rfind(parts[i]);
    if (at == std::u32string_view::npos || has_digit(reach.substr(at + parts[i].size()))) return false;
    text.remove_suffix(reach.size() - at);
  }
  return true;
}

/// Runs of digits with signs between, or of Chinese numerals: begin and end of each.
std::vector<std::pair<std::size_t, std::size_t>> numbers_in(std::u32string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digits = is_digit(text[i]);
    if (!digits && !is_chinese_digit(text[i])) continue;
    std::size_t end = i + 1;
    if (digits) {
      const auto inner = [&](char32_t c) { return c == U',' || c == U'.'; };
      while (end < text.size() &&
             (is_digit(text[end]) || (inner(text[end]) && end + 1 < text.size() && is_digit(text[end + 1]))))
        ++end;
    } else {
      while (end < text.size() && is_chinese_digit(text[end])) ++end;
    }
    found.emplace_back(i, end);
    i = end - 1;
  }
  return found;
}

std::optional<double> value_of(std::u32string_view number) {
  std::string text;
  for (const char32_t c : number) append_utf8(text, c);
  const TypedValue value = parse_value(text);
  return value.kind == ValueKind::number ? std::optional(value.number) : std::nullopt;
}

/// A pattern in two: what stands before the number and behind it.
struct TextPattern {
  std::vector<std::u32string> before;
  std::vector<std::u32string> behind;
};

/// Sentences end at their full stop; "3.5" goes on, since a digit follows.
std::vector<std::u32string> sentences_of(std::string_view text) {
  std::vector<std::u32string> out;
  std::string sentence;
  const auto close = [&] {
    if (!sentence.empty()) out.push_back(folded(sentence));
    sentence.clear();
  };
  char32_t before = 0;
  for_each_code_point(text, [&](char32_t c) {
    if (before == U'.' && is_space(c)) close();
    if (std::u32string_view(U"。！？；!?;").find(c) != std::u32string_view::npos || c == U'\n') {
      close();
    } else {
      append_utf8(sentence, c);
    }
    before = c;
  });
  close();
  return out;
}

}  // namespace

std::string fault_of_text_pattern(std::string_view pattern) {
  const std::size_t at = pattern.find(kNumberPlace);
  if (at == std::string_view::npos) return "must hold {number}";
  if (pattern.find(kNumberPlace, at + 1) != std::string_view::npos) return "must hold {number} once";
  if (std::count(pattern.begin(), pattern.end(), '*') > kMostStars) return "at most six '*' in a pattern";
  const std::string_view before = pattern.substr(0, at);
  if (before.find_first_not_of("* \t") == std::string_view::npos) return "needs some text before {number}";
  return {};
}

std::optional<double> number_in_text(const std::vector<std::string>& patterns, std::string_view text) {
  std::vector<TextPattern> ready;
  for (const std::string& pattern : patterns) {
    const std::size_t at = pattern.find(kNumberPlace);
    if (at == std::string::npos) continue;
    ready.push_back({parts_of(std::string_view(pattern).substr(0, at)),
                     parts_of(std::string_view(pattern).substr(at + kNumberPlace.size()))});
  }
  std::optional<double> said;
  for (const std::u32string& sentence : sentences_of(text)) {
    const std::u32string_view all = sentence;
    for (const auto& [begin, end] : numbers_in(all)) {
      const bool matched = std::any_of(ready.begin(), ready.end(), [&, from = begin, to = end](const TextPattern& p) {
        return ends_with(all.substr(0, from), p.before) && begins_with(all.substr(to), p.behind);
      });
      const std::optional<double> value = matched ? value_of(all.substr(begin, end - begin)) : std::nullopt;
      if (!value) continue;
      if (said && std::fabs(*said - *value) > 1e-9) return std::nullopt;
      said = value;
    }
  }
  return said;
}

}  // namespace gridlift::report
