// Clean text in reading order: one paragraph a line, an empty line between blocks, tables with aligned columns.
#include <utility>

#include "converters/aligned_table.h"
#include "converters/clean_text.h"
#include "converters/writer.h"

namespace gridlift {

namespace {

class TextSerializer : public Serializer {
 public:
  TextSerializer(const WriteOptions& options, Context& context, Output& out)
      : options_(options), writer_(out, context) {}

  std::size_t table(Table table) override {
    // A nested table's text stands in its outer cell already.
    const bool wanted = options_.table ? *options_.table == count_ : !table.parent.has_value();
    if (wanted) write_table(table);
    return count_++;
  }

  void block(Block block) override {
    if (options_.table || block.kind == BlockKind::table) return;
    if (block.kind == BlockKind::furniture && !options_.furniture) return;
    part(block.kind == BlockKind::list_item);
    std::string& out = writer_.text();
    const bool has_label = !block.label.empty() && block.kind != BlockKind::furniture;
    if (has_label) {
      append_clean(out, block.label);
      out += " ";
    }
    append_clean(out, block.text);
    out += "\n";
    writer_.piece();
  }

  Result<void> finish(const Closing&) override { return writer_.close(); }

 private:
  /// An empty line before each block, but not between the items of a list.
  void part(bool list_item) {
    if (begun_ && !(in_list_ && list_item)) writer_.append("\n");
    begun_ = true;
    in_list_ = list_item;
  }

  void write_table(const Table& table) {
    part(false);
    if (table.caption) {
      append_clean(writer_.text(), *table.caption);
      writer_.append("\n");
    }
    append_aligned(writer_.text(), table);
    writer_.piece();
  }

  WriteOptions options_;
  Writer writer_;
  std::size_t count_ = 0;
  bool begun_ = false;
  bool in_list_ = false;
};

std::unique_ptr<Serializer> make(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<TextSerializer>(options, context, out);
}

}  // namespace

extern const SerializerEntry txt_serializer;
const SerializerEntry txt_serializer{
    "txt", "clean text in reading order, tables with aligned columns", "txt", true, false, make};

}  // namespace gridlift
