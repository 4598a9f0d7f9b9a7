#include "converters/serializer.h"

namespace gridlift {

#define SERIALIZER(name) extern const SerializerEntry name##_serializer;
#include "serializers.def"
#undef SERIALIZER

namespace {

#define SERIALIZER(name) &name##_serializer,
const SerializerEntry* const kSerializers[] = {
#include "serializers.def"
    nullptr};
#undef SERIALIZER

}  // namespace

std::span<const SerializerEntry* const> serializers() {
  return std::span(kSerializers).first(std::size(kSerializers) - 1);
}

const SerializerEntry* find_serializer(std::string_view name) {
  for (const SerializerEntry* entry : serializers()) {
    if (entry->name == name) return entry;
  }
  return nullptr;
}

}  // namespace gridlift
