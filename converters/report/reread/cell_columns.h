// Which columns the cells of rows are.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "converters/report/reread/value_bands.h"
#include "converters/report/reread/value_rows.h"

namespace gridlift::report {

/// For each row the columns of its cells; nullopt: that cannot be told.
using CellColumns = std::vector<std::optional<std::vector<std::size_t>>>;

/// On a page, by what each column covers there.
CellColumns columns_on_page(const RowsReading& reading, std::span<const Band> bands);

/// In character cells the order from left to right is that of the page within a row, not over the whole table. A row of
/// as many cells as there are columns has all of them; another's cells are those that they stand under in such rows, or
/// under the header where that stands over every cell of every row, full ones among them.
CellColumns columns_in_text(const RowsReading& reading, std::span<const std::optional<Span1>> header);

}  // namespace gridlift::report
