// JSON: one object per document. Its tables, the most of it, are written as they come; blocks and furniture, whose
// lists follow, are kept until then.
#include <utility>
#include <vector>

#include "converters/json_text.h"
#include "converters/writer.h"

namespace gridlift {

namespace {

std::string_view separator(bool first) {
  return first ? "\n" : ",\n";
}

/// The items of an array until they can be written. Kept in pieces: growing one string would move and copy all of it.
class Items {
 public:
  /// Where to append the next item.
  std::string& next() {
    const bool first = pieces_.empty() && open_.empty();
    if (open_.size() >= kPiece) pieces_.push_back(std::exchange(open_, {}));
    open_ += separator(first);
    return open_;
  }
  /// Hands all on, and gives each piece back as soon as it is written.
  void write(Writer& writer) {
    pieces_.push_back(std::move(open_));
    for (std::string& piece : pieces_) {
      writer.append(piece);
      writer.piece();
      piece = {};
    }
  }

 private:
  static constexpr std::size_t kPiece = 64 * 1024;
  std::vector<std::string> pieces_;
  std::string open_;
};

class JsonSerializer : public Serializer {
 public:
  JsonSerializer(const WriteOptions& options, Context& context, Output& out)
      : only_(options.table), writer_(out, context) {}

  void begin(const SourceInfo& source) override {
    writer_.append("{\"gridlift\":\"1\",\"source\":");
    json::append_source_info(writer_.text(), source);
    begin_list("tables");
  }

  std::size_t table(Table table) override {
    if (!only_ || *only_ == count_) {
      writer_.append(separator(std::exchange(first_table_, false)));
      writer_.append("{");
      json::append_table_members(writer_.text(), table);
      writer_.append("}");
      writer_.piece();
    }
    return count_++;
  }

  void block(Block block) override {
    if (only_) return;  // one table alone has no text around it
    json::append_block((block.kind == BlockKind::furniture ? furniture_ : blocks_).next(), block);
  }

  Result<void> finish(const Closing& closing) override {
    writer_.append("]");
    write_list("blocks", blocks_);
    write_list("furniture", furniture_);
    std::string& out = writer_.text();
    out += ",\n\"text\":";
    json::append_text_count(out, closing);
    out += ",\n\"diagnostics\":";
    json::append_diagnostics(out, closing.diagnostics);
    out += "}\n";
    return writer_.close();
  }

 private:
  void begin_list(std::string_view key) {
    writer_.append(",\n\"");
    writer_.append(key);
    writer_.append("\":[");
  }
  void write_list(std::string_view key, Items& items) {
    begin_list(key);
    items.write(writer_);
    writer_.append("]");
  }

  std::optional<std::size_t> only_;
  Writer writer_;
  Items blocks_;
  Items furniture_;
  bool first_table_ = true;
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
