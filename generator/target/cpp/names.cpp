#include "target/cpp/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "types/types.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_name;

std::string element_type(const ir::Type& type) {
  if (type.kind == ir::Type::Kind::kColumn) return std::string(types::find_column_type(type.name)->cpp);
  // A type in backticks is carried as text.
  if (type.kind == ir::Type::Kind::kRaw) return "std::string";
  return cpp_name(type.name).str();
}

constexpr std::string_view kSecretHash = "tenon::SecretHash";

std::string wrapped(const char* wrapper, const std::string& inner) {
  return fmt::format("{}<{}>", wrapper, inner);
}

std::string plain_type(const ir::Column& column) {
  if (column.hashed) return std::string(kSecretHash);
  const std::string inner = value_type(column.type).str();
  return column.secret ? wrapped("tenon::Secret", inner) : inner;
}

/// What a row holds of it: of what is encrypted the ciphertext, which can be opened.
std::string read_type(const ir::Column& column) {
  return column.encrypted ? wrapped("tenon::Encrypted", value_type(column.type).str()) : plain_type(column);
}

}  // namespace

CppText value_type(const ir::Type& type) {
  std::string out = element_type(type);
  if (type.null_elements) out = wrapped("std::optional", out);
  for (int i = 0; i < type.dimensions; ++i) out = wrapped("std::vector", out);
  return cpp_code(std::move(out));
}

CppText argument_type(const ir::Column& column) {
  return column.hashed ? cpp_code(std::string(kSecretHash)) : value_type(column.type);
}

CppText field_type(const ir::Column& column) {
  return cpp_code(column.nullable ? wrapped("std::optional", read_type(column)) : read_type(column));
}

CppText new_type(const ir::Column& column) {
  if (!column.default_value)
    return cpp_code(column.nullable ? wrapped("std::optional", plain_type(column)) : plain_type(column));
  return cpp_code(wrapped(column.nullable ? "tenon::Patch" : "std::optional", plain_type(column)));
}

CppText patch_type(const ir::Column& column) {
  return cpp_code(wrapped(column.nullable ? "tenon::Patch" : "std::optional", plain_type(column)));
}

std::string repository_name(const ir::Entity& entity) {
  return pascal_case(plural(snake_case(entity.name)));
}

CppText field_name(const ir::Column& column) {
  return cpp_name(column.field);
}

CppText parameter_name(const ir::Column& column) {
  static constexpr std::string_view kOwn[] = {
      "between", "cursor_of", "kClose", "kFetch", "kStatement", "kStatements", "keys",  "order", "out",
      "patch",   "request",   "result", "row",    "rows",       "take",        "tenon", "tx",    "tx_"};
  if (std::find(std::begin(kOwn), std::end(kOwn), column.field) == std::end(kOwn)) return field_name(column);
  return cpp_code(column.field + "_value");
}

CppText parameters(const std::vector<const ir::Column*>& columns) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns)
    out.push_back(fmt::format("const {}& {}", argument_type(*column).str(), parameter_name(*column).str()));
  return cpp_code(join(out, ", "));
}

}  // namespace tenon::target::cpp
