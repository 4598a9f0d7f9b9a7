// The stitcher: joins the fragments of one table over page breaks, on the way from recovery to the document.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/document.h"
#include "core/recover/recover.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

/// A filter before the DocumentSink. Both roads hand it what they found, in reading order: fragments (tables as they
/// stand on one page, or in one run of a flow), all other blocks (furniture as BlockKind::furniture), page breaks. It
/// holds back the last table, since it may go on, and what came after it while that is furniture or a continuation
/// mark; all else is handed on at once. Before a table is handed on, its header rows and paths are found.
///
/// The last hand before the document: it counts `ledger.out()` for all that it hands on (label and text of blocks,
/// cells and captions of tables that are not nested) and for the text of repeated headers that it drops. Drivers count
/// only what they take away themselves.
class Stitcher {
 public:
  /// `context` and `out` must outlive it.
  Stitcher(const RecoverOptions& options, Context& context, DocumentSink& out);
  ~Stitcher();

  /// A table, followed by the tables nested in it (parent.table relative to the outer one, which is 0; empty for
  /// none). Paged: parts[0] has page and bbox; the driver called read_looks. It places the table: no block of kind
  /// table is handed in for it.
  void table(Fragment fragment, std::vector<Table> nested = {});
  /// Any other block. Only furniture, and marks of continuation ("(continued)", "续表"), may stand inside a table.
  void block(Block block);
  /// A new page, or a break that the file declares, between what came and what comes.
  void page_break();
  /// Something that is not handed on, an empty paragraph, ends the open table: what comes is another one.
  void end_table();
  /// Ends the document: hands on what is still held.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gridlift::recover
