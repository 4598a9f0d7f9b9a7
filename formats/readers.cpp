#include "formats/reader.h"

#include "formats/signature.h"

namespace gridlift {

// Declares every reader of readers.def, then tabulates them.
#define READER(name) extern const Reader name##_reader;
#include "readers.def"
#undef READER

namespace {

#define READER(name) &name##_reader,
const Reader* const kReaders[] = {
#include "readers.def"
    nullptr};
#undef READER

}  // namespace

std::span<const Reader* const> readers() {
  return std::span(kReaders).first(std::size(kReaders) - 1);
}

const Reader* find_reader(std::string_view name) {
  for (const Reader* reader : readers()) {
    if (reader->name == name) return reader;
  }
  return nullptr;
}

namespace {

constexpr int kSure = 80;  // a reader that knows a format by its signature says at least this

}  // namespace

Result<const Reader*> detect(Bytes bytes, std::string_view file_name) {
  if (bytes.empty()) return fail(ErrorCode::empty, "the file is empty");
  if (auto foreign = foreign_format(bytes, file_name)) return tl::unexpected(*std::move(foreign));
  const Reader* best = nullptr;
  int best_score = 0;
  for (const Reader* reader : readers()) {
    const int score = reader->recognize(bytes, file_name);
    if (score > best_score) {
      best = reader;
      best_score = score;
    }
    // The others need not look: to tell binary from text costs more than to convert a small file.
    if (best_score >= kSure) break;
  }
  if (best == nullptr) return fail(ErrorCode::unsupported_format, "not a document that gridlift reads");
  return best;
}

}  // namespace gridlift
