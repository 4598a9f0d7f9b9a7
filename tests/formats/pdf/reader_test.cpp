// Reads the fixtures that show one thing each (tools/make_fixtures/pdf.py) and looks at the layout.
#include "formats/reader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using gridlift::Context;
using gridlift::ErrorCode;
using gridlift::FlowBlock;
using gridlift::LayoutSink;
using gridlift::Limits;
using gridlift::Page;
using gridlift::ReadOptions;
using gridlift::Word;
using gridlift::Writing;

namespace {

class Pages : public LayoutSink {
 public:
  void page(Page page) override { pages.push_back(std::move(page)); }
  void block(FlowBlock) override { FAIL("a PDF has no flow"); }
  void page_break() override { FAIL("a PDF has no flow"); }
  std::vector<Page> pages;
};

std::string fixture(const std::string& path) {
  std::ifstream file(std::string(GRIDLIFT_FIXTURES) + "/" + path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Outcome {
  std::string error;  ///< its stable name, or "" when the file was read
  std::vector<Page> pages;
  std::vector<std::string> codes;
  bool partial = false;
  std::uint64_t input_chars = 0;

  /// All words; a blank where a word has space_before, a bar before each page after the first.
  std::string text() const {
    std::string out;
    for (const Page& page : pages) {
      if (&page != &pages.front()) out += '|';
      for (const Word& word : page.words) {
        if (word.space_before && !out.empty() && out.back() != '|') out += ' ';
        out += word.text;
      }
    }
    return out;
  }
  bool has(const std::string& code) const { return std::find(codes.begin(), codes.end(), code) != codes.end(); }
};

Outcome read(const std::string& path, const ReadOptions& options = {}, const Limits& limits = {}) {
  const std::string bytes = fixture(path);
  const gridlift::Reader* reader = gridlift::find_reader("pdf");
  REQUIRE(reader != nullptr);
  Context context(limits);
  Pages sink;
  const auto done = reader->read(gridlift::Bytes(reinterpret_cast<const std::byte*>(bytes.data()), bytes.size()),
                                 options, context, sink);
  Outcome outcome;
  if (!done) outcome.error = std::string(name(done.error().code));
  outcome.pages = std::move(sink.pages);
  for (const auto& diagnostic : context.diagnostics.kept()) outcome.codes.push_back(diagnostic.code);
  outcome.partial = context.diagnostics.partial();
  outcome.input_chars = context.ledger.input_chars();
  return outcome;
}

struct TextCase {
  std::string name;
  std::string text;
  std::string code;  ///< a diagnostic that must be there, or "" for none at all
  bool partial = false;
};

}  // namespace

TEST_CASE("PDF fixtures give their words") {
  const TextCase cases[] = {
      {"fake_bold", "Ballroom once only", ""},
      {"ligatures", "fin ffine", ""},
      {"right_to_left", "(\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9E)", ""},
      {"vertical_writing", "\xE8\xA1\xA8\xE6\xA0\xBC\xE4\xB8\x80", ""},
      {"no_to_unicode", "$%& readable", "pdf-unmapped-font", true},
      {"actual_text", "ANNUAL ff co", ""},
      {"letterspaced", "SUMMARY set normally", ""},
      {"gaps_without_blanks", "gaps are blanks", ""},
      {"combining_accents", "M\xC3\xBCller", ""},
      {"invisible_layer", "read by a machine", ""},
      {"off_page", "inside", "pdf-off-page-text"},
      {"clipped_text", "in the frame cut h foot of the page", "pdf-clipped-text"},
      {"crop_box", "kept", "pdf-off-page-text"},
      {"type3_font", "xyx", ""},
      {"soft_mask", "seen through a mask plain", "pdf-soft-mask-text"},
      {"form_fields", "Name: Anna Beispiel", ""},
      {"tiny_tiles", "on tiles", ""},
      {"shading", "over a blend", ""},
      {"owner_encrypted", "kept under lock", "pdf-copy-restricted"},
      {"page_count_too_few", "page 1|page 2|page 3", "pdf-page-count-fixed"},
      {"page_count_none", "page 1|page 2|page 3", "pdf-page-count-fixed"},
      {"page_count_negative", "page 1|page 2|page 3", "pdf-page-count-fixed"},
      {"page_count_too_many", "page 1|page 2|page 3", "pdf-page-count-fixed"},
      {"field_graph", "before the fields", "pdf-form-dropped", true},
      {"deep_forms", "first", "pdf-form-depth", true},
      {"many_saved_states", "above", "limit-state-depth", true},
      {"many_annotations", "first|second|third", "pdf-annotations-dropped", true},
      {"unreadable_page", "first", "pdf-page-unreadable", true},
      {"broken_content", "", "pdf-page-damaged", true},
      {"broken_xref", "page 1|page 2|page 3", "pdf-xref-rebuilt"},
      {"odd_page_box", "somewhere", ""},
      {"chinese_collection", "机构名称数量", ""},
      {"chinese_encoding", "机构名称", ""},
      {"glyph_names", "éΩЖ≠fi", ""},
      {"tab_glyphs", "a b", ""},
      {"shuffled_glyphs", "the order of painting is not the order of reading", ""},
      {"pattern_text", "filled with tiles filled with black", ""},
      {"white_text", "to be seen white on white tiny", ""},
      {"form_kinds", "Answer: by letter Agreed ✔ Refused First ●", ""},
      {"form_without_looks", "Name: Anna Beispiel Answer: in person", ""},
      {"hidden_layer", "on a layer on no layer", "pdf-hidden-layer"},
      {"xfa_form", "Please wait...", "pdf-xfa-form"},
      {"page_tree_loop", "page 1|page 2|page 3", "pdf-page-count-fixed"},
      {"page_tree_deep", "page 1|page 2|page 3", ""},
      {"huge_page_box", "somewhere", ""},
      {"odd_rotation", "turned by half", ""},
      {"junk_before_header", "page 1|page 2|page 3", ""},
      {"xref_size_lies", "page 1|page 2|page 3", "pdf-xref-rebuilt"},
      {"huge_inline_image", "before after", ""},
      {"many_content_streams", "in the last of many parts", ""},
      {"to_unicode_ranges", "AB", ""},
  };
  for (const TextCase& test : cases) {
    CAPTURE(test.name);
    const Outcome outcome = read("pdf/" + test.name + ".pdf");
    CHECK(outcome.error == "");
    CHECK(outcome.text() == test.text);
    CHECK(outcome.partial == test.partial);
    if (test.code.empty()) {
      CHECK(outcome.codes == std::vector<std::string>());
    } else {
      CHECK(outcome.has(test.code));
    }
  }
}

TEST_CASE("text off the page can be asked for") {
  ReadOptions options;
  options.hidden_text = true;
  CHECK(read("pdf/off_page.pdf", options).text() == "inside beyond the edge below");
  CHECK(read("pdf/clipped_text.pdf", options).text().find("below") != std::string::npos);
}

TEST_CASE("a graph of forms stops at the limit and keeps what came before") {
  Limits limits;
  limits.page_forms = 1000;
  const Outcome outcome = read("pdf/form_graph.pdf", {}, limits);
  CHECK(outcome.text() == "first again");
  CHECK(outcome.has("limit-page-forms"));
  CHECK(outcome.partial);
}

TEST_CASE("the limits of a page cut it with a diagnostic") {
  Limits limits;
  limits.page_glyphs = 5;
  CHECK(read("pdf/fake_bold.pdf", {}, limits).has("limit-page-glyphs"));
  limits = {};
  limits.page_path_points = 4;
  CHECK(read("pdf/rules_as_strokes.pdf", {}, limits).has("limit-page-path-points"));
  limits = {};
  limits.pages = 2;
  const Outcome two = read("pdf/broken_xref.pdf", {}, limits);
  CHECK(two.text() == "page 1|page 2");
  CHECK(two.has("limit-pages"));
}

TEST_CASE("superscripts are words of their own, without a space") {
  const Outcome outcome = read("pdf/superscripts.pdf");
  REQUIRE(outcome.pages.size() == 1);
  std::vector<std::string> joined;
  for (const Word& word : outcome.pages[0].words) {
    if (!word.space_before) joined.push_back(word.text);
  }
  CHECK(joined == std::vector<std::string>{"1", "O", "2"});
}

TEST_CASE("writing directions and rotated pages") {
  const Outcome rotated = read("pdf/rotated_page.pdf");
  REQUIRE(rotated.pages.size() == 1);
  CHECK(rotated.pages[0].width == 200);
  CHECK(rotated.pages[0].height == 300);
  for (const Word& word : rotated.pages[0].words) CHECK(word.writing == Writing::down);
  const Outcome turned = read("pdf/turned_text.pdf");
  REQUIRE(turned.pages[0].words.size() == 5);
  std::vector<Writing> writings;
  for (const Word& word : turned.pages[0].words) writings.push_back(word.writing);
  CHECK(writings == std::vector<Writing>{Writing::up, Writing::up, Writing::right, Writing::down, Writing::down});
}

TEST_CASE("an invisible layer is marked") {
  const Outcome outcome = read("pdf/invisible_layer.pdf");
  REQUIRE(!outcome.pages.at(0).words.empty());
  for (const Word& word : outcome.pages[0].words) CHECK(word.invisible);
}

TEST_CASE("lines become rules however they are drawn") {
  for (const std::string name : {"rules_as_strokes", "rules_as_thin_rectangles"}) {
    CAPTURE(name);
    const Outcome outcome = read("pdf/" + name + ".pdf");
    REQUIRE(outcome.pages.size() == 1);
    CHECK(outcome.pages[0].rules.size() == 8);
    CHECK(outcome.pages[0].fills.empty());
  }
  const Outcome outline = read("pdf/rules_as_one_outline.pdf");
  CHECK(outline.pages.at(0).fills.empty());
  CHECK(outline.pages.at(0).rules.size() >= 8);
  const Outcome clipped = read("pdf/clipped_rules.pdf");
  for (const gridlift::Rule& rule : clipped.pages.at(0).rules) {
    CHECK((rule.horizontal ? rule.at : rule.to) <= doctest::Approx(64.25));
  }
}

TEST_CASE("the structure tree says which words are which cell") {
  const Outcome outcome = read("pdf/tagged_table.pdf");
  REQUIRE(outcome.pages.size() == 1);
  const Page& page = outcome.pages[0];
  REQUIRE(page.tagged_tables.size() == 1);
  const auto& rows = page.tagged_tables[0].rows;
  REQUIRE(rows.size() == 4);
  CHECK(rows[0][0].row_span == 2);
  CHECK(rows[0][1].col_span == 2);
  CHECK(rows[0][0].header);
  CHECK_FALSE(rows[2][1].header);
  CHECK(rows[2][1].marks == std::vector<std::int32_t>{5});
  REQUIRE(page.tagged_blocks.size() == 2);
  CHECK(page.tagged_blocks[0].level == 1);
  CHECK(page.tagged_blocks[0].marks == std::vector<std::int32_t>{10});
  CHECK(page.tagged_blocks[1].level == 0);
  for (const Word& word : page.words) {
    if (word.text == "41") CHECK(word.mark == 5);
    if (word.text == "7") CHECK(word.mark == gridlift::kArtifactMark);
  }
}

TEST_CASE("a structure tree with loops ends") {
  CHECK(read("pdf/tagged_loop.pdf").text() == "round and round");
}

TEST_CASE("passwords") {
  ReadOptions options;
  CHECK(read("bad/user_encrypted.pdf").error == "ENCRYPTED");
  options.password = "wrong";
  CHECK(read("bad/user_encrypted.pdf", options).error == "BAD_PASSWORD");
  options.password = "sesame";
  CHECK(read("bad/user_encrypted.pdf", options).text() == "kept under lock");
  options.password = "keeper";
  CHECK(read("bad/user_encrypted.pdf", options).text() == "kept under lock");
  // Longer ones overflow a buffer of Poppler: they must never reach it.
  options.password = std::string(128, 'x');
  CHECK(read("bad/user_encrypted.pdf", options).error == "BAD_PASSWORD");
  options = {};
  options.respect_permissions = true;
  CHECK(read("pdf/owner_encrypted.pdf", options).error == "PERMISSION");
}

TEST_CASE("damaged files are typed errors") {
  for (const std::string name : {"truncated", "no_pages", "picture_named_pdf"}) {
    CAPTURE(name);
    CHECK(read("bad/" + name + ".pdf").error == "DAMAGED");
  }
}

TEST_CASE("a reader counts every letter that it hands on") {
  CHECK(read("pdf/gaps_without_blanks.pdf").input_chars == 13);
}
