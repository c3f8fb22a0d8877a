// Every type that a generated struct may hold. Light to compile: the standard library alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/export.hpp"
#include "tenon/numeric.hpp"
#include "tenon/patch.hpp"
#include "tenon/secret.hpp"
#include "tenon/time.hpp"
#include "tenon/uuid.hpp"
#include "tenon/version.hpp"

namespace TENON_API tenon {

/// `bytea`.
using Bytes = std::vector<std::byte>;
/// Bytes that somebody else owns: a value as the server sent it.
using BytesView = std::span<const std::byte>;

/// `jsonb` as text, neither parsed nor checked here: the server refuses what isn't JSON. Equality is by text,
/// and PostgreSQL prints `jsonb` in a form of its own: `{"a":1}` comes back as `{"a": 1}`.
struct Json {
  std::string text = "null";
  friend bool operator==(const Json&, const Json&) = default;
};

/// pgvector's `vector(n)`: a type of its own, since `std::vector<float>` is the array `real[]`.
struct Vector {
  std::vector<float> values;

  Vector() = default;
  Vector(std::vector<float> all) : values(std::move(all)) {}
  Vector(std::initializer_list<float> all) : values(all) {}

  [[nodiscard]] std::size_t size() const { return values.size(); }
  [[nodiscard]] bool empty() const { return values.empty(); }
  [[nodiscard]] auto begin() const { return values.begin(); }
  [[nodiscard]] auto end() const { return values.end(); }
  float& operator[](std::size_t i) { return values[i]; }
  float operator[](std::size_t i) const { return values[i]; }
  friend bool operator==(const Vector&, const Vector&) = default;
};

/// What generated code knows of the schema that it was made from; a Pool compares it with the database.
struct SchemaInfo {
  std::string_view name{};
  /// Of the schema's meaning, in hexadecimal.
  std::string_view fingerprint{};
  /// The setting that the policies read, such as `app.current_tenant_id`; empty where no entity has a tenant.
  std::string_view tenant_setting{};
  /// Those that hold what a transaction says of who asks; each transaction sets all of them.
  std::span<const std::string_view> session_settings{};
  /// Whether the setting counts only with a signature, for which the pool needs a SigningKey.
  bool tenant_is_signed = false;
  /// Whether statements run SQL that the schema's author wrote, in triggers: it may leave something in the
  /// session, which the pool takes away after each transaction then.
  bool has_own_code = false;
  /// The version of the tool that generated the code; for messages.
  std::string_view tool_version{};
};

}  // namespace tenon
