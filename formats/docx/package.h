// The package: parts by name out of a ZIP or a Flat OPC file, inflated within the limits. The only owner of libzip.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/result.h"
#include "formats/docx/xml.h"
#include "formats/reader.h"

namespace gridlift::docx {

/// One relationship of a part (ECMA-376 Part 2, 9.3).
struct Relationship {
  std::string id;
  std::string type;    ///< the last segment of the type URI: "officeDocument", "styles", "footnotes", ...
  std::string target;  ///< an internal target as a part name; an external one as written
  bool external = false;
};

/// Part names are compared without regard to ASCII case, as OPC demands (Part 2, 9.1.1), and have no leading slash.
/// Holds a view of the bytes, which must outlive it. Nothing outside of them is ever opened.
class Package {
 public:
  /// Opens a ZIP archive, also one whose central directory is lost, or a Flat OPC file.
  static Result<Package> open(Bytes bytes, Context& context);

  bool has(std::string_view part) const;
  /// All part names as keys (lower case), in no meaningful order.
  std::vector<std::string> part_names() const;
  /// Fails, with what keeps it from being read, for a part that is encrypted or packed in a way that is not known.
  Result<void> readable(std::string_view part) const;
  /// The part's XML. For a part that is not there, or cannot be opened, an empty part with a cut diagnostic.
  XmlReader xml(std::string_view part) const;
  /// The part's bytes, for parts that are no XML of ours (altChunk).
  std::string bytes(std::string_view part) const;
  /// The part's content type, "" when unknown.
  std::string content_type(std::string_view part) const;
  /// The relationships of a part; "" is the package itself.
  std::vector<Relationship> relationships(std::string_view part) const;
  /// The main document part by the package's relationships and content types, not by its name; "" when there is none.
  std::string main_part() const;

  Context& context() const { return *context_; }

 private:
  struct Archive;
  Package() = default;

  static Result<Package> open_zip(Bytes bytes, Context& context);
  static Result<Package> open_flat(Bytes bytes, Context& context);
  std::unique_ptr<ByteSource> source(std::string_view part) const;
  void read_content_types();

  Context* context_ = nullptr;
  std::shared_ptr<Archive> archive_;
  std::string_view flat_;                                           // the Flat OPC file, or empty
  std::map<std::string, std::string, std::less<>> flat_names_;      // key -> name as written
  std::map<std::string, std::string, std::less<>> type_of_part_;    // key -> content type
  std::map<std::string, std::string, std::less<>> type_of_ending_;  // extension -> content type
};

/// `target` as seen from `part`: ".." and "." resolved, percent escapes decoded, no leading slash.
std::string resolve_target(std::string_view part, std::string_view target);

}  // namespace gridlift::docx
