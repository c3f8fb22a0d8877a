// Who asks in a transaction, beside its tenant: what generated `SessionValues` become.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/export.hpp"
#include "tenon/uuid.hpp"

namespace TENON_API tenon {

/// Values of the settings that a schema's `session` reads, in the text form that PostgreSQL reads back. One
/// that isn't there is set to nothing, which is what the database takes for unset.
class Session {
 public:
  using Values = std::vector<std::pair<std::string, std::string>>;

  void set(std::string_view setting, const Uuid& value) { add(setting, to_string(value)); }
  void set(std::string_view setting,
           std::integral auto value) requires(!std::same_as<decltype(value), bool> &&
                                              !std::same_as<decltype(value), char>) {
    add(setting, std::to_string(value));
  }
  void set(std::string_view setting, std::same_as<bool> auto value) {
    add(setting, value ? "true" : "false");
  }
  /// Throws EncodeError for an empty text, which the database takes for none, and for one with a NUL byte.
  void set(std::string_view setting, const std::string& value);
  template <class T>
  void set(std::string_view setting, const std::optional<T>& value) {
    if (value) set(setting, *value);
  }

  [[nodiscard]] const Values& values() const noexcept { return values_; }

 private:
  void add(std::string_view setting, std::string text) { values_.emplace_back(setting, std::move(text)); }
  Values values_;
};

}  // namespace tenon
