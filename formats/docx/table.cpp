// Tables: rows and cells as the file has them (ECMA-376 17.4).
#include <algorithm>
#include <utility>

#include "formats/docx/content.h"

namespace gridlift::docx {

namespace {

constexpr unsigned kLookFirstRow = 0x0020;  // w:tblLook w:val, 17.4.56
constexpr unsigned kLookFirstColumn = 0x0080;

/// w:tblLook says which conditional formats apply, as single attributes or as one hexadecimal number.
struct Look {
  bool first_row = false;
  bool first_col = false;
};

Look look_of(const XmlReader& xml) {
  const std::string_view hex = xml.attribute(Token::w_val);
  unsigned bits = 0;
  for (const char c : hex.substr(0, 8)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                             : 0;
    bits = bits * 16 + static_cast<unsigned>(digit);
  }
  Look look{(bits & kLookFirstRow) != 0, (bits & kLookFirstColumn) != 0};
  if (xml.has(Token::w_firstRow)) look.first_row = is_on(xml.attribute(Token::w_firstRow));
  if (xml.has(Token::w_firstColumn)) look.first_col = is_on(xml.attribute(Token::w_firstColumn));
  return look;
}

RawCell::Merge merge_of(const XmlReader& xml) {
  // Without a value it goes on (17.4.84); so does any value that is not "restart".
  return xml.attribute(Token::w_val) == "restart" ? RawCell::Merge::restart : RawCell::Merge::carry_on;
}

int count_of(const XmlReader& xml, std::uint64_t most) {
  const auto highest = static_cast<int>(std::min<std::uint64_t>(most, INT32_MAX));
  return std::clamp(to_int(xml.attribute(Token::w_val), 0), 0, highest);
}

}  // namespace

void ContentReader::table(Scope& scope) {
  ++scope.tables;
  RawTable raw;
  raw.method = Method::docx;
  raw.depth = table_depth_++;
  raw.place.path = scope.path + "tbl[" + std::to_string(scope.tables) + "]";
  const std::string path = raw.place.path;
  rows(raw, path);
  --table_depth_;
  if (!raw.rows.empty()) scope.story.table(std::move(raw));
}

void ContentReader::rows(RawTable& raw, const std::string& path) {
  xml_.children([&] {
    switch (xml_.token()) {
      case Token::w_tblPr:
        table_properties(raw);
        break;
      case Token::w_tblGrid:
        table_grid(raw);
        break;
      case Token::w_tr:
        row(raw, path);
        break;
      case Token::w_ins:
      case Token::w_del:
      case Token::w_moveFrom:
      case Token::w_moveTo:
        if (revision_shown(xml_.token())) rows(raw, path);
        break;
      case Token::mc_AlternateContent:
        alternate([&] {
          if (xml_.token() == Token::w_tr) row(raw, path);
        });
        break;
      case Token::w_p:
      case Token::w_tbl:
        loose_cell(raw, path);
        break;
      case Token::w_sdt:
      case Token::w_sdtContent:
      case Token::w_customXml:
      case Token::w_smartTag:
      case Token::unknown:
        if (xml_.kind() == XmlReader::Kind::start) rows(raw, path);
        break;
      default:
        break;
    }
  });
}

void ContentReader::table_properties(RawTable& raw) {
  TableLook look;
  xml_.children([&] { table_property(look); });
  // Word sets the look's flags on nearly every table: they mean something only where the style has a format for them.
  raw.first_row_is_header = look.first_row && look.style != nullptr && look.style->first_row;
  raw.first_col_is_header = look.first_col && look.style != nullptr && look.style->first_col;
}

void ContentReader::table_property(TableLook& look) {
  switch (xml_.token()) {
    case Token::w_tblStyle:
      look.style = state_.styles.table(xml_.attribute(Token::w_val));
      break;
    case Token::w_tblLook: {
      const Look said = look_of(xml_);
      look.first_row = said.first_row;
      look.first_col = said.first_col;
      break;
    }
    case Token::w_tblPrChange:
      rejected(Token::w_tblPr, [&] {
        look = {};
        xml_.children([&] { table_property(look); });
      });
      break;
    default:
      break;
  }
}

void ContentReader::table_grid(RawTable& raw) {
  raw.column_widths.clear();
  xml_.children([&] {
    if (xml_.token() == Token::w_gridCol && raw.column_widths.size() < state_.context.limits.table_columns)
      raw.column_widths.push_back(to_points(xml_.attribute(Token::w_w)).value_or(0));
    if (xml_.token() == Token::w_tblGridChange) rejected(Token::w_tblGrid, [&] { table_grid(raw); });
  });
}

/// A paragraph or table where a row or cell should be, as careless writers leave it: a row of its own.
void ContentReader::loose_cell(RawTable& raw, const std::string& path) {
  raw.rows.emplace_back();
  if (!spend_item()) return;
  RawCell cell;
  cell.place.path = path + "/tr[" + std::to_string(raw.rows.size()) + "]/tc[1]";
  const std::string cell_path = cell.place.path + "/";
  CellStory story(cell, state_.copied, state_.context);
  Scope scope{story, cell_path};
  block(scope);
  flush(scope);
  raw.rows.back().cells.push_back(std::move(cell));
}

void ContentReader::row(RawTable& raw, const std::string& path) {
  RawRow row;
  constexpr std::size_t kUsual = 64;  // columns; a row is mostly as wide as the one before
  if (!raw.rows.empty()) row.cells.reserve(std::min(raw.rows.back().cells.size(), kUsual));
  bool shown = true;
  const std::string row_path = path + "/tr[" + std::to_string(raw.rows.size() + 1) + "]";
  // Each cell begins on the page that the row begins on, and the row ends with the one that goes furthest.
  const NotePage first = state_.note_page;
  NotePage last = first;
  xml_.children([&] {
    state_.note_page = first;
    if (xml_.token() == Token::w_trPr) {
      shown = row_properties(row);
    } else if (!shown) {
      return;
    } else if (xml_.token() == Token::w_tc) {
      cell(row, row_path);
    } else {
      cells(row, row_path);
    }
    last = last.later(state_.note_page);
  });
  state_.note_page = last;
  if (shown && !row.cells.empty()) raw.rows.push_back(std::move(row));
}

/// False for a row that is not there: deleted (or not inserted yet), or hidden.
bool ContentReader::row_properties(RawRow& row) {
  bool shown = true;
  xml_.children([&] { row_property(row, shown); });
  return shown;
}

void ContentReader::row_property(RawRow& row, bool& shown) {
  const std::uint64_t most = state_.context.limits.table_columns;
  switch (xml_.token()) {
    case Token::w_gridBefore:
      row.grid_before = count_of(xml_, most);
      break;
    case Token::w_tblHeader:
      row.header = is_on(xml_.attribute(Token::w_val));
      break;
    case Token::w_ins:
    case Token::w_del:
      if (!revision_shown(xml_.token())) shown = false;
      break;
    case Token::w_hidden:
      if (is_on(xml_.attribute(Token::w_val)) && !state_.options.hidden_text) {
        shown = false;
        ++state_.hidden;
      }
      break;
    case Token::w_trPrChange:
      rejected(Token::w_trPr, [&] {
        row.grid_before = 0;
        row.header = false;
        xml_.children([&] { row_property(row, shown); });
      });
      break;
    default:
      break;
  }
}

/// What stands among the cells of a row: wrappers around cells.
void ContentReader::cells(RawRow& row, const std::string& path) {
  switch (xml_.token()) {
    case Token::w_tc:
      cell(row, path);
      break;
    case Token::w_ins:
    case Token::w_del:
    case Token::w_moveFrom:
    case Token::w_moveTo:
      if (revision_shown(xml_.token())) xml_.children([&] { cells(row, path); });
      break;
    case Token::mc_AlternateContent:
      alternate([&] { cells(row, path); });
      break;
    case Token::w_p:
    case Token::w_tbl: {
      RawTable loose;
      loose_cell(loose, path);
      for (RawCell& cell : loose.rows.front().cells) row.cells.push_back(std::move(cell));
      break;
    }
    case Token::w_sdt:
    case Token::w_sdtContent:
    case Token::w_customXml:
    case Token::w_smartTag:
    case Token::unknown:
      if (xml_.kind() == XmlReader::Kind::start) xml_.children([&] { cells(row, path); });
      break;
    default:
      break;
  }
}

void ContentReader::cell(RawRow& row, const std::string& path) {
  if (!spend_item()) return;
  RawCell cell;
  cell.place.path = path + "/tc[" + std::to_string(row.cells.size() + 1) + "]";
  bool shown = true;
  const std::size_t fields = fields_.depth();
  const std::string cell_path = cell.place.path + "/";
  CellStory story(cell, state_.copied, state_.context);
  Scope scope{story, cell_path};
  xml_.children([&] {
    if (xml_.token() == Token::w_tcPr) {
      shown = cell_properties(cell) && shown;
    } else if (shown) {
      block(scope);
    }
  });
  flush(scope);
  close_fields(scope, fields);
  if (shown) row.cells.push_back(std::move(cell));
}

/// False for a cell that a tracked change takes away.
bool ContentReader::cell_properties(RawCell& cell) {
  bool shown = true;
  xml_.children([&] { cell_property(cell, shown); });
  return shown;
}

void ContentReader::cell_property(RawCell& cell, bool& shown) {
  switch (xml_.token()) {
    case Token::w_gridSpan:
      cell.col_span = std::max(1, count_of(xml_, state_.context.limits.table_columns));
      break;
    case Token::w_vMerge:
      cell.vertical = merge_of(xml_);
      break;
    case Token::w_hMerge:
      cell.horizontal = merge_of(xml_);
      break;
    case Token::w_cellIns:
    case Token::w_cellDel:
      if (!revision_shown(xml_.token())) shown = false;
      break;
    case Token::w_cellMerge: {
      // A tracked merge: the value that holds, or the one before it (17.13.5.3).
      ++state_.revisions;
      const Token which = state_.options.track_changes == TrackChanges::reject ? Token::w_vMergeOrig : Token::w_vMerge;
      const std::string_view merge = xml_.attribute(which);
      if (merge == "rest") cell.vertical = RawCell::Merge::restart;
      if (merge == "cont") cell.vertical = RawCell::Merge::carry_on;
      break;
    }
    case Token::w_tcPrChange:
      rejected(Token::w_tcPr, [&] {
        cell.col_span = 1;
        cell.vertical = cell.horizontal = RawCell::Merge::none;
        xml_.children([&] { cell_property(cell, shown); });
      });
      break;
    default:
      break;
  }
}

}  // namespace gridlift::docx
