#include "formats/pdf/tagged.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gridlift::pdf {

namespace {

constexpr std::size_t kMostElements = 200'000;
constexpr int kDeepestElement = 200;
constexpr int kMostRoles = 8;  ///< steps of the role map followed
constexpr std::size_t kMostColumns = 4096;
constexpr double kWidestSpan = 1000;  ///< cells; more is nonsense

struct Mark {
  int page = 0;  ///< from 1
  std::int32_t id = -1;
};

struct Cell {
  TaggedCell cell;
  std::size_t col = 0;
  std::vector<Mark> marks;
};

struct Row {
  bool in_head = false;
  std::vector<Cell> cells;
};

struct TableOfTree {
  std::vector<Row> rows;
  std::vector<Mark> caption;
  bool placed = false;  ///< the columns of the cells are known
  std::size_t order = 0;
};

struct BlockOfTree {
  int level = 0;
  int item = 0;
  std::size_t order = 0;
  bool has_paragraph = false;  // an item's first paragraph is its own text
  std::vector<Mark> marks;
};

constexpr std::size_t kNone = SIZE_MAX;

/// What is around an element.
struct Around {
  ObjectId page;
  std::size_t table = kNone, row = kNone, cell = kNone, block = kNone;
  bool in_head = false;
  bool in_caption = false;
  int sections = 0;          ///< nested Sect elements: the level of an H without a number
  int lists = 0;             ///< nested L elements
  std::size_t item = kNone;  ///< block of the list item around it
  int depth = 0;
};

struct Visit {
  Value value;
  Around around;
};

int span_of(const Value& value) {
  if (!value.is(Value::Kind::number) || !(value.number >= 1)) return 1;
  return static_cast<int>(std::min(value.number, kWidestSpan));
}

bool begins_block(std::string_view role) {
  for (const std::string_view name :
       {"P", "LI", "TOCI", "Note", "Caption", "BlockQuote", "Title", "Code", "BibEntry", "Reference", "Index"}) {
    if (role == name) return true;
  }
  return false;
}

/// 1..6 for H1..H6, 0 otherwise.
int heading_level(std::string_view role) {
  return role.size() == 2 && role[0] == 'H' && role[1] >= '1' && role[1] <= '6' ? role[1] - '0' : 0;
}

/// The columns of a table's cells, which its rows do not say: each stands in the first free one, as in HTML.
void place_columns(TableOfTree& table) {
  table.placed = true;
  std::vector<std::size_t> free_from;  // for each column the first row in which it is free
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::size_t col = 0;
    for (Cell& cell : table.rows[row].cells) {
      while (col < free_from.size() && free_from[col] > row) ++col;
      cell.col = col;
      const std::size_t end = std::min(col + static_cast<std::size_t>(cell.cell.col_span), kMostColumns);
      if (free_from.size() < end) free_from.resize(end, 0);
      for (; col < end; ++col) free_from[col] = row + static_cast<std::size_t>(cell.cell.row_span);
    }
  }
}

std::vector<std::int32_t> marks_on(int page, const std::vector<Mark>& marks) {
  std::vector<std::int32_t> ids;
  for (const Mark& mark : marks) {
    if (mark.page == page) ids.push_back(mark.id);
  }
  return ids;
}

enum class Standing : std::uint8_t { here, elsewhere, nowhere };

/// Where the words of a row stand.
Standing standing_of(const Row& row, int page) {
  Standing found = Standing::nowhere;
  for (const Cell& cell : row.cells) {
    for (const Mark& mark : cell.marks) {
      if (mark.page == page) return Standing::here;
      found = Standing::elsewhere;
    }
  }
  return found;
}

/// The rows of a table that a page holds: those with words on it, and those without any words between two such. A
/// header that each page repeats has words on all of them, with the rows of other pages behind it.
std::vector<std::size_t> rows_on(int page, const std::vector<Row>& rows) {
  std::vector<std::size_t> found;
  std::size_t sure = 0;  // up to the last one with words here
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Standing standing = standing_of(rows[row], page);
    if (standing == Standing::here) {
      found.push_back(row);
      sure = found.size();
    } else if (standing == Standing::elsewhere) {
      found.resize(sure);
    } else if (!found.empty() && found.back() + 1 == row) {
      found.push_back(row);
    }
  }
  found.resize(sure);
  return found;
}

}  // namespace

struct TagTree::State {
  State(const Document& document_, std::span<const ObjectId> pages, Context& context_)
      : document(document_), context(context_) {
    for (std::size_t i = 0; i < pages.size(); ++i) page_numbers.emplace(pages[i].key(), static_cast<int>(i + 1));
  }

  bool read();
  void visit(Visit visit);
  void visit_element(const Value& element, Around around);
  void open_block(std::string_view role, Around& around);
  void open_table_part(std::string_view role, const Value& element, Around& around);
  void add_mark(std::int32_t id, const Around& around);
  void read_attributes(const Value& attributes, TaggedCell& cell) const;
  std::string role_of(const Value& element) const;
  int number_of(ObjectId page) const;
  void note_page(std::vector<std::size_t>& of_page, std::size_t index) const {
    if (of_page.empty() || of_page.back() != index) of_page.push_back(index);
  }
  TaggedTable table_on(std::size_t index, int page);

  const Document& document;
  Context& context;
  std::unordered_map<std::uint64_t, int> page_numbers;
  Value roles;    // RoleMap
  Value classes;  // ClassMap
  std::vector<Visit> open;
  std::unordered_set<std::uint64_t> seen;
  std::size_t elements = 0;
  std::size_t order = 0;  // of the next block or table
  std::vector<TableOfTree> tables;
  std::vector<BlockOfTree> blocks;
  std::unordered_map<int, std::vector<std::size_t>> tables_on;  // by page number
  std::unordered_map<int, std::vector<std::size_t>> blocks_on;
};

TagTree::TagTree(const Document& document, std::span<const ObjectId> pages, Context& context) {
  auto state = std::make_unique<State>(document, pages, context);
  if (state->read()) state_ = std::move(state);
}

TagTree::~TagTree() = default;

bool TagTree::State::read() {
  const Value root = document.resolved(document.catalog()["StructTreeRoot"]);
  if (!root.is(Value::Kind::dictionary)) return false;
  roles = document.resolved(root["RoleMap"]);
  classes = document.resolved(root["ClassMap"]);
  open.push_back({root["K"], {}});
  while (!open.empty()) {
    Visit next = std::move(open.back());
    open.pop_back();
    if (++elements > kMostElements || (elements % 1024 == 0 && context.budget.out_of_time())) {
      context.diagnostics.warning("pdf-tags-limit", "the structure tree is too large; its rest is not used");
      break;
    }
    visit(std::move(next));
  }
  return !tables.empty() || !blocks.empty();
}

void TagTree::State::visit(Visit next) {
  if (next.value.is(Value::Kind::reference)) {
    // An element has one place in the tree: a second one is a loop, or nonsense.
    if (!seen.insert(next.value.id.key()).second) return;
    next.value = document.fetch(next.value.id);
  }
  if (next.value.is(Value::Kind::number)) {
    add_mark(static_cast<std::int32_t>(std::clamp(next.value.number, -1.0, 2e9)), next.around);
  } else if (next.value.is(Value::Kind::array)) {
    if (++next.around.depth > kDeepestElement) return;
    auto& items = next.value.items;
    for (auto item = items.rbegin(); item != items.rend(); ++item) open.push_back({std::move(*item), next.around});
  } else if (next.value.is(Value::Kind::dictionary)) {
    visit_element(next.value, next.around);
  }
}

void TagTree::State::visit_element(const Value& element, Around around) {
  if (++around.depth > kDeepestElement) return;
  if (element["Pg"].is(Value::Kind::reference)) around.page = element["Pg"].id;
  if (element["Type"].is_name("OBJR")) return;
  const Value& id = element["MCID"];
  if (id.is(Value::Kind::number)) {
    // Content of a form (with /Stm) has ids of its own, which the page's words do not carry.
    if (!element["Stm"].is(Value::Kind::reference))
      add_mark(static_cast<std::int32_t>(std::clamp(id.number, -1.0, 2e9)), around);
    return;
  }
  const std::string role = role_of(element);
  if (role == "Artifact") return;
  open_table_part(role, element, around);
  if (role == "Sect") ++around.sections;
  if (role == "L") ++around.lists;
  if (around.cell == kNone && !around.in_caption) open_block(role, around);
  open.push_back({element["K"], around});
}

void TagTree::State::open_block(std::string_view role, Around& around) {
  const int level = role == "H" ? std::clamp(around.sections, 1, 6) : heading_level(role);
  if (level == 0 && !begins_block(role)) return;
  const bool is_item = role == "LI";
  if (role == "P" && around.item != kNone && !std::exchange(blocks[around.item].has_paragraph, true)) {
    around.block = around.item;
    return;
  }
  around.block = blocks.size();
  blocks.push_back({level, is_item ? std::max(around.lists, 1) : 0, order++, false, {}});
  around.item = is_item ? around.block : kNone;
}

void TagTree::State::open_table_part(std::string_view role, const Value& element, Around& around) {
  if (role == "Table") {
    around.table = tables.size();
    around.row = around.cell = kNone;
    around.in_head = around.in_caption = false;
    tables.emplace_back().order = order++;
    return;
  }
  if (around.table == kNone) return;
  TableOfTree& table = tables[around.table];
  if (role == "THead") {
    around.in_head = true;
  } else if (role == "Caption" && around.row == kNone) {
    around.in_caption = true;
  } else if (role == "TR" && around.cell == kNone) {
    around.row = table.rows.size();
    table.rows.push_back({around.in_head, {}});
  } else if ((role == "TD" || role == "TH") && around.row != kNone && around.cell == kNone) {
    std::vector<Cell>& cells = table.rows[around.row].cells;
    around.cell = cells.size();
    cells.emplace_back();
    cells.back().cell.header = role == "TH";
    const Value classes_of = document.resolved(element["C"]);
    if (classes_of.is(Value::Kind::name)) read_attributes(classes[classes_of.text], cells.back().cell);
    for (const Value& name : classes_of.items) read_attributes(classes[name.text], cells.back().cell);
    read_attributes(element["A"], cells.back().cell);
  }
}

void TagTree::State::read_attributes(const Value& attributes, TaggedCell& cell) const {
  const Value value = document.resolved(attributes);
  for (const Value& item : value.items) {
    const Value one = document.resolved(item);  // revision numbers stand among them
    if (one.is(Value::Kind::dictionary)) read_attributes(one, cell);
  }
  if (value["O"].is_name("Table")) {
    if (!value["RowSpan"].is(Value::Kind::null)) cell.row_span = span_of(document.resolved(value["RowSpan"]));
    if (!value["ColSpan"].is(Value::Kind::null)) cell.col_span = span_of(document.resolved(value["ColSpan"]));
  }
}

std::string TagTree::State::role_of(const Value& element) const {
  std::string role = element["S"].text;
  for (int step = 0; step < kMostRoles; ++step) {
    const Value& mapped = roles[role];
    if (!mapped.is(Value::Kind::name) || mapped.text == role) break;
    role = mapped.text;
  }
  return role;
}

int TagTree::State::number_of(ObjectId page) const {
  const auto found = page_numbers.find(page.key());
  return found == page_numbers.end() ? 0 : found->second;
}

void TagTree::State::add_mark(std::int32_t id, const Around& around) {
  const Mark mark{number_of(around.page), id};
  if (mark.page == 0 || id < 0) return;
  if (around.table != kNone && (around.cell != kNone || around.in_caption)) {
    TableOfTree& table = tables[around.table];
    (around.in_caption ? table.caption : table.rows[around.row].cells[around.cell].marks).push_back(mark);
    note_page(tables_on[mark.page], around.table);
  } else if (around.block != kNone) {
    blocks[around.block].marks.push_back(mark);
    note_page(blocks_on[mark.page], around.block);
  }
}

TaggedTable TagTree::State::table_on(std::size_t index, int page) {
  TableOfTree& table = tables[index];
  if (!table.placed) place_columns(table);
  TaggedTable out;
  out.caption = marks_on(page, table.caption);
  out.order = table.order;
  const std::vector<std::size_t> kept = rows_on(page, table.rows);
  const auto place_of = [&](std::size_t row) {
    return static_cast<std::size_t>(std::lower_bound(kept.begin(), kept.end(), row) - kept.begin());
  };
  std::vector<std::vector<std::pair<std::size_t, TaggedCell>>> rows(kept.size());
  for (std::size_t row = 0; !kept.empty() && row <= kept.back(); ++row) {
    for (const Cell& cell : table.rows[row].cells) {
      const std::size_t from = place_of(row);
      const std::size_t to = place_of(row + static_cast<std::size_t>(cell.cell.row_span));
      if (from == to) continue;
      TaggedCell part = cell.cell;  // what this page has of a cell that a page end cut
      part.row_span = static_cast<int>(to - from);
      part.marks = marks_on(page, cell.marks);
      rows[from].emplace_back(cell.col, std::move(part));
    }
  }
  bool heads = true;
  for (std::size_t row = 0; row < kept.size(); ++row) {
    std::ranges::stable_sort(rows[row], {}, [](const auto& cell) { return cell.first; });
    heads = heads && table.rows[kept[row]].in_head;
    out.header_rows += heads ? 1 : 0;
    auto& cells = out.rows.emplace_back();
    for (auto& cell : rows[row]) cells.push_back(std::move(cell.second));
  }
  return out;
}

void TagTree::give(int number, Page& page) {
  if (state_ == nullptr) return;
  if (const auto found = state_->tables_on.find(number); found != state_->tables_on.end()) {
    std::sort(found->second.begin(), found->second.end());
    found->second.erase(std::unique(found->second.begin(), found->second.end()), found->second.end());
    for (const std::size_t table : found->second) page.tagged_tables.push_back(state_->table_on(table, number));
    state_->tables_on.erase(found);
  }
  const auto found = state_->blocks_on.find(number);
  if (found == state_->blocks_on.end()) return;
  std::sort(found->second.begin(), found->second.end());
  found->second.erase(std::unique(found->second.begin(), found->second.end()), found->second.end());
  for (const std::size_t index : found->second) {
    TaggedBlock block;
    block.level = state_->blocks[index].level;
    block.item = state_->blocks[index].item;
    block.order = state_->blocks[index].order;
    for (const Mark& mark : state_->blocks[index].marks) {
      if (mark.page == number) block.marks.push_back(mark.id);
    }
    page.tagged_blocks.push_back(std::move(block));
  }
  state_->blocks_on.erase(found);
}

}  // namespace gridlift::pdf
