// The DOCX reader: package, parts in their order, body, notes and furniture.
#include "formats/reader.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/unicode.h"
#include "formats/docx/chunk.h"
#include "formats/docx/content.h"
#include "formats/docx/number_format.h"
#include "formats/docx/package.h"
#include "formats/signature.h"

namespace gridlift {

namespace docx {

namespace {

/// One document on its way: the main part's relationships and what all stories share.
class DocumentReader : public ChunkReader {
 public:
  DocumentReader(const Package& package, std::string main, const ReadOptions& options, Context& context,
                 LayoutSink& sink, int chunk_depth)
      : package_(package),
        main_(std::move(main)),
        context_(context),
        sink_(sink),
        relationships_(package.relationships(main_)),
        state_(options, context, package) {
    state_.chunk_depth = chunk_depth;
    for (std::size_t i = 0; i < relationships_.size(); ++i) by_id_.emplace(relationships_[i].id, i);
  }

  void read(Story& body) {
    if (const std::string part = part_of_type("styles"); !part.empty()) {
      XmlReader xml = package_.xml(part);
      state_.styles.load(xml, static_cast<std::size_t>(context_.limits.nesting));
    }
    if (const std::string part = part_of_type("numbering"); !part.empty()) {
      XmlReader xml = package_.xml(part);
      state_.numbering.load(xml, context_);
    }
    if (const std::string part = part_of_type("settings"); !part.empty()) settings(part);
    XmlReader xml = package_.xml(main_);
    if (xml.next()) {
      if (xml.token() != Token::w_document)
        context_.diagnostics.cut("document-unknown", "the main part is no w:document of a known namespace", main_);
      ContentReader(xml, state_, *this).blocks(body, xml.part() + "#");
    }
    xml.finish();
    notes(NoteReference::Kind::footnote, "footnotes");
    notes(NoteReference::Kind::endnote, "endnotes");
    if (state_.options.comments) notes(NoteReference::Kind::comment, "comments");
    furniture(state_.header_ids, "header");
    furniture(state_.footer_ids, "footer");
    report();
  }

  void chunk(const std::string& part, Story& story) override { read_chunk(package_, part, state_, sink_, story); }

 private:
  std::string part_of_type(std::string_view type) const {
    for (const Relationship& relationship : relationships_) {
      if (relationship.type == type && !relationship.external && package_.has(relationship.target))
        return relationship.target;
    }
    return {};
  }

  const Relationship* relationship(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &relationships_[found->second];
  }

  /// The document's settings: how its notes are numbered.
  void settings(const std::string& part) {
    XmlReader xml = package_.xml(part);
    while (xml.next()) {
      if (xml.kind() != XmlReader::Kind::start) continue;
      if (xml.token() == Token::w_footnotePr) state_.footnote_numbers.read(xml);
      if (xml.token() == Token::w_endnotePr) state_.endnote_numbers.read(xml);
    }
  }

  /// Reads the notes of one part that the text refers to. They come in the order of the part, which is that of the
  /// text in all writers; their numbers are those of their marks.
  void notes(NoteReference::Kind kind, std::string_view type);
  const NoteNumbers& numbers_of(const NoteReference& note) const;
  int page_of(const NoteReference& note) const;
  void furniture(const std::vector<std::string>& ids, std::string_view label);
  void report();

  const Package& package_;
  std::string main_;
  Context& context_;
  LayoutSink& sink_;
  std::vector<Relationship> relationships_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  State state_;
};

/// By the section that the mark stands in, or by the settings where no section ends after it.
const NoteNumbers& DocumentReader::numbers_of(const NoteReference& note) const {
  static const NoteNumbers kComments{"decimal"};
  if (note.kind == NoteReference::Kind::comment) return kComments;
  const bool footnote = note.kind == NoteReference::Kind::footnote;
  const std::vector<NoteNumbers>& sections = footnote ? state_.footnote_sections : state_.endnote_sections;
  if (note.section < sections.size()) return sections[note.section];
  return footnote ? state_.footnote_numbers : state_.endnote_numbers;
}

/// By Word's own layout where it left one, which counts the breaks of the file as well.
int DocumentReader::page_of(const NoteReference& note) const {
  return state_.note_page.rendered > 0 ? note.page.rendered : note.page.broken;
}

void DocumentReader::notes(NoteReference::Kind kind, std::string_view type) {
  struct Mark {
    std::string label;
    std::string path;
  };
  std::map<std::string, Mark, std::less<>> marks;  // by id
  // The next number of each page or section: a row over two pages may come back to the first one.
  std::map<std::pair<NoteNumbers::Restart, std::size_t>, int> next;
  std::optional<int> following;  // the number after the last one
  for (const NoteReference& note : state_.notes) {
    if (note.kind != kind || marks.contains(note.id)) continue;
    if (note.has_custom) {
      marks.emplace(note.id, Mark{note.custom, note.path});
      continue;
    }
    const NoteNumbers& numbers = numbers_of(note);
    int number = following.value_or(numbers.start);
    if (numbers.restart != NoteNumbers::Restart::never) {
      const bool by_page = numbers.restart == NoteNumbers::Restart::page;
      const std::size_t part = by_page ? static_cast<std::size_t>(page_of(note)) : note.section;
      number = next.try_emplace({numbers.restart, part}, numbers.start).first->second++;
    }
    following = number + 1;
    bool known = true;
    marks.emplace(note.id, Mark{format_number(number, numbers.format, known), note.path});
  }
  if (marks.empty()) return;
  const std::string part = part_of_type(type);
  if (part.empty())
    return context_.diagnostics.cut("notes-missing",
                                    "the text has marks of " + std::string(type) + " that are not there", main_);
  std::size_t found = 0;
  XmlReader xml = package_.xml(part);
  const Token wanted = kind == NoteReference::Kind::footnote  ? Token::w_footnote
                       : kind == NoteReference::Kind::endnote ? Token::w_endnote
                                                              : Token::w_comment;
  while (xml.next()) {
    if (xml.kind() != XmlReader::Kind::start || xml.token() != wanted) continue;
    const auto mark = marks.find(xml.attribute(Token::w_id));
    const std::string_view special = xml.attribute(Token::w_type);  // separators are drawn, not read
    if (mark == marks.end() || !(special.empty() || special == "normal")) {
      xml.skip();
      continue;
    }
    SideStory story(sink_, context_, BlockKind::note, mark->second.label, mark->second.path);
    ContentReader(xml, state_, *this).blocks(story, part + "#note[" + mark->first + "]/");
    story.finish();
    ++found;
  }
  if (found < marks.size())
    context_.diagnostics.cut("notes-missing", std::to_string(marks.size() - found) + " of the notes are not there",
                             part);
}

void DocumentReader::furniture(const std::vector<std::string>& ids, std::string_view label) {
  std::set<std::string> read;
  for (const std::string& id : ids) {
    const Relationship* found = relationship(id);
    if (found == nullptr || found->external || !package_.has(found->target)) {
      context_.diagnostics.cut("furniture-missing", "a " + std::string(label) + " of the document is not there", main_);
      continue;
    }
    if (!read.insert(found->target).second) continue;
    XmlReader xml = package_.xml(found->target);
    SideStory story(sink_, context_, BlockKind::furniture, std::string(label), found->target);
    if (xml.next()) ContentReader(xml, state_, *this).blocks(story, found->target + "#");
    xml.finish();
    story.finish();
  }
}

void DocumentReader::report() {
  Diagnostics& notes = context_.diagnostics;
  if (state_.revisions > 0)
    notes.info("tracked-changes", std::to_string(state_.revisions) + " tracked changes were applied", main_);
  if (state_.hidden > 0)
    notes.info("hidden-text", std::to_string(state_.hidden) + " hidden runs or rows were left out", main_);
  for (const Relationship& relationship : relationships_) {
    if (relationship.type == "package" || relationship.type == "oleObject")
      notes.info("embedded-document", "an embedded document is not read", relationship.target);
    if (relationship.type == "subDocument")
      notes.cut("subdocument-skipped", "a part of this document is another file, which is not opened",
                relationship.target);
  }
}

}  // namespace

Result<void> read_document(Bytes bytes, const ReadOptions& options, Context& context, LayoutSink& sink, Story& body,
                           int chunk_depth) {
  auto package = Package::open(bytes, context);
  if (!package) return tl::unexpected(package.error());
  std::string main = package->main_part();
  if (main.empty()) return fail(ErrorCode::unsupported_format, "a package without a word-processing document");
  if (auto usable = package->readable(main); !usable) return usable;
  if (chunk_depth == 0) options.on_open(0);
  DocumentReader(*package, std::move(main), options, context, sink, chunk_depth).read(body);
  return {};
}

}  // namespace docx

ReadFunction read_docx;

Result<void> read_docx(Bytes bytes, const ReadOptions& options, Context& context, LayoutSink& sink) {
  BodyStory body(sink);
  return docx::read_document(bytes, options, context, sink, body, 0);
}

}  // namespace gridlift
