// Numbers spelled out, for the formats of automatic numbering that are words (ECMA-376 17.18.59).
#pragma once

#include <string>

namespace gridlift::docx {

/// All take numbers from 1 on; one that is larger than the words go comes in digits.
std::string english_words(int number);    ///< "Forty-two"
std::string english_ordinal(int number);  ///< "Forty-second"
std::string dollar_words(int number);     ///< "Forty-two and 00/100"
std::string vietnamese_words(int number);
std::string thai_words(int number);
std::string baht_words(int number);  ///< in Thai, with the name of the money
std::string hindi_words(int number);

}  // namespace gridlift::docx
