// The reading direction of a table's columns.
#pragma once

#include "core/document.h"

namespace gridlift::recover {

/// A table of a page whose texts are right-to-left is read from its right column: turns the order of the columns round,
/// so that column 0 is the one with which a reader begins. Left alone are tables whose labels stand at the left of
/// their numbers. Not for flows: their files know the order.
void order_columns(Table& table);

}  // namespace gridlift::recover
