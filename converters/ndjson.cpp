// JSON lines: a document line, a line for each table and block as it comes, and a closing line. Memory does not grow
// with the document.
#include <utility>

#include "converters/json_text.h"
#include "converters/writer.h"

namespace gridlift {

namespace {

class NdjsonSerializer : public Serializer {
 public:
  NdjsonSerializer(const WriteOptions& options, Context& context, Output& out)
      : only_(options.table), writer_(out, context) {}

  void begin(const SourceInfo& source) override {
    writer_.append("{\"type\":\"document\",\"gridlift\":\"1\",\"source\":");
    json::append_source_info(writer_.text(), source);
    writer_.append("}\n");
  }

  std::size_t table(Table table) override {
    if (!only_ || *only_ == count_) {
      writer_.append("{\"type\":\"table\",\"table\":");
      json::append_integer(writer_.text(), static_cast<std::int64_t>(count_));
      writer_.append(",");
      json::append_table_members(writer_.text(), table);
      writer_.append("}\n");
      writer_.piece();
    }
    return count_++;
  }

  void block(Block block) override {
    // The line of a table stands where its block would.
    if (only_ || block.kind == BlockKind::table) return;
    json::append_block(writer_.text(), block);
    writer_.append("\n");
    writer_.piece();
  }

  Result<void> finish(const Closing& closing) override {
    std::string& out = writer_.text();
    out += "{\"type\":\"end\",\"pages\":";
    json::append_integer(out, closing.source.pages);
    out += ",\"tables\":";
    json::append_integer(out, static_cast<std::int64_t>(count_));
    out += ",\"text\":";
    json::append_text_count(out, closing);
    out += ",\"diagnostics\":";
    json::append_diagnostics(out, closing.diagnostics);
    out += "}\n";
    return writer_.close();
  }

 private:
  std::optional<std::size_t> only_;
  Writer writer_;
  std::size_t count_ = 0;
};

std::unique_ptr<Serializer> make(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<NdjsonSerializer>(options, context, out);
}

}  // namespace

extern const SerializerEntry ndjson_serializer;
const SerializerEntry ndjson_serializer{
    "ndjson", "JSON lines: one for each table and block, as they come", "ndjson", true, false, make};

}  // namespace gridlift
