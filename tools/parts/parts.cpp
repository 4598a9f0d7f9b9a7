#include "tools/parts/parts.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "tools/parts/doors.h"

namespace gridlift {

namespace {

/// Where the modules are: told from the place of the program, installed (GRIDLIFT_PARTS) or just built. A run path
/// would be searched for every library of theirs too, at a dozen failed calls each.
const std::filesystem::path& folder() {
  static const std::filesystem::path found = [] {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    auto installed = program / GRIDLIFT_PARTS;
    return std::filesystem::exists(installed, error) ? installed : program / "parts";
  }();
  return found;
}

/// Which definition of a function a module and its libraries bind to first: the program's, as always, or their own,
/// which spares the thousands of entries of Poppler's tables a search through all that the program links.
enum class Bound { as_always, near };

#ifdef RTLD_DEEPBIND
/// Memory is taken and given back by one allocator: none was put before that of the C library (LD_PRELOAD, sanitizers).
bool has_one_allocator() {
  void* const library = ::dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
  if (library == nullptr) return false;
  const bool same = ::dlsym(library, "malloc") == ::dlsym(RTLD_DEFAULT, "malloc") &&
                    ::dlsym(library, "free") == ::dlsym(RTLD_DEFAULT, "free");
  ::dlclose(library);
  return same;
}

int flag_of(Bound bound) {
  return bound == Bound::near && has_one_allocator() ? RTLD_DEEPBIND : 0;
}
#else
int flag_of(Bound) {
  return 0;
}
#endif

/// A module, opened once and never closed.
template <class Door>
class Part {
 public:
  explicit constexpr Part(const char* module, Bound bound = Bound::as_always) : module_(module), bound_(bound) {}

  /// Its door; nullptr when it is missing.
  Door* door() {
    if (door_ != nullptr) return door_;
    // Lazily: to bind every function of Poppler at once would cost what the modules save.
    void* handle = ::dlopen((folder() / module_).c_str(), RTLD_LAZY | RTLD_LOCAL | flag_of(bound_));
    if (handle == nullptr) return nullptr;
    auto* const* found = static_cast<Door* const*>(::dlsym(handle, "gridlift_part"));
    return door_ = found != nullptr ? *found : nullptr;
  }

 private:
  const char* module_;
  Bound bound_;
  Door* door_ = nullptr;
};

#define READER_PART(name) Part<ReadFunction> name##_part("gridlift-" #name ".so", Bound::near);
#define SERIALIZER_PART(name) Part<MakeSerializer> name##_part("gridlift-" #name ".so");
#include "parts.def"
#undef READER_PART
#undef SERIALIZER_PART
Part<decltype(report::to_xlsx)> report_xlsx_part("gridlift-report_xlsx.so");
Part<decltype(to_ascii)> latin_part("gridlift-latin.so");
Part<decltype(text::guess_charset)> charset_part("gridlift-charset.so");
Part<decltype(bulk::unpack)> archive_part("gridlift-archive.so");
Part<decltype(bulk::enter_seccomp)> seccomp_part("gridlift-seccomp.so");

}  // namespace

// The doors: here they open the module first.

#define READER_PART(name)                                                                                 \
  Result<void> read_##name(Bytes bytes, const ReadOptions& options, Context& context, LayoutSink& sink) { \
    if (ReadFunction* const door = name##_part.door()) return door(bytes, options, context, sink);        \
    return fail(ErrorCode::internal, "the part of the program that reads " #name " is missing");          \
  }
#define SERIALIZER_PART(name)                                                                           \
  std::unique_ptr<Serializer> make_##name(const WriteOptions& options, Context& context, Output& out) { \
    MakeSerializer* const door = name##_part.door();                                                    \
    return door != nullptr ? door(options, context, out) : nullptr;                                     \
  }
#include "parts.def"
#undef READER_PART
#undef SERIALIZER_PART

Result<std::string> report::to_xlsx(std::span<const Reported> reports) {
  if (auto* const door = report_xlsx_part.door()) return door(reports);
  return fail(ErrorCode::internal, "the part of the program that writes workbooks is missing");
}

std::string to_ascii(std::string_view text) {
  auto* const door = latin_part.door();
  return door != nullptr ? door(text) : std::string();
}

std::optional<text::CharsetMatch> text::guess_charset(Bytes sample) {
  auto* const door = charset_part.door();
  return door != nullptr ? door(sample) : std::nullopt;
}

bulk::Outcome bulk::unpack(int archive, const Job& job, const RunOptions& options, const MemberTest& wanted, int spool,
                           int list) {
  if (auto* const door = archive_part.door()) return door(archive, job, options, wanted, spool, list);
  Outcome outcome;
  outcome.id = job.id;
  outcome.status = Status::error;
  outcome.code = name(ErrorCode::internal);
  outcome.message = "the part of the program that unpacks archives is missing";
  return outcome;
}

bool bulk::enter_seccomp() {
  auto* const door = seccomp_part.door();
  return door != nullptr && door();
}

void load_parts() {
#define READER_PART(name) name##_part.door();
#define SERIALIZER_PART(name) name##_part.door();
#include "parts.def"
#undef READER_PART
#undef SERIALIZER_PART
  report_xlsx_part.door();
  latin_part.door();
  charset_part.door();
  archive_part.door();
  seccomp_part.door();
}

}  // namespace gridlift
