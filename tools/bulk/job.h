// What the coordinator asks of a worker and what it answers, and their form on the wire (JSON).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/convert.h"
#include "tools/bulk/inputs.h"
#include "tools/bulk/json_fields.h"

namespace gridlift::bulk {

/// Whether workers are shut in (sandbox.h): `best` takes what the kernel has.
enum class SandboxLevel : std::uint8_t { best, required, off };

/// Options that hold for a whole run.
struct RunOptions {
  std::vector<std::string> formats = {"txt"};  ///< kinds of outputs (output_kinds.h), one output each
  std::string profile = "auto";                ///< of reports: shipped ones (converters/report/form/profile.h)
  std::string profile_json;                    ///< of reports: one of the user's own instead; "" none
  std::string from = "auto";
  ConvertOptions convert;
  std::uint64_t memory_bytes = 2ULL << 30;   ///< address space of a worker (RLIMIT_AS)
  std::uint64_t cpu_seconds = 70;            ///< CPU time for one document (RLIMIT_CPU, moved on for each)
  std::uint64_t unpack_bytes = 16ULL << 30;  ///< what may be unpacked of one archive and those in it
  NameFilter filter;                         ///< of the members of archives
  SandboxLevel sandbox = SandboxLevel::best;
};

/// As JSON with its members in a fixed order.
std::string to_wire(const RunOptions& options);
std::optional<RunOptions> options_from_wire(std::string_view text);

/// Hash of what decides the bytes of an output. Not of the bounds on time and memory, so that what failed by them can
/// be done again with wider ones, and not of the choice of files.
std::string options_hash(const RunOptions& options);

/// One document or archive. Descriptors come with it: the input, of which `size` bytes from `offset` are meant; then
/// for a document one empty file in memory per format, for an archive the spool and an empty file for its list.
struct Job {
  std::uint64_t id = 0;
  std::string name;  ///< a document's, for detection and `source.name`; an archive's full one, for the globs
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  bool unpack = false;
  std::uint64_t room = 0;         ///< archive: bytes that may be unpacked
  std::uint64_t cpu_seconds = 0;  ///< for this one
  std::uint64_t pages = 0;        ///< read no more than these; 0: as the limits say
  bool count_pages = false;       ///< say after each page how many have been read
};
std::string to_wire(const Job& job);
std::optional<Job> job_from_wire(std::string_view text);

/// What a worker says while it works: that something goes on, and how many pages have been read.
std::string alive(std::uint64_t pages);
std::optional<std::uint64_t> alive_from_wire(std::string_view text);

/// How a document ended.
enum class Status : std::uint8_t { ok, partial, error };
std::string_view name(Status status);
std::optional<Status> status_named(std::string_view text);

struct Outcome {
  std::uint64_t id = 0;
  Status status = Status::error;
  std::string code;  ///< name of an ErrorCode, "" when there is none
  std::string message;
  std::string format;  ///< what the document is: "pdf", "docx", "text"; of an archive: "archive"
  std::string sha256;
  int pages = 0;
  std::uint64_t tables = 0;
  std::uint64_t input_chars = 0;
  std::uint64_t lost_chars = 0;
  std::map<std::string, std::uint64_t> diagnostics;  ///< code -> how often
  std::uint64_t members = 0;                         ///< of an archive: how many were taken out
  double seconds = 0;
  std::uint64_t peak_bytes = 0;  ///< of the worker so far
};
Json to_json(const Outcome& outcome);
std::string to_wire(const Outcome& outcome);
/// Checks every member: a worker that has read a hostile file is not trusted.
std::optional<Outcome> outcome_from_json(const Json& json);
std::optional<Outcome> outcome_from_wire(std::string_view text);

}  // namespace gridlift::bulk
