// XLSX by libxlsxwriter: a sheet for each table, real merges, numbers as numbers. Texts are written as texts, so that
// none is ever a formula. The library writes to files only; a file in memory takes its place.
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <map>
#include <utility>

#include "converters/clean_text.h"
#include "converters/plain_number.h"
#include "converters/serializer.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

// Bounds of the file format (ECMA-376 part 1 leaves them to applications; Excel's specifications).
constexpr int kSheetRows = 1'048'576;
constexpr int kSheetCols = 16'384;
constexpr std::size_t kCellUnits = 32'767;  // UTF-16 code units
constexpr std::size_t kSheetNameChars = 31;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// "_x0041_" would be read as "A" (ECMA-376 22.9.2.19 ST_Xstring): its first "_" is written as "_x005F_".
std::string escaped(std::string_view text) {
  std::string clean;
  append_clean(clean, text);
  std::string out;
  for (std::size_t at = 0; at < clean.size(); ++at) {
    const bool code = clean.compare(at, 2, "_x") == 0 && at + 6 < clean.size() && clean[at + 6] == '_' &&
                      std::all_of(clean.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                                  clean.begin() + static_cast<std::ptrdiff_t>(at) + 6, is_hex);
    out += code ? "_x005F_" : std::string(1, clean[at]);
  }
  return out;
}

/// The longest head of a text that fits into a cell.
std::string_view head_that_fits(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    units += next_code_point(text, at) > 0xFFFF ? 2 : 1;
    if (units > kCellUnits) return text.substr(0, begin);
  }
  return text;
}

/// "3 Results by region": the number keeps names apart, the caption says what it is.
std::string sheet_name(std::size_t index, const Table& table) {
  std::string name = (table.caption ? "" : "Table ") + std::to_string(index + 1);
  if (!table.caption) return name;
  std::size_t chars = name.size() + 1;
  name += " ";
  for_each_code_point(collapsed(*table.caption), [&](char32_t c) {
    chars += c > 0xFFFF ? 2 : 1;
    const bool allowed = c >= 0x20 && std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos;
    if (chars <= kSheetNameChars) append_utf8(name, allowed ? c : U' ');
  });
  return std::string(trimmed(name));
}

class XlsxSerializer : public Serializer {
 public:
  XlsxSerializer(const WriteOptions& options, Context& context, Output& out)
      : only_(options.table), context_(context), out_(out), fd_(::memfd_create("gridlift", MFD_CLOEXEC)) {
    path_ = "/proc/self/fd/" + std::to_string(fd_);
    workbook_ = fd_ < 0 ? nullptr : workbook_new(path_.c_str());
    if (workbook_ == nullptr) return;
    lxw_doc_properties properties{};
    properties.created = 946'684'800;  // 2000-01-01: the same document gives the same bytes on any day
    workbook_set_properties(workbook_, &properties);
  }
  ~XlsxSerializer() override {
    if (workbook_ != nullptr) lxw_workbook_free(workbook_);
    if (fd_ >= 0) ::close(fd_);
  }
  XlsxSerializer(const XlsxSerializer&) = delete;
  XlsxSerializer& operator=(const XlsxSerializer&) = delete;

  std::size_t table(Table table) override {
    if (workbook_ != nullptr && (!only_ || *only_ == count_)) write_table(table);
    return count_++;
  }

  void block(Block) override {}

  Result<void> finish(const Closing&) override {
    if (workbook_ == nullptr) return fail(ErrorCode::io_write, "cannot make a workbook in memory");
    const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
    if (error != LXW_NO_ERROR) return fail(ErrorCode::io_write, lxw_strerror(error));
    return copy_out();
  }

 private:
  void write_table(const Table& table) {
    lxw_worksheet* sheet = workbook_add_worksheet(workbook_, sheet_name(count_, table).c_str());
    if (sheet == nullptr) sheet = workbook_add_worksheet(workbook_, nullptr);
    if (sheet == nullptr) return;
    if (table.grid.rows() > kSheetRows || table.grid.cols() > kSheetCols)
      context_.diagnostics.cut("sheet-cut", "a table is larger than a sheet can be; the rest was left out",
                               "table " + std::to_string(count_ + 1));
    for (const Cell& cell : table.grid.cells()) {
      if (cell.row < kSheetRows && cell.col < kSheetCols) write_cell(sheet, cell);
    }
    if (table.header_rows > 0 && table.header_rows < table.grid.rows())
      worksheet_freeze_panes(sheet, static_cast<lxw_row_t>(table.header_rows), 0);
  }

  void write_cell(lxw_worksheet* sheet, const Cell& cell) {
    const auto row = static_cast<lxw_row_t>(cell.row);
    const auto col = static_cast<lxw_col_t>(cell.col);
    const auto number = cell.header ? std::nullopt : read_plain_number(cell.text);
    const bool wraps = cell.text.find('\n') != std::string::npos;
    lxw_format* format = format_for(cell.header, wraps, number ? number_format(*number) : std::string());
    if (cell.row_span > 1 || cell.col_span > 1) {
      const auto last_row = static_cast<lxw_row_t>(std::min(cell.end_row(), kSheetRows) - 1);
      const auto last_col = static_cast<lxw_col_t>(std::min(cell.end_col(), kSheetCols) - 1);
      worksheet_merge_range(sheet, row, col, last_row, last_col, "", format);
    }
    if (number) {
      worksheet_write_number(sheet, row, col, number->value, format);
    } else if (!cell.text.empty()) {
      write_text(sheet, row, col, cell.text, format);
    }
  }

  void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t col, std::string_view text, lxw_format* format) {
    const std::string whole = escaped(text);
    const std::string_view head = head_that_fits(whole);
    if (head.size() < whole.size())
      context_.diagnostics.cut("cell-cut", "a cell is longer than a sheet takes; the rest was left out",
                               "table " + std::to_string(count_ + 1));
    worksheet_write_string(sheet, row, col, std::string(head).c_str(), format);
  }

  /// One format for each kind of cell, however many cells there are.
  lxw_format* format_for(bool header, bool wraps, const std::string& number) {
    const std::string key = std::string(header ? "h" : "") + (wraps ? "w" : "") + number;
    const auto [found, fresh] = formats_.try_emplace(key, nullptr);
    if (!fresh) return found->second;
    lxw_format* format = workbook_add_format(workbook_);
    if (header) format_set_bold(format);
    if (wraps) format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (!number.empty()) format_set_num_format(format, number.c_str());
    return found->second = format;
  }

  Result<void> copy_out() {
    std::string piece(64 * 1024, '\0');
    off_t at = 0;
    for (;;) {
      const ssize_t got = ::pread(fd_, piece.data(), piece.size(), at);
      if (got < 0) return fail(ErrorCode::io_write, "cannot read the workbook back");
      if (got == 0) return {};
      if (!context_.budget.spend(Budget::Resource::output_bytes, static_cast<std::uint64_t>(got)))
        return fail(ErrorCode::limit_expansion, "the output is larger than the limit (output-bytes)");
      auto done = out_.write(std::string_view(piece.data(), static_cast<std::size_t>(got)));
      if (!done) return done;
      at += got;
    }
  }

  std::optional<std::size_t> only_;
  Context& context_;
  Output& out_;
  int fd_;
  std::string path_;
  lxw_workbook* workbook_ = nullptr;
  std::map<std::string, lxw_format*> formats_;
  std::size_t count_ = 0;
};

std::unique_ptr<Serializer> make(const WriteOptions& options, Context& context, Output& out) {
  return std::make_unique<XlsxSerializer>(options, context, out);
}

}  // namespace

extern const SerializerEntry xlsx_serializer;
const SerializerEntry xlsx_serializer{
    "xlsx", "a workbook: a sheet for each table, merges, numbers as numbers", "xlsx", false, false, make};

}  // namespace gridlift
