// What can be made of each document of a run: the formats of the serializers, and the report.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gridlift::bulk {

/// The report's JSON, as `gridlift report` has it, from the same conversion as the other outputs.
inline constexpr std::string_view kReport = "report";

/// Ending of the outputs of a kind, without its dot; nullopt when there is no such kind.
std::optional<std::string> output_extension(std::string_view kind);

}  // namespace gridlift::bulk
