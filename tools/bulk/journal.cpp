#include "tools/bulk/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace gridlift::bulk {

namespace {

constexpr std::uint64_t kVersion = 2;
constexpr int kLockTries = 5;
constexpr unsigned kLockPauseUs = 20'000;

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

std::string header_line(const Header& header) {
  return dumped(Json{{"gridlift_journal", kVersion},
                     {"version", header.version},
                     {"options", header.options_hash},
                     {"flat", header.flat},
                     {"needs_password", header.needs_password},
                     {"run", Json::parse(header.options, nullptr, false)}}) +
         "\n";
}

std::optional<Header> header_from_line(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object() || number_of(json, "gridlift_journal") != kVersion) return std::nullopt;
  Header header;
  header.version = text_of(json, "version");
  header.options_hash = text_of(json, "options");
  header.flat = flag_of(json, "flat");
  header.needs_password = flag_of(json, "needs_password");
  const auto run = json.find("run");
  if (run != json.end()) header.options = dumped(*run);
  return header;
}

/// Lines that are neither header nor entry are passed over: their documents are done again.
Result<Recorded> recorded_from(std::string_view text, const std::string& path) {
  Recorded recorded;
  const std::size_t first = text.find('\n');
  const auto header = first == std::string_view::npos ? std::nullopt : header_from_line(text.substr(0, first));
  if (!header) return fail(ErrorCode::bad_argument, path + " is no journal of this version of gridlift bulk");
  recorded.header = *header;
  for (std::size_t begin = first + 1; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) break;
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (auto entry = entry_from_line(line)) {
      std::string key = entry->input;
      recorded.entries.insert_or_assign(std::move(key), *std::move(entry));
    } else if (const Json json = Json::parse(line, nullptr, false); json.is_object()) {
      recorded.total = std::max(recorded.total, number_of(json, "total"));
    }
  }
  return recorded;
}

}  // namespace

std::string to_line(const Entry& entry) {
  Json json;
  put_name(json, "input", entry.input);
  put_name(json, "path", entry.path);
  if (entry.stem != entry.input) put_name(json, "stem", entry.stem);
  if (!entry.archive.empty()) put_name(json, "archive", entry.archive);
  json["options"] = entry.options_hash;
  json["size"] = entry.size;
  json["mtime_ns"] = entry.mtime_ns;
  json["outcome"] = to_json(entry.outcome);
  json["outcome"].erase("id");
  json["attempts"] = entry.attempts;
  if (!entry.same_as.empty()) put_name(json, "same_as", entry.same_as);
  json["outputs"] = Json::array();
  for (const Stored& stored : entry.outputs) {
    Json output;
    put_name(output, "name", stored.name);
    output["sha256"] = stored.sha256;
    output["size"] = stored.size;
    json["outputs"].push_back(std::move(output));
  }
  return dumped(json) + "\n";
}

std::optional<Entry> entry_from_line(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object() || !json.contains("outcome")) return std::nullopt;
  auto outcome = outcome_from_json(json["outcome"]);
  if (!outcome) return std::nullopt;
  Entry entry;
  entry.input = name_of(json, "input");
  entry.path = name_of(json, "path");
  entry.stem = json.contains("stem") ? name_of(json, "stem") : entry.input;
  entry.archive = name_of(json, "archive");
  entry.options_hash = text_of(json, "options");
  entry.size = number_of(json, "size");
  entry.mtime_ns = signed_number_of(json, "mtime_ns");
  entry.outcome = *std::move(outcome);
  entry.outcome.id = 0;
  entry.attempts = static_cast<int>(std::min<std::uint64_t>(number_of(json, "attempts"), 1'000));
  entry.same_as = name_of(json, "same_as");
  const auto outputs = json.find("outputs");
  if (outputs == json.end() || !outputs->is_array()) return entry;
  for (const Json& output : *outputs) {
    if (output.is_object())
      entry.outputs.push_back({name_of(output, "name"), text_of(output, "sha256"), number_of(output, "size")});
  }
  return entry;
}

std::string journal_name(std::string_view tag) {
  return "journal" + std::string(tag) + ".jsonl";
}

Result<Journal> Journal::open(const std::string& folder, std::string_view tag, const Header& header, bool resume) {
  Journal journal;
  const std::string path = folder + "/" + journal_name(tag);
  journal.file_ = Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!journal.file_)
    return fail(errno == ENOSPC ? ErrorCode::no_space : ErrorCode::io_write,
                "cannot open " + path + ": " + std::strerror(errno));
  int tries = 0;  // `bulk status` holds the lock for a moment, too
  while (::flock(journal.file_.get(), LOCK_EX | LOCK_NB) != 0 && ++tries < kLockTries) ::usleep(kLockPauseUs);
  if (tries == kLockTries) return fail(ErrorCode::bad_argument, "another run writes into " + folder);
  auto text = read_all(journal.file_.get());
  if (!text) return tl::unexpected(text.error());
  // A kill in the middle of a write leaves a line without its end: it never counted.
  const std::size_t whole = text->find_last_of('\n') == std::string::npos ? 0 : text->find_last_of('\n') + 1;
  if (whole < text->size() && ::ftruncate(journal.file_.get(), static_cast<off_t>(whole)) != 0)
    return fail(ErrorCode::io_write, "the journal cannot be mended");
  text->resize(whole);
  if (text->empty()) {
    journal.recorded_.header = header;
    if (auto written = write_all(journal.file_.get(), header_line(header)); !written)
      return tl::unexpected(written.error());
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory || ::fsync(directory.get()) != 0)
      return fail(ErrorCode::io_write, folder + " cannot be synced: " + std::strerror(errno));
    return journal;
  }
  auto recorded = recorded_from(*text, path);
  if (!recorded) return tl::unexpected(recorded.error());
  if (!resume && !recorded->entries.empty())
    return fail(ErrorCode::bad_argument, folder + " holds an earlier run: use --resume, or another folder");
  if (recorded->header.options_hash != header.options_hash || recorded->header.version != header.version ||
      recorded->header.flat != header.flat)
    return fail(ErrorCode::bad_argument,
                folder + " was made with other options or another version: use the same, or another folder");
  journal.recorded_ = *std::move(recorded);
  return journal;
}

Result<void> Journal::append(const std::vector<Entry>& batch) {
  std::string lines;
  for (const Entry& entry : batch) lines += to_line(entry);
  if (lines.empty()) return {};
  return write_all(file_.get(), lines);
}

Result<void> Journal::append_total(std::uint64_t total) {
  return write_all(file_.get(), dumped(Json{{"total", total}}) + "\n");
}

Result<Recorded> read_journal(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return fail(ErrorCode::io_read, "cannot open " + path + ": " + std::strerror(errno));
  auto text = read_all(file.get());
  if (!text) return tl::unexpected(text.error());
  return recorded_from(*text, path);
}

bool is_locked(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return file && ::flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

std::vector<std::string> journals_in(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = file.path().filename().string();
    if (name.starts_with("journal") && name.ends_with(".jsonl")) paths.push_back(file.path().string());
  }
  // '-' sorts before '.': the whole journal would come last.
  std::sort(paths.begin(), paths.end(), [&](const std::string& a, const std::string& b) {
    const std::string whole = folder + "/" + journal_name("");
    return std::pair(a != whole, a) < std::pair(b != whole, b);
  });
  return paths;
}

}  // namespace gridlift::bulk
