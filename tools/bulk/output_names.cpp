#include "tools/bulk/output_names.h"

#include <algorithm>
#include <map>

#include "core/unicode.h"
#include "tools/bulk/digest.h"

namespace gridlift::bulk {

namespace {

constexpr std::size_t kLongestPart = 255;   // NAME_MAX of the usual file systems
constexpr std::size_t kLongestPath = 3000;  // below PATH_MAX, with room for the output folder
constexpr std::size_t kHashDigits = 16;

/// True for the files of ours at the top of an output folder: journals, summary, joined outputs.
bool is_ours(std::string_view name) {
  const std::string label = fold_label(name);
  return label == "summary.json" || label.starts_with("all.") ||
         (label.starts_with("journal") && label.ends_with(".jsonl"));
}

std::string hashed(const std::string& stem, const std::string& name) {
  return stem + "~" + digest_of(name).substr(0, kHashDigits);
}

/// As file systems see a name that do not tell case or Unicode's forms apart; all that is no UTF-8 is one.
std::string folded(const std::string& name) {
  std::string out;
  for (std::size_t begin = 0; begin < name.size();) {  // fold_label takes blanks out
    const std::size_t end = std::min(name.find(' ', begin), name.size());
    out += (begin > 0 ? " " : "") + fold_label(std::string_view(name).substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

/// At most `bytes` of a name, not cut inside a UTF-8 sequence.
std::string_view cut(std::string_view name, std::size_t bytes) {
  if (name.size() <= bytes) return name;
  while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0) == 0x80) --bytes;
  return name.substr(0, bytes);
}

/// A relative path without "..", ".", empty and overlong parts.
std::string tame(const std::string& name) {
  std::string out;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    std::string part = name.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == "." || part == "..") continue;
    const bool last = end == name.size();  // output_name sees to the last part
    if (!last && part.size() > kLongestPart) part = cut(part, kLongestPart);
    out += (out.empty() ? "" : "/") + part;
  }
  if (out.size() > kLongestPath) out = std::string(cut(base_name(out), kLongestPart));
  const std::size_t first = out.find('/');
  return first != std::string::npos && is_ours(std::string_view(out).substr(0, first)) ? "_" + out : out;
}

std::vector<std::string> folders_of(const std::vector<std::string>& stems) {
  std::vector<std::string> folders;
  for (const std::string& stem : stems) {
    for (std::size_t at = stem.find('/'); at != std::string::npos; at = stem.find('/', at + 1))
      folders.push_back(folded(stem.substr(0, at)));
  }
  std::sort(folders.begin(), folders.end());
  folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
  return folders;
}

}  // namespace

std::string base_name(const std::string& name) {
  const std::size_t slash = name.find_last_of('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

std::vector<std::string> output_stems(const std::vector<std::string>& names, const NameRules& rules) {
  std::vector<std::string> stems;
  std::map<std::string, std::size_t> uses;
  for (const std::string& name : names) {
    stems.push_back(rules.flat ? base_name(tame(name)) : tame(name));
    ++uses[folded(stems.back())];
  }
  const std::vector<std::string> folders = folders_of(stems);
  const auto is_taken = [&](const std::string& stem) {
    return std::any_of(rules.extensions.begin(), rules.extensions.end(), [&](const std::string& extension) {
      const std::string name = output_name(stem, extension);
      return is_ours(name) || std::binary_search(folders.begin(), folders.end(), folded(name));
    });
  };
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string& stem = stems[i];
    const bool changed = !rules.flat && stem != names[i];
    if (changed || stem.empty() || uses[folded(stem)] > 1 || is_taken(stem)) stem = hashed(stem, names[i]);
  }
  return stems;
}

std::string output_name(std::string_view stem, std::string_view extension) {
  std::string name = std::string(stem) + "." + std::string(extension);
  const std::size_t base = name.find_last_of('/') == std::string::npos ? 0 : name.find_last_of('/') + 1;
  if (name.size() - base <= kLongestPart) return name;
  const std::string tail = "~" + digest_of(stem).substr(0, kHashDigits) + "." + std::string(extension);
  return name.substr(0, base) + std::string(cut(std::string_view(name).substr(base), kLongestPart - tail.size())) +
         tail;
}

}  // namespace gridlift::bulk
