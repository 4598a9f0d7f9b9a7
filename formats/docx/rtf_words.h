// Control words of RTF that are known by name alone: characters, and groups that are not read.
#pragma once

#include <string_view>

namespace gridlift::docx {

/// Control words that stand for a character; 0 for all others.
char32_t rtf_character(std::string_view word);

/// Groups that hold no text of the page, or hold it once more. Groups marked with \* are not read either, but for those
/// of `is_read_though_marked`.
bool is_skipped_group(std::string_view word);
bool is_read_though_marked(std::string_view word);

}  // namespace gridlift::docx
