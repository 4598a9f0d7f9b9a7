// HTML: one page, headings, paragraphs, nested lists and tables, with nothing but structure.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "converters/html_table.h"
#include "converters/list_label.h"
#include "converters/writer.h"

namespace gridlift {

namespace {

constexpr int kDeepestHeading = 6;

class HtmlSerializer : public Serializer {
 public:
  HtmlSerializer(const WriteOptions& options, Context& context, Output& out)
      : options_(options), writer_(out, context) {}

  void begin(const SourceInfo& source) override {
    writer_.append("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>");
    append_html_text(writer_.text(), source.name);
    writer_.append("</title>\n</head>\n<body>\n");
  }

  std::size_t table(Table table) override {
    if (nest_ && nest_->take(table)) return count_++;
    write_table();
    const bool wanted = options_.table ? *options_.table == count_ : !table.parent.has_value();
    if (wanted) nest_.emplace(std::move(table), count_);
    return count_++;
  }

  void block(Block block) override {
    write_table();
    if (options_.table || block.kind == BlockKind::table) return;
    if (block.kind == BlockKind::furniture && !options_.furniture) return;
    if (block.kind == BlockKind::list_item) {
      list_item(block);
    } else {
      close_lists();
      plain_block(block);
    }
    writer_.piece();
  }

  Result<void> finish(const Closing&) override {
    write_table();
    close_lists();
    writer_.append("</body>\n</html>\n");
    return writer_.close();
  }

 private:
  struct List {
    int level;
    bool numbered;
  };

  /// The table that was held back until those in its cells were there.
  void write_table() {
    if (!nest_) return;
    close_lists();
    append_html_table(writer_.text(), *nest_);
    writer_.piece();
    nest_.reset();
  }

  void plain_block(const Block& block) {
    if (block.kind == BlockKind::heading) {
      element("h" + std::to_string(std::clamp(block.level, 1, kDeepestHeading)), block);
    } else if (block.kind == BlockKind::note) {
      element("aside", block);
    } else {
      element("p", block);
    }
  }

  void element(const std::string& name, const Block& block) {
    writer_.append("<" + name + ">");
    labelled_text(block, !block.label.empty() && block.kind != BlockKind::furniture);
    writer_.append("</" + name + ">\n");
  }

  void labelled_text(const Block& block, bool with_label) {
    if (with_label) {
      append_html_text(writer_.text(), block.label);
      writer_.append(" ");
    }
    append_html_text(writer_.text(), block.text);
  }

  /// Items stay open, since a list of a deeper level belongs into the item above it.
  void list_item(const Block& block) {
    const auto number = list_number(block.label);
    while (!lists_.empty() && lists_.back().level > block.level) close_list();
    const bool same = !lists_.empty() && lists_.back().level == block.level;
    if (same && lists_.back().numbered != number.has_value()) close_list();
    if (!lists_.empty() && lists_.back().level == block.level) {
      writer_.append("</li>\n");
    } else {
      writer_.append(number ? "<ol>\n" : "<ul>\n");
      lists_.push_back({block.level, number.has_value()});
    }
    writer_.append(number ? "<li value=\"" + std::to_string(*number) + "\">" : "<li>");
    labelled_text(block, !number && !is_bullet(block.label));
  }

  void close_list() {
    writer_.append(lists_.back().numbered ? "</li>\n</ol>\n" : "</li>\n</ul>\n");
    lists_.pop_back();
  }

  void close_lists() {
    while (!lists_.empty()) close_list();
  }

  WriteOptions options_;
  Writer writer_;
  std::vector<List> lists_;
  std::optional<TableNest> nest_;
  std::size_t count_ = 0;
};

std::unique_ptr<Serializer> make(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<HtmlSerializer>(options, context, out);
}

}  // namespace

extern const SerializerEntry html_serializer;
const SerializerEntry html_serializer{"html", "a page with real spans and header cells, no styles", "html", true, false,
                                      make};

}  // namespace gridlift
