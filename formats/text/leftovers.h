// Leftovers of other converters: markup that is not the author's text, found, counted and taken out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/context.h"

namespace gridlift::text {

/// `[bookmark: x]`, `**bold**`, `<http://...>`, `&nbsp;` and other character references, no-break spaces, zero-width
/// spaces and soft hyphens, backslashes before marks. One object for each file; `report` adds one diagnostic for each
/// kind that was met.
class Leftovers {
 public:
  enum class Kind : std::uint8_t { bookmark, emphasis, link, reference, invisible, quote, escape, count };

  /// `keep`: leave all of them where they are. `escapes`: the whole file is written in marks that know escapes.
  Leftovers(bool keep, bool escapes, Context& context) : keep_(keep), escapes_(escapes), context_(context) {}

  /// The text without them. What leaves ink is taken off the ledger. `escapes`: this text is known to be of a kind in
  /// which a backslash before a mark makes it a letter (CommonMark 2.4, reStructuredText).
  std::string clean(std::string_view text, bool escapes = false);
  /// Marks of quotation that stood before the lines of a table.
  void drop_quotes(std::span<const std::string> marks);
  void report() const;

 private:
  void removed(Kind kind, std::string_view what, std::string_view instead = {});

  bool keep_;
  bool escapes_;
  Context& context_;
  std::array<std::size_t, static_cast<std::size_t>(Kind::count)> met_{};
};

}  // namespace gridlift::text
