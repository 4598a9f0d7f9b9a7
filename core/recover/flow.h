// The flow side of recovery: blocks and raw tables of a reader's flow, on their way to the stitcher.
#pragma once

#include <optional>
#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "core/recover/crossing/stitch.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

/// Resolves raw tables, binds captions to their tables, and joins paragraphs that a page break cut. Holds at most one
/// table and one paragraph.
class Flow {
 public:
  /// All must outlive it.
  Flow(const RecoverOptions& options, Context& context, Stitcher& out)
      : options_(options), context_(context), out_(out) {}

  void block(FlowBlock block);
  void page_break();
  /// Hands on what is still held.
  void finish();

 private:
  void table(RawTable raw);
  void text(FlowBlock flow);
  void release_table();
  void release_text();
  bool bind_below(const FlowBlock& flow);
  void bind_above(Table& table);

  const RecoverOptions& options_;
  Context& context_;
  Stitcher& out_;
  std::vector<Fragment> table_;    // the last table and those nested in it, while a caption may still follow
  std::optional<FlowBlock> text_;  // the last paragraph, while it may go on or be the caption of what comes
  bool break_after_text_ = false;
  bool captions_above_ = false;  // this document has had a caption above its table
};

}  // namespace gridlift::recover
