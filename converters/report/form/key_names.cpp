#include "converters/report/form/key_names.h"

#include <string_view>

#include "converters/report/labels.h"
#include "core/unicode.h"

namespace gridlift::report {

std::string key_of(const std::string& label, const std::string& fallback) {
  std::string_view rest;
  head_number(label, rest);
  std::string key;
  for (const char c : to_ascii(rest)) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (word) {
      key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
    } else if (!key.empty() && key.back() != '_') {
      key.push_back('_');
    }
    if (key.size() >= 40) break;
  }
  while (!key.empty() && key.back() == '_') key.pop_back();
  return key.empty() ? fallback : key;
}

std::string Keys::unique(std::string key) {
  const std::string stem = key;
  for (int n = 2; !used_.insert(key).second; ++n) key = stem + "_" + std::to_string(n);
  return key;
}

}  // namespace gridlift::report
