// The driver of recovery: pages take the paged road, blocks the flow; both end in the stitcher.
#include "core/recover/recover.h"

#include <utility>

#include "core/recover/crossing/stitch.h"
#include "core/recover/flow.h"
#include "core/recover/paged.h"

namespace gridlift {

struct Recovery::State {
  State(const RecoverOptions& options_, Context& context_, DocumentSink& out)
      : options(options_),
        stitcher(options, context_, out),
        flow(options, context_, stitcher),
        paged(options, context_, stitcher) {}

  RecoverOptions options;
  recover::Stitcher stitcher;
  recover::Flow flow;
  recover::PagedRoad paged;
};

Recovery::Recovery(const RecoverOptions& options, Context& context, DocumentSink& out)
    : state_(std::make_unique<State>(options, context, out)) {}

Recovery::~Recovery() = default;

void Recovery::page(Page page) {
  state_->flow.finish();
  state_->paged.page(std::move(page));
}

void Recovery::block(FlowBlock block) {
  state_->paged.finish();
  state_->flow.block(std::move(block));
}

void Recovery::page_break() {
  state_->paged.finish();
  state_->flow.page_break();
}

void Recovery::finish() {
  state_->paged.finish();
  state_->flow.finish();
  state_->stitcher.finish();
}

}  // namespace gridlift
