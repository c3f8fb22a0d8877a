// The runtime's version, for generated code to check at compile time: generated code names the range of
// runtimes that it works with, so that a stale library is an error of the compiler and not of production.
#pragma once

#define TENON_RUNTIME_VERSION_MAJOR 0
#define TENON_RUNTIME_VERSION_MINOR 1
#define TENON_RUNTIME_VERSION_PATCH 0

/// One comparable number for a version: 1.2.3 is 1002003.
#define TENON_MAKE_VERSION(major, minor, patch) ((major)*1000000 + (minor)*1000 + (patch))

/// The oldest tool whose code this runtime takes; code names the oldest runtime that it takes by itself.
#define TENON_OLDEST_GENERATED TENON_MAKE_VERSION(0, 1, 0)

/// `static_assert(TENON_RUNTIME_VERSION >= TENON_MAKE_VERSION(0, 1, 0))`
#define TENON_RUNTIME_VERSION \
  TENON_MAKE_VERSION(TENON_RUNTIME_VERSION_MAJOR, TENON_RUNTIME_VERSION_MINOR, TENON_RUNTIME_VERSION_PATCH)

#define TENON_RUNTIME_VERSION_STRING "0.1.0"
