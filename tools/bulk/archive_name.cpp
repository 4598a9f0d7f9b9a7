#include "tools/bulk/archive_name.h"

#include <algorithm>

namespace gridlift::bulk {

namespace {

constexpr std::string_view kEndings[] = {".zip",    ".tar", ".tar.gz", ".tgz",    ".tar.bz2",
                                         ".tar.xz", ".txz", ".tbz2",   ".tar.zst"};

/// Upper and lower case are not told apart.
bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && std::equal(ending.rbegin(), ending.rend(), name.rbegin(), [](char e, char n) {
           return e == (n >= 'A' && n <= 'Z' ? n | 0x20 : n);
         });
}

}  // namespace

bool is_archive_name(std::string_view name) {
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return ends_with(name, ending); });
}

}  // namespace gridlift::bulk
