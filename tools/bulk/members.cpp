#include "tools/bulk/members.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "tools/bulk/digest.h"
#include "tools/bulk/json_fields.h"

namespace gridlift::bulk {

namespace {

constexpr std::size_t kHashDigits = 16;

std::vector<std::string> told_apart(const std::string& prefix, const std::vector<Member>& members) {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> uses;
  for (const Member& member : members) {
    names.push_back(prefix + member.name);
    if (const std::size_t use = ++uses[names.back()]; use > 1) names.back() += "~" + std::to_string(use);
  }
  return names;
}

}  // namespace

std::vector<Member> read_members(const std::string& list, std::uint64_t size) {
  std::vector<Member> members;
  for (std::size_t begin = 0; begin < list.size() && members.size() < kMostMembers;) {
    const std::size_t end = std::min(list.find('\n', begin), list.size());
    const Json json = Json::parse(std::string_view(list).substr(begin, end - begin), nullptr, false);
    begin = end + 1;
    if (!json.is_object()) continue;
    Member member{name_of(json, "name"), number_of(json, "offset"), number_of(json, "size"),
                  text_of(json, "code").substr(0, 64), text_of(json, "message").substr(0, 2000)};
    const bool inside = member.offset % kSpoolStep == 0 && member.offset <= size && member.size <= size - member.offset;
    if (inside && !member.name.empty()) members.push_back(std::move(member));
  }
  return members;
}

std::string root_of(const Input& input) {
  return input.archive.empty() ? input.name : input.archive;
}

std::string member_prefix(const Input& archive, const std::vector<Input>& files) {
  const std::string prefix = archive.name + "!/";
  const auto at = std::lower_bound(files.begin(), files.end(), prefix,
                                   [](const Input& input, const std::string& wanted) { return input.name < wanted; });
  if (at == files.end() || !at->name.starts_with(prefix)) return prefix;
  return archive.name + "!~" + digest_of(archive.name).substr(0, kHashDigits) + "/";
}

std::vector<Input> member_inputs(const Input& archive, const std::string& prefix, const std::vector<Member>& members,
                                 const std::shared_ptr<Spool>& spool, const NameRules& rules) {
  const std::vector<std::string> names = told_apart(prefix, members);
  const std::vector<std::string> stems = output_stems(names, rules);
  std::vector<Input> inputs;
  for (std::size_t i = 0; i < members.size(); ++i) {
    Input input;
    input.path = archive.path;
    input.name = names[i];
    // A flat name must be another than that of any file outside.
    input.stem = rules.flat ? stems[i] + "~" + digest_of(names[i]).substr(0, kHashDigits) : stems[i];
    input.size = members[i].size;
    input.mtime_ns = archive.mtime_ns;
    input.spool = spool;
    input.offset = members[i].offset;
    input.archive = root_of(archive);
    input.depth = archive.depth + 1;
    inputs.push_back(std::move(input));
  }
  return inputs;
}

}  // namespace gridlift::bulk
