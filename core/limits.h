// Limits and budget: every bound of the library, in one place, each with its unit, default and reason.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace gridlift {

/// All limits of one conversion. 0 is refused by the doors; "unlimited" is `kUnlimited`.
struct Limits {
  static constexpr std::uint64_t kUnlimited = UINT64_MAX;

  std::uint64_t input_bytes = 1ULL << 30;       ///< bytes of the input file
  std::uint64_t zip_entries = 20'000;           ///< 2 M entries cost libzip 462 MB before the first read
  std::uint64_t part_bytes = 256ULL << 20;      ///< inflated bytes of one package part, counted while inflating
  std::uint64_t package_bytes = 1ULL << 30;     ///< inflated bytes of all parts together
  std::uint64_t inflate_ratio = 200;            ///< inflated : packed, judged only after 16 MiB of a part
  std::uint64_t xml_depth = 256;                ///< element nesting; libxml2's own hard limit
  std::uint64_t xml_attributes = 256;           ///< attributes of one element (libxml2 2.9 is quadratic in them)
  std::uint64_t xml_tag_bytes = 1ULL << 20;     ///< bytes of one start tag
  std::uint64_t xml_text_bytes = 10'000'000;    ///< bytes of one text node (libxml2's limit without HUGE)
  std::uint64_t items = 5'000'000;              ///< paragraphs and cells of one document
  std::uint64_t table_columns = 4'096;          ///< columns of one grid; Word itself allows 63
  std::uint64_t grid_slots = 5'000'000;         ///< slots of all grids of one document (rows x columns, expanded)
  std::uint64_t nesting = 64;                   ///< nested tables, styles based on styles, fields in fields
  std::uint64_t pages = 100'000;                ///< pages of one document
  std::uint64_t page_glyphs = 5'000'000;        ///< glyphs of one page
  std::uint64_t page_path_points = 20'000'000;  ///< path points of one page
  std::uint64_t page_forms = 200'000;           ///< form XObject invocations of one page
  std::uint64_t state_depth = 10'000;           ///< nested graphics states: `q` x 1e6 costs 924 MB
  std::uint64_t output_bytes = 4ULL << 30;      ///< bytes written for one document
  std::uint64_t time_ms = 60'000;               ///< wall time of one document, judged cooperatively
  std::uint64_t page_time_ms = 20'000;          ///< wall time of one page
};

/// One row of `gridlift list limits`.
struct LimitInfo {
  std::string_view name;  ///< as on the command line: "input-bytes"
  std::string_view unit;  ///< "bytes", "items", "ms", ...
  std::string_view reason;
  std::uint64_t Limits::*value;
};

/// Every member of Limits, in order.
std::span<const LimitInfo> limit_table();

/// What is spent over a whole conversion. Limits of parts multiply when one part drives another, so the whole
/// conversion has one cumulative budget, made once per call and only ever spent (HarfBuzz's rule).
class Budget {
 public:
  enum class Resource : std::uint8_t { package_bytes, items, grid_slots, pages, output_bytes, count };
  using Clock = std::chrono::steady_clock;

  explicit Budget(const Limits& limits, std::function<bool()> cancelled = {});

  /// Takes `amount` of a resource; false when it is, or now becomes, exhausted. Stays false from then on.
  [[nodiscard]] bool spend(Resource resource, std::uint64_t amount = 1);
  bool exhausted(Resource resource) const { return exhausted_[index(resource)]; }
  std::uint64_t left(Resource resource) const { return left_[index(resource)]; }

  /// True when the document's time is over or the caller cancelled; looks at the clock on each call.
  bool out_of_time();
  bool was_cancelled() const { return was_cancelled_; }

 private:
  static constexpr std::size_t index(Resource resource) { return static_cast<std::size_t>(resource); }

  std::array<std::uint64_t, static_cast<std::size_t>(Resource::count)> left_{};
  std::array<bool, static_cast<std::size_t>(Resource::count)> exhausted_{};
  Clock::time_point deadline_;
  bool has_deadline_ = false;
  bool out_of_time_ = false;
  bool was_cancelled_ = false;
  std::function<bool()> cancelled_;
};

}  // namespace gridlift
