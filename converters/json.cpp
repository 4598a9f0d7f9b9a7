// JSON: one object per document. Tables and blocks are written to buffers of their own as they come, since the object
// names the source first and counts the text last.
#include <utility>

#include "converters/json_text.h"
#include "converters/writer.h"

namespace gridlift {

namespace {

class JsonSerializer : public Serializer {
 public:
  JsonSerializer(const WriteOptions& options, Context& context, Output& out)
      : only_(options.table), writer_(out, context) {}

  std::size_t table(Table table) override {
    if (!only_ || *only_ == count_) {
      tables_ += tables_.empty() ? "\n" : ",\n";
      tables_ += "{";
      json::append_table_members(tables_, table);
      tables_ += "}";
    }
    return count_++;
  }

  void block(Block block) override {
    if (only_) return;  // one table alone has no text around it
    std::string& list = block.kind == BlockKind::furniture ? furniture_ : blocks_;
    list += list.empty() ? "\n" : ",\n";
    json::append_block(list, block);
  }

  Result<void> finish(const Closing& closing) override {
    std::string& out = writer_.text();
    out += "{\"gridlift\":\"1\",\"source\":";
    json::append_source_info(out, closing.source);
    write_list("blocks", std::exchange(blocks_, {}));
    write_list("tables", std::exchange(tables_, {}));
    write_list("furniture", std::exchange(furniture_, {}));
    out += ",\n\"text\":";
    json::append_text_count(out, closing);
    out += ",\n\"diagnostics\":";
    json::append_diagnostics(out, closing.diagnostics);
    out += "}\n";
    return writer_.close();
  }

 private:
  void write_list(std::string_view key, const std::string& items) {
    std::string& out = writer_.text();
    out += ",\n\"";
    out += key;
    out += "\":[";
    out += items;
    out += "]";
    writer_.piece();
  }

  std::optional<std::size_t> only_;
  Writer writer_;
  std::string blocks_;
  std::string tables_;
  std::string furniture_;
  std::size_t count_ = 0;
};

std::unique_ptr<Serializer> make(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<JsonSerializer>(options, context, out);
}

}  // namespace

extern const SerializerEntry json_serializer;
const SerializerEntry json_serializer{
    "json", "one object per document: blocks, tables with spans and sources", "json", false, false, make};

}  // namespace gridlift
