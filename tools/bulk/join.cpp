#include "tools/bulk/join.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "converters/csv_text.h"

namespace gridlift::bulk {

namespace {

/// Puts two fields in front of each record of one document's CSV. Empty lines part its tables.
class Records {
 public:
  Records(const std::string& input, char separator, Output& out) : separator_(separator), out_(out) {
    append_csv_field(name_, input, separator, /*escape_formulas=*/true);
    name_ += separator;
  }

  Result<void> add(std::string_view bytes) {
    for (const char c : bytes) {
      record_ += c;
      if (c == '"') quoted_ = !quoted_;
      if (c == '\n' && !quoted_) end_record();
    }
    return out_.write(std::exchange(ready_, {}));
  }

 private:
  void end_record() {
    if (record_ == "\r\n" || record_ == "\n") {
      ++table_;
    } else {
      ready_ += name_ + std::to_string(table_) + separator_ + record_;
    }
    record_.clear();
  }

  char separator_;
  Output& out_;
  std::string name_;
  std::string record_;
  std::string ready_;
  std::size_t table_ = 1;
  bool quoted_ = false;
};

template <class Take>
Result<void> read_file(const std::string& path, Take take) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file) return fail(ErrorCode::io_read, "an output is missing: " + path + ": " + std::strerror(errno));
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof(buffer));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorCode::io_read, "an output cannot be read: " + path + ": " + std::strerror(errno));
    if (got == 0) return {};
    if (auto taken = take(std::string_view(buffer, static_cast<std::size_t>(got))); !taken) return taken;
  }
}

}  // namespace

bool can_be_joined(const std::string& format) {
  return format == "ndjson" || format == "txt" || format == "md" || format == "csv" || format == "tsv";
}

Result<void> join(const std::string& folder, const Recorded& recorded, const std::string& format, Output& out) {
  const std::string ending = "." + std::string(find_serializer(format)->extension);
  for (const auto& [input, entry] : recorded.entries) {
    for (const Stored& output : entry.outputs) {
      if (!output.name.ends_with(ending)) continue;
      Records records(input, format == "csv" ? ',' : '\t', out);
      auto done = read_file(folder + "/" + output.name, [&](std::string_view bytes) {
        return format == "csv" || format == "tsv" ? records.add(bytes) : out.write(bytes);
      });
      if (!done) return done;
    }
  }
  return {};
}

}  // namespace gridlift::bulk
