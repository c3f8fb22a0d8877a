// The signed text that a schema's setting holds.
#pragma once

#include <string>
#include <string_view>

#include "tenon/signing_key.hpp"

namespace tenon::detail {

/// `1.4711.1772000000.SIGNATURE.TENANT`: for one tenant of one schema, one backend, and the minute around
/// this second.
std::string signed_tenant(const SigningKey& key, std::string_view schema, int backend,
                          std::string_view tenant);

}  // namespace tenon::detail
