#include "formats/docx/mhtml.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/ascii.h"
#include "core/unicode.h"

namespace gridlift::docx {

namespace {

constexpr int kMostNested = 8;  // multiparts in multiparts

/// `name=value` or `name="value"` in a header's value; "" when absent.
std::string parameter(std::string_view header, std::string_view name) {
  const std::string folded = ascii_lower(header);
  std::size_t at = folded.find(std::string(name) + "=");
  if (at == std::string::npos) return {};
  at += name.size() + 1;
  const bool quoted = at < header.size() && (header[at] == '"' || header[at] == '\'');
  const std::size_t from = at + (quoted ? 1 : 0);
  const std::size_t end = quoted ? header.find(header[at], from) : header.find_first_of("; \t\r\n\"'>/", from);
  return std::string(header.substr(std::min(from, header.size()), end == std::string_view::npos ? end : end - from));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// RFC 2045, 6.7. Equals signs that encode nothing stay, as careless writers mean them.
std::string from_quoted_printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
      continue;
    }
    const std::string_view rest = text.substr(at + 1);
    if (rest.starts_with("\r\n")) {
      at += 2;
    } else if (rest.starts_with("\n")) {
      at += 1;
    } else if (rest.size() >= 2 && hex_digit(rest[0]) >= 0 && hex_digit(rest[1]) >= 0) {
      out += static_cast<char>(hex_digit(rest[0]) * 16 + hex_digit(rest[1]));
      at += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view kSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr auto kValues = [kSigns] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < kSigns.size(); ++i)
      values[static_cast<unsigned char>(kSigns[i])] = static_cast<std::int8_t>(i);
    return values;
  }();
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out += static_cast<char>(bits >> have & 0xFF);
  }
  return out;
}

struct Headers {
  std::string type;
  std::string encoding;
};

/// Reads the headers at the beginning and takes them off. A line that begins with a blank goes on with the one before.
Headers take_headers(std::string_view& text) {
  Headers headers;
  std::string* last = nullptr;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') {
      if (last != nullptr) *last += line;
      continue;
    }
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string name = ascii_lower(line.substr(0, colon));
    last = name == "content-type" ? &headers.type : name == "content-transfer-encoding" ? &headers.encoding : nullptr;
    if (last != nullptr) *last = trimmed(line.substr(std::min(colon + 1, line.size())));
  }
  return headers;
}

MimePart find_html(std::string_view text, int depth) {
  const Headers headers = take_headers(text);
  MimePart part;
  part.type = ascii_lower(std::string_view(headers.type).substr(0, headers.type.find(';')));
  part.charset = parameter(headers.type, "charset");
  const std::string boundary = parameter(headers.type, "boundary");
  if (part.type.starts_with("multipart/") && !boundary.empty() && depth < kMostNested) {
    const std::string line = "--" + boundary;
    std::size_t at = text.find(line);
    while (at != std::string_view::npos) {
      const std::size_t from = std::min(text.find('\n', at), text.size() - 1) + 1;
      const std::size_t end = text.find(line, from);
      MimePart inner = find_html(text.substr(from, end == std::string_view::npos ? end : end - from), depth + 1);
      if (!inner.bytes.empty()) return inner;
      at = end;
    }
    return {};
  }
  if (part.type.find("html") == std::string::npos) return {};
  const std::string encoding = ascii_lower(headers.encoding);
  part.bytes = encoding == "base64"             ? from_base64(text)
               : encoding == "quoted-printable" ? from_quoted_printable(text)
                                                : std::string(text);
  return part;
}

}  // namespace

MimePart html_of_message(std::string_view message) {
  return find_html(message, 0);
}

std::string charset_of_html(std::string_view html) {
  constexpr std::size_t kHead = 4096;
  const std::string_view head = html.substr(0, kHead);
  const std::string folded = ascii_lower(head);
  for (std::size_t at = folded.find("<meta"); at != std::string::npos; at = folded.find("<meta", at + 1)) {
    const std::size_t end = folded.find('>', at);
    const std::string charset = parameter(head.substr(at, end == std::string::npos ? end : end - at), "charset");
    if (!charset.empty()) return charset;
  }
  return {};
}

}  // namespace gridlift::docx
