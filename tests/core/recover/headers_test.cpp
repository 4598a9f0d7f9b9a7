#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/header_paths.h"
#include "core/recover/stages.h"
#include "core/recover/table/cell_kind.h"
#include "tests/core/recover/table_text.h"

using namespace gridlift;
using namespace gridlift::recover;
using test::table_of;

namespace {

using Path = std::vector<std::string>;

}  // namespace

TEST_CASE("header rows and columns are told by the types of cells") {
  struct Case {
    std::string name;
    std::vector<std::string> rows;
    int header_rows, header_cols;
    std::vector<int> interior;
  };
  const std::vector<Case> cases = {
      {"labels over numbers", {"Year|Sales|Costs", "North|12|7", "South|13|9"}, 1, 1, {}},
      {"years over numbers are labels", {"|2019|2020", "North|12|7", "South|13|9"}, 1, 1, {}},
      {"years among years are values", {"2001|2002", "2003|2004", "2005|2006"}, 0, 0, {}},
      {"row 0 is not always a header", {"1|2|3", "4|5|6"}, 0, 0, {}},
      {"two levels bound by a span",
       {"Region|Sales|<|Total", "^|Home|Abroad|^", "North|1|2|3", "South|4|5|9"},
       2,
       1,
       {}},
      {"a units row belongs to the header", {"Item|Mass|Price", "|kg|EUR", "Iron|12|7.50", "Tin|3|1.25"}, 2, 1, {}},
      {"units in brackets, also of per cent", {"Item|Share|Part", "|(%)|(%)", "Iron|12|7.5", "Tin|3|1.2"}, 2, 1, {}},
      {"columns numbered from the right", {"د|ج|ب|أ", "4|3|2|1", "12|70|5|حديد", "3|125|6|قصدير"}, 2, 0, {}},
      {"a numbered column row too", {"项目|数量|金额|备注", "甲|1|2|3", "规章|12|70|无", "文件|3|125|无"}, 2, 1, {}},
      {"magnitudes are values", {"|to air|to water", "Dioxide|100 million|-", "Oxide|50|3"}, 1, 1, {}},
      {"rows without values are no header", {"|Air|Water", "Dioxide|-|-", "Halon|-|-", "Oxide|50|3"}, 1, 1, {}},
      {"a title above the header", {"Sales 1|<|<", "Region|Home|Abroad", "North|1|2", "South|4|5"}, 2, 1, {}},
      {"sections inside", {"Region|Home|Abroad", "East|<|<", "A|1|2", "West|<|<", "B|4|5"}, 1, 1, {1, 3}},
      {"stacked blocks, each with its header",
       {"第二十条第（一）项|<|<", "信息内容|制发件数|废止件数", "规章|1|2", "第二十条第（五）项|<|<",
        "信息内容|处理决定数量|<", "行政许可|7|<"},
       2,
       1,
       {3, 4}},
      {"a block with labels of its own right below the header",
       {"Region|Home|Abroad", "Books|<|<", "Shop|Sold|Lost", "A|1|2", "B|4|5"},
       1,
       1,
       {1, 2}},
      {"a stub of merged labels", {"||Men|Women", "Paid|Full time|5|6", "^|Part time|7|8", "Unpaid|<|9|1"}, 1, 2, {}},
      {"texts under short labels",
       {"Term|Meaning", "grid|cells in rows and columns", "slot|one place of a grid"},
       1,
       0,
       {}},
      {"a form has no header row", {"Name:|Ann", "Town:|Bergen"}, 0, 0, {}},
      {"one row is no header", {"A|B|C"}, 0, 0, {}},
  };
  for (const Case& item : cases) {
    CAPTURE(item.name);
    Table table = table_of(item.rows);
    find_headers(table);
    CHECK(table.header_rows == item.header_rows);
    CHECK(table.header_cols == item.header_cols);
    CHECK(table.interior_headers == item.interior);
  }
}

TEST_CASE("declared headers are kept, and reach as far as their merged cells") {
  Table table = table_of({"A|B", "^|C", "D|E"});
  table.header_rows = 1;
  find_headers(table);
  CHECK(table.header_rows == 2);
  CHECK(table.grid.at(0, 0).header);
  CHECK(!table.grid.at(2, 0).header);
  CHECK(table.columns == std::vector<Path>{{"A"}, {"B", "C"}});
}

TEST_CASE("paths name every slot") {
  Table table = table_of({"Region|Sales|<", "^|Home|Abroad", "Inner|<|<", "North|1|2", "Outer|<|<", "South|4|5"});
  find_headers(table);
  CHECK(table.columns == std::vector<Path>{{"Region"}, {"Sales", "Home"}, {"Sales", "Abroad"}});
  const HeaderPaths paths(table);
  CHECK(paths.row(3) == Path{"Inner", "North"});
  CHECK(paths.row(5) == Path{"Outer", "South"});
  CHECK(paths.column(5, 2) == Path{"Sales", "Abroad"});

  Table stub =
      table_of({"|||甲", "三、办理结果|（三）不予公开|1.秘密|1", "^|^|2.禁止|2", "^|（七）总计|<|3", "四、结转|<|<|4"});
  find_headers(stub);
  CHECK(stub.header_cols == 3);
  const HeaderPaths of_stub(stub);
  CHECK(of_stub.row(2) == Path{"三、办理结果", "（三）不予公开", "2.禁止"});
  CHECK(of_stub.row(3) == Path{"三、办理结果", "（七）总计"});
  CHECK(of_stub.row(4) == Path{"四、结转"});

  Table blocks = table_of({"One|<|<", "Item|Made|Kept", "a|1|2", "Two|<|<", "Item|Sold|<", "b|7|<"});
  find_headers(blocks);
  const HeaderPaths of_blocks(blocks);
  CHECK(of_blocks.column(2, 2) == Path{"One", "Kept"});
  CHECK(of_blocks.column(5, 2) == Path{"Two", "Sold"});

  Table empty = table_of({"One|<|<", "Item|Made|Kept", "Two|<|<", "Item|Sold|Lost", "b|7|8"});
  empty.header_rows = 2;
  empty.interior_headers = {2, 3};
  CHECK(HeaderPaths(empty).column(4, 2) == Path{"Two", "Lost"});
  empty.header_rows = 1;
  empty.interior_headers = {1, 2, 3};
  CHECK(HeaderPaths(empty).column(4, 2) == Path{"Two", "Lost"});

  Table blank = table_of({"||Value", "North|East|1", "|West|2", "South|East|3", "|West|4"});
  blank.header_rows = 1;
  blank.header_cols = 2;
  find_headers(blank);
  CHECK(HeaderPaths(blank).row(4) == Path{"South", "West"});
}

TEST_CASE("kinds of cells") {
  struct Case {
    std::string text;
    CellKind kind;
  };
  const std::vector<Case> cases = {
      {"", CellKind::blank},          {" \u00A0", CellKind::blank}, {"12", CellKind::number},
      {"-1,234.5", CellKind::number}, {"12.5%", CellKind::number},  {"43138万元", CellKind::number},
      {"减2", CellKind::number},      {"１２", CellKind::number},   {"$ 12", CellKind::number},
      {"2019", CellKind::year},       {"2019年", CellKind::year},   {"—", CellKind::dash},
      {"n/a", CellKind::dash},        {"3.其他", CellKind::label},  {"1月", CellKind::label},
      {"Q1", CellKind::label},        {"Total", CellKind::label},   {"1.属于国家秘密", CellKind::label},
      {"<0.001", CellKind::number},   {"{#1} }", CellKind::label},  {"{", CellKind::label},
  };
  for (const Case& item : cases) {
    CAPTURE(item.text);
    CHECK(static_cast<int>(kind_of(item.text)) == static_cast<int>(item.kind));
  }
}
