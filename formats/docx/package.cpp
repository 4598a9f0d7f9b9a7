#include "formats/docx/package.h"

#include <zip.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/ascii.h"
#include "formats/zip_directory.h"

namespace gridlift::docx {

namespace {

/// The name under which a part is found: lower case, forward slashes, no leading slash.
std::string key_of(std::string_view name) {
  std::string key;
  for (const char c : name) {
    if (c == '\\') {
      key.push_back('/');
    } else {
      key.push_back(ascii_lower(c));
    }
  }
  key.erase(0, std::min(key.find_first_not_of('/'), key.size()));
  return key;
}

std::string_view folder_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash);
}

std::string decoded_percents(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3) {
      out.push_back(static_cast<char>(value));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::string last_segment(std::string_view uri) {
  const std::size_t slash = uri.rfind('/');
  return std::string(slash == std::string_view::npos ? uri : uri.substr(slash + 1));
}

/// A part that is not there.
class NoSource : public ByteSource {
 public:
  explicit NoSource(std::string fault) : fault_(std::move(fault)) {}
  std::size_t read(char*, std::size_t) override { return 0; }
  std::string_view fault() const override { return fault_; }

 private:
  std::string fault_;
};

struct CloseZipFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using ZipFile = std::unique_ptr<zip_file_t, CloseZipFile>;

/// Inflates one entry; spends the budget on what really comes out, never on what the archive claims.
class ZipSource : public ByteSource {
 public:
  /// `claimed` is the size that the archive's directory gives, where it has one.
  ZipSource(ZipFile file, std::string part, std::uint64_t packed, std::optional<std::uint64_t> claimed,
            Context& context)
      : file_(std::move(file)), part_(std::move(part)), packed_(packed), claimed_(claimed), context_(context) {}
  std::size_t read(char* to, std::size_t room) override {
    if (done_) return 0;
    const zip_int64_t got = zip_fread(file_.get(), to, room);
    if (got <= 0) {
      finish(got < 0);
      return 0;
    }
    const auto n = static_cast<std::uint64_t>(got);
    total_ += n;
    if (!within_limits(n)) return 0;
    return static_cast<std::size_t>(n);
  }
  std::string_view fault() const override { return fault_; }

 private:
  bool within_limits(std::uint64_t n) {
    constexpr std::uint64_t kRatioFrom = 16ULL << 20;
    const Limits& limits = context_.limits;
    if (total_ > limits.part_bytes) fault_ = "the part inflates beyond the limit (part-bytes)";
    if (total_ > kRatioFrom && total_ / std::max<std::uint64_t>(packed_, 1) > limits.inflate_ratio)
      fault_ = "the part inflates like a bomb (inflate-ratio)";
    if (!context_.budget.spend(Budget::Resource::package_bytes, n))
      fault_ = "the package inflates beyond the limit (package-bytes)";
    done_ = !fault_.empty();
    return !done_;
  }

  void finish(bool broken) {
    done_ = true;
    const int closed = zip_fclose(file_.release());
    if (closed == ZIP_ER_CRC) {
      fault_ = "the part's checksum is wrong";
    } else if (broken || closed != 0) {
      fault_ = "the part's packed data are damaged";
    } else if (claimed_ && total_ != *claimed_) {
      // The checksum is right: it is the size that lies.
      context_.diagnostics.warning("size-mismatch", "the archive gives another size for the part than it has", part_);
    }
  }

  ZipFile file_;
  std::string part_;
  std::uint64_t packed_;
  std::optional<std::uint64_t> claimed_;
  Context& context_;
  std::uint64_t total_ = 0;
  bool done_ = false;
  std::string fault_;
};

}  // namespace

/// An open archive and the map of its entries.
struct Package::Archive {
  ~Archive() {
    if (zip != nullptr) zip_discard(zip);
  }
  zip_t* zip = nullptr;
  std::string directory;  // a rebuilt central directory
  zip_buffer_fragment_t fragments[2] = {};
  std::map<std::string, zip_uint64_t, std::less<>> entries;  // key -> index
};

namespace {

zip_t* open_buffer(zip_buffer_fragment_t* fragments, zip_uint64_t count) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_fragment_create(fragments, count, 0, &error);
  zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return zip;
}

zip_buffer_fragment_t fragment(const void* data, std::size_t length) {
  // libzip wants a writable pointer, and does not write to it in an archive opened for reading.
  return {static_cast<zip_uint8_t*>(const_cast<void*>(data)), length};
}

}  // namespace

Result<Package> Package::open(Bytes bytes, Context& context) {
  return is_zip(bytes) || find_zip_end(bytes) ? open_zip(bytes, context) : open_flat(bytes, context);
}

Result<Package> Package::open_zip(Bytes bytes, Context& context) {
  if (const auto end = find_zip_end(bytes); end && end->entries > context.limits.zip_entries)
    return fail(ErrorCode::limit_items, "the archive has more entries than the limit (zip-entries)");
  Package package;
  package.context_ = &context;
  package.archive_ = std::make_shared<Archive>();
  Archive& archive = *package.archive_;
  archive.fragments[0] = fragment(bytes.data(), bytes.size());
  archive.zip = open_buffer(archive.fragments, 1);
  if (archive.zip == nullptr) {
    archive.directory = rebuild_zip_directory(
        bytes, static_cast<std::size_t>(std::min<std::uint64_t>(context.limits.zip_entries, SIZE_MAX)));
    if (archive.directory.empty()) return fail(ErrorCode::damaged, "the ZIP archive is damaged beyond repair");
    archive.fragments[1] = fragment(archive.directory.data(), archive.directory.size());
    archive.zip = open_buffer(archive.fragments, 2);
    if (archive.zip == nullptr) return fail(ErrorCode::damaged, "the ZIP archive is damaged beyond repair");
    context.diagnostics.warning("zip-directory-rebuilt",
                                "the archive's central directory is lost; its entries were found by their headers");
  }
  const zip_int64_t count = zip_get_num_entries(archive.zip, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive.zip, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
    if (name == nullptr) continue;
    const auto [at, fresh] = archive.entries.emplace(key_of(name), static_cast<zip_uint64_t>(i));
    if (!fresh) context.diagnostics.warning("duplicate-part", "the first of two parts of one name is read", at->first);
  }
  package.read_content_types();
  return package;
}

Result<Package> Package::open_flat(Bytes bytes, Context& context) {
  Package package;
  package.context_ = &context;
  package.flat_ = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  XmlReader xml(std::make_unique<MemorySource>(package.flat_), context, "package");
  while (xml.next()) {
    if (xml.kind() != XmlReader::Kind::start || xml.token() == Token::pkg_package) continue;
    if (xml.token() == Token::pkg_part) {
      const std::string name(xml.attribute(Token::pkg_name));
      package.type_of_part_.emplace(key_of(name), xml.attribute(Token::pkg_contentType));
      package.flat_names_.emplace(key_of(name), name);
    }
    xml.skip();
  }
  if (package.flat_names_.empty()) return fail(ErrorCode::unsupported_format, "neither a ZIP nor a Flat OPC package");
  return package;
}

void Package::read_content_types() {
  constexpr std::string_view kTypes = "[content_types].xml";
  if (!has(kTypes)) return;
  XmlReader types = xml(kTypes);
  while (types.next()) {
    if (types.kind() != XmlReader::Kind::start) continue;
    const std::string type(types.attribute(Token::a_ContentType));
    if (types.token() == Token::ct_Override) {
      type_of_part_.emplace(key_of(types.attribute(Token::a_PartName)), type);
    } else if (types.token() == Token::ct_Default) {
      type_of_ending_.emplace(key_of(types.attribute(Token::a_Extension)), type);
    }
  }
}

bool Package::has(std::string_view part) const {
  const std::string key = key_of(part);
  return archive_ ? archive_->entries.contains(key) : flat_names_.contains(key);
}

std::vector<std::string> Package::part_names() const {
  std::vector<std::string> names;
  if (archive_) {
    for (const auto& [key, index] : archive_->entries) names.push_back(key);
  } else {
    for (const auto& [key, name] : flat_names_) names.push_back(key);
  }
  return names;
}

std::unique_ptr<ByteSource> Package::source(std::string_view part) const {
  const auto entry = archive_->entries.find(key_of(part));
  if (entry == archive_->entries.end()) return std::make_unique<NoSource>("the part is missing");
  zip_stat_t stat;
  zip_stat_init(&stat);
  zip_stat_index(archive_->zip, entry->second, 0, &stat);
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    return std::make_unique<NoSource>("the part is encrypted");
  ZipFile file(zip_fopen_index(archive_->zip, entry->second, 0));
  if (!file) return std::make_unique<NoSource>("the part is packed with a method that is not supported");
  const auto claimed = archive_->directory.empty() ? std::optional<std::uint64_t>(stat.size) : std::nullopt;
  return std::make_unique<ZipSource>(std::move(file), std::string(part), stat.comp_size, claimed, *context_);
}

Result<void> Package::readable(std::string_view part) const {
  if (!archive_) return {};
  const auto entry = archive_->entries.find(key_of(part));
  if (entry == archive_->entries.end()) return fail(ErrorCode::damaged, "the package lacks its main part");
  zip_stat_t stat;
  zip_stat_init(&stat);
  zip_stat_index(archive_->zip, entry->second, 0, &stat);
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    return fail(ErrorCode::encrypted,
                "the parts of the archive are encrypted; unpack it with its password and zip it again");
  if (zip_compression_method_supported(stat.comp_method, 0) == 0)
    return fail(ErrorCode::unsupported_format,
                "the archive packs its parts with method " + std::to_string(stat.comp_method) + "; zip it again");
  return {};
}

XmlReader Package::xml(std::string_view part) const {
  std::string name(part);
  if (archive_) return XmlReader(source(part), *context_, std::move(name));
  const auto written = flat_names_.find(key_of(part));
  if (written == flat_names_.end())
    return XmlReader(std::make_unique<NoSource>("the part is missing"), *context_, std::move(name));
  return XmlReader(std::make_unique<MemorySource>(flat_), *context_, std::move(name), written->second);
}

std::string Package::bytes(std::string_view part) const {
  std::string all;
  if (!archive_) return all;
  const auto from = source(part);
  char chunk[16384];
  while (const std::size_t n = from->read(chunk, sizeof chunk)) all.append(chunk, n);
  if (!from->fault().empty()) context_->diagnostics.cut("part-damaged", std::string(from->fault()), std::string(part));
  return all;
}

std::string Package::content_type(std::string_view part) const {
  const std::string key = key_of(part);
  if (const auto own = type_of_part_.find(key); own != type_of_part_.end()) return own->second;
  const std::size_t dot = key.rfind('.');
  if (dot == std::string::npos) return {};
  const auto by_ending = type_of_ending_.find(key.substr(dot + 1));
  return by_ending == type_of_ending_.end() ? std::string() : by_ending->second;
}

std::vector<Relationship> Package::relationships(std::string_view part) const {
  const std::string folder(folder_of(part));
  const std::string name = (folder.empty() ? "" : folder + "/") + "_rels/" + last_segment(part) + ".rels";
  std::vector<Relationship> found;
  if (!has(name)) return found;
  XmlReader rels = xml(name);
  while (rels.next()) {
    if (rels.kind() != XmlReader::Kind::start || rels.token() != Token::rel_Relationship) continue;
    Relationship relationship;
    relationship.id = rels.attribute(Token::a_Id);
    relationship.type = last_segment(rels.attribute(Token::a_Type));
    relationship.external = rels.attribute(Token::a_TargetMode) == "External";
    const std::string_view target = rels.attribute(Token::a_Target);
    relationship.target = relationship.external ? std::string(target) : resolve_target(part, target);
    // Some writers leave escapes in the names of the entries themselves.
    if (!relationship.external && !has(relationship.target) && has(target)) relationship.target = target;
    found.push_back(std::move(relationship));
  }
  return found;
}

std::string Package::main_part() const {
  for (const Relationship& relationship : relationships("")) {
    if (relationship.type == "officeDocument" && !relationship.external && has(relationship.target)) {
      const std::string type = content_type(relationship.target);
      if (type.empty() || type.find("wordprocessingml") != std::string::npos ||
          type.find("ms-word") != std::string::npos || type.ends_with("xml"))
        return relationship.target;
    }
  }
  for (const auto& [key, type] : type_of_part_) {
    const bool main = type.find("wordprocessingml") != std::string::npos || type.find("ms-word") != std::string::npos;
    if (main && type.find("main+xml") != std::string::npos && has(key)) return key;
  }
  return has("word/document.xml") ? "word/document.xml" : std::string();
}

std::string resolve_target(std::string_view part, std::string_view target) {
  const std::size_t fragment_at = target.find('#');
  const std::string clean = decoded_percents(target.substr(0, fragment_at));
  std::string path = clean;
  std::replace(path.begin(), path.end(), '\\', '/');
  if (!path.starts_with('/')) path = std::string(folder_of(part)) + "/" + path;
  std::vector<std::string_view> segments;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    const std::string_view segment = std::string_view(path).substr(at, slash - at);
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
    at = slash + 1;
  }
  std::string out;
  for (const std::string_view segment : segments) {
    if (!out.empty()) out += '/';
    out += segment;
  }
  return out;
}

}  // namespace gridlift::docx
