// Code that is too old for the runtime.
//> misuse was made by tenon .*, which is too old for tenon's runtime here: generate it again
#include <tenon/version.hpp>
#ifndef RIGHT
#undef TENON_OLDEST_GENERATED
#define TENON_OLDEST_GENERATED TENON_MAKE_VERSION(7, 0, 0)
#endif

#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

std::string_view name() {
  return kSchema.name;
}
