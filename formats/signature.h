// Signatures: what bytes really are, whatever their name says, and what to do with those that are not read here.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "core/result.h"

namespace gridlift {

/// The error that names a format which no reader takes, by its content; nullopt for bytes that may be readable.
std::optional<Error> foreign_format(std::span<const std::byte> bytes, std::string_view file_name);

/// How sure it is, 0..100, that the bytes are an Office Open XML word-processing package (ZIP or Flat OPC).
int recognize_wordprocessing(std::span<const std::byte> bytes);

}  // namespace gridlift
