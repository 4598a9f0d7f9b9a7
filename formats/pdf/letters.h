// The letters of one word, from glyphs that stand from left to right to text in logical order with an edge for each
// letter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gridlift::pdf {

/// The combining form of an accent, combining or free-standing; 0 for anything else.
char32_t combining_accent(char32_t c);

/// Collects the glyphs of a word along its line, then gives its text. One object serves many words.
class Letters {
 public:
  void clear() {
    codes_.clear();
    edges_.clear();
  }
  bool empty() const { return codes_.empty(); }

  /// A glyph from u0 to u1 that stands for one code point. Ligatures and presentation forms become plain letters.
  void add(char32_t c, float u0, float u1);
  /// A glyph that stands for several code points, in logical order; blanks among them are left out.
  void add(std::u32string_view text, float u0, float u1);
  /// An accent over the letter added last (see combining_accent).
  void add_accent(char32_t c);

  /// Ends the word at u1: composes accents (NFC), turns right-to-left letters into logical order.
  void finish(float u1, std::string& text);
  /// After `finish`: code point i of the text reaches from edges()[i] to edges()[i + 1].
  const std::vector<float>& edges() const { return edges_; }

 private:
  void spread_edges(std::size_t count);

  std::vector<char32_t> codes_;
  std::vector<float> edges_;  // start of each code point; after `finish` the end of the last one too
};

}  // namespace gridlift::pdf
