#include "core/recover/text/overlays.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>

#include "core/recover/page/rulings.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kSlanted = 0.15;        ///< sine of the least angle that is no accident of the setting
constexpr double kLarge = 2;             ///< in heights of the text
constexpr double kPale = 0.62;           ///< lightness of a watermark's colour, at least
constexpr std::size_t kMostGroups = 64;  ///< groups that are looked at; a page with more is a drawing
constexpr double kMostLetters = 0.4;     ///< share of the page's letters; more is its text

/// Words that were set as one: near each other, alike in everything.
struct Group {
  std::vector<std::uint32_t> words;  // in reading order
  Box box;
  std::size_t letters = 0;
  bool slanted = false;
};

/// How much higher than its letters the box of a level word is, in font sizes: the sine of its slant, nearly.
double slant_of(const Page& page, const Word& word) {
  if (word.writing != Writing::right && word.writing != Writing::left) return 0;
  const std::size_t last = word.first_edge + count_code_points(word.text);
  if (last >= page.edges.size()) return 0;
  const double along =
      std::abs(static_cast<double>(page.edges[last]) - static_cast<double>(page.edges[word.first_edge]));
  return (word.box.width() - along) / std::max(word.size, 1e-6);
}

double lightness(std::uint32_t color) {
  const auto part = [color](int shift) { return static_cast<double>(color >> shift & 0xFF) / 255; };
  return 0.3 * part(16) + 0.59 * part(8) + 0.11 * part(0);
}

bool alike(const Word& a, const Word& b) {
  return a.writing == b.writing && a.size == b.size && a.color == b.color && a.mark == b.mark &&
         a.invisible == b.invisible;
}

/// Whether a word could be part of an overlay at all: cheap, since most cannot.
bool is_unlike_text(const Word& word, bool slanted, double unit) {
  if (word.invisible) return false;
  return slanted || word.size >= kLarge * unit || word.mark == kArtifactMark || word.mark == kOverlayMark;
}

struct Candidate {
  std::uint32_t word = 0;
  bool slanted = false;
};

/// Words alike stand together, from left to right, whatever their order on the page.
std::vector<Candidate> candidates_of(const Page& page, double unit) {
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    const bool slanted = slant_of(page, page.words[i]) > kSlanted;
    if (is_unlike_text(page.words[i], slanted, unit)) candidates.push_back({i, slanted});
  }
  const auto key = [&page](const Candidate& candidate) {
    const Word& word = page.words[candidate.word];
    return std::tuple(word.writing, word.size, word.color, word.mark, candidate.slanted,
                      candidate.slanted ? word.box.x0 : word.baseline, word.box.x0, word.box.y0);
  };
  std::sort(candidates.begin(), candidates.end(),
            [&key](const Candidate& a, const Candidate& b) { return key(a) < key(b); });
  return candidates;
}

std::vector<Group> groups_of(const Page& page, double unit) {
  std::vector<Group> groups;
  for (const auto& [index, slanted] : candidates_of(page, unit)) {
    const Word& word = page.words[index];
    const double reach = 2 * word.size;
    const bool goes_on = !groups.empty() && groups.back().slanted == slanted &&
                         alike(page.words[groups.back().words.back()], word) &&
                         word.box.x0 <= groups.back().box.x1 + reach && word.box.y0 <= groups.back().box.y1 + reach &&
                         word.box.y1 >= groups.back().box.y0 - reach;
    if (!goes_on) groups.push_back({{}, word.box, 0, slanted});
    Group& group = groups.back();
    group.words.push_back(index);
    group.box = group.box.united(word.box);
    group.letters += count_code_points(word.text);
    if (groups.size() > kMostGroups) return {};
  }
  return groups;
}

/// Words that are not of the group and lie under it. A slanted group has its box mostly empty: its letters are what is
/// looked at.
bool lies_over_text(const Page& page, const Group& group) {
  const Word& first = page.words[group.words.front()];
  const double high = std::min(group.box.height(), 1.5 * first.size);
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& other) {
    if (alike(first, other)) return false;
    const Box both = other.box.intersection(group.box);
    if (both.width() <= 0 || both.height() < 0.3 * other.box.height()) return false;
    return group.slanted || both.height() < high;
  });
}

bool is_overlay(const Page& page, const Group& group, double unit) {
  const Word& word = page.words[group.words.front()];
  if (word.mark == kOverlayMark) return true;
  const bool large = word.size >= kLarge * unit;
  const bool pale = lightness(word.color) >= kPale;
  const bool artifact = word.mark == kArtifactMark;
  if (group.slanted && (large || artifact)) return true;
  if (!artifact && !pale) return false;
  return (group.slanted || large || artifact) && lies_over_text(page, group);
}

Furniture furniture_of(const Page& page, const Group& group) {
  Furniture furniture;
  furniture.label = "watermark";
  furniture.box = group.box;
  for (const std::uint32_t i : group.words) {
    if (!furniture.text.empty() && page.words[i].space_before) furniture.text.push_back(' ');
    furniture.text += page.words[i].text;
  }
  return furniture;
}

}  // namespace

std::vector<Furniture> take_overlays(Page& page) {
  std::vector<Furniture> found;
  if (page.fragment || page.words.empty()) return found;
  const double unit = text_height(page);
  const std::vector<Group> groups = groups_of(page, unit);
  if (groups.empty()) return found;
  std::size_t all = 0;
  for (const Word& word : page.words) all += count_code_points(word.text);
  std::vector<const Group*> overlays;
  std::size_t letters = 0;
  for (const Group& group : groups) {
    if (!is_overlay(page, group, unit)) continue;
    overlays.push_back(&group);
    if (page.words[group.words.front()].mark != kOverlayMark) letters += group.letters;
  }
  if (static_cast<double>(letters) > kMostLetters * static_cast<double>(all)) return found;
  std::vector<bool> gone(page.words.size());
  for (const Group* overlay : overlays) {
    found.push_back(furniture_of(page, *overlay));
    for (const std::uint32_t word : overlay->words) gone[word] = true;
  }
  std::size_t at = 0;
  std::erase_if(page.words, [&](const Word&) { return gone[at++]; });
  return found;
}

}  // namespace gridlift::recover
