// Where the labels of a form stand on the paper, though they run over lines and others stand beside them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "converters/report/labels.h"
#include "converters/report/reread/placed_text.h"

namespace gridlift::report {

/// A label found: its words from the first on, and their extent.
struct FoundLabel {
  std::vector<std::size_t> words;
  double score = 0;  ///< 1: letter by letter
  double x0 = 0;
  double x1 = 0;
  std::vector<double> lines;  ///< the y of each of its lines, from the top
  int page = 0;               ///< of its first word; the next page may have its last ones

  double top() const { return lines.front(); }
  double bottom() const { return lines.back(); }
  double middle() const { return (top() + bottom()) / 2; }
};

/// What of a label stands on a page.
std::optional<FoundLabel> part_on(const PlacedText& text, const FoundLabel& label, int page);

class LabelSearch {
 public:
  /// `text` must outlive it.
  explicit LabelSearch(const PlacedText& text);

  /// All places where one of the labels stands, in reading order of their first words; for each first word the best.
  std::vector<FoundLabel> find(const std::vector<Label>& labels) const;

 private:
  bool extend(FoundLabel& found, std::string& joined, const Label& wanted) const;
  bool try_word(std::size_t word, FoundLabel& found, std::string& joined, const Label& wanted) const;
  std::vector<std::size_t> next_words(const FoundLabel& found) const;
  bool is_part_of_text(const FoundLabel& found) const;
  FoundLabel grown_from(std::size_t first, const Label& wanted) const;

  const PlacedText& text_;
  std::unordered_map<char32_t, std::vector<std::size_t>> by_letter_;  ///< first letter, with and without a number
};

}  // namespace gridlift::report
