#include "tenon/range.hpp"

#include <algorithm>
#include <limits>

#include "range_types.hpp"
#include "tenon/error.hpp"

namespace tenon {
namespace {

template <class T>
using Limit = std::optional<Bound<T>>;

/// Where a range begins or ends: before or behind a value, or further out than all of them.
template <class T>
struct Cut {
  int level = 0;  ///< ±2 without an end, ±1 at PostgreSQL's infinities, 0 at a value
  const T* value = nullptr;
  int side = 0;  ///< 0 before it, 1 behind it
};

template <class T>
Cut<T> lower_cut(const Limit<T>& limit) {
  if (!limit) return {-2, nullptr, 0};
  if (limit->infinite) return {-1, nullptr, limit->inclusive ? 0 : 1};
  return {0, &limit->value, limit->inclusive ? 0 : 1};
}
template <class T>
Cut<T> upper_cut(const Limit<T>& limit) {
  if (!limit) return {2, nullptr, 0};
  if (limit->infinite) return {1, nullptr, limit->inclusive ? 1 : 0};
  return {0, &limit->value, limit->inclusive ? 1 : 0};
}

template <class T>
std::strong_ordering compare_values(const Cut<T>& a, const Cut<T>& b) {
  if (a.level != b.level || a.level != 0) return a.level <=> b.level;
  return *a.value <=> *b.value;
}
template <class T>
std::strong_ordering compare(const Cut<T>& a, const Cut<T>& b) {
  const std::strong_ordering by_value = compare_values(a, b);
  return by_value != 0 ? by_value : a.side <=> b.side;
}

/// The next value, of types that have one.
template <std::integral T>
T successor(T value) {
  if (value == std::numeric_limits<T>::max()) throw EncodeError("a range's bound is out of range");
  return static_cast<T>(value + 1);
}
Date successor(const Date& value) {
  const Date last = std::chrono::year::max() / 12 / 31;
  if (!value.ok() || value == last) throw EncodeError("a range's bound is out of range");
  return Date(std::chrono::sys_days(value) + std::chrono::days(1));
}
template <class T>
constexpr bool kIsDiscrete = std::integral<T> || std::same_as<T, Date>;

template <class T>
void put_in_canonical_form(Limit<T>& limit, bool inclusive) {
  if constexpr (kIsDiscrete<T>) {
    if (!limit || limit->infinite || limit->inclusive == inclusive) return;
    *limit = {successor(limit->value), inclusive, false};
  }
}

}  // namespace

template <class T>
Range<T>::Range(Limit lower, Limit upper) : lower_(std::move(lower)), upper_(std::move(upper)) {
  if (compare_values(lower_cut(lower_), upper_cut(upper_)) > 0) {
    throw EncodeError("a range's lower bound is above its upper one");
  }
  put_in_canonical_form(lower_, true);
  put_in_canonical_form(upper_, false);
  empty_ = compare(lower_cut(lower_), upper_cut(upper_)) >= 0;
  if (empty_) lower_ = upper_ = std::nullopt;
}

template <class T>
bool Range<T>::contains(const T& value) const {
  return !empty_ && compare(lower_cut(lower_), Cut<T>{0, &value, 0}) <= 0 &&
         compare(upper_cut(upper_), Cut<T>{0, &value, 1}) >= 0;
}

template <class T>
bool Range<T>::contains(const Range& other) const {
  if (other.empty_ || empty_) return other.empty_;
  return compare(lower_cut(lower_), lower_cut(other.lower_)) <= 0 &&
         compare(upper_cut(upper_), upper_cut(other.upper_)) >= 0;
}

template <class T>
bool Range<T>::overlaps(const Range& other) const {
  return !empty_ && !other.empty_ && compare(lower_cut(lower_), upper_cut(other.upper_)) < 0 &&
         compare(lower_cut(other.lower_), upper_cut(upper_)) < 0;
}

template <class T>
bool Range<T>::is_before(const Range& other) const {
  return !empty_ && !other.empty_ && compare(upper_cut(upper_), lower_cut(other.lower_)) <= 0;
}

template <class T>
bool Range<T>::is_adjacent(const Range& other) const {
  return !empty_ && !other.empty_ &&
         (compare(upper_cut(upper_), lower_cut(other.lower_)) == 0 ||
          compare(upper_cut(other.upper_), lower_cut(lower_)) == 0);
}

template <class T>
Range<T> Range<T>::intersection(const Range& other) const {
  if (!overlaps(other)) return {};
  const bool later = compare(lower_cut(lower_), lower_cut(other.lower_)) >= 0;
  const bool earlier = compare(upper_cut(upper_), upper_cut(other.upper_)) <= 0;
  return {later ? lower_ : other.lower_, earlier ? upper_ : other.upper_};
}

template <class T>
Range<T> Range<T>::merged(const Range& other) const {
  if (empty_) return other;
  if (other.empty_) return *this;
  const bool earlier = compare(lower_cut(lower_), lower_cut(other.lower_)) <= 0;
  const bool later = compare(upper_cut(upper_), upper_cut(other.upper_)) >= 0;
  return {earlier ? lower_ : other.lower_, later ? upper_ : other.upper_};
}

template <class T>
std::strong_ordering Range<T>::compared(const Range& other) const {
  if (empty_ || other.empty_) return other.empty_ <=> empty_;
  const std::strong_ordering by_lower = compare(lower_cut(lower_), lower_cut(other.lower_));
  return by_lower != 0 ? by_lower : compare(upper_cut(upper_), upper_cut(other.upper_));
}

template <class T>
Multirange<T>::Multirange(std::vector<Range<T>> ranges) {
  std::erase_if(ranges, [](const Range<T>& range) { return range.empty(); });
  std::sort(ranges.begin(), ranges.end(), [](const Range<T>& a, const Range<T>& b) { return (a <=> b) < 0; });
  for (Range<T>& range : ranges) {
    const bool touches =
        !ranges_.empty() && (ranges_.back().overlaps(range) || ranges_.back().is_adjacent(range));
    if (touches) {
      ranges_.back() = ranges_.back().merged(range);
    } else {
      ranges_.push_back(std::move(range));
    }
  }
}

template <class T>
bool Multirange<T>::contains(const T& value) const {
  return std::any_of(begin(), end(), [&](const Range<T>& range) { return range.contains(value); });
}

template <class T>
bool Multirange<T>::contains(const Multirange& other) const {
  return std::all_of(other.begin(), other.end(), [&](const Range<T>& wanted) {
    return std::any_of(begin(), end(), [&](const Range<T>& range) { return range.contains(wanted); });
  });
}

template <class T>
bool Multirange<T>::overlaps(const Multirange& other) const {
  return std::any_of(other.begin(), other.end(), [&](const Range<T>& wanted) {
    return std::any_of(begin(), end(), [&](const Range<T>& range) { return range.overlaps(wanted); });
  });
}

template <class T>
Multirange<T> Multirange<T>::intersection(const Multirange& other) const {
  std::vector<Range<T>> out;
  auto a = begin();
  auto b = other.begin();
  while (a != end() && b != other.end()) {
    out.push_back(a->intersection(*b));
    // What ends first meets nothing further.
    (compare(upper_cut(a->upper()), upper_cut(b->upper())) < 0 ? a : b)++;
  }
  return out;
}

template <class T>
Multirange<T> Multirange<T>::united(const Multirange& other) const {
  std::vector<Range<T>> out = ranges_;
  out.insert(out.end(), other.begin(), other.end());
  return out;
}

template <class T>
std::strong_ordering Multirange<T>::compared(const Multirange& other) const {
  for (std::size_t i = 0; i < ranges_.size() && i < other.ranges_.size(); ++i) {
    const std::strong_ordering order = ranges_[i] <=> other.ranges_[i];
    if (order != 0) return order;
  }
  return ranges_.size() <=> other.ranges_.size();
}

#define TENON_DEFINE(T)    \
  template class Range<T>; \
  template class Multirange<T>;
TENON_EACH_RANGE(TENON_DEFINE)
#undef TENON_DEFINE

}  // namespace tenon
