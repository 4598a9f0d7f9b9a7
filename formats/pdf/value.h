// An object of a PDF file as a plain value: what the walks over page tree, form fields and structure tree see.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gridlift::pdf {

/// The number of an indirect object. Number 0 is none.
struct ObjectId {
  int number = 0;
  int generation = 0;
  explicit operator bool() const { return number > 0; }
  std::uint64_t key() const {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(number)) << 32 |
           static_cast<std::uint32_t>(generation);
  }
  friend bool operator==(const ObjectId&, const ObjectId&) = default;
};

/// A copy of one object; what it refers to is not fetched.
struct Value {
  enum class Kind : std::uint8_t { null, boolean, number, name, string, array, dictionary, reference };
  Kind kind = Kind::null;
  double number = 0;  ///< boolean: 0 or 1
  std::string text;   ///< name or string, as bytes
  ObjectId id;        ///< reference
  std::vector<Value> items;
  struct Member;
  std::vector<Member> members;

  bool is(Kind wanted) const { return kind == wanted; }
  bool is_name(std::string_view wanted) const { return kind == Kind::name && text == wanted; }
  /// A member of a dictionary, or null.
  const Value& operator[](std::string_view key) const;
};

struct Value::Member {
  std::string name;
  Value value;
};

inline const Value& Value::operator[](std::string_view key) const {
  static const Value kNull;
  for (const auto& [name, value] : members) {
    if (name == key) return value;
  }
  return kNull;
}

}  // namespace gridlift::pdf
