// What prepared statements are called on the server.
#pragma once

#include <libpq-fe.h>

#include <span>
#include <string>
#include <string_view>

namespace tenon::detail {

/// What every name begins with.
inline constexpr std::string_view kNamePrefix = "tenon_";

/// A name of the content, SQL and types of parameters: behind a pooler, what another client prepared under it
/// is the same statement. 38 bytes; the server takes 63.
[[nodiscard]] std::string server_name_of(std::string_view sql, std::span<const Oid> types);

}  // namespace tenon::detail
