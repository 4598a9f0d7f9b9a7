// The doors of the parts (see add_part in cmake/registry.cmake): the functions through which all their use goes.
#pragma once

#include "converters/report/write/writers.h"
#include "converters/serializer.h"
#include "core/unicode.h"
#include "formats/reader.h"
#include "formats/text/charset_guess.h"
#include "tools/bulk/archive.h"
#include "tools/bulk/seccomp.h"

namespace gridlift {

ReadFunction read_docx;
ReadFunction read_pdf;
MakeSerializer make_xlsx;

}  // namespace gridlift
