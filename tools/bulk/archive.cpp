#include "tools/bulk/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string_view>

#include "tools/bulk/archive_name.h"
#include "tools/bulk/json_fields.h"

namespace gridlift::bulk {

namespace {

constexpr std::size_t kBlock = 1 << 18;

bool write_at(int fd, std::string_view bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
    offset += static_cast<std::uint64_t>(put);
  }
  return true;
}

/// The stretch of the descriptor that holds the archive, for libarchive's callbacks.
struct Source {
  int fd = -1;
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
  std::uint64_t at = 0;
  std::array<char, kBlock> block{};

  static la_ssize_t read(archive*, void* self, const void** bytes) {
    auto& source = *static_cast<Source*>(self);
    const std::size_t room = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, source.size - source.at));
    *bytes = source.block.data();
    ssize_t got = 0;
    do {
      got = ::pread(source.fd, source.block.data(), room, static_cast<off_t>(source.begin + source.at));
    } while (got < 0 && errno == EINTR);
    if (got > 0) source.at += static_cast<std::uint64_t>(got);
    return got;
  }
  static la_int64_t skip(archive*, void* self, la_int64_t bytes) {
    auto& source = *static_cast<Source*>(self);
    const auto step =
        std::min<std::uint64_t>(static_cast<std::uint64_t>(std::max<la_int64_t>(bytes, 0)), source.size - source.at);
    source.at += step;
    return static_cast<la_int64_t>(step);
  }
  static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
    auto& source = *static_cast<Source*>(self);
    const auto base = static_cast<la_int64_t>(whence == SEEK_SET ? 0 : whence == SEEK_CUR ? source.at : source.size);
    const la_int64_t to = base + offset;
    if (to < 0 || static_cast<std::uint64_t>(to) > source.size) return ARCHIVE_FATAL;
    source.at = static_cast<std::uint64_t>(to);
    return to;
  }
};

class Unpacking {
 public:
  Unpacking(int fd, const Job& job, const RunOptions& options, const MemberTest& wanted, int spool, int list)
      : job_(job), options_(options), wanted_(wanted), spool_(spool), list_(list) {
    source_->fd = fd;
    source_->begin = job.offset;
    source_->size = job.size;
    // ZIP and tar alone: every format more is one more parser for hostile bytes.
    archive_read_support_format_zip(archive_.get());
    archive_read_support_format_tar(archive_.get());
    archive_read_support_format_gnutar(archive_.get());
    archive_read_support_filter_gzip(archive_.get());
    archive_read_support_filter_bzip2(archive_.get());
    archive_read_support_filter_xz(archive_.get());
    archive_read_support_filter_zstd(archive_.get());
    archive_read_set_read_callback(archive_.get(), Source::read);
    archive_read_set_skip_callback(archive_.get(), Source::skip);
    archive_read_set_seek_callback(archive_.get(), Source::seek);
    archive_read_set_callback_data(archive_.get(), source_.get());
  }

  Outcome run() {
    if (archive_read_open1(archive_.get()) != ARCHIVE_OK) return broken("not an archive that can be read");
    archive_entry* entry = nullptr;
    int state = ARCHIVE_OK;
    while (!full_ && (state = archive_read_next_header(archive_.get(), &entry)) != ARCHIVE_EOF) {
      if (state == ARCHIVE_FATAL) return broken(error());
      if (state == ARCHIVE_RETRY) continue;
      if (++seen_ > kMostMembers) return stop("archive-members", "more members than are taken out of one archive");
      take(entry);
    }
    if (full_) return stop("archive-size", "more would be unpacked than --unpack-bytes");
    return close();
  }

 private:
  std::string error() {
    const char* text = archive_error_string(archive_.get());
    return text != nullptr ? text : "damaged";
  }

  void take(archive_entry* entry) {
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr) path = archive_entry_pathname_utf8(entry);
    const std::string name = path != nullptr ? path : "~" + std::to_string(seen_);
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) return;
    if (!wanted_(job_.name + "!/" + name)) return;
    Member member{name, at_, 0, "", ""};
    if (archive_entry_is_encrypted(entry) != 0) {
      member.code = gridlift::name(ErrorCode::encrypted);
      member.message = "encrypted in the archive";
    } else {
      copy(member);
    }
    if (!full_) put(member);
  }

  /// The bytes are counted as they come: sizes that an archive declares mean nothing.
  void copy(Member& member) {
    for (;;) {
      const la_ssize_t got = archive_read_data(archive_.get(), block_.data(), block_.size());
      if (got == 0) break;
      if (got == ARCHIVE_RETRY) continue;
      if (got < 0) return fault(member, ErrorCode::damaged, error());
      const auto bytes = static_cast<std::uint64_t>(got);
      if (at_ + member.size + bytes > job_.room) {
        full_ = true;
        return;
      }
      if (member.size + bytes > options_.convert.limits.input_bytes && !is_archive_name(member.name))
        return fault(member, ErrorCode::limit_input_size, "larger than the limit (input-bytes)");
      if (!write_at(spool_, {block_.data(), static_cast<std::size_t>(bytes)}, at_ + member.size))
        return fault(member, errno == ENOSPC ? ErrorCode::no_space : ErrorCode::io_write, "cannot be unpacked");
      member.size += bytes;
    }
    at_ = (at_ + member.size + kSpoolStep - 1) / kSpoolStep * kSpoolStep;
  }

  static void fault(Member& member, ErrorCode code, std::string message) {
    member.size = 0;
    member.code = gridlift::name(code);
    member.message = std::move(message);
  }

  void put(const Member& member) {
    Json json = {{"offset", member.offset}, {"size", member.size}, {"code", member.code}, {"message", member.message}};
    put_name(json, "name", member.name);
    const std::string line = dumped(json) + "\n";
    if (write_at(list_, line, list_size_)) list_size_ += line.size();
    ++members_;
  }

  Outcome close() {
    Outcome outcome;
    outcome.id = job_.id;
    outcome.status = Status::ok;
    outcome.format = "archive";
    outcome.members = members_;
    return outcome;
  }

  /// What was taken out before stays.
  Outcome stop(const char* diagnostic, std::string message) {
    Outcome outcome = close();
    outcome.status = Status::partial;
    outcome.code = gridlift::name(ErrorCode::limit_expansion);
    outcome.message = std::move(message);
    outcome.diagnostics[diagnostic] = 1;
    return outcome;
  }

  Outcome broken(std::string message) {
    Outcome outcome = close();
    outcome.status = members_ > 0 ? Status::partial : Status::error;
    outcome.code = gridlift::name(ErrorCode::damaged);
    outcome.message = std::move(message);
    outcome.diagnostics["archive-damaged"] = 1;
    return outcome;
  }

  const Job& job_;
  const RunOptions& options_;
  const MemberTest& wanted_;
  int spool_;
  int list_;
  std::unique_ptr<Source> source_ = std::make_unique<Source>();
  std::unique_ptr<archive, decltype(&archive_read_free)> archive_{archive_read_new(), archive_read_free};
  std::array<char, kBlock> block_{};
  std::uint64_t at_ = 0;  // end of the spool, a multiple of kSpoolStep
  std::uint64_t list_size_ = 0;
  std::uint64_t members_ = 0;
  std::size_t seen_ = 0;
  bool full_ = false;
};

}  // namespace

Outcome unpack(int archive, const Job& job, const RunOptions& options, const MemberTest& wanted, int spool, int list) {
  return std::make_unique<Unpacking>(archive, job, options, wanted, spool, list)->run();
}

}  // namespace gridlift::bulk
