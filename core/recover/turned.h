// Turned text: the words of a page that read upwards or downwards, laid so that they read to the right.
#pragma once

#include <cstdint>
#include <vector>

#include "core/layout.h"

namespace gridlift::recover {

/// A page turned by a quarter, with the words of one direction of writing only.
struct TurnedPage {
  Page page;                         ///< its words read to the right; all rules and fills are turned with them
  std::vector<std::uint32_t> words;  ///< for each word its index in the page as it was
};

/// `writing` is up or down.
TurnedPage turned(const Page& page, Writing writing);

/// A box of the turned page on the page as it was.
Box turned_back(const Page& page, Writing writing, const Box& box);

}  // namespace gridlift::recover
