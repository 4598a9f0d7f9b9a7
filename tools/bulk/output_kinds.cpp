#include "tools/bulk/output_kinds.h"

#include "converters/serializer.h"

namespace gridlift::bulk {

std::optional<std::string> output_extension(std::string_view kind) {
  if (kind == kReport) return "report.json";
  const SerializerEntry* entry = find_serializer(kind);
  return entry == nullptr ? std::nullopt : std::optional<std::string>(entry->extension);
}

}  // namespace gridlift::bulk
