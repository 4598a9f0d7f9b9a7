// The C++ door: bytes in, document or bytes out.
//
//   gridlift::Document document;
//   auto done = gridlift::convert(bytes, "report.pdf", {}, document);
//   if (!done) std::cerr << done.error().message;
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "converters/serializer.h"
#include "core/document.h"
#include "core/limits.h"
#include "core/recover/recover.h"
#include "core/trace.h"
#include "formats/reader.h"

namespace gridlift {

/// How far a conversion has come.
struct Progress {
  std::uint64_t pages = 0;        ///< read so far; 0 in formats without pages
  std::uint64_t pages_total = 0;  ///< 0 where the format does not know
  std::uint64_t blocks = 0;       ///< paragraphs and tables read so far, in formats without pages
};

struct ConvertOptions {
  std::string from = "auto";  ///< a reader's name, or "auto"
  bool hash = true;           ///< fill SourceInfo::sha256
  ReadOptions read;
  RecoverOptions recover;
  WriteOptions write;
  Limits limits;
  std::function<bool()> cancelled;                ///< asked now and then; true stops with ErrorCode::cancelled
  std::function<void(const Progress&)> progress;  ///< told after each page or block that was read
  Trace* trace = nullptr;                         ///< not owned
};

/// What the caller learns beside the bytes.
struct Summary {
  SourceInfo source;
  Diagnostics diagnostics;
  std::uint64_t input_chars = 0;
  std::uint64_t lost_chars = 0;
  std::uint64_t surplus_chars = 0;  ///< characters that the document holds more often than the input (a defect)
  std::size_t tables = 0;
  bool partial() const { return diagnostics.partial(); }
};

/// Converts into memory. `name` is the file's name (for detection by extension, and for SourceInfo).
Result<void> convert(Bytes bytes, std::string_view name, const ConvertOptions& options, Document& document);

/// One output of a conversion: a serializer's name, and where it writes.
struct Target {
  std::string to;
  Output* out = nullptr;  ///< not owned
};

/// Converts once and writes with several serializers, piece by piece. REQUIRES: at least one target.
Result<Summary> convert(Bytes bytes, std::string_view name, std::span<const Target> targets,
                        const ConvertOptions& options);

/// The same, and leaves the document in `kept` as well; then there may be no targets.
Result<Summary> convert(Bytes bytes, std::string_view name, std::span<const Target> targets,
                        const ConvertOptions& options, Document* kept);

/// The same with one serializer.
Result<Summary> convert(Bytes bytes, std::string_view name, std::string_view to, const ConvertOptions& options,
                        Output& out);

}  // namespace gridlift
