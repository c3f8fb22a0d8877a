// The form of encrypted values, which their hashes share.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tenon/encrypted.hpp"
#include "tenon/encryption.hpp"
#include "tenon/types.hpp"

namespace tenon::detail {

/// What stands before a value: its form, its key's number, and a tag of the field's name.
[[nodiscard]] Bytes head(std::uint32_t number, const char* name);
/// What it is bound to.
[[nodiscard]] Bytes associated(BytesView head, const char* name, const Place& place);
/// For messages, which hold no value and no row's key.
[[nodiscard]] std::string named(const Place& place);
/// Throws KeyMissing.
[[nodiscard]] KeyProvider& provided(const std::shared_ptr<KeyProvider>& keys, const Place& place);

}  // namespace tenon::detail
