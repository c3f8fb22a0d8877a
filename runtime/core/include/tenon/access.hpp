// What generated repositories are declared with.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tenon/transaction.hpp"
#include "tenon/types.hpp"

namespace tenon {

/// One page of a keyset: its rows, and where the next one starts.
template <class T, class Cursor>
struct Page {
  std::vector<T> items{};
  /// Pass it as PageRequest::after; empty on the last page.
  std::optional<Cursor> next{};
};

/// `{.limit = 50, .after = page.next}`
template <class Cursor>
struct PageRequest {
  std::int64_t limit = 50;
  std::optional<Cursor> after{};
};

}  // namespace tenon
