// DOCX in the table of readers, and how its files are recognised; reading is in reader.cpp.
#include <string_view>

#include "formats/reader.h"
#include "formats/signature.h"

namespace gridlift {

namespace {

int recognize(Bytes bytes, std::string_view) {
  return recognize_wordprocessing(bytes);
}

}  // namespace

ReadFunction read_docx;

extern const Reader docx_reader;
const Reader docx_reader = {
    "docx",
    "Word documents: Office Open XML (Transitional, Strict, Flat OPC)",
    "docx docm dotx dotm",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template "
    "application/vnd.ms-word.document.macroEnabled.12 application/vnd.ms-word.template.macroEnabled.12",
    recognize,
    read_docx,
};

}  // namespace gridlift
