// The driver of recovery: which stage sees what, and in which order.
#include "core/recover/recover.h"

#include <utility>

namespace gridlift {

struct Recovery::State {
  RecoverOptions options;
  Context& context;
  DocumentSink& out;
};

Recovery::Recovery(const RecoverOptions& options, Context& context, DocumentSink& out)
    : state_(std::make_unique<State>(State{options, context, out})) {}

Recovery::~Recovery() = default;

void Recovery::page(Page) {}

void Recovery::block(FlowBlock flow) {
  state_->context.ledger.out(flow.block.label);
  state_->context.ledger.out(flow.block.text);
  state_->out.block(std::move(flow.block));
}

void Recovery::page_break() {}

void Recovery::finish() {}

}  // namespace gridlift
