// Values that say once what they hold: `fields(v, value)` in the namespace of the value calls `v(name,
// member)` for each member that is always there, and `v.rare(name, member)` for one that is left out where it
// holds nothing. JSON is written and read by that, and values are hashed and compared.
#pragma once

#include <type_traits>

namespace tenon::described {

/// The names of an enumeration's values, in the order of the values.
template <typename E>
struct Names;

// `T` is the type, const where it is written and not where it is read.
template <typename T, typename U>
concept Is = std::is_same_v<std::remove_const_t<T>, U>;

/// Text of a kind of its own: a member `text`, which stands for all of it.
template <typename T>
concept Textual = requires {
  typename T::IsText;
};

}  // namespace tenon::described

/// In the namespace `tenon`.
#define TENON_NAMES(type, ...)                           \
  template <>                                            \
  struct described::Names<type> {                        \
    static constexpr const char* kAll[] = {__VA_ARGS__}; \
  }
