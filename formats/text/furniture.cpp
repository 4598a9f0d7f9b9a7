#include "formats/text/furniture.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/unicode.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kWidestFurniture = 200;  // bytes

enum class Number : unsigned char { none, bare, declared };

/// Whether a line is a page's number, and whether it says so.
Number page_number(std::string_view line) {
  if (line.size() > kWidestFurniture) return Number::none;
  std::string text = fold_label(line);
  if (text.empty() || text.size() > 40) return Number::none;
  std::size_t digits = 0;
  std::string rest;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      ++digits;
      if (rest.empty() || rest.back() != '#') rest.push_back('#');
    } else {
      rest.push_back(c);
    }
  }
  if (digits == 0 || digits > 8) return Number::none;
  if (rest == "#" || rest == "#/#") return Number::bare;
  for (const std::string_view form :
       {"-#-", "–#–", "—#—", "·#·", "第#页", "第#页共#页", "第#页,共#页", "第#页/共#页", "page#", "page#of#", "p.#",
        "seite#", "seite#von#", "стр.#", "#ページ", "-#-/-#-", "[#]", "page#/#"}) {
    if (rest == form) return form == "[#]" ? Number::bare : Number::declared;
  }
  return Number::none;
}

/// The line with each number made '#': what the pages' heads have in common.
std::string shape_of(std::string_view line) {
  std::string out;
  for (const char c : collapsed(line)) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit || out.empty() || out.back() != '#') out.push_back(digit ? '#' : c);
  }
  return out;
}

/// First and last lines with text of one page.
struct PageEdges {
  std::vector<std::size_t> top, bottom;
};

class Taker {
 public:
  explicit Taker(std::vector<Line>& lines) : lines_(lines) {}

  std::vector<FurnitureLine> take() {
    find_pages();
    if (pages_.size() > 1) take_repeated();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].blank() && alone(i) && page_number(lines_[i].text) == Number::declared)
        take_line(i, "page-number");
    }
    std::sort(taken_.begin(), taken_.end(),
              [](const FurnitureLine& a, const FurnitureLine& b) { return a.index < b.index; });
    return std::move(taken_);
  }

 private:
  void find_pages() {
    std::size_t from = 0;
    for (std::size_t i = 1; i <= lines_.size(); ++i) {
      if (i < lines_.size() && !lines_[i].page_break) continue;
      PageEdges page;
      for (std::size_t at = from; at < i && page.top.size() < 2; ++at) {
        if (!lines_[at].blank()) page.top.push_back(at);
      }
      for (std::size_t at = i; at > from && page.bottom.size() < 2; --at) {
        if (!lines_[at - 1].blank()) page.bottom.push_back(at - 1);
      }
      if (!page.top.empty()) pages_.push_back(std::move(page));
      from = i;
    }
  }

  void take_repeated() {
    for (const bool top : {true, false}) {
      for (std::size_t depth = 0; depth < 2; ++depth) {
        std::map<std::string, std::size_t> shapes;
        std::size_t numbers = 0;
        for (const PageEdges& page : pages_) {
          const auto& edge = top ? page.top : page.bottom;
          if (depth >= edge.size() || lines_[edge[depth]].text.size() > kWidestFurniture) continue;
          const std::string& text = lines_[edge[depth]].text;
          if (page_number(text) != Number::none) {
            ++numbers;
          } else if (text.find('\t') == std::string::npos) {
            ++shapes[shape_of(text)];
          }
        }
        for (const PageEdges& page : pages_) {
          const auto& edge = top ? page.top : page.bottom;
          if (depth >= edge.size() || lines_[edge[depth]].text.size() > kWidestFurniture) continue;
          const std::string& text = lines_[edge[depth]].text;
          if (text.empty()) continue;  // taken from the other side of a short page
          if (page_number(text) != Number::none) {
            if (numbers > 1 && numbers * 2 >= pages_.size()) take_line(edge[depth], "page-number");
          } else if (const auto found = shapes.find(shape_of(text));
                     found != shapes.end() && found->second > 2 && found->second * 2 > pages_.size()) {
            take_line(edge[depth], top ? "header" : "footer");
          }
        }
      }
    }
  }

  bool alone(std::size_t i) const {
    return (i == 0 || lines_[i - 1].blank() || lines_[i].page_break) &&
           (i + 1 == lines_.size() || lines_[i + 1].blank());
  }

  void take_line(std::size_t i, const char* label) {
    FurnitureLine line{i, lines_[i], label};
    line.line.page_break = false;
    lines_[i].text.clear();
    taken_.push_back(std::move(line));
  }

  std::vector<Line>& lines_;
  std::vector<PageEdges> pages_;
  std::vector<FurnitureLine> taken_;
};

}  // namespace

std::vector<FurnitureLine> take_furniture(std::vector<Line>& lines) {
  return Taker(lines).take();
}

}  // namespace gridlift::text
