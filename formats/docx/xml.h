// Pull reading of XML: one event at a time, names as tokens, memory of one chunk. The only owner of libxml2.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/context.h"
#include "formats/docx/token.h"

namespace gridlift::docx {

/// Bytes of a part, read once from front to back.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills at most `room` bytes; 0 at the end, and after a fault.
  virtual std::size_t read(char* to, std::size_t room) = 0;
  /// "" while all is well; else what broke: the part is then cut where the reading ended.
  virtual std::string_view fault() const = 0;
};

/// A source of bytes that somebody else holds.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* to, std::size_t room) override {
    const std::size_t n = bytes_.copy(to, room, at_);
    at_ += n;
    return n;
  }
  std::string_view fault() const override { return {}; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// Reads one part. Damage, limits and truncation end it early with a cut diagnostic; what came before stands, so that a
/// caller's nested loops simply come to their ends. Text comes only from elements that hold text (w:t, m:t, ...),
/// whole, without the blanks around it unless xml:space="preserve". Strings are valid until the next call of `next`.
class XmlReader {
 public:
  enum class Kind : std::uint8_t { start, end, text };

  /// `part` names it in diagnostics. With `flat_part` only that part of a Flat OPC package is read.
  XmlReader(std::unique_ptr<ByteSource> source, Context& context, std::string part, std::string flat_part = {});
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  /// Goes on to the next event; false at the end.
  bool next();
  Kind kind() const { return kind_; }
  Token token() const { return token_; }
  /// Elements around this event, its own included; the root has 1.
  int depth() const { return depth_; }
  std::string_view text() const { return text_; }
  /// An attribute of the current start event; "" when absent.
  std::string_view attribute(Token name) const;
  bool has(Token name) const;

  /// At a start event: goes to its end event.
  void skip();
  /// Reads what is left, so that damage behind the last element is seen as well.
  void finish() {
    while (next()) {
    }
  }
  /// Ends the part here: no more events.
  void stop();
  /// At a start event: calls `visit()` at each start and text event of the children, then stands on the end event. A
  /// child that `visit` did not read is skipped.
  template <class Visit>
  void children(Visit&& visit) {
    const int level = depth_;
    while (next()) {
      if (depth_ == level && kind_ == Kind::end) return;
      if (kind_ == Kind::end) continue;
      visit();
      if (kind_ == Kind::start && depth_ == level + 1) skip();
    }
  }

  const std::string& part() const { return part_; }

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::string part_;
  Kind kind_ = Kind::end;
  Token token_ = Token::unknown;
  int depth_ = 0;
  std::string_view text_;
};

/// True for "1", "true", "on" and an attribute that is not there (ECMA-376 17.17.4 ST_OnOff).
bool is_on(std::string_view value);
/// A whole number, clamped to what an int holds; `fallback` for anything else (a fraction is cut off).
int to_int(std::string_view value, int fallback);

}  // namespace gridlift::docx
