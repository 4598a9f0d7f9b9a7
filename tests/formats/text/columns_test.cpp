#include <doctest/doctest.h>

#include <string>

#include "tests/formats/text/collector.h"

namespace gridlift {

namespace {

struct Case {
  std::string name;
  std::string text;
  std::string want;  ///< shape of the only table
};

}  // namespace

TEST_CASE("character columns are tables") {
  const Case cases[] = {
      {"plain",
       "Town         Beds   Staff\n"
       "North          12      30\n"
       "South quay      7      11\n",
       "Town|Beds|Staff / North|12|30 / South quay|7|11"},
      {"upper names over columns",
       "Town            Beds              Staff\n"
       "             old     new     day     night\n"
       "North          1       2       3         4\n"
       "South          5       6       7         8\n",
       "Town|Beds>2|Staff>2 / ^|old|new|day|night / North|1|2|3|4 / South|5|6|7|8"},
      {"names on two lines",
       "          Number of    Share of\n"
       "Town         pupils    total\n"
       "North            12    30%\n"
       "South             7    11%\n",
       "Town|Number of pupils|Share of total / North|12|30% / South|7|11%"},
      {"three levels of names",
       "                     Beds\n"
       "                 Men        Women\n"
       "Town          old   new   old   new    Staff\n"
       "North           1     2     3     4        5\n"
       "South          11    12    13    14       15\n",
       "Town|Beds>4|Staff / ^|Men>2|Women>2|^ / ^|old|new|old|new|^ / North|1|2|3|4|5 / South|11|12|13|14|15"},
      {"dashes below the names of groups",
       "              Old beds\n"
       "          ---------------\n"
       "Town      men   women      new    Staff\n"
       "---------------------------------------\n"
       "North       1       2        3        4\n"
       "South      11      12       13       14\n",
       "Town|Old beds>2|new|Staff / ^|men|women|^|^ / North|1|2|3|4 / South|11|12|13|14"},
      {"a name over the middle of three, where no name is broken",
       "                               Number\n"
       "Town    Nurses by day    Old      New   All\n"
       "North              12    120      140     7\n"
       "South               3     34       31     5\n",
       "Town|Nurses by day|Number>3 / ^|^|Old|New|All / North|12|120|140|7 / South|3|34|31|5"},
      {"heads of rows in the middle, that end above the labels",
       "Town                        Beds    Staff\n"
       "                 Upper valley\n"
       "North by the old river        12       30\n"
       "East                           7       11\n"
       "                     Lower\n"
       "South                          5        9\n"
       "West                           8        3\n",
       "Town|Beds|Staff / Upper valley>3 / North by the old river|12|30 / East|7|11 / Lower>3 / South|5|9 / West|8|3"},
      {"a name that one blank parts from the name beside it",
       "Town       Staff   Orchard Window         River\n"
       "North         71     293.3            0    74.7\n"
       "South        -11     254.7            0    66.2\n"
       "West         211      54.7           12     6.2\n",
       "Town|Staff|Orchard|Window|River / North|71|293.3|0|74.7 / South|-11|254.7|0|66.2 / West|211|54.7|12|6.2"},
      {"wide letters that take one column each",
       "町         病床数    職員\n"
       "北の町      120    30\n"
       "南         340    11\n"
       "西の港町     56     8\n",
       "町|病床数|職員 / 北の町|120|30 / 南|340|11 / 西の港町|56|8"},
      {"rows that head others, and blank lines",
       "Town           Beds    Staff\n"
       "----------------------------\n"
       "Upper valley\n"
       "North            12       30\n"
       "East              7       11\n"
       "\n"
       "Lower valley\n"
       "South             9        8\n"
       "West              4        2\n",
       "Town|Beds|Staff / Upper valley>3 / North|12|30 / East|7|11 / Lower valley>3 / South|9|8 / West|4|2"},
      {"a head in the middle",
       "Town           Beds      Staff\n"
       "North            12         30\n"
       "         Lower valley\n"
       "South             9          8\n",
       "Town|Beds|Staff / North|12|30 / Lower valley>3 / South|9|8"},
      {"labels for several rows, and their sum",
       "Valley    Town          Beds    Staff\n"
       "Upper     North           12       30\n"
       "          East             7       11\n"
       "Lower     South            9        8\n"
       "Total                     28       49\n",
       "Valley|Town|Beds|Staff / Upper|North|12|30 / ^|East|7|11 / Lower|South|9|8 / Total>2|28|49"},
      {"a name beside its values",
       "Town            Beds    Staff\n"
       "North             12              30\n"
       "East               7              11\n",
       "Town|Beds|Staff / North|12|30 / East|7|11"},
      {"numbers that fill their columns: one blank between them",
       "Town         Beds Staff     Wells\n"
       "North       1,204 1,330         2\n"
       "South quay     17 2,011        31\n"
       "East           90   122         7\n",
       "Town|Beds|Staff|Wells / North|1,204|1,330|2 / South quay|17|2,011|31 / East|90|122|7"},
      {"a blank within numbers parts no columns",
       "Town         Beds      Wells\n"
       "North       1 204      1 330\n"
       "South quay  3 017      2 011\n"
       "East          120        122\n",
       "Town|Beds|Wells / North|1 204|1 330 / South quay|3 017|2 011 / East|120|122"},
      {"a dash a little off the figures of its column",
       "Town         Beds     Staff    Wells\n"
       "North       1,204     1,330        2\n"
       "South quay         -    211       31\n"
       "East           90       122        7\n"
       "West           41       122        7\n",
       "Town|Beds|Staff|Wells / North|1,204|1,330|2 / South quay|-|211|31 / East|90|122|7 / West|41|122|7"},
      {"levels are read together: a name of a group is no upper line of its column's name",
       "                                     Rooms                                                     Deliveries\n"
       "Workshop                     Staff        Farms         Clinics        Baskets        Window      Water   "
       "Museum\n"
       "Bottle                        270           128          7.4%           72.1           192         85      "
       "244\n"
       "Station ferry appeals         362           305         43.2%          191.1           806        387      "
       "889\n",
       "Workshop|Rooms>2|Clinics|Baskets|Deliveries>3 / ^|Staff|Farms|^|^|Window|Water|Museum / "
       "Bottle|270|128|7.4%|72.1|192|85|244 / Station ferry appeals|362|305|43.2%|191.1|806|387|889"},
      {"wide letters",
       "城市      数量    比例\n"
       "北部       120     30%\n"
       "南部码头    45     11%\n",
       "城市|数量|比例 / 北部|120|30% / 南部码头|45|11%"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collector sink = collect("A report, with words before.\n\n" + c.text + "\nWords after it, at last.\n");
    REQUIRE(sink.tables.size() == 1);
    CHECK(shape(sink.tables[0]) == c.want);
    CHECK(sink.blocks.size() == 2);
  }
}

TEST_CASE("a lone text above a name may name a group: the simpler grid, with less confidence") {
  const Collector sink = collect(
      "                 Number\n"
      "Town    Staff    of beds    Wells\n"
      "North      12        120        7\n"
      "South       3         34        5\n");
  REQUIRE(sink.tables.size() == 1);
  CHECK(shape(sink.tables[0]) == "Town|Staff|Number of beds|Wells / North|12|120|7 / South|3|34|5");
  CHECK(sink.tables[0].reasons.back() == "name-or-group");
  CHECK(sink.tables[0].confidence < 0.9);
}

TEST_CASE("leaders and rules are drawn, not written") {
  const Collector sink = collect(
      "Item              2019    2020\n"
      "------------------------------\n"
      "North ..........   120     130\n"
      "South quay, with\n"
      "  the old mole      45      50\n"
      "------------------------------\n"
      "Total              165     180\n");
  REQUIRE(sink.tables.size() == 1);
  CHECK(shape(sink.tables[0]) ==
        "Item|2019|2020 / North|120|130 / South quay, with the old mole|45|50 / Total|165|180");
}

TEST_CASE("leaders before several values are no table of contents") {
  std::string text = "Harbour                  Beds   Wood   Fees\n";
  for (int i = 0; i < 12; ++i) text += "North quay " + std::to_string(10 + i) + " ......   567338    5441      0\n";
  const Collector sink = collect(text);
  REQUIRE(sink.tables.size() == 1);
  CHECK(sink.tables[0].rows.size() == 13);
  CHECK(collect("The mill ............... 3\nThe old ferry .......... 14\nBridges ................ 151\n")
            .tables.empty());
}

TEST_CASE("records with delimiters are tables") {
  const Case cases[] = {
      {"semicolons and quotes", "name;beds\n\"North; upper\";12\nSouth;7\nEast;9\n",
       "name|beds / North; upper|12 / South|7 / East|9"},
      {"commas", "town,beds,staff\nNorth,12,3\nSouth,7,1\n", "town|beds|staff / North|12|3 / South|7|1"},
      {"doubled quotes and line ends inside", "a,b\n\"x \"\"y\"\"\",1\n\"two\nlines\",2\n",
       "a|b / x \"y\"|1 / two\nlines|2"},
      {"tabs and quotes", "a\tb\nx\t1,5\n\"y \"\"z\"\"\"\t2,5\n", "a|b / x|1,5 / y \"z\"|2,5"},
      {"one column of values", "code,what,sum\nBE-2,old mill,107\nBR-4,new ferry,117\nBE-1,deep well,129\n",
       "code|what|sum / BE-2|old mill|107 / BR-4|new ferry|117 / BE-1|deep well|129"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collector sink = collect(c.text);
    REQUIRE(sink.tables.size() == 1);
    CHECK(shape(sink.tables[0]) == c.want);
  }
  CHECK(collect("The mill, the ferry, the bridge,\nall are old, all are grey, all\nare loved, and used, and known.\n")
            .tables.empty());
}

TEST_CASE("a file that is named as records is a table, however few they are") {
  const auto named = [](const std::string& name, std::string_view text) {
    ReadOptions options;
    options.file_name = name;
    const Collector sink = collect(text, options);
    std::string out;
    for (const RawTable& table : sink.tables) out += (out.empty() ? "" : " & ") + shape(table);
    return out;
  };
  CHECK(named("a.csv", "town,beds\nNorth,12\n") == "town|beds / North|12");
  CHECK(named("A.CSV", "The mill, the ferry\n") == "The mill|the ferry");
  CHECK(named("a.csv", "town;beds\nNorth;1,5\n") == "town|beds / North|1,5");
  CHECK(named("a.csv", "Beds of 2019\n\ntown,beds\nNorth,12\n") == "town|beds / North|12");
  CHECK(named("a.csv", "town,beds\nNorth\nSouth,7,x\n") == "town|beds| / North|| / South|7|x");
  CHECK(named("a.tsv", "town\tbeds\nNorth, upper\t12\n") == "town|beds / North, upper|12");
  CHECK(named("a.csv", "no delimiter here\n").empty());
  CHECK(named("a.txt", "town,beds\nNorth,12\n").empty());
}

TEST_CASE("simple tables of reStructuredText") {
  const Collector sink = collect(
      "=====  =====  ======\n   Inputs     Output\n------------  ------\n  A      B    A or B\n=====  =====  ======\n"
      "False  False  False\nTrue   False  True\n=====  =====  ======\n");
  REQUIRE(sink.tables.size() == 1);
  CHECK(shape(sink.tables[0]) == "Inputs>2|Output / A|B|A or B / False|False|False / True|False|True");
  CHECK(sink.tables[0].header_rows == 2);
}

TEST_CASE("an empty cell below a name in a simple table's header goes on with it") {
  const Collector sink = collect(
      "=====  ===  ===\nTown     Beds\n-----  --------\n       old  new\n=====  ===  ===\nNorth  1    2\n=====  ===  "
      "===\n");
  REQUIRE(sink.tables.size() == 1);
  CHECK(shape(sink.tables[0]) == "Town|Beds>2 / ^|old|new / North|1|2");
}

TEST_CASE("pages that say their number have heads, the first page too") {
  const auto page = [](int number, const std::string& rows) {
    return "R7  HARBOUR STORES       PAGE " + std::to_string(number) + "\nRUN DATE 3.4.1987\n\n" +
           "PLACE        BEDS    STAFF\n--------------------------\n" + rows + "\n";
  };
  const Collector sink = collect(page(1, "NORTH          12        3\nSOUTH           7       11\n") + "\f" +
                                 page(2, "EAST           41        5\nWEST            9        8\n"));
  REQUIRE(sink.tables.size() == 2);
  for (const Block& block : sink.blocks) {
    CAPTURE(block.text);
    CHECK(block.kind == BlockKind::furniture);
  }
  CHECK(sink.blocks.size() == 4);
}

TEST_CASE("page numbers and repeated heads are furniture") {
  std::string text;
  for (int page = 1; page <= 4; ++page) {
    text += std::string(page > 1 ? "\f" : "") + "Harbour report\n\nWords of page, number " +
            std::string(1, static_cast<char>('a' + page)) + ".\n\n" + std::to_string(page) + "\n";
  }
  const Collector sink = collect(text);
  int furniture = 0;
  for (const Block& block : sink.blocks) furniture += block.kind == BlockKind::furniture ? 1 : 0;
  CHECK(furniture == 8);
  CHECK(sink.breaks == 3);
}

}  // namespace gridlift
