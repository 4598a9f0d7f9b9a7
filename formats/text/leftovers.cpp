#include "formats/text/leftovers.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>

#include "core/unicode.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kLongestMark = 200;      // bytes of one bookmark name or emphasised phrase
constexpr std::size_t kLongestReference = 10;  // bytes: "&#x10FFFF;"

struct Found {
  Leftovers::Kind kind;
  std::size_t length;   ///< bytes of the text that it takes
  std::string instead;  ///< what stays
};

std::optional<Found> bookmark(std::string_view rest) {
  if (!rest.starts_with("[bookmark: ")) return std::nullopt;
  const std::size_t end = rest.substr(0, kLongestMark).find(']');
  if (end == std::string_view::npos) return std::nullopt;
  return Found{Leftovers::Kind::bookmark, end + 1, ""};
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*' || c == '_';
}

/// `**phrase**`: no blank inside the stars, and no letter before them, since `2**3**4` is arithmetic.
std::optional<Found> emphasis(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, kLongestMark);
  if (!rest.starts_with("**") || rest.size() < 5 || (at > 0 && is_word_byte(text[at - 1]))) return std::nullopt;
  const std::size_t end = rest.find("**", 2);
  if (end == std::string_view::npos || end == 2) return std::nullopt;
  const std::string_view inner = rest.substr(2, end - 2);
  if (inner.find('*') != std::string_view::npos || is_space(first_code_point(inner)) ||
      is_space(last_code_point(inner)) || (at + end + 2 < text.size() && text[at + end + 2] == '*')) {
    return std::nullopt;
  }
  return Found{Leftovers::Kind::emphasis, end + 2, std::string(inner)};
}

std::optional<Found> link(std::string_view rest) {
  bool known = false;
  for (const std::string_view scheme : {"<http://", "<https://", "<mailto:", "<ftp://"}) {
    known = known || rest.starts_with(scheme);
  }
  if (!known) return std::nullopt;
  const std::size_t end = rest.find_first_of("> \t");
  if (end == std::string_view::npos || rest[end] != '>') return std::nullopt;
  return Found{Leftovers::Kind::link, end + 1, std::string(rest.substr(1, end - 1))};
}

struct Reference {
  std::string_view name;
  char32_t letter;
};

constexpr Reference kReferences[] = {
    {"&nbsp;", ' '},     {"&amp;", '&'},      {"&lt;", '<'},       {"&gt;", '>'},
    {"&quot;", '"'},     {"&apos;", '\''},    {"&ensp;", ' '},     {"&emsp;", ' '},
    {"&ndash;", 0x2013}, {"&mdash;", 0x2014}, {"&lsquo;", 0x2018}, {"&rsquo;", 0x2019},
    {"&ldquo;", 0x201C}, {"&rdquo;", 0x201D}, {"&middot;", 0xB7},  {"&hellip;", 0x2026}};

/// `&#8212;`, `&#x2014;`: any letter with ink, or a blank.
std::optional<Found> numeric_reference(std::string_view rest) {
  const bool hex = rest.size() > 2 && (rest[2] == 'x' || rest[2] == 'X');
  const char* const begin = rest.data() + (hex ? 3 : 2);
  const char* const limit = rest.data() + std::min(rest.size(), kLongestReference);
  std::uint32_t code = 0;
  if (begin >= limit) return std::nullopt;
  const auto [end, error] = std::from_chars(begin, limit, code, hex ? 16 : 10);
  if (error != std::errc() || end == limit || *end != ';') return std::nullopt;
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (code > 0x10FFFF || surrogate || (!has_ink(code) && !is_space(code)) || code < ' ') return std::nullopt;
  std::string letter;
  append_utf8(letter, is_space(code) ? U' ' : static_cast<char32_t>(code));
  return Found{Leftovers::Kind::reference, static_cast<std::size_t>(end - rest.data()) + 1, letter};
}

std::optional<Found> reference(std::string_view rest) {
  if (rest.starts_with("&#")) return numeric_reference(rest);
  for (const Reference& known : kReferences) {
    if (!rest.starts_with(known.name)) continue;
    std::string letter;
    append_utf8(letter, known.letter);
    return Found{Leftovers::Kind::reference, known.name.size(), letter};
  }
  return std::nullopt;
}

/// No-break and zero-width spaces, the byte order mark, word joiner, soft hyphen. Marks that shape letters or steer
/// direction (joiners, bidi controls, variation selectors) are the author's text and stay.
std::optional<Found> invisible(std::string_view rest) {
  if (rest.starts_with("\xC2\xA0")) return Found{Leftovers::Kind::invisible, 2, " "};
  if (rest.starts_with("\xC2\xAD")) return Found{Leftovers::Kind::invisible, 2, ""};
  for (const std::string_view mark : {"\xE2\x80\x8B", "\xE2\x81\xA0", "\xEF\xBB\xBF"}) {
    if (rest.starts_with(mark)) return Found{Leftovers::Kind::invisible, 3, ""};
  }
  return std::nullopt;
}

/// A backslash before a mark; not behind a colon or another one, where paths are, and not before another one.
std::optional<Found> escape(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  if (before.ends_with(':') || before.ends_with('\\')) return std::nullopt;
  if (text.size() == 1) return Found{Leftovers::Kind::escape, 1, ""};  // reStructuredText: an empty cell
  const auto next = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : ' ');
  if (next == '\\' || next >= 0x80 || std::ispunct(next) == 0) return std::nullopt;
  return Found{Leftovers::Kind::escape, 2, std::string(1, text[at + 1])};
}

std::optional<Found> leftover_at(std::string_view text, std::size_t at, bool escapes) {
  const std::string_view rest = text.substr(at);
  switch (static_cast<unsigned char>(rest[0])) {
    case '[':
      return bookmark(rest);
    case '*':
      return emphasis(text, at);
    case '<':
      return link(rest);
    case '&':
      return reference(rest);
    case '\\':
      return escapes ? escape(text, at) : std::nullopt;
    case 0xC2:
    case 0xE2:
    case 0xEF:
      return invisible(rest);
    default:
      return std::nullopt;
  }
}

constexpr const char* kCodes[] = {"leftover-bookmark",  "leftover-emphasis", "leftover-link",  "leftover-reference",
                                  "leftover-invisible", "leftover-quote",    "leftover-escape"};
constexpr const char* kNames[] = {"bookmark marks",
                                  "emphasis marks",
                                  "brackets around links",
                                  "character references",
                                  "no-break spaces, zero-width spaces or soft hyphens",
                                  "marks of quotation before rows",
                                  "backslashes before marks"};

}  // namespace

void Leftovers::removed(Kind kind, std::string_view what, std::string_view instead) {
  ++met_[static_cast<std::size_t>(kind)];
  context_.ledger.out(what);
  context_.ledger.in(instead);
}

std::string Leftovers::clean(std::string_view text, bool escapes) {
  escapes = escapes || escapes_;
  if (keep_ || text.find_first_of("[*<&\\\xC2\xE2\xEF") == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto found = leftover_at(text, at, escapes);
    if (!found) {
      out.push_back(text[at++]);
      continue;
    }
    removed(found->kind, text.substr(at, found->length), found->instead);
    out += found->instead;
    at += found->length;
  }
  return out;
}

void Leftovers::drop_quotes(std::span<const std::string> marks) {
  for (const std::string& mark : marks) {
    if (!mark.empty()) removed(Kind::quote, mark);
  }
}

void Leftovers::report() const {
  for (std::size_t kind = 0; kind < met_.size(); ++kind) {
    if (met_[kind] == 0) continue;
    context_.diagnostics.info(kCodes[kind], std::to_string(met_[kind]) + " " + kNames[kind] +
                                                " of another converter were taken out (--keep-markup leaves them)");
  }
}

}  // namespace gridlift::text
