// Fields: which text is an instruction and which a result, over nested fields (ECMA-376 17.16).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gridlift::docx {

/// The fields that number tables: SEQ Table, SEQ 表, ... (17.16.5.56).
inline bool is_sequence(std::string_view instruction) {
  const std::size_t at = instruction.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && instruction.substr(at).starts_with("SEQ ");
}

/// The open fields at a place of the text. Fields may nest in instructions and in results, and run over paragraphs.
class Fields {
 public:
  void begin() {
    open_.push_back({});
    ++instructions_;
  }
  void separate() {
    if (open_.empty() || open_.back().result) return;
    open_.back().result = true;
    if (--instructions_ == 0) withheld_.clear();
  }
  /// Ends the innermost field. Returns what it shows when it has no result of its own ("" for nearly all).
  std::string end() {
    if (open_.empty()) return {};
    std::string shown;
    if (!open_.back().result) {
      shown = std::move(open_.back().form_value);
      if (--instructions_ == 0) withheld_.clear();
    }
    open_.pop_back();
    return in_instruction() ? std::string() : shown;
  }
  /// True where text is part of an instruction: not shown.
  bool in_instruction() const { return instructions_ > 0; }
  void instruction(std::string_view text) {
    constexpr std::size_t kEnough = 64;
    if (!open_.empty() && open_.back().instruction.size() < kEnough)
      open_.back().instruction += text.substr(0, kEnough);
  }
  /// The instruction of the innermost field, its beginning.
  std::string_view instruction() const { return open_.empty() ? std::string_view() : open_.back().instruction; }
  /// A form field's value (a check box, a list), shown when the field has no result.
  void form_value(std::string value) {
    if (!open_.empty()) open_.back().form_value = std::move(value);
  }

  /// Keeps text that is not shown because an instruction surrounds it: if the field never comes to its result or end,
  /// it was no instruction. True while that may still be one; no instruction is as long as what is kept then.
  bool withhold(std::string_view text) {
    constexpr std::size_t kLongest = 64 * 1024;
    withheld_ += text;
    return withheld_.size() <= kLongest;
  }
  std::size_t depth() const { return open_.size(); }
  /// Forgets the fields that began after `depth`: a field cannot leave its cell or its story. Returns what was withheld
  /// by instructions that had no end.
  std::string close_to(std::size_t depth) {
    const std::size_t before = instructions_;
    for (; depth < open_.size(); open_.pop_back()) instructions_ -= open_.back().result ? 0 : 1;
    return before > 0 && instructions_ == 0 ? std::exchange(withheld_, {}) : std::string();
  }

 private:
  struct Field {
    bool result = false;
    std::string instruction{};
    std::string form_value{};
  };
  std::vector<Field> open_;
  std::size_t instructions_ = 0;  // open fields that have not come to their result
  std::string withheld_;
};

}  // namespace gridlift::docx
