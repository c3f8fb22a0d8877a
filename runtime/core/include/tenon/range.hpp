// PostgreSQL's ranges and multiranges. The operations are compiled once for the six types that ranges are of.
#pragma once

#include <concepts>
#include <optional>
#include <utility>
#include <vector>

#include "tenon/numeric.hpp"
#include "tenon/time.hpp"
#include "tenon/value.hpp"

namespace TENON_API tenon {

/// An end of a range.
template <class T>
struct Bound {
  T value{};
  bool inclusive = false;
  /// PostgreSQL's value `-infinity` at the lower end, `infinity` at the upper one. `value` means nothing
  /// then. It isn't the same as no bound: in `[2026-01-01,infinity)` the value `infinity` isn't.
  bool infinite = false;
  friend bool operator==(const Bound&, const Bound&) = default;
};

/// A range of `std::int32_t`, `std::int64_t`, Numeric, Date, Timestamp or Timestamptz, in PostgreSQL's
/// canonical form: of whole numbers and days with the lower bound and without the upper one, so that `[1,4]`
/// is `[1,5)`. Ordered as PostgreSQL orders it: the empty one first, then by the lower bound.
template <class T>
class Range {
 public:
  using value_type = T;
  using Limit = std::optional<Bound<T>>;  ///< none: without an end

  /// The empty range.
  Range() = default;
  /// `[from,until)`. Throws EncodeError where `from` is above `until`.
  Range(T from, T until) : Range(Bound<T>{std::move(from), true}, Bound<T>{std::move(until), false}) {}
  Range(Limit lower, Limit upper);
  /// `[first,last]`
  [[nodiscard]] static Range closed(T first, T last) {
    return {Bound<T>{std::move(first), true}, Bound<T>{std::move(last), true}};
  }
  /// `[from,)`
  [[nodiscard]] static Range since(T from) { return {Bound<T>{std::move(from), true}, std::nullopt}; }
  /// `(,until)`
  [[nodiscard]] static Range before(T until) { return {std::nullopt, Bound<T>{std::move(until), false}}; }
  /// `(,)`
  [[nodiscard]] static Range all() { return {std::nullopt, std::nullopt}; }
  /// `[1,5)`, `empty`, `["2026-01-01 00:00:00+00",)`. Throws ParseError, which doesn't repeat the text.
  [[nodiscard]] static Range parse(std::string_view text);

  [[nodiscard]] bool empty() const { return empty_; }
  [[nodiscard]] const Limit& lower() const { return lower_; }
  [[nodiscard]] const Limit& upper() const { return upper_; }

  /// `@>`
  [[nodiscard]] bool contains(const T& value) const;
  [[nodiscard]] bool contains(const Range& other) const;
  /// `&&`
  [[nodiscard]] bool overlaps(const Range& other) const;
  /// `<<`: wholly below the other.
  [[nodiscard]] bool is_before(const Range& other) const;
  /// `-|-`: nothing lies between them, and nothing in both.
  [[nodiscard]] bool is_adjacent(const Range& other) const;
  /// `*`
  [[nodiscard]] Range intersection(const Range& other) const;
  /// `range_merge`: the smallest range that holds both.
  [[nodiscard]] Range merged(const Range& other) const;

  friend bool operator==(const Range&, const Range&) = default;
  friend std::strong_ordering operator<=>(const Range& a, const Range& b) { return a.compared(b); }

 private:
  [[nodiscard]] std::strong_ordering compared(const Range& other) const;
  bool empty_ = true;
  Limit lower_;
  Limit upper_;
};

/// Ranges in their order, none of which touch: PostgreSQL's canonical form, whatever it is made of.
template <class T>
class Multirange {
 public:
  using value_type = T;

  Multirange() = default;
  Multirange(std::vector<Range<T>> ranges);
  Multirange(std::initializer_list<Range<T>> ranges) : Multirange(std::vector<Range<T>>(ranges)) {}
  Multirange(Range<T> range) : Multirange(std::vector<Range<T>>{std::move(range)}) {}
  /// `{[1,5),[7,9)}`. Throws ParseError, which doesn't repeat the text.
  [[nodiscard]] static Multirange parse(std::string_view text);

  [[nodiscard]] const std::vector<Range<T>>& ranges() const { return ranges_; }
  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  [[nodiscard]] auto begin() const { return ranges_.begin(); }
  [[nodiscard]] auto end() const { return ranges_.end(); }

  [[nodiscard]] bool contains(const T& value) const;
  [[nodiscard]] bool contains(const Multirange& other) const;
  [[nodiscard]] bool overlaps(const Multirange& other) const;
  /// `*`
  [[nodiscard]] Multirange intersection(const Multirange& other) const;
  /// `+`
  [[nodiscard]] Multirange united(const Multirange& other) const;

  friend bool operator==(const Multirange&, const Multirange&) = default;
  friend std::strong_ordering operator<=>(const Multirange& a, const Multirange& b) { return a.compared(b); }

 private:
  [[nodiscard]] std::strong_ordering compared(const Multirange& other) const;
  std::vector<Range<T>> ranges_;
};

namespace detail {

struct RangeOids {
  std::uint32_t range;
  std::uint32_t multirange;
};

template <class T>
[[nodiscard]] constexpr RangeOids range_oids() {
  if constexpr (std::same_as<T, std::int32_t>) return {3904, 4451};
  if constexpr (std::same_as<T, Numeric>) return {3906, 4532};
  if constexpr (std::same_as<T, Timestamp>) return {3908, 4533};
  if constexpr (std::same_as<T, Timestamptz>) return {3910, 4534};
  if constexpr (std::same_as<T, Date>) return {3912, 4535};
  if constexpr (std::same_as<T, std::int64_t>) return {3926, 4536};
}

/// What a hash goes by, since the standard has none of its times.
[[nodiscard]] inline std::size_t hash_of(const Date& value) {
  return std::hash<std::int64_t>{}(std::chrono::sys_days(value).time_since_epoch().count());
}
template <class Clock>
[[nodiscard]] std::size_t hash_of(const std::chrono::time_point<Clock, std::chrono::microseconds>& value) {
  return std::hash<std::int64_t>{}(value.time_since_epoch().count());
}
template <class T>
[[nodiscard]] std::size_t hash_of(const T& value) {
  return std::hash<T>{}(value);
}
template <class T>
[[nodiscard]] std::size_t hash_of_limit(const std::optional<Bound<T>>& limit) {
  if (!limit) return 0;
  const std::size_t flags = (limit->inclusive ? 1U : 0U) + (limit->infinite ? 2U : 0U) + 4U;
  return mixed(flags, limit->infinite ? 0 : hash_of(limit->value));
}

}  // namespace detail

/// `[1,5)`, `(,2.5]`, `empty`; times as to_string() prints them.
template <class T>
[[nodiscard]] std::string to_string(const Range<T>& value);
/// `{[1,5),[7,9)}`
template <class T>
[[nodiscard]] std::string to_string(const Multirange<T>& value);
template <class T>
inline constexpr bool kPrintsAsText<Range<T>> = true;
template <class T>
inline constexpr bool kPrintsAsText<Multirange<T>> = true;

template <class T>
struct Codec<Range<T>> {
  static constexpr std::uint32_t oid = detail::range_oids<T>().range;
  static void encode(const Range<T>& value, Buffer& out);
  [[nodiscard]] static Range<T> decode(BytesView data);
};

template <class T>
struct Codec<Multirange<T>> {
  static constexpr std::uint32_t oid = detail::range_oids<T>().multirange;
  static void encode(const Multirange<T>& value, Buffer& out);
  [[nodiscard]] static Multirange<T> decode(BytesView data);
};

}  // namespace tenon

template <class T>
struct std::hash<tenon::Range<T>> {
  std::size_t operator()(const tenon::Range<T>& value) const {
    return tenon::detail::mixed(
        tenon::detail::mixed(value.empty() ? 1 : 0, tenon::detail::hash_of_limit(value.lower())),
        tenon::detail::hash_of_limit(value.upper()));
  }
};
template <class T>
struct std::hash<tenon::Multirange<T>> {
  std::size_t operator()(const tenon::Multirange<T>& value) const {
    std::size_t out = 0;
    for (const auto& range : value) out = tenon::detail::mixed(out, std::hash<tenon::Range<T>>{}(range));
    return out;
  }
};
