// The order in which a page paints its parts means nothing: shuffled, it gives the same document.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "converters/serializer.h"
#include "core/recover/recover.h"
#include "formats/reader.h"

namespace fs = std::filesystem;
using namespace gridlift;

namespace {

class Pages : public LayoutSink {
 public:
  void page(Page page) override { pages.push_back(std::move(page)); }
  void block(FlowBlock) override {}
  void page_break() override {}
  std::vector<Page> pages;
};

std::vector<Page> read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  Context context{Limits{}};
  Pages sink;
  const auto done = find_reader("pdf")->read(std::as_bytes(std::span(bytes)), {}, context, sink);
  return done ? std::move(sink.pages) : std::vector<Page>();
}

/// The document, without what the reader noticed.
std::string recovered(std::vector<Page> pages) {
  Context context{Limits{}};
  StringOutput out;
  const auto serializer = find_serializer("native")->make({}, context, out);
  Recovery recovery({}, context, *serializer);
  for (Page& page : pages) recovery.page(std::move(page));
  recovery.finish();
  const SourceInfo source;
  CHECK(serializer->finish({source, context.diagnostics, 0, 0}));
  return out.text;
}

/// Rules and fills keep their painting order as a number, since it says what hides what.
void shuffle(Page& page, std::mt19937& random) {
  std::shuffle(page.words.begin(), page.words.end(), random);
  std::shuffle(page.rules.begin(), page.rules.end(), random);
  std::shuffle(page.fills.begin(), page.fills.end(), random);
  std::shuffle(page.pictures.begin(), page.pictures.end(), random);
}

}  // namespace

TEST_CASE("the order of painting does not matter") {
  std::mt19937 random(20240517);
  int compared = 0;
  for (const char* folder : {"pdf", "crossing"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(GRIDLIFT_FIXTURES) / folder)) {
      if (entry.path().extension() != ".pdf" || entry.file_size() > 200'000) continue;
      const std::vector<Page> pages = read(entry.path());
      if (pages.empty()) continue;
      CAPTURE(entry.path().filename().string());
      const std::string expected = recovered(pages);
      std::vector<Page> shuffled = pages;
      for (Page& page : shuffled) shuffle(page, random);
      CHECK(recovered(std::move(shuffled)) == expected);
      ++compared;
    }
  }
  CHECK(compared > 50);
}
