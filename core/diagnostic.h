// Diagnostics: what is odd but survivable, as data with a stable code.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gridlift {

enum class Severity { info, warning, error };

/// One oddity. Codes are stable, lower case with hyphens ("row-rejoined", "text-lost", "xml-truncated").
struct Diagnostic {
  std::string code;
  Severity severity = Severity::info;
  std::string message;
  std::string where;  ///< "page 3", "word/document.xml", "line 12", or ""
  bool cut = false;   ///< content was dropped: the document is partial (exit status 3)
};

/// The diagnostics of one conversion. Keeps the first of each code and `kKept` in all, and counts the rest, so that a
/// hostile file that makes millions of them costs nothing (HARDENING 1.2: 100 kept, plus counts).
class Diagnostics {
 public:
  static constexpr std::size_t kKept = 100;

  void add(Diagnostic diagnostic);
  void info(std::string code, std::string message, std::string where = {});
  void warning(std::string code, std::string message, std::string where = {});
  /// A warning for content that was dropped: makes the document partial.
  void cut(std::string code, std::string message, std::string where = {});

  const std::vector<Diagnostic>& kept() const { return kept_; }
  /// How often each code was added, kept or not.
  const std::map<std::string, std::size_t, std::less<>>& counts() const { return counts_; }
  std::size_t count(std::string_view code) const;
  /// True when any diagnostic said that content was dropped.
  bool partial() const { return partial_; }

 private:
  std::vector<Diagnostic> kept_;
  std::map<std::string, std::size_t, std::less<>> counts_;
  bool partial_ = false;
};

}  // namespace gridlift
