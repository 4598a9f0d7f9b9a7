// Members of JSON objects that nobody vouches for: each comes with the type that is asked for, or as nothing.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace gridlift::bulk {

using Json = nlohmann::ordered_json;

/// On one line; ill-formed UTF-8 becomes U+FFFD.
std::string dumped(const Json& json);

std::string text_of(const Json& json, const char* member);            ///< "" when there is none
std::uint64_t number_of(const Json& json, const char* member);        ///< 0
std::int64_t signed_number_of(const Json& json, const char* member);  ///< 0
double real_of(const Json& json, const char* member);                 ///< 0
bool flag_of(const Json& json, const char* member);                   ///< false

/// Names are bytes: one that is no UTF-8 is kept exactly, in hex ("input_hex") beside its readable form ("input").
void put_name(Json& json, const char* member, const std::string& name);
std::string name_of(const Json& json, const char* member);

}  // namespace gridlift::bulk
