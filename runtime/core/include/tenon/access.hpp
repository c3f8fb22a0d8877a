// What generated repositories are declared with.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenon/error.hpp"
#include "tenon/export.hpp"
#include "tenon/transaction.hpp"
#include "tenon/types.hpp"

namespace TENON_API tenon {

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

  /// How many rows to ask for: one more than the limit tells whether there is a next page. Throws EncodeError
  /// for a limit below 1 or above 1,000,000.
  [[nodiscard]] std::int64_t fetch() const {
    if (limit < 1 || limit > 1'000'000) throw EncodeError("a page holds 1 to 1,000,000 rows");
    return limit + 1;
  }
};

/// `{.from = monday, .until = next_monday}`: what lies between, the first of them with it and the last
/// without.
template <class T>
struct Between {
  std::optional<T> from{};
  std::optional<T> until{};

  /// Which bounds there are: 0 none, 1 the first, 2 the last, 3 both.
  [[nodiscard]] std::size_t bounds() const { return (from ? 1U : 0U) + (until ? 2U : 0U); }
  /// The same where without one all the tenant's rows would be meant: throws EncodeError then.
  [[nodiscard]] std::size_t some_bounds() const {
    if (!from && !until)
      throw EncodeError("neither `from` nor `until` is given, so that all rows would be meant");
    return bounds();
  }
};

/// `{.limit = 20}`: how many rows to take from a queue.
struct TakeRequest {
  std::int64_t limit = 1;

  /// Throws EncodeError for a limit below 1 or above 1,000,000.
  [[nodiscard]] std::int64_t fetch() const {
    if (limit < 1 || limit > 1'000'000) throw EncodeError("1 to 1,000,000 rows are taken at a time");
    return limit;
  }
};

/// Whoever takes rows one by one: any function of a row. It is called at once and not kept.
template <class T>
class Each {
 public:
  template <class Take>
  requires(std::invocable<Take&, T> && !std::same_as<std::remove_cvref_t<Take>, Each>) Each(Take&& take)
      : take_(const_cast<void*>(static_cast<const void*>(&take))),
        call_(&call<std::remove_reference_t<Take>>) {}

  void operator()(T row) const { call_(take_, row); }

 private:
  template <class Take>
  static void call(void* take, T& row) {
    (*static_cast<Take*>(take))(std::move(row));
  }
  void* take_;
  void (*call_)(void*, T&);
};

/// A row that a search found. The higher the score, the better; scores of different searches don't compare.
template <class T>
struct Hit {
  T row{};
  double score = 0;
};

/// `{.limit = 20}`
struct SearchRequest {
  std::int32_t limit = 10;

  /// Throws EncodeError for a limit below 1 or above 10,000.
  [[nodiscard]] std::int32_t fetch() const {
    if (limit < 1 || limit > 10'000) throw EncodeError("a search gives 1 to 10,000 rows");
    return limit;
  }
};

}  // namespace tenon
