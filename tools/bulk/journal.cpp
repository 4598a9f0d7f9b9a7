#include "tools/bulk/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

namespace gridlift::bulk {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_utf8(std::string_view text) {
  // dump() in strict mode throws on ill-formed UTF-8; asking first keeps exceptions out.
  const std::string replaced = Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
  return replaced.find("\xEF\xBF\xBD") == std::string::npos || text.find("\xEF\xBF\xBD") != std::string_view::npos;
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

std::string unhex(std::string_view digits) {
  const auto value = [](char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; };
  std::string out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    out.push_back(static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1])));
  return out;
}

/// A name that is no UTF-8 is kept exactly, in hex beside its readable form.
void put_name(Json& json, const char* member, const std::string& name) {
  json[member] = name;
  if (!is_utf8(name)) json[std::string(member) + "_hex"] = hex(name);
}

std::string take_name(const Json& json, const char* member) {
  const auto exact = json.find(std::string(member) + "_hex");
  if (exact != json.end() && exact->is_string()) return unhex(exact->get<std::string>());
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<std::string> read_all(int fd) {
  std::string text;
  char buffer[1 << 16];
  ::lseek(fd, 0, SEEK_SET);
  for (;;) {
    const ssize_t got = ::read(fd, buffer, sizeof(buffer));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorCode::io_read, std::string("the journal cannot be read: ") + std::strerror(errno));
    if (got == 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

Result<void> write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(fd, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0)
      return fail(errno == ENOSPC ? ErrorCode::no_space : ErrorCode::io_write,
                  std::string("the journal cannot be written: ") + std::strerror(errno));
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fdatasync(fd) != 0)
    return fail(ErrorCode::io_write, std::string("the journal cannot be synced: ") + std::strerror(errno));
  return {};
}

std::string header_line(const std::string& options_hash) {
  return dumped(Json{{"gridlift_journal", kVersion}, {"options", options_hash}}) + "\n";
}

}  // namespace

std::string to_line(const Entry& entry) {
  Json json;
  put_name(json, "input", entry.input);
  json["size"] = entry.size;
  json["mtime_ns"] = entry.mtime_ns;
  json["outcome"] = Json::parse(to_wire(entry.outcome));
  json["outputs"] = Json::array();
  for (const Stored& stored : entry.outputs) {
    Json output;
    put_name(output, "name", stored.name);
    output["sha256"] = stored.sha256;
    output["size"] = stored.size;
    json["outputs"].push_back(std::move(output));
  }
  json["attempts"] = entry.attempts;
  if (!entry.same_as.empty()) put_name(json, "same_as", entry.same_as);
  return dumped(json) + "\n";
}

std::optional<Entry> entry_from_line(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object() || !json.contains("outcome")) return std::nullopt;
  const auto outcome = outcome_from_wire(dumped(json["outcome"]));
  if (!outcome) return std::nullopt;
  Entry entry;
  entry.input = take_name(json, "input");
  entry.size = json.value("size", std::uint64_t{0});
  entry.mtime_ns = json.value("mtime_ns", std::int64_t{0});
  entry.outcome = *outcome;
  entry.attempts = json.value("attempts", 1);
  entry.same_as = take_name(json, "same_as");
  for (const Json& output : json.value("outputs", Json::array())) {
    entry.outputs.push_back(
        {take_name(output, "name"), output.value("sha256", ""), output.value("size", std::uint64_t{0})});
  }
  return entry;
}

Result<Journal> Journal::open(const std::string& folder, const std::string& options_hash, bool resume) {
  Journal journal;
  const std::string path = folder + "/journal.jsonl";
  journal.file_ = Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!journal.file_) return fail(ErrorCode::io_write, "cannot open " + path + ": " + std::strerror(errno));
  if (::flock(journal.file_.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(ErrorCode::bad_argument, "another run writes into " + folder);
  auto text = read_all(journal.file_.get());
  if (!text) return tl::unexpected(text.error());
  // A kill in the middle of a write leaves a line without its end: it never counted.
  const std::size_t whole = text->find_last_of('\n') == std::string::npos ? 0 : text->find_last_of('\n') + 1;
  if (whole < text->size() && ::ftruncate(journal.file_.get(), static_cast<off_t>(whole)) != 0)
    return fail(ErrorCode::io_write, "the journal cannot be mended");
  text->resize(whole);
  if (text->empty()) {
    if (auto written = write_all(journal.file_.get(), header_line(options_hash)); !written)
      return tl::unexpected(written.error());
    return journal;
  }
  if (!resume) return fail(ErrorCode::bad_argument, folder + " holds an earlier run: use --resume, or another folder");
  const std::size_t first = text->find('\n') + 1;
  if (text->substr(0, first) != header_line(options_hash))
    return fail(ErrorCode::bad_argument,
                folder + " was made with other options or another version: use the same, or another folder");
  for (std::size_t begin = first; begin < text->size();) {
    const std::size_t end = text->find('\n', begin);
    if (auto entry = entry_from_line(std::string_view(*text).substr(begin, end - begin))) {
      std::string key = entry->input;
      journal.entries_.insert_or_assign(std::move(key), *std::move(entry));
    }
    begin = end + 1;
  }
  return journal;
}

Result<void> Journal::append(const std::vector<Entry>& batch) {
  std::string lines;
  for (const Entry& entry : batch) lines += to_line(entry);
  if (lines.empty()) return {};
  return write_all(file_.get(), lines);
}

Result<std::vector<Entry>> read_journal(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return fail(ErrorCode::io_read, "cannot open " + path + ": " + std::strerror(errno));
  auto text = read_all(file.get());
  if (!text) return tl::unexpected(text.error());
  std::vector<Entry> entries;
  std::map<std::string, std::size_t> newest;
  for (std::size_t begin = 0; begin < text->size();) {
    const std::size_t end = text->find('\n', begin);
    if (end == std::string::npos) break;
    if (auto entry = entry_from_line(std::string_view(*text).substr(begin, end - begin))) {
      const auto [found, fresh] = newest.try_emplace(entry->input, entries.size());
      if (fresh) {
        entries.push_back(*std::move(entry));
      } else {
        entries[found->second] = *std::move(entry);
      }
    }
    begin = end + 1;
  }
  return entries;
}

}  // namespace gridlift::bulk
