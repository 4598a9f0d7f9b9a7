// The pipeline: the one place that knows the whole road, from bytes to bytes.
#include "converters/convert.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "converters/digest.h"

namespace gridlift {

namespace {

Result<const Reader*> choose_reader(Bytes bytes, std::string_view name, const std::string& from) {
  if (from.empty() || from == "auto") return detect(bytes, name);
  if (bytes.empty()) return fail(ErrorCode::empty, "the file is empty");
  if (const Reader* reader = find_reader(from)) return reader;
  return fail(ErrorCode::bad_argument, "there is no reader named '" + from + "'");
}

/// Stands between a reader and recovery and tells how far the reader has come.
class Milestones : public LayoutSink {
 public:
  Milestones(const std::function<void(const Progress&)>& tell, LayoutSink& next) : tell_(tell), next_(next) {}

  void page(Page page) override {
    next_.page(std::move(page));
    ++now_.pages;
    tell_(now_);
  }
  void block(FlowBlock block) override {
    next_.block(std::move(block));
    ++now_.blocks;
    tell_(now_);
  }
  void page_break() override { next_.page_break(); }
  void expect(int pages) { now_.pages_total = static_cast<std::uint64_t>(pages); }

 private:
  const std::function<void(const Progress&)>& tell_;
  LayoutSink& next_;
  Progress now_;
};

/// `on_open` is told before anything comes to recovery.
template <class OnOpen>
Result<void> read(const Reader& reader, Bytes bytes, std::string_view name, const ConvertOptions& options,
                  Context& context, Recovery& recovery, OnOpen on_open) {
  ReadOptions told = options.read;
  told.file_name = std::string(name);
  told.on_open = on_open;
  if (!options.progress) return reader.read(bytes, told, context, recovery);
  Milestones milestones(options.progress, recovery);
  told.on_open = [&](int pages) {
    on_open(pages);
    milestones.expect(pages);
  };
  return reader.read(bytes, told, context, milestones);
}

/// Reads and recovers into `out`; the closing figures are left in `context`. `begin` is called when the source is known
/// and before anything comes to `out`.
template <class Begin>
Result<SourceInfo> run(Bytes bytes, std::string_view name, const ConvertOptions& options, Context& context,
                       DocumentSink& out, Begin begin) {
  if (bytes.size() > options.limits.input_bytes)
    return fail(ErrorCode::limit_input_size, "the file is larger than the limit (input-bytes)");
  auto reader = choose_reader(bytes, name, options.from);
  if (!reader) return tl::unexpected(reader.error());

  SourceInfo source;
  source.name = std::string(name);
  source.format = std::string((*reader)->name);
  if (options.hash) source.sha256 = digest_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});

  Recovery recovery(options.recover, context, out);
  const auto done = read(**reader, bytes, name, options, context, recovery, [&](int pages) {
    source.pages = pages;
    begin(source);
  });
  if (!done) return tl::unexpected(done.error());
  recovery.finish();
  if (context.budget.was_cancelled()) return fail(ErrorCode::cancelled, "cancelled by the caller");
  if (const auto lost = context.ledger.lost_chars(); lost > 0)
    context.diagnostics.cut("text-lost", std::to_string(lost) + " characters of the input are not in the document");
  return source;
}

/// Hands everything on to each of some serializers, and to a document if there is one, and counts the tables. The last
/// one gets the originals.
class FanOut : public DocumentSink {
 public:
  FanOut(std::vector<std::unique_ptr<Serializer>> serializers, Document* kept) : serializers_(std::move(serializers)) {
    for (const auto& serializer : serializers_) sinks_.push_back(serializer.get());
    if (kept != nullptr) sinks_.push_back(&builder_.emplace(*kept));
  }

  std::size_t table(Table table) override {
    for (std::size_t i = 0; i + 1 < sinks_.size(); ++i) sinks_[i]->table(table);
    sinks_.back()->table(std::move(table));
    return tables++;
  }
  void block(Block block) override {
    for (std::size_t i = 0; i + 1 < sinks_.size(); ++i) sinks_[i]->block(block);
    sinks_.back()->block(std::move(block));
  }
  void begin(const SourceInfo& source) {
    for (const auto& serializer : serializers_) serializer->begin(source);
  }
  Result<void> finish(const Closing& closing) {
    for (const auto& serializer : serializers_) {
      if (auto written = serializer->finish(closing); !written) return written;
    }
    return {};
  }

  std::size_t tables = 0;

 private:
  std::vector<std::unique_ptr<Serializer>> serializers_;
  std::optional<DocumentBuilder> builder_;
  std::vector<DocumentSink*> sinks_;
};

}  // namespace

Result<Summary> convert(Bytes bytes, std::string_view name, std::span<const Target> targets,
                        const ConvertOptions& options, Document* kept) {
  Context context(options.limits, options.cancelled);
  context.trace = options.trace;
  std::vector<std::unique_ptr<Serializer>> serializers;
  for (const Target& target : targets) {
    const SerializerEntry* entry = find_serializer(target.to);
    if (entry == nullptr) return fail(ErrorCode::bad_argument, "there is no output format named '" + target.to + "'");
    serializers.push_back(entry->make(options.write, context, *target.out));
    if (serializers.back() == nullptr)
      return fail(ErrorCode::internal, "the part of the program that writes '" + target.to + "' is missing");
  }
  if (serializers.empty() && kept == nullptr) return fail(ErrorCode::bad_argument, "a conversion needs a target");
  FanOut sink(std::move(serializers), kept);
  auto source = run(bytes, name, options, context, sink, [&](const SourceInfo& begun) { sink.begin(begun); });
  if (!source) return tl::unexpected(source.error());
  Summary summary;
  summary.source = *std::move(source);
  summary.input_chars = context.ledger.input_chars();
  summary.lost_chars = context.ledger.lost_chars();
  summary.surplus_chars = context.ledger.surplus_chars();
  summary.tables = sink.tables;
  auto written = sink.finish({summary.source, context.diagnostics, summary.input_chars, summary.lost_chars});
  if (!written) return tl::unexpected(written.error());
  summary.diagnostics = std::move(context.diagnostics);
  if (kept != nullptr) {
    kept->source = summary.source;
    kept->input_chars = summary.input_chars;
    kept->lost_chars = summary.lost_chars;
    kept->diagnostics = summary.diagnostics;
  }
  return summary;
}

Result<Summary> convert(Bytes bytes, std::string_view name, std::span<const Target> targets,
                        const ConvertOptions& options) {
  return convert(bytes, name, targets, options, nullptr);
}

Result<void> convert(Bytes bytes, std::string_view name, const ConvertOptions& options, Document& document) {
  auto summary = convert(bytes, name, {}, options, &document);
  if (!summary) return tl::unexpected(summary.error());
  return {};
}

Result<Summary> convert(Bytes bytes, std::string_view name, std::string_view to, const ConvertOptions& options,
                        Output& out) {
  const Target target{std::string(to), &out};
  return convert(bytes, name, std::span(&target, 1), options);
}

}  // namespace gridlift
