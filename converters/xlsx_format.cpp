// XLSX in the table of serializers; writing is in xlsx.cpp.
#include "converters/serializer.h"

namespace gridlift {

MakeSerializer make_xlsx;

extern const SerializerEntry xlsx_serializer;
const SerializerEntry xlsx_serializer{
    "xlsx", "a workbook: a sheet for each table, merges, numbers as numbers", "xlsx", false, false, make_xlsx};

}  // namespace gridlift
