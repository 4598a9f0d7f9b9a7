#include "formats/html.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "core/ascii.h"
#include "core/unicode.h"
#include "formats/row_spans.h"

namespace gridlift {

namespace {

/// `name="value"` in a tag; "" when absent.
std::string_view attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find_first_of(" \t\r\n"); at < tag.size();) {
    at = tag.find_first_not_of(" \t\r\n/", at);
    if (at == std::string_view::npos) break;
    const std::size_t end = std::min(tag.find_first_of("= \t\r\n", at), tag.size());
    const std::string_view found = tag.substr(at, end - at);
    std::string_view value;
    at = end;
    if (at < tag.size() && tag[at] == '=') {
      ++at;
      const bool quoted = at < tag.size() && (tag[at] == '"' || tag[at] == '\'');
      const std::size_t from = quoted ? at + 1 : at;
      const std::size_t stop = quoted ? tag.find(tag[at], from) : tag.find_first_of(" \t\r\n", from);
      value = tag.substr(std::min(from, tag.size()), stop == std::string_view::npos ? stop : stop - from);
      at = stop == std::string_view::npos ? tag.size() : stop + (quoted ? 1 : 0);
    }
    if (ascii_lower(found) == name) return value;
  }
  return {};
}

int span_of(std::string_view tag, std::string_view name, int most) {
  const std::string_view value = attribute(tag, name);
  int span = 1;
  std::from_chars(value.data(), value.data() + value.size(), span);
  return std::clamp(span, 1, most);
}

/// Appends text with its entities replaced and its white space collapsed.
void append_text(std::string& out, std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"amp", "&"},      {"lt", "<"},    {"gt", ">"},    {"quot", "\""},  {"apos", "'"},   {"nbsp", "\u00A0"},
      {"copy", "©"},     {"reg", "®"},   {"trade", "™"}, {"hellip", "…"}, {"mdash", "—"},  {"ndash", "–"},
      {"middot", "·"},   {"bull", "•"},  {"lsquo", "‘"}, {"rsquo", "’"},  {"ldquo", "“"},  {"rdquo", "”"},
      {"laquo", "«"},    {"raquo", "»"}, {"deg", "°"},   {"times", "×"},  {"divide", "÷"}, {"plusmn", "±"},
      {"euro", "€"},     {"pound", "£"}, {"yen", "¥"},   {"sect", "§"},   {"para", "¶"},   {"ensp", "\u2002"},
      {"emsp", "\u2003"}};
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '&') {
      const std::size_t end = text.substr(at, 12).find(';');
      const std::string_view name = end == std::string_view::npos ? std::string_view() : text.substr(at + 1, end - 1);
      if (name.starts_with('#') && name.size() > 1) {
        const bool hex = name[1] == 'x' || name[1] == 'X';
        std::uint32_t code = 0;
        std::from_chars(name.data() + (hex ? 2 : 1), name.data() + name.size(), code, hex ? 16 : 10);
        append_utf8(out, code == 0 ? kReplacement : code);
        at += end + 1;
        continue;
      }
      const auto found = std::find_if(std::begin(kEntities), std::end(kEntities),
                                      [&](const auto& entity) { return !name.empty() && entity.first == name; });
      if (found != std::end(kEntities)) {
        out += found->second;
        at += end + 1;
        continue;
      }
    }
    const char32_t c = next_code_point(text, at);
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      append_utf8(out, c);
    } else if (!out.empty() && out.back() != ' ' && out.back() != '\n') {
      out += ' ';
    }
  }
}

/// A table on its way.
struct OpenTable {
  RawTable raw{};
  HeldStory held{};  // blocks of the open cell
  RowSpans spans{};
  bool in_cell = false;
  int row_span = 1;
};

class HtmlReader {
 public:
  HtmlReader(std::string_view html, Context& context, Story& story, const std::function<Place(std::size_t)>& place_of)
      : html_(html), context_(context), story_(story), place_of_(place_of) {}

  void read() {
    for (std::size_t at = 0; at < html_.size();) {
      const std::size_t tag = std::min(html_.find('<', at), html_.size());
      append_text(text_, html_.substr(at, tag - at));
      at = tag < html_.size() ? markup(tag) : tag;
    }
    end_block();
    while (!tables_.empty()) end_table();
  }

 private:
  /// Reads the tag at `at`; returns where the text goes on.
  std::size_t markup(std::size_t at) {
    if (html_.substr(at, 4) == "<!--") return after("-->", at + 4);
    if (!begins_tag(html_.substr(at + 1, 2))) {
      text_ += '<';
      return at + 1;
    }
    const std::size_t end = after(">", at);
    const std::string_view inside = html_.substr(at + 1, end - at - (end > at + 1 ? 2 : 1));
    const bool closing = inside.starts_with('/');
    const std::string_view rest = inside.substr(closing ? 1 : 0);
    const std::string name = ascii_lower(rest.substr(0, rest.find_first_of(" \t\r\n/>")));
    if (!closing && (name == "script" || name == "style" || name == "title" || name == "template"))
      return after(">", after("</" + name, end));
    tag(name, rest, closing);
    return end;
  }

  /// What follows the sign; told before its end is looked for, which may be far away or nowhere.
  static bool begins_tag(std::string_view next) {
    if (next.starts_with('/')) next.remove_prefix(1);
    const std::string first = ascii_lower(next.substr(0, 1));
    return !first.empty() && ((first[0] >= 'a' && first[0] <= 'z') || first[0] == '!' || first[0] == '?');
  }

  std::size_t after(std::string_view mark, std::size_t from) const {
    for (std::size_t at = from; at + mark.size() <= html_.size(); ++at) {
      at = html_.find(mark[0], at);
      if (at == std::string_view::npos) break;
      if (ascii_lower(html_.substr(at, mark.size())) == mark) return at + mark.size();
    }
    return html_.size();
  }

  void tag(const std::string& name, std::string_view text, bool closing) {
    if (name == "br") {
      text_ += '\n';
    } else if (name == "table") {
      end_block();
      if (!closing && tables_.size() < context_.limits.nesting) tables_.emplace_back();
      if (closing && !tables_.empty()) end_table();
    } else if (name == "tr" && !tables_.empty()) {
      end_cell();
      if (!closing) {
        tables_.back().raw.rows.emplace_back();
        tables_.back().spans.begin_row();
      }
    } else if ((name == "td" || name == "th") && !tables_.empty()) {
      end_cell();
      if (!closing) begin_cell(text, name == "th");
    } else if (is_block(name)) {
      end_block();
      if (name == "ol" || name == "ul") list(name == "ol", text, closing);
      if (!closing && name == "li") label_ = item_label();
      if (!closing) open_ = name;
    }
  }

  void list(bool numbered, std::string_view tag, bool closing) {
    if (closing) {
      if (!lists_.empty()) lists_.pop_back();
      return;
    }
    int start = 1;
    const std::string_view value = attribute(tag, "start");
    std::from_chars(value.data(), value.data() + value.size(), start);
    if (lists_.size() < context_.limits.nesting) lists_.push_back({numbered, std::clamp(start, 0, 1'000'000)});
  }

  /// The number of the next item; a bullet is shown where glyphs are.
  std::string item_label() {
    if (lists_.empty() || !lists_.back().numbered) {
      const bool cell = !tables_.empty() && tables_.back().in_cell;
      return cell || !story_.shows_glyphs() ? "" : "•";
    }
    return std::to_string(lists_.back().next++) + ".";
  }

  static bool is_block(std::string_view name) {
    constexpr std::string_view kBlocks[] = {"p",          "div",   "li",    "ul",     "ol",      "dl",      "dt",
                                            "dd",         "h1",    "h2",    "h3",     "h4",      "h5",      "h6",
                                            "blockquote", "pre",   "body",  "hr",     "section", "article", "header",
                                            "footer",     "tbody", "thead", "caption"};
    return std::find(std::begin(kBlocks), std::end(kBlocks), name) != std::end(kBlocks);
  }

  /// Ends the open paragraph, heading or item.
  void end_block() {
    const std::string name = std::exchange(open_, {});
    const std::string text = std::exchange(text_, {});
    std::string label = std::exchange(label_, {});
    Paragraph paragraph;
    paragraph.text = trimmed(text);
    if (paragraph.text.empty()) return;
    if (name == "caption" && !tables_.empty() && !tables_.back().in_cell && !tables_.back().raw.caption) {
      context_.ledger.in(paragraph.text);
      tables_.back().raw.caption = std::move(paragraph.text);
      return;
    }
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      paragraph.kind = BlockKind::heading;
      paragraph.level = name[1] - '0';
    } else if (name == "li") {
      paragraph.kind = BlockKind::list_item;
      paragraph.level = static_cast<int>(std::max<std::size_t>(lists_.size(), 1));
      paragraph.label = std::move(label);
      context_.ledger.in(paragraph.label);
    }
    context_.ledger.in(paragraph.text);
    if (!tables_.empty() && tables_.back().in_cell) {
      tables_.back().held.paragraph(std::move(paragraph));
    } else {
      story_.paragraph(std::move(paragraph));
    }
  }

  void begin_cell(std::string_view text, bool header) {
    OpenTable& table = tables_.back();
    if (table.raw.rows.empty()) table.raw.rows.emplace_back();
    if (!context_.budget.spend(Budget::Resource::items)) return;
    table.spans.carry_on(table.raw.rows.back());
    RawCell cell;
    const int most = static_cast<int>(std::min<std::uint64_t>(context_.limits.table_columns, 1U << 16));
    cell.col_span = span_of(text, "colspan", most);
    cell.header = header;
    table.row_span = span_of(text, "rowspan", most);
    if (table.row_span > 1) cell.vertical = RawCell::Merge::restart;
    if (place_of_) cell.place = place_of_(static_cast<std::size_t>(text.data() - html_.data()));
    table.raw.rows.back().cells.push_back(std::move(cell));
    table.in_cell = true;
  }

  void end_cell() {
    end_block();
    OpenTable& table = tables_.back();
    if (!std::exchange(table.in_cell, false)) {
      if (!table.raw.rows.empty()) table.spans.carry_on(table.raw.rows.back());
      return;
    }
    RawCell& cell = table.raw.rows.back().cells.back();
    CellStory story(cell, copied_, context_);
    table.held.release(story);
    table.spans.take(table.row_span, cell.col_span);
  }

  void end_table() {
    end_cell();
    OpenTable table = std::move(tables_.back());
    tables_.pop_back();
    table.raw.depth = static_cast<int>(tables_.size());
    std::erase_if(table.raw.rows, [](const RawRow& row) { return row.cells.empty(); });
    if (table.raw.rows.empty()) return;
    if (!tables_.empty() && tables_.back().in_cell) {
      tables_.back().held.table(std::move(table.raw));
    } else {
      story_.table(std::move(table.raw));
    }
  }

  std::string_view html_;
  Context& context_;
  Story& story_;
  const std::function<Place(std::size_t)>& place_of_;
  std::string text_;
  std::string open_;
  std::string label_;  // of the open item
  struct List {
    bool numbered;
    int next;
  };
  std::vector<List> lists_;
  std::vector<OpenTable> tables_;
  std::uint64_t copied_ = 0;
};

}  // namespace

void read_html(std::string_view html, Context& context, Story& story,
               const std::function<Place(std::size_t)>& place_of) {
  HtmlReader(html, context, story, place_of).read();
}

}  // namespace gridlift
