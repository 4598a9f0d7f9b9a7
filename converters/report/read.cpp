#include "converters/report/read.h"

#include "converters/report/form/recognition.h"
#include "converters/report/reread/reread.h"

namespace gridlift::report {

namespace {

/// Reads the bytes once more for their words' places. What it finds odd was told by the first reading.
PlacedText words_of(Bytes bytes, std::string_view name, const ConvertOptions& options, const Document& document) {
  const Reader* reader = find_reader(document.source.format);
  if (reader == nullptr) return {};
  WordCollector words(document.source.format == "text");
  ReadOptions told = options.read;
  told.file_name = std::string(name);
  told.by_position = true;
  Context context(options.limits, options.cancelled);
  if (!reader->read(bytes, told, context, words)) return {};
  return words.take();
}

}  // namespace

Report report_of(Bytes bytes, std::string_view name, const ConvertOptions& options,
                 const std::vector<const Profile*>& profiles, Document& document) {
  double score = 0;
  const Profile* profile = choose_profile(document, profiles, score);
  if (profile != nullptr && document.source.format != "docx")
    reread_tables(document, *profile, [&] { return words_of(bytes, name, options, document); });
  return make_report(document, profile, score);
}

Result<Report> read_report(Bytes bytes, std::string_view name, const ConvertOptions& options,
                           const std::vector<const Profile*>& profiles, Document& document) {
  if (auto done = convert(bytes, name, options, document); !done) return tl::unexpected(done.error());
  return report_of(bytes, name, options, profiles, document);
}

}  // namespace gridlift::report
