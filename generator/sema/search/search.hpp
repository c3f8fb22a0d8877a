// Search: by text, by vector and by both, and the role that searches.
#pragma once

#include "sema/context/context.hpp"

namespace tenon::sema {

void resolve_search(const Making& context);
/// Behind constraints: a lookup takes what is unique.
void resolve_lookups(const Making& context);
void derive_search_access(const Settling& context);

}  // namespace tenon::sema
