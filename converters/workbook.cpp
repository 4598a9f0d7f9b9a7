// The library writes to files only; a file in memory takes its place.
#include "converters/workbook.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <map>
#include <utility>

#include "converters/clean_text.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

constexpr std::size_t kCellUnits = 32'767;  // UTF-16 code units
constexpr std::size_t kSheetNameUnits = 31;

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

std::string sheet_name(std::string_view wanted) {
  std::string name;
  std::size_t units = 0;
  for_each_code_point(collapsed(wanted), [&](char32_t c) {
    units += c > 0xFFFF ? 2 : 1;
    const bool allowed = c >= 0x20 && std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos;
    if (units <= kSheetNameUnits) append_utf8(name, allowed ? c : U' ');
  });
  return std::string(trimmed(name));
}

bool in_sheet(int row, int col) {
  return row < Workbook::kSheetRows && col < Workbook::kSheetCols;
}

}  // namespace

struct Workbook::Impl {
  int fd = -1;
  std::string path;
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  std::map<std::string, lxw_format*> formats;

  /// One format for each kind of cell, however many cells there are.
  lxw_format* format_for(const CellStyle& style) {
    const std::string key =
        std::string(style.bold ? "b" : "") + (style.wraps ? "w" : "") + (style.alert ? "a" : "") + style.number;
    const auto [found, fresh] = formats.try_emplace(key, nullptr);
    if (!fresh) return found->second;
    lxw_format* format = workbook_add_format(book);
    if (style.bold) format_set_bold(format);
    if (style.wraps) format_set_text_wrap(format);
    if (style.alert) format_set_bg_color(format, 0xFFC7CE);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (!style.number.empty()) format_set_num_format(format, style.number.c_str());
    return found->second = format;
  }
};

Workbook::Workbook() : impl_(std::make_unique<Impl>()) {
  impl_->fd = ::memfd_create("gridlift", MFD_CLOEXEC);
  impl_->path = "/proc/self/fd/" + std::to_string(impl_->fd);
  impl_->book = impl_->fd < 0 ? nullptr : workbook_new(impl_->path.c_str());
  if (impl_->book == nullptr) return;
  lxw_doc_properties properties{};
  properties.created = 946'684'800;  // 2000-01-01
  workbook_set_properties(impl_->book, &properties);
}

Workbook::~Workbook() {
  if (impl_->book != nullptr) lxw_workbook_free(impl_->book);
  if (impl_->fd >= 0) ::close(impl_->fd);
}

void Workbook::sheet(std::string_view name) {
  if (impl_->book == nullptr) return;
  impl_->sheet = workbook_add_worksheet(impl_->book, sheet_name(name).c_str());
  if (impl_->sheet == nullptr) impl_->sheet = workbook_add_worksheet(impl_->book, nullptr);
}

bool Workbook::text(int row, int col, std::string_view text, const CellStyle& style) {
  if (impl_->sheet == nullptr || !in_sheet(row, col)) return true;
  const std::string whole = escaped(text);
  const std::string_view head = head_that_fits(whole);
  worksheet_write_string(impl_->sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(col),
                         std::string(head).c_str(), impl_->format_for(style));
  return head.size() == whole.size();
}

void Workbook::number(int row, int col, double value, const CellStyle& style) {
  if (impl_->sheet == nullptr || !in_sheet(row, col)) return;
  worksheet_write_number(impl_->sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(col), value,
                         impl_->format_for(style));
}

void Workbook::merge(int row, int col, int last_row, int last_col, const CellStyle& style) {
  if (impl_->sheet == nullptr || !in_sheet(row, col)) return;
  worksheet_merge_range(impl_->sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(col),
                        static_cast<lxw_row_t>(std::min(last_row, kSheetRows - 1)),
                        static_cast<lxw_col_t>(std::min(last_col, kSheetCols - 1)), "", impl_->format_for(style));
}

void Workbook::freeze(int rows) {
  if (impl_->sheet != nullptr) worksheet_freeze_panes(impl_->sheet, static_cast<lxw_row_t>(rows), 0);
}

void Workbook::width(int col, double chars) {
  if (impl_->sheet == nullptr) return;
  worksheet_set_column(impl_->sheet, static_cast<lxw_col_t>(col), static_cast<lxw_col_t>(col), chars, nullptr);
}

Result<void> Workbook::close(const std::function<Result<void>(std::string_view)>& take) {
  if (impl_->book == nullptr) return fail(ErrorCode::io_write, "cannot make a workbook in memory");
  const lxw_error error = workbook_close(std::exchange(impl_->book, nullptr));
  impl_->sheet = nullptr;
  if (error != LXW_NO_ERROR) return fail(ErrorCode::io_write, lxw_strerror(error));
  std::string piece(64 * 1024, '\0');
  off_t at = 0;
  for (;;) {
    const ssize_t got = ::pread(impl_->fd, piece.data(), piece.size(), at);
    if (got < 0) return fail(ErrorCode::io_write, "cannot read the workbook back");
    if (got == 0) return {};
    if (auto taken = take(std::string_view(piece.data(), static_cast<std::size_t>(got))); !taken) return taken;
    at += got;
  }
}

}  // namespace gridlift
