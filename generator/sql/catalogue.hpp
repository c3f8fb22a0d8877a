// The functions and types that PostgreSQL 15 and its extensions bring.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql {

enum class Volatility { kImmutable, kStable, kVolatile };
enum class FunctionKind { kPlain, kAggregate, kWindow };

/// All functions of a name: the least volatile of them, and whether one aggregates.
struct Function {
  std::string_view name;
  std::string_view extension;  ///< empty for the server's own
  Volatility volatility;
  FunctionKind kind;
};

struct TypeName {
  std::string_view name;
  std::string_view extension;
};

/// Null where there is none.
const Function* find_function(std::string_view name);
const TypeName* find_type_name(std::string_view name);
/// Whether a function, called with so many arguments, runs a text that it is given as SQL, or a cursor's.
bool runs_text(std::string_view name, std::size_t arguments);
/// Whether it is known what the extension brings.
bool is_known_extension(std::string_view extension);
/// Of the server's own, and of these extensions.
std::vector<std::string> function_names(const std::vector<std::string>& extensions);
std::vector<std::string> type_names(const std::vector<std::string>& extensions);

}  // namespace tenon::sql
