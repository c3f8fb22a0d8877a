// Code with a runtime that is older than what it needs.
//> misuse was made by tenon .*, and tenon's runtime here is older than 0.1.0: update the runtime
#include <tenon/version.hpp>
#ifndef RIGHT
#undef TENON_RUNTIME_VERSION
#define TENON_RUNTIME_VERSION 9
#endif

#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

std::string_view name() {
  return kSchema.name;
}
