// Page text: what stands on one page, tables and paragraphs, in reading order.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "core/recover/stages.h"
#include "core/recover/text/paragraphs.h"

namespace gridlift::recover {

/// A paragraph, or the place of a table.
struct PageItem {
  bool is_table = false;
  Paragraph paragraph;
  std::size_t table = 0;  ///< index in the tables that were given
};

/// The words that are not `taken` as paragraphs, with the tables at their places. Each word with writing
/// `Writing::right` comes in exactly one paragraph. `gutter` as of reading_order.
std::vector<PageItem> read_page(const Page& page, const std::vector<bool>& taken, std::span<const Box> tables,
                                std::optional<double> gutter, Context& context);

}  // namespace gridlift::recover
