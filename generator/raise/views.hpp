// Views as declarations: a part of `raise.hpp`.
#pragma once

#include "raise/entities.hpp"

namespace tenon::raise {

void write_views(const Writing& writing);

/// A query as a server prints it, without what it says of names and brackets that nobody has to: tables that
/// stand in the Postgres schema tell it not.
std::string readable_query(const std::string& sql, const std::string& space);

}  // namespace tenon::raise
