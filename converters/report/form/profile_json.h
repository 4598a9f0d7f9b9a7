// The members of a profile's JSON, read with their paths, so that a fault can be told by its place.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "converters/report/labels.h"
#include "core/result.h"

namespace gridlift::report {

/// Reads members with a path for messages; the first fault is kept, and everything after it is read as empty.
class ProfileJson {
 public:
  using Json = nlohmann::json;

  explicit ProfileJson(std::string name) : name_(std::move(name)) {}

  bool failed() const { return !fault_.message.empty(); }
  const Error& fault() const { return fault_; }
  void fail(const std::string& path, const std::string& what);

  /// Refuses members that no one reads: a misspelt option must not be ignored.
  void known(const Json& object, const std::string& path, std::initializer_list<std::string_view> names);
  std::string text(const Json& object, const std::string& path, const char* member, bool required = false);
  bool flag(const Json& object, const std::string& path, const char* member);
  /// A string, or an array of strings.
  std::vector<std::string> texts(const Json& object, const std::string& path, const char* member);
  const Json& list(const Json& object, const std::string& path, const char* member);
  std::vector<Label> labels(const Json& object, const std::string& path, const char* member);
  /// 0, 1, 2, ...: another one at each call.
  std::size_t next_number() { return next_number_++; }

 private:
  std::size_t next_number_ = 0;
  std::string name_;
  Error fault_{ErrorCode::bad_argument, "", ""};
};

/// The path of an item of a list: "tables[1].rows[3]".
std::string item_path(const std::string& path, const char* member, std::size_t index);

}  // namespace gridlift::report
