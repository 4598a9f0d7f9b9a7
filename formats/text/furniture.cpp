#include "formats/text/furniture.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
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

/// "PAGE 12", "Seite 3", "стр. 4", "第 5 页" within a line, by its shape.
bool names_page(std::string_view shape) {
  const std::string folded = fold_label(shape);
  for (const std::string_view word :
       {"page#", "page:#", "seite#", "seite:#", "стр.#", "страница#", "página#", "pagina#", "第#页", "#ページ", "صفحة#",
        "pageno.#", "pageno#", "page-#", "blatt#"}) {
    if (folded.find(word) != std::string::npos) return true;
  }
  return false;
}

/// First and last lines with text of one page: up to the first blank line.
struct PageEdges {
  std::size_t from = 0, to = 0;  ///< lines of the page
  std::vector<std::size_t> top, bottom;
};

constexpr std::size_t kHeadLines = 3;
constexpr std::size_t kNear = 10;  // lines in which rows of one shape stand

class Taker {
 public:
  explicit Taker(std::vector<Line>& lines) : lines_(lines) {}

  std::vector<FurnitureLine> take() {
    find_pages();
    if (pages_.size() > 1) {
      take_numbered_heads();
      take_repeated();
    }
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
      page.from = from;
      page.to = i;
      for (std::size_t at = from; at < i && page.top.size() < kHeadLines; ++at) {
        if (!lines_[at].blank()) {
          page.top.push_back(at);
        } else if (!page.top.empty()) {
          break;
        }
      }
      for (std::size_t at = i; at > from && page.bottom.size() < kHeadLines; --at) {
        if (!lines_[at - 1].blank()) {
          page.bottom.push_back(at - 1);
        } else if (!page.bottom.empty()) {
          break;
        }
      }
      if (!page.top.empty()) pages_.push_back(std::move(page));
      from = i;
    }
  }

  /// A page's first line that says its number, and what stands right below it as on the page before.
  void take_numbered_heads() {
    for (std::size_t p = 1; p < pages_.size(); ++p) {
      const std::vector<std::size_t>& top = pages_[p].top;
      const std::string head = short_shape(top[0]);
      if (!names_page(head)) continue;
      std::unordered_map<std::string, std::size_t> above;
      for (std::size_t at = pages_[p - 1].from; at < pages_[p - 1].to; ++at) above.emplace(short_shape(at), at);
      take_line(top[0], "header");
      if (p > 1) {
        // The page before was looked at already; its lines are gone.
        for (std::size_t i = 1; i < top.size() && heads_.contains(short_shape(top[i])); ++i)
          take_line(top[i], "header");
        continue;
      }
      if (const auto found = above.find(head); found != above.end()) take_line(found->second, "header");
      for (std::size_t i = 1; i < top.size(); ++i) {
        const std::string shape = short_shape(top[i]);
        const auto found = above.find(shape);
        if (found == above.end() || has_wide_gap(lines_[top[i]].text) || lines_[found->second].text.empty()) break;
        heads_.insert(shape);
        take_line(found->second, "header");
        take_line(top[i], "header");
      }
    }
  }

  static bool has_wide_gap(std::string_view text) { return trimmed(text).find("  ") != std::string_view::npos; }

  std::string short_shape(std::size_t i) const {
    return lines_[i].text.size() > kWidestFurniture ? std::string() : shape_of(lines_[i].text);
  }

  /// A row among rows: three values or more in columns, or another line of its shape near by on the same page.
  bool is_row(std::size_t i, const PageEdges& page) const {
    const std::string shape = shape_of(lines_[i].text);
    if (names_page(shape)) return false;
    std::size_t values = 0;
    const std::string_view text = lines_[i].text;
    for (std::size_t at = text.find("  "); at < text.size(); at = text.find("  ", at)) {
      at = text.find_first_not_of(' ', at);
      if (at < text.size() && text[at] >= '0' && text[at] <= '9') ++values;
    }
    if (values >= 3) return true;
    const std::size_t from = std::max(page.from, i < kNear ? 0 : i - kNear);
    for (std::size_t at = from; at < std::min(page.to, i + kNear); ++at) {
      if (at != i && short_shape(at) == shape) return true;
    }
    return false;
  }

  void take_repeated() {
    for (const bool top : {true, false}) {
      for (std::size_t depth = 0; depth < kHeadLines; ++depth) {
        std::map<std::string, std::size_t> shapes;
        std::size_t numbers = 0;
        for (const PageEdges& page : pages_) {
          const auto& edge = top ? page.top : page.bottom;
          if (depth >= edge.size() || lines_[edge[depth]].text.size() > kWidestFurniture) continue;
          const std::string& text = lines_[edge[depth]].text;
          if (page_number(text) != Number::none) {
            ++numbers;
          } else if (text.find('\t') == std::string::npos && !is_row(edge[depth], page)) {
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

  /// Nothing stands right above or below but the rows of a table.
  bool alone(std::size_t i) const {
    const auto parted = [&](std::size_t at) {
      return lines_[at].blank() || lines_[at].text.find('\t') != std::string::npos;
    };
    return (i == 0 || lines_[i].page_break || parted(i - 1)) && (i + 1 == lines_.size() || parted(i + 1));
  }

  void take_line(std::size_t i, const char* label) {
    FurnitureLine line{i, lines_[i], label};
    line.line.page_break = false;
    lines_[i].text.clear();
    taken_.push_back(std::move(line));
  }

  std::vector<Line>& lines_;
  std::vector<PageEdges> pages_;
  std::unordered_set<std::string> heads_;  ///< shapes of what stands below numbered first lines
  std::vector<FurnitureLine> taken_;
};

}  // namespace

std::vector<FurnitureLine> take_furniture(std::vector<Line>& lines) {
  return Taker(lines).take();
}

}  // namespace gridlift::text
