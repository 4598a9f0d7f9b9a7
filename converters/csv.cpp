// CSV by RFC 4180, and the same with tabs: one record for each grid row. On one stream, tables are parted by an empty
// line; where the output has one file per table, each gets its own.
#include <utility>

#include "converters/clean_text.h"
#include "converters/plain_number.h"
#include "converters/writer.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

/// True for a text that a spreadsheet would run when it opens the file (OWASP, "CSV injection"): it begins with a
/// trigger, is no number, and is more than signs ("-" and "--" are what people print for "none").
bool is_formula(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  const char32_t first = next_code_point(text, at);
  const bool trigger = first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' || first == '\r' ||
                       first == 0xFF1D || first == 0xFF0B || first == 0xFF0D || first == 0xFF20;
  if (!trigger) return false;
  bool has_more = false;
  for_each_code_point(text.substr(at), [&](char32_t c) { has_more = has_more || is_letter(c) || is_digit(c); });
  return has_more && !read_plain_number(nfkc(text));
}

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
    field_.clear();
    append_clean(field_, text);  // first of all, since a trigger may stand behind a control character that goes
    if (options_.escape_formulas && is_formula(field_)) {
      field_.insert(0, 1, '\'');
      ++escaped_;
    }
    std::string& out = writer_.text();
    const char special[] = {separator_, '"', '\n', '\0'};
    const bool quoted =
        field_.find_first_of(special) != std::string::npos || field_.starts_with(' ') || field_.ends_with(' ');
    if (!quoted) {
      out += field_;
      return;
    }
    out.push_back('"');
    for (const char c : field_) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    out.push_back('"');
  }

  WriteOptions options_;
  Context& context_;
  Writer writer_;
  char separator_;
  std::string field_;
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
