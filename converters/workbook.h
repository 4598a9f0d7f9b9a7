// One XLSX workbook: sheets, cells, merges. The only owner of libxlsxwriter.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace gridlift {

/// How a cell looks. `number` is a number format of the file ("0.00", "#,##0"); "" the general one.
struct CellStyle {
  bool bold = false;
  bool wraps = false;
  bool alert = false;  ///< on a red ground: what a reader must not miss
  std::string number;
};

/// Rows and columns count from 0; what lies outside the bounds of a sheet is left out. Texts are written as texts, so
/// that none is ever a formula. The same calls give the same bytes on any day.
class Workbook {
 public:
  // Bounds of the file format (ECMA-376 part 1 leaves them to applications; Excel's specifications).
  static constexpr int kSheetRows = 1'048'576;
  static constexpr int kSheetCols = 16'384;

  Workbook();
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// Begins a sheet; what follows goes there. Signs that a sheet's name cannot have become blanks, and a name that is
  /// too long is cut.
  void sheet(std::string_view name);
  /// False when the text was longer than a cell takes, and cut.
  bool text(int row, int col, std::string_view text, const CellStyle& style = {});
  void number(int row, int col, double value, const CellStyle& style = {});
  /// Makes one cell of the slots up to the last ones given; write its value afterwards.
  void merge(int row, int col, int last_row, int last_col, const CellStyle& style);
  /// Rows above `rows` stay in view.
  void freeze(int rows);
  /// Width of a column, in characters.
  void width(int col, double chars);
  /// Hands the file on in pieces; nothing can be written afterwards.
  Result<void> close(const std::function<Result<void>(std::string_view)>& take);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridlift
