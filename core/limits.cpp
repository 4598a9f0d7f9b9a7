#include "core/limits.h"

#include <utility>

namespace gridlift {

namespace {

constexpr LimitInfo kTable[] = {
    {"input-bytes", "bytes", "size of the input file", &Limits::input_bytes},
    {"zip-entries", "entries", "a ZIP with millions of entries costs memory before the first read",
     &Limits::zip_entries},
    {"part-bytes", "bytes", "inflated size of one package part", &Limits::part_bytes},
    {"package-bytes", "bytes", "inflated size of all parts together", &Limits::package_bytes},
    {"inflate-ratio", "ratio", "inflated : packed, judged after 16 MiB of a part", &Limits::inflate_ratio},
    {"xml-depth", "levels", "nested XML elements", &Limits::xml_depth},
    {"xml-attributes", "attributes", "attributes of one element; the parser is quadratic in them",
     &Limits::xml_attributes},
    {"xml-tag-bytes", "bytes", "size of one start tag", &Limits::xml_tag_bytes},
    {"xml-text-bytes", "bytes", "size of one text node", &Limits::xml_text_bytes},
    {"items", "items", "paragraphs and cells of one document", &Limits::items},
    {"table-columns", "columns", "columns of one grid", &Limits::table_columns},
    {"grid-slots", "slots", "rows x columns of all grids of one document", &Limits::grid_slots},
    {"nesting", "levels", "tables in tables, styles based on styles", &Limits::nesting},
    {"pages", "pages", "pages of one document", &Limits::pages},
    {"page-glyphs", "glyphs", "glyphs of one page", &Limits::page_glyphs},
    {"page-path-points", "points", "path points of one page", &Limits::page_path_points},
    {"page-forms", "forms", "form XObject invocations of one page", &Limits::page_forms},
    {"state-depth", "levels", "nested graphics states of one page", &Limits::state_depth},
    {"output-bytes", "bytes", "bytes written for one document", &Limits::output_bytes},
    {"time-ms", "ms", "wall time of one document", &Limits::time_ms},
    {"page-time-ms", "ms", "wall time of one page", &Limits::page_time_ms},
};

}  // namespace

std::span<const LimitInfo> limit_table() {
  return kTable;
}

Budget::Budget(const Limits& limits, std::function<bool()> cancelled) : cancelled_(std::move(cancelled)) {
  left_[index(Resource::package_bytes)] = limits.package_bytes;
  left_[index(Resource::items)] = limits.items;
  left_[index(Resource::grid_slots)] = limits.grid_slots;
  left_[index(Resource::pages)] = limits.pages;
  left_[index(Resource::output_bytes)] = limits.output_bytes;
  // A deadline of more than a year is none: it also keeps the clock arithmetic from overflowing.
  constexpr std::uint64_t kYearMs = 365ULL * 24 * 3600 * 1000;
  has_deadline_ = limits.time_ms < kYearMs;
  if (has_deadline_) deadline_ = Clock::now() + std::chrono::milliseconds(limits.time_ms);
}

bool Budget::spend(Resource resource, std::uint64_t amount) {
  const std::size_t i = index(resource);
  if (exhausted_[i] || amount > left_[i]) {
    exhausted_[i] = true;
    return false;
  }
  if (left_[i] != Limits::kUnlimited) left_[i] -= amount;
  return true;
}

bool Budget::out_of_time() {
  if (out_of_time_) return true;
  if (cancelled_ && cancelled_()) was_cancelled_ = out_of_time_ = true;
  if (has_deadline_ && Clock::now() >= deadline_) out_of_time_ = true;
  return out_of_time_;
}

}  // namespace gridlift
