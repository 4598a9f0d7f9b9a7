// Furniture: page headers, footers and page numbers, told by what neighbouring pages have at the same place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/layout.h"

namespace gridlift::recover {

/// Pages before and after that a page is compared with: two, since left and right pages differ.
inline constexpr std::size_t kFurnitureReach = 2;

/// A row of text near the upper or lower edge of a page.
struct MarginRow {
  struct Part {
    std::string text;
    std::string key;        ///< its letters without case and blanks, each run of digits as '#'
    std::string number;     ///< the digits of it, when it has one number only
    bool artifact = false;  ///< by the file's own word
    Box box;
    std::vector<std::uint32_t> words;  ///< indices in Page::words
  };
  std::vector<Part> parts;  ///< from left to right
  Box box;
  double size = 0;
  double white = 0;      ///< points of white between it and the next row towards the middle of the page
  bool tabular = false;  ///< the next row is set under the same edges: a table's header row, it seems
};

/// What is kept of a page while its neighbours are looked at.
struct Margins {
  int page = 0;
  std::vector<MarginRow> top;     ///< from the edge inwards
  std::vector<MarginRow> bottom;  ///< from the edge inwards
};

/// A row that is no part of the running text.
struct Furniture {
  std::string_view label;  ///< "header", "footer", "page-number", "watermark"
  bool at_bottom = false;
  std::string text;
  Box box;
  std::vector<std::uint32_t> words;
};

/// The rows in the upper and lower sixth of a page, `taken` words aside.
Margins read_margins(const Page& page, const std::vector<bool>& taken);

/// Rows are furniture from the edge inwards while they, or parts of them, stand on a neighbouring page at the same
/// place with the same letters; numbers may differ, but those that stand alone must count the pages. On a page without
/// neighbours, only its own page number is. What the file calls an artifact is taken at its word here, at the edge.
/// Headers first, then footers, each from top to bottom.
std::vector<Furniture> find_furniture(const Margins& margins, std::span<const Margins* const> neighbours);

}  // namespace gridlift::recover
