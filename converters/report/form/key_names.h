// Key names: parts of keys made from printed labels.
#pragma once

#include <set>
#include <string>

namespace gridlift::report {

/// A key made from a label, without its number: "一、本年新收" -> "ben_nian_xin_shou", at most 40 letters; `fallback`
/// when no letter is left.
std::string key_of(const std::string& label, const std::string& fallback);

/// Gives each sibling a key of its own: "other", "other_2".
class Keys {
 public:
  std::string unique(std::string key);

 private:
  std::set<std::string> used_;
};

}  // namespace gridlift::report
