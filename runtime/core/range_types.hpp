// The types that ranges are of: what is told of ranges in one file or another is compiled for these.
#pragma once

#include <concepts>

#include "tenon/range.hpp"

#define TENON_EACH_RANGE(define) \
  define(std::int32_t) define(std::int64_t) define(Numeric) define(Date) define(Timestamp) define(Timestamptz)

namespace tenon::detail {
/// PostgreSQL has values of the type beyond all others.
template <class T>
inline constexpr bool kHasInfinity = !std::integral<T>;
}  // namespace tenon::detail
