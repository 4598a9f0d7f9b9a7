// The text reader: charset, lines, tables of every drawn or flattened kind, running text.
#include "formats/reader.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/ascii.h"
#include "core/unicode.h"
#include "formats/text/aligned.h"
#include "formats/text/boxes.h"
#include "formats/text/charset.h"
#include "formats/text/dash_table.h"
#include "formats/text/delimited.h"
#include "formats/text/furniture.h"
#include "formats/text/html_block.h"
#include "formats/text/leftovers.h"
#include "formats/text/lines.h"
#include "formats/text/pipes.h"
#include "formats/text/prose.h"
#include "formats/text/quotes.h"
#include "formats/text/raster_page.h"
#include "formats/text/simple_table.h"
#include "formats/text/stacked.h"
#include "formats/text/tabbed.h"
#include "formats/text/wiki_table.h"

namespace gridlift {

namespace {

using namespace text;

constexpr std::size_t kWindowBytes = 4 << 20;   // lines held at once
constexpr std::size_t kWindowMargin = 1 << 20;  // how far past it a blank line is looked for

int recognize_text(Bytes bytes, std::string_view file_name) {
  if (looks_binary(bytes)) return 0;
  for (const std::string_view ending : {".txt", ".text", ".md", ".csv", ".tsv", ".tab", ".rst", ".log"}) {
    if (file_name.size() >= ending.size() && file_name.ends_with(ending)) return 20;
  }
  return 10;
}

/// Keeps a finder that looks far ahead from looking again at every line of what it refused: a few tries, then none
/// until those lines are behind. Lines are counted from the end.
class Gate {
 public:
  bool open(std::size_t left) const { return left <= rest_ || tries_ < 3; }
  void refused(std::size_t left, std::size_t scanned) {
    if (left > rest_) {
      ++tries_;
    } else {
      rest_ = left - std::min(left, scanned);
      tries_ = 1;
    }
  }

 private:
  std::size_t rest_ = SIZE_MAX;
  int tries_ = 0;
};

/// Finds tables among lines, in order, and hands everything on.
class Segmenter {
 public:
  /// `delimiters`: of the records that the file is said to be.
  Segmenter(std::string_view delimiters, Leftovers& leftovers, Context& context, LayoutSink& sink)
      : delimiters_(delimiters),
        leftovers_(leftovers),
        context_(context),
        sink_(sink),
        prose_(leftovers, context, sink) {}

  /// `more`: other lines follow.
  void lines(std::vector<Line>& window, bool more) {
    const std::vector<FurnitureLine> furniture = take_furniture(window);
    const Lines all(window);
    const std::optional<Unquoted> unquoted = unquote(all);
    const Lines bare = unquoted ? Lines(unquoted->lines) : all;  // what tables are looked for in
    const auto drop_marks = [&](std::size_t from, std::size_t to) {
      if (unquoted) leftovers_.drop_quotes(std::span(unquoted->marks).subspan(from, to - from));
    };
    box_gate_ = html_gate_ = wiki_gate_ = bar_gate_ = stack_gate_ = tab_gate_ = {};
    std::size_t next_furniture = 0;
    bool fresh = true;  // nothing stands right above: a run of records or of columns may begin
    std::size_t looked_until = 0;
    std::size_t broken_before = 0;  // one past the last line whose page break was told
    std::vector<AlignedFind> finds;
    std::size_t next_find = 0;
    std::size_t table_end = 0;
    for (std::size_t at = 0; at < all.size();) {
      if (context_.budget.out_of_time()) return stop();
      if (all[at].page_break && broken_before != at + 1) {
        broken_before = at + 1;
        prose_.page_break();
        fresh = true;
      }
      for (; next_furniture < furniture.size() && furniture[next_furniture].index <= at; ++next_furniture) {
        prose_.furniture(furniture[next_furniture].line, furniture[next_furniture].label);
      }
      if (next_find < finds.size() && finds[next_find].first == at) {
        AlignedFind& find = finds[next_find++];
        for (const std::string& dropped : find.dropped) context_.ledger.out(dropped);
        hand_on(std::move(find.table));
        for (const Line& line : find.rest) prose_.add(line);
        drop_marks(at, find.end);
        at = table_end = find.end;
        fresh = true;
        continue;
      }
      std::size_t taken = fresh && !bare[at].blank() ? named_records(bare.subspan(at)) : 0;
      if (taken == 0) taken = drawn(bare.subspan(at));
      if (taken == 0 && fresh && !bare[at].blank()) {
        taken = records(bare.subspan(at));
        if (taken == 0 && at >= looked_until) {
          AlignedBlock block = find_aligned(bare.subspan(at), context_);
          looked_until = at + block.length;
          finds = std::move(block.finds);
          next_find = 0;
          for (AlignedFind& find : finds) {
            find.first += at;
            find.end += at;
          }
          if (!finds.empty() && finds[0].first == at) continue;
        }
        // Character columns tell groups and wraps; where they see no table, the dashes' word is taken.
        if (const std::size_t length = taken == 0 ? dash_table_length(bare.subspan(at)) : 0;
            length > 0 && (next_find == finds.size() || finds[next_find].first >= at + length)) {
          hand_on(read_dash_table(bare.subspan(at, length), context_), true);
          taken = length;
        }
      }
      drop_marks(at, at + taken);
      fresh = taken > 0 || bare[at].blank();
      if (taken == 0 && bare[at].blank()) {
        drop_marks(at, at + 1);
        prose_.blank();
      } else if (taken == 0) {
        prose_.add(all[at]);
      }
      at += std::max<std::size_t>(taken, 1);
      if (taken > 0) table_end = at;
    }
    if (more && table_end == all.size() && !all.empty()) ++parted_;
    for (; next_furniture < furniture.size(); ++next_furniture) {
      prose_.furniture(furniture[next_furniture].line, furniture[next_furniture].label);
    }
  }
  void finish() {
    prose_.flush();
    if (parted_ == 0) return;
    context_.diagnostics.info(
        "table-in-pieces", "a table went on " + std::to_string(parted_) +
                               " times at the end of the text that is held at "
                               "once (" +
                               std::to_string(kWindowBytes >> 20) +
                               " MiB): its pieces are tables of their own, and the first has the names of the columns");
  }
  bool stopped() const { return stopped_; }

 private:
  /// Reads the drawn or flattened table that begins at the first line, if one does; how many lines it took.
  std::size_t drawn(Lines lines) {
    const std::size_t left = lines.size();
    if (const std::size_t length = box_gate_.open(left) ? box_length(lines) : 0) {
      RawTable raw;
      if (read_box(lines.first(length), context_, raw)) {
        hand_on(std::move(raw), is_grid_table(lines.first(length)));
        return length;
      }
      box_gate_.refused(left, length);
    }
    if (const std::size_t length = html_table(lines)) return length;
    if (const std::size_t length = wiki_table(lines)) return length;
    if (has_bar(lines[0].text) && bar_gate_.open(left)) {
      if (const std::size_t length = pipe_table_length(lines)) {
        hand_on(read_pipe_table(lines.first(length), context_), knows_escapes(lines));
        return length;
      }
      // Refusing a sentence costs nothing; a long run of bars does.
      if (left > kBarLook && has_bar(lines[1].text) && has_bar(lines[2].text)) bar_gate_.refused(left, kBarLook);
    }
    if (const std::size_t length = simple_table_length(lines)) {
      hand_on(read_simple_table(lines.first(length), context_), true);
      return length;
    }
    if (const std::size_t length = multiline_table_length(lines)) {
      hand_on(read_dash_table(lines.first(length), context_), true);
      return length;
    }
    if (stack_gate_.open(left)) {
      StackedRun run = find_stacked(lines);
      if (run.length > 0) {
        for (recover::FieldGroup& group : run.groups) clean(group.fields);
        emit(recover::recover_counted(std::move(run.groups), context_));
        return run.length;
      }
      if (run.scanned > 0) stack_gate_.refused(left, run.scanned);
    }
    if (tab_gate_.open(left)) {
      TabbedRun run = find_tabbed(lines);
      if (run.scanned > 0) {
        const DelimitedRun quoted = find_quoted_tabs(lines);
        if (quoted.length > 0) return read_records(lines, quoted);
      }
      if (run.length > 0) {
        for (recover::FieldFragment& fragment : run.fragments) {
          for (recover::FieldRow& row : fragment.rows) clean(row);
        }
        for (RawTable& raw : recover::recover_padded(std::move(run.fragments), context_)) emit(std::move(raw));
        return run.length;
      }
      if (run.scanned > 0) tab_gate_.refused(left, run.scanned);
    }
    return 0;
  }

  std::size_t html_table(Lines lines) {
    std::size_t scanned = 0;
    const std::size_t length = html_gate_.open(lines.size()) ? html_table_length(lines, scanned) : 0;
    if (length == 0 && scanned > 0) html_gate_.refused(lines.size(), scanned);
    if (length == 0) return 0;
    for (auto& found : read_html_table(lines.first(length), context_)) {
      if (auto* line = std::get_if<Line>(&found)) {
        prose_.add(*line);
      } else {
        hand_on(std::get<RawTable>(std::move(found)));
      }
    }
    return length;
  }

  std::size_t wiki_table(Lines lines) {
    std::size_t scanned = 0;
    const std::size_t length = wiki_gate_.open(lines.size()) ? wiki_table_length(lines, scanned) : 0;
    if (length > 0) hand_on(read_wiki_table(lines.first(length), context_));
    if (length == 0 && scanned > 0) wiki_gate_.refused(lines.size(), scanned);
    return length;
  }

  std::size_t named_records(Lines lines) {
    return delimiters_.empty() ? 0 : read_records(lines, find_named_records(lines, delimiters_));
  }

  std::size_t records(Lines lines) { return read_records(lines, find_delimited(lines)); }

  std::size_t read_records(Lines lines, const DelimitedRun& run) {
    if (run.length > 0) hand_on(read_delimited(lines.first(run.length), run.delimiter, context_));
    return run.length;
  }

  /// Recovery tells values from labels: what is no text of the author goes before it.
  void clean(recover::FieldRow& row) {
    for (recover::Field& field : row) field.text = std::string(trimmed(leftovers_.clean(field.text)));
  }

  /// `escapes`: backslashes before marks are none of the author's.
  void hand_on(RawTable raw, bool escapes = false) {
    for (RawRow& row : raw.rows) {
      for (RawCell& cell : row.cells) cell.text = leftovers_.clean(cell.text, escapes);
    }
    emit(std::move(raw));
  }

  void emit(RawTable raw) {
    prose_.flush();
    FlowBlock flow;
    flow.block.kind = BlockKind::table;
    flow.raw = std::move(raw);
    sink_.block(std::move(flow));
  }

  void stop() {
    stopped_ = true;
    context_.diagnostics.cut("time-limit", "the time for this document was over: the rest of the text is missing");
  }

  std::string_view delimiters_;
  Leftovers& leftovers_;
  Context& context_;
  LayoutSink& sink_;
  Prose prose_;
  bool stopped_ = false;
  std::size_t parted_ = 0;  ///< tables that reach the end of a window and may go on in the next
  Gate box_gate_, html_gate_, wiki_gate_, bar_gate_, stack_gate_, tab_gate_;
};

bool is_named_markdown(std::string_view file_name) {
  const std::string name = ascii_lower(file_name);
  return name.ends_with(".md") || name.ends_with(".markdown") || name.ends_with(".rst");
}

/// U+202A..U+202E and U+2066..U+2069.
std::size_t count_bidi_controls(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find('\xE2'); at < text.size() && at + 2 < text.size(); at = text.find('\xE2', at + 1)) {
    const auto third = static_cast<unsigned char>(text[at + 2]);
    count += (text[at + 1] == '\x80' && third >= 0xAA && third <= 0xAE) ||
                     (text[at + 1] == '\x81' && third >= 0xA6 && third <= 0xA9)
                 ? 1
                 : 0;
  }
  return count;
}

void report_charset(const Charset& charset, const Decoder& decoder, Context& context) {
  if (charset.guessed) {
    context.diagnostics.warning("charset-guessed", "no charset explains the bytes well; read as " + charset.name);
  }
  if (decoder.utf8_lines() > 0) {
    context.diagnostics.warning("charset-mixed", std::to_string(decoder.utf8_lines()) +
                                                     " lines are UTF-8 in a text of " + charset.name +
                                                     ": each was read as what it is");
  }
  if (decoder.replaced() > 0) {
    context.diagnostics.warning("text-replaced",
                                std::to_string(decoder.replaced()) + " ill-formed sequences became U+FFFD",
                                "byte " + std::to_string(decoder.first_replaced()));
  }
  if (decoder.nul_bytes() > 0) {
    context.diagnostics.warning("nul-bytes", std::to_string(decoder.nul_bytes()) + " NUL characters became U+FFFD");
  }
}

/// 0 for a text without form feeds. Most texts have no such byte; those that have one are decoded once more, since in
/// UTF-16 it may be half of a letter.
int count_pages(Bytes bytes, const Charset& charset) {
  if (std::find(bytes.begin(), bytes.end(), std::byte{'\f'}) == bytes.end()) return 0;
  auto decoder = Decoder::open(bytes, charset);
  if (!decoder) return 0;
  std::ptrdiff_t breaks = 0;
  for (std::string text; decoder->next(text); text.clear()) breaks += std::count(text.begin(), text.end(), '\f');
  return breaks > 0 ? static_cast<int>(breaks) + 1 : 0;
}

/// Hands each page on as words in character cells, and looks for nothing.
class Raster {
 public:
  Raster(Context& context, LayoutSink& sink) : context_(context), sink_(sink) {}
  void add(Line line) {
    if (line.page_break && !lines_.empty()) flush();
    lines_.push_back(std::move(line));
  }
  void flush() {
    if (context_.budget.spend(Budget::Resource::pages)) sink_.page(raster_page(lines_).page);
    lines_.clear();
  }

 private:
  Context& context_;
  LayoutSink& sink_;
  std::vector<Line> lines_;
};

Result<void> read_by_position(Decoder& decoder, Context& context, LayoutSink& sink) {
  LineReader reader(decoder);
  Raster raster(context, sink);
  Line line;
  while (reader.next(line)) raster.add(std::move(line));
  raster.flush();
  return {};
}

Result<void> read_text(Bytes bytes, const ReadOptions& options, Context& context, LayoutSink& sink) {
  if (options.encoding.empty() && looks_binary(bytes)) {
    return fail(ErrorCode::unsupported_format, "the bytes are not text in any charset");
  }
  Charset charset = detect_charset(bytes);
  if (!options.encoding.empty()) charset = {options.encoding, 0, false, true};
  auto decoder = Decoder::open(bytes, charset);
  if (!decoder) return tl::unexpected(decoder.error());
  options.on_open(count_pages(bytes, charset));

  if (options.by_position) return read_by_position(*decoder, context, sink);
  LineReader reader(*decoder);
  Leftovers leftovers(options.keep_markup, is_named_markdown(options.file_name), context);
  Segmenter segmenter(delimiters_of(options.file_name), leftovers, context, sink);
  std::vector<Line> window;
  std::size_t window_bytes = 0;
  Line line;
  std::size_t bidi_controls = 0;
  while (!segmenter.stopped() && reader.next(line)) {
    context.ledger.in(line.text);
    bidi_controls += count_bidi_controls(line.text);
    window_bytes += line.text.size() + sizeof(Line);
    const bool full = window_bytes > kWindowBytes && (line.blank() || window_bytes > kWindowBytes + kWindowMargin);
    window.push_back(std::move(line));
    if (!full) continue;
    segmenter.lines(window, true);
    window.clear();
    window_bytes = 0;
  }
  segmenter.lines(window, false);
  segmenter.finish();
  leftovers.report();
  if (bidi_controls > 0) {
    context.diagnostics.info("bidi-controls", std::to_string(bidi_controls) +
                                                  " characters that steer the direction of writing were kept: what is "
                                                  "shown may stand in another order than what is written");
  }
  report_charset(charset, *decoder, context);
  if (reader.cut_lines() > 0) {
    context.diagnostics.info("line-cut", std::to_string(reader.cut_lines()) +
                                             " lines were too long to hold; they are "
                                             "handed on in pieces");
  }
  return {};
}

}  // namespace

extern const Reader text_reader{
    .name = "text",
    .description = "plain text: prose, and tables flattened, drawn or aligned in it",
    .extensions = "txt text md csv tsv rst log",
    .mime_types = "text/plain text/markdown text/csv text/tab-separated-values",
    .recognize = recognize_text,
    .read = read_text,
};

}  // namespace gridlift
