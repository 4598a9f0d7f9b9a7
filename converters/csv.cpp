// CSV by RFC 4180, and the same with tabs: one record for each grid row. On one stream, tables are parted by an empty
// line; where the output has one file per table, each gets its own.
#include <utility>

#include "converters/csv_text.h"
#include "converters/writer.h"

namespace gridlift {

namespace {

class CsvSerializer : public Serializer {
 public:
  CsvSerializer(const WriteOptions& options, Context& context, Output& out, char separator)
      : options_(options), context_(context), writer_(out, context), separator_(separator) {}

  std::size_t table(Table table) override {
    if (!options_.table || *options_.table == count_) write_table(table);
    return count_++;
  }

  void block(Block) override {}

  Result<void> finish(const Closing&) override {
    if (escaped_ > 0)
      context_.diagnostics.info("formula-escaped",
                                std::to_string(escaped_) + " texts that a spreadsheet would run got a ' before them");
    return writer_.close();
  }

 private:
  void write_table(const Table& table) {
    const bool own_file = !options_.table && writer_.begin_table(count_);
    if (!own_file && begun_) writer_.append("\r\n");
    begun_ = true;
    for (int row = 0; row < table.grid.rows(); ++row) {
      for (int col = 0; col < table.grid.cols(); ++col) {
        if (col > 0) writer_.text().push_back(separator_);
        if (options_.spans == SpanText::filled || table.grid.begins_at(row, col))
          write_field(table.grid.at(row, col).text);
      }
      // A record of one empty field would read as an empty line.
      if (table.grid.cols() == 1 && record_is_empty()) writer_.append("\"\"");
      writer_.append("\r\n");
      writer_.piece();
    }
  }

  bool record_is_empty() {
    const std::string& text = writer_.text();
    return text.empty() || text.back() == '\n';
  }

  void write_field(std::string_view text) {
    if (append_csv_field(writer_.text(), text, separator_, options_.escape_formulas)) ++escaped_;
  }

  WriteOptions options_;
  Context& context_;
  Writer writer_;
  char separator_;
  std::size_t count_ = 0;
  std::size_t escaped_ = 0;
  bool begun_ = false;
};

std::unique_ptr<Serializer> make_csv(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<CsvSerializer>(options, context, out, ',');
}

std::unique_ptr<Serializer> make_tsv(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<CsvSerializer>(options, context, out, '\t');
}

}  // namespace

extern const SerializerEntry csv_serializer;
const SerializerEntry csv_serializer{"csv", "tables, values parted by commas (RFC 4180)", "csv", true, true, make_csv};
extern const SerializerEntry tsv_serializer;
const SerializerEntry tsv_serializer{"tsv", "tables, values parted by tabs", "tsv", true, true, make_tsv};

}  // namespace gridlift
