// Fields: which text is an instruction and which a result, over nested fields (ECMA-376 17.16).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gridlift::docx {

/// The open fields at a place of the text. Fields may nest in instructions and in results, and run over paragraphs.
class Fields {
 public:
  void begin() { open_.push_back({}); }
  void separate() {
    if (!open_.empty()) open_.back().result = true;
  }
  /// Ends the innermost field. Returns what it shows when it has no result of its own ("" for nearly all).
  std::string end() {
    if (open_.empty()) return {};
    std::string shown = open_.back().result ? std::string() : std::move(open_.back().form_value);
    open_.pop_back();
    return in_instruction() ? std::string() : shown;
  }
  /// True where text is part of an instruction: not shown.
  bool in_instruction() const {
    for (const Field& field : open_) {
      if (!field.result) return true;
    }
    return false;
  }
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

  std::size_t depth() const { return open_.size(); }
  /// Forgets the fields that began after `depth`: a field cannot leave its cell.
  void close_to(std::size_t depth) {
    if (depth < open_.size()) open_.resize(depth);
  }

 private:
  struct Field {
    bool result = false;
    std::string instruction{};
    std::string form_value{};
  };
  std::vector<Field> open_;
};

}  // namespace gridlift::docx
