// The serializer interface: a document, piece by piece, to bytes. One row per format, in a table generated from CMake.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/context.h"
#include "core/document.h"
#include "core/result.h"

namespace gridlift {

/// Where serializers write.
class Output {
 public:
  virtual ~Output() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  /// Called by formats that hold tables only (csv, tsv) before each table, with its index from 0. An output with one
  /// file per table opens that file here and returns true; one stream returns false.
  virtual Result<bool> begin_table([[maybe_unused]] std::size_t index) { return false; }
};

/// An output that keeps everything in memory.
class StringOutput : public Output {
 public:
  Result<void> write(std::string_view bytes) override {
    text.append(bytes);
    return {};
  }
  std::string text;
};

enum class SpanText : std::uint8_t { once, filled };

struct WriteOptions {
  SpanText spans = SpanText::once;   ///< csv, tsv: a merged cell's text in its first slot only, or in all
  std::optional<std::size_t> table;  ///< only this table (from 0), and no text around it
  bool furniture = false;            ///< txt, md, html: page headers and footers too
  bool escape_formulas = true;       ///< csv, tsv: a leading = + - @ of a text cell is defused
};

/// What is known at the end of a conversion.
struct Closing {
  const SourceInfo& source;
  const Diagnostics& diagnostics;
  std::uint64_t input_chars;
  std::uint64_t lost_chars;
};

/// Takes a document as a DocumentSink and writes it. Write errors are kept and returned by `finish`.
class Serializer : public DocumentSink {
 public:
  /// Called once, before any table or block.
  virtual void begin([[maybe_unused]] const SourceInfo& source) {}
  virtual Result<void> finish(const Closing& closing) = 0;
};

/// Makes a serializer; null when the part of the command that has it cannot be loaded (tools/parts).
using MakeSerializer = std::unique_ptr<Serializer>(const WriteOptions& options, Context& context, Output& out);

struct SerializerEntry {
  std::string_view name;         ///< as `--to` takes it
  std::string_view description;  ///< one line for `gridlift list formats`
  std::string_view extension;    ///< of output files, without dot
  bool streaming;                ///< memory does not grow with the document
  bool tables_only;              ///< no text around the tables: a folder gets one file for each table
  MakeSerializer* make;
};

/// All serializers of this build, in the order of the CMake list.
std::span<const SerializerEntry* const> serializers();
const SerializerEntry* find_serializer(std::string_view name);

}  // namespace gridlift
