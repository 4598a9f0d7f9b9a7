// The reader interface: bytes of one format to layout. One row per format, in a table generated from CMake.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/context.h"
#include "core/layout.h"
#include "core/result.h"

namespace gridlift {

using Bytes = std::span<const std::byte>;

enum class TrackChanges : std::uint8_t { accept, reject, all };

/// What a user may ask of the readers. Each reader uses those that its format knows.
struct ReadOptions {
  std::string password;                               ///< PDF user or owner password; at most 127 bytes
  TrackChanges track_changes = TrackChanges::accept;  ///< DOCX
  bool hidden_text = false;          ///< DOCX: text marked as hidden; PDF: text off the page or clipped away
  bool comments = false;             ///< DOCX: comments as notes
  bool picture_text = false;         ///< DOCX: alternative texts of pictures, in brackets
  bool latex = false;                ///< DOCX: equations as LaTeX instead of readable text
  bool respect_permissions = false;  ///< PDF: refuse files whose owner forbids copying
  bool keep_markup = false;          ///< text: leave other converters' leftovers in place
  std::string encoding;              ///< text: charset name instead of detection
  bool by_position = false;          ///< text: every line as words in character cells, as pages only
  std::string file_name;             ///< text: its ending says that lines are records (.csv, .tsv)
  /// Told once, before anything goes to the sink: the file is readable, and has so many pages (0: the format has none).
  std::function<void(int pages)> on_open = [](int) {};
};

/// How a reader reads: in a file of its own beside the table's row, since it may stand in a part that the command loads
/// when it is first needed (tools/parts).
using ReadFunction = Result<void>(Bytes bytes, const ReadOptions& options, Context& context, LayoutSink& sink);

/// One format. `recognize` looks at the bytes (and, to break ties, at the file name's extension) and says how sure it
/// is, 0..100; it must be quick and must not throw. `read` hands everything to the sink in order; on a limit or damage
/// it keeps what it has, adds a cut diagnostic and succeeds; it fails only when nothing was usable.
struct Reader {
  std::string_view name;         ///< as `--from` takes it and `source.format` says it
  std::string_view description;  ///< one line for `gridlift list formats`
  std::string_view extensions;   ///< blank-separated, without dots, most usual first
  std::string_view mime_types;
  int (*recognize)(Bytes bytes, std::string_view file_name);
  ReadFunction* read;
};

/// All readers of this build, in the order of the CMake list.
std::span<const Reader* const> readers();
const Reader* find_reader(std::string_view name);

/// Chooses the reader by content, then extension. Fails with a typed error that names what the bytes are where that can
/// be told (OLE2 .doc, encrypted OOXML, RTF, PNG, XLSX, ...) and what to do about it.
Result<const Reader*> detect(Bytes bytes, std::string_view file_name);

}  // namespace gridlift
