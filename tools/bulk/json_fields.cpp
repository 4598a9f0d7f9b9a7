#include "tools/bulk/json_fields.h"

#include <string_view>

#include "core/unicode.h"

namespace gridlift::bulk {

namespace {

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (next_code_point(text, at) == kReplacement && text.substr(from, at - from) != "\xEF\xBF\xBD") return false;
  }
  return true;
}

std::string hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return out;
}

/// "" for what is no hex.
std::string unhex(std::string_view digits) {
  if (digits.size() % 2 != 0 || digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) return {};
  const auto value = [](char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; };
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out.push_back(static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1])));
  return out;
}

}  // namespace

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string text_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::int64_t signed_number_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

double real_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_number() ? found->get<double>() : 0;
}

bool flag_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

void put_name(Json& json, const char* member, const std::string& name) {
  json[member] = name;
  if (!is_utf8(name)) json[std::string(member) + "_hex"] = hex(name);
}

std::string name_of(const Json& json, const char* member) {
  const std::string exact = unhex(text_of(json, (std::string(member) + "_hex").c_str()));
  return exact.empty() ? text_of(json, member) : exact;
}

}  // namespace gridlift::bulk
