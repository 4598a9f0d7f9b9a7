// Walks fixtures/: each input beside its expected .native, or .error under bad/. GRIDLIFT_ACCEPT=1 rewrites them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "converters/convert.h"

using namespace gridlift;
namespace fs = std::filesystem;

namespace {

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

bool accepting() {
  const char* value = std::getenv("GRIDLIFT_ACCEPT");
  return value != nullptr && std::string(value) == "1";
}

/// The inputs of one fixture folder: every file that is not itself an expectation or a note.
std::vector<fs::path> inputs_of(const fs::path& folder) {
  static const std::set<std::string> kNotInputs = {".native", ".error", ".options", ".md"};
  std::vector<fs::path> inputs;
  if (!fs::is_directory(folder)) return inputs;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file() && kNotInputs.count(entry.path().extension().string()) == 0)
      inputs.push_back(entry.path());
  }
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

/// Options of a fixture, one word a line in <stem>.options: "password=x", "track-changes=all", "hidden", ...
ConvertOptions options_for(const fs::path& input) {
  ConvertOptions options;
  options.hash = false;
  std::ifstream in(fs::path(input).replace_extension(".options"));
  for (std::string line; std::getline(in, line);) {
    const std::size_t equals = line.find('=');
    const std::string name = line.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : line.substr(equals + 1);
    if (name == "password") options.read.password = value;
    if (name == "encoding") options.read.encoding = value;
    if (name == "from") options.from = value;
    if (name == "track-changes")
      options.read.track_changes = value == "all"      ? TrackChanges::all
                                   : value == "reject" ? TrackChanges::reject
                                                       : TrackChanges::accept;
    if (name == "hidden") options.read.hidden_text = true;
    if (name == "comments") options.read.comments = true;
    if (name == "picture-text") options.read.picture_text = true;
    if (name == "latex") options.read.latex = true;
    if (name == "keep-markup") options.read.keep_markup = true;
    if (name == "respect-permissions") options.read.respect_permissions = true;
    if (name == "no-stitch") options.recover.stitch = false;
    if (name == "keep-slivers") options.recover.keep_slivers = true;
    for (const LimitInfo& limit : limit_table()) {
      if (limit.name == name) options.limits.*(limit.value) = std::stoull(value);
    }
  }
  return options;
}

struct Outcome {
  Result<Summary> summary;
  std::string text;
};

Outcome convert_file(const fs::path& input) {
  const std::string bytes = read_file(input);
  StringOutput out;
  auto summary = convert(std::as_bytes(std::span(bytes)), input.filename().string(), "native", options_for(input), out);
  return {std::move(summary), std::move(out.text)};
}

void compare(const fs::path& expected, const std::string& actual) {
  if (accepting()) {
    if (read_file(expected) != actual) write_file(expected, actual);
    return;
  }
  // No REQUIRE here: what throws out of a subcase ends the walk, and the other fixtures would not be looked at.
  CHECK_MESSAGE(fs::exists(expected), "no expectation; read the result, then run with GRIDLIFT_ACCEPT=1");
  CHECK(read_file(expected) == actual);
}

void check_golden(const fs::path& input) {
  const Outcome outcome = convert_file(input);
  if (!outcome.summary) {
    FAIL_CHECK("error: " << outcome.summary.error().message);
    return;
  }
  // No text is lost, and none is invented. A fixture that shows a loss says so in its expectation.
  const std::string expected = read_file(fs::path(input).replace_extension(".native"));
  if (expected.find("\ncut text-lost ") == std::string::npos) CHECK(outcome.summary->lost_chars == 0);
  CHECK(outcome.summary->surplus_chars == 0);
  compare(fs::path(input).replace_extension(".native"), outcome.text);
}

}  // namespace

TEST_CASE("tables that cross pages come whole") {
  for (const fs::path& input : inputs_of(fs::path(GRIDLIFT_FIXTURES) / "crossing")) {
    const std::string name = "crossing/" + input.filename().string();
    SUBCASE(name.c_str()) {
      CAPTURE(name);
      check_golden(input);
    }
  }
}

TEST_CASE("every fixture gives its expected document") {
  int walked = 0;
  for (const Reader* reader : readers()) {
    for (const fs::path& input : inputs_of(fs::path(GRIDLIFT_FIXTURES) / std::string(reader->name))) {
      const std::string name = std::string(reader->name) + "/" + input.filename().string();
      SUBCASE(name.c_str()) {
        CAPTURE(name);
        check_golden(input);
      }
      ++walked;
    }
  }
  MESSAGE("fixtures: " << walked);
}

TEST_CASE("every bad fixture gives its typed error") {
  for (const fs::path& input : inputs_of(fs::path(GRIDLIFT_FIXTURES) / "bad")) {
    const std::string name = input.filename().string();
    SUBCASE(name.c_str()) {
      CAPTURE(name);
      const Outcome outcome = convert_file(input);
      CHECK_FALSE(outcome.summary.has_value());
      if (outcome.summary) continue;
      const Error& error = outcome.summary.error();
      CHECK(error.message.find('\n') == std::string::npos);
      compare(fs::path(input).replace_extension(".error"),
              std::string(gridlift::name(error.code)) + "\n" + error.message + "\n");
    }
  }
}
