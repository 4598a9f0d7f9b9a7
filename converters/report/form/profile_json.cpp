#include "converters/report/form/profile_json.h"

#include <algorithm>
#include <utility>

namespace gridlift::report {

void ProfileJson::fail(const std::string& path, const std::string& what) {
  if (!failed()) fault_ = Error{ErrorCode::bad_argument, what, name_ + ": " + path};
}

void ProfileJson::known(const Json& object, const std::string& path, std::initializer_list<std::string_view> names) {
  if (!object.is_object()) return fail(path, "must be an object");
  for (const auto& [member, value] : object.items()) {
    if (std::find(names.begin(), names.end(), member) == names.end()) fail(path + "." + member, "no such member");
  }
}

std::string ProfileJson::text(const Json& object, const std::string& path, const char* member, bool required) {
  const auto found = object.is_object() ? object.find(member) : object.end();
  if (!object.is_object() || found == object.end()) {
    if (required) fail(path + "." + member, "is missing");
    return {};
  }
  if (!found->is_string()) {
    fail(path + "." + member, "must be a string");
    return {};
  }
  return found->get<std::string>();
}

bool ProfileJson::flag(const Json& object, const std::string& path, const char* member) {
  const auto found = object.find(member);
  if (found == object.end()) return false;
  if (!found->is_boolean()) {
    fail(path + "." + member, "must be true or false");
    return false;
  }
  return found->get<bool>();
}

std::vector<std::string> ProfileJson::texts(const Json& object, const std::string& path, const char* member) {
  const auto found = object.find(member);
  if (found == object.end()) return {};
  if (found->is_string()) return {found->get<std::string>()};
  std::vector<std::string> out;
  if (!found->is_array()) fail(path + "." + member, "must be a string or an array of strings");
  for (const Json& item : *found) {
    if (item.is_string()) {
      out.push_back(item.get<std::string>());
    } else {
      fail(path + "." + member, "must hold strings");
    }
  }
  return out;
}

const ProfileJson::Json& ProfileJson::list(const Json& object, const std::string& path, const char* member) {
  static const Json kNone = Json::array();
  const auto found = object.find(member);
  if (found == object.end()) return kNone;
  if (found->is_array()) return *found;
  fail(path + "." + member, "must be an array");
  return kNone;
}

std::vector<Label> ProfileJson::labels(const Json& object, const std::string& path, const char* member) {
  std::vector<Label> out;
  for (const std::string& text : texts(object, path, member)) {
    if (std::count(text.begin(), text.end(), '*') > 3) fail(path + "." + member, "at most three '*' in a label");
    out.push_back(make_label(text));
  }
  return out;
}

std::string item_path(const std::string& path, const char* member, std::size_t index) {
  return path + (path.empty() ? "" : ".") + member + "[" + std::to_string(index) + "]";
}

}  // namespace gridlift::report
