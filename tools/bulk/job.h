// What the coordinator asks of a worker and what it answers, and their form on the wire (JSON).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/convert.h"

namespace gridlift::bulk {

/// Options that hold for a whole run. They make up the options' hash of the journal.
struct RunOptions {
  std::vector<std::string> formats = {"txt"};  ///< serializers, one output each
  std::string from = "auto";
  ConvertOptions convert;
  std::uint64_t memory_bytes = 2ULL << 30;  ///< address space of a worker (RLIMIT_AS)
  std::uint64_t cpu_seconds = 70;           ///< CPU time for one document (RLIMIT_CPU, moved on for each)
};

/// The part of RunOptions that workers need and that changes the bytes of an output, as canonical JSON.
std::string to_wire(const RunOptions& options);
std::optional<RunOptions> options_from_wire(std::string_view text);

/// One document: its name for detection and for `source.name`. The input, and one empty file in memory per format, come
/// as descriptors.
struct Job {
  std::uint64_t id = 0;
  std::string name;
};
std::string to_wire(const Job& job);
std::optional<Job> job_from_wire(std::string_view text);

/// How a document ended.
enum class Status : std::uint8_t { ok, partial, error };
std::string_view name(Status status);
std::optional<Status> status_named(std::string_view text);

struct Outcome {
  std::uint64_t id = 0;
  Status status = Status::error;
  std::string code;  ///< name of an ErrorCode, "" when there is none
  std::string message;
  std::string format;  ///< what the document is: "pdf", "docx", "text"
  std::string sha256;
  int pages = 0;
  std::uint64_t tables = 0;
  std::uint64_t input_chars = 0;
  std::uint64_t lost_chars = 0;
  std::map<std::string, std::uint64_t> diagnostics;  ///< code -> how often
  double seconds = 0;
  std::uint64_t peak_bytes = 0;  ///< of the worker so far
};
std::string to_wire(const Outcome& outcome);
/// Checks every member: a worker that has read a hostile file is not trusted.
std::optional<Outcome> outcome_from_wire(std::string_view text);

}  // namespace gridlift::bulk
