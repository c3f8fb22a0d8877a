#include "driver/explain_function.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "dialect/functions.hpp"
#include "driver/commands.hpp"
#include "driver/explain_object.hpp"

namespace tenon::driver {
namespace {

constexpr std::string_view kVolatilities[] = {"volatile", "stable: the same within a statement",
                                              "immutable: always the same for the same"};

std::string security_of(const ir::Function& function) {
  if (!ir::is_definer(function)) return "it sees what its caller sees";
  return fmt::format("it sees more than its caller, because {}; its text is held to the current tenant",
                     function.definer_reason);
}

void print_head(const ir::Schema& schema, const ir::Function& function) {
  fmt::print("{} is the {} {}.{}({})", function.name, function.procedure ? "procedure" : "function",
             dialect::schema_of(schema, function), ir::sql_name(function),
             dialect::function_arguments(schema, function).str());
  if (function.procedure) {
    fmt::print("\n");
    return;
  }
  fmt::print(", and gives {}{}\n{}{}\n", dialect::function_result(schema, function).str(),
             function.nullable ? " or NULL" : "",
             kVolatilities[static_cast<std::size_t>(function.volatility)],
             function.strict ? "; NULL for a NULL" : "");
}

}  // namespace

int explain_function(const Compilation& compilation, const ir::Function& function) {
  const ir::Schema& schema = *compilation.schema;
  print_head(schema, function);
  fmt::print("{}\n", security_of(function));
  if (!function.reads.empty())
    fmt::print("it {} {}\n", function.procedure ? "names" : "reads", join(function.reads, ", "));
  if (!function.calls.empty()) fmt::print("it calls {}\n", join(function.calls, ", "));
  const model::Identity identity{model::Kind::kFunction, dialect::schema_of(schema, function), "",
                                 ir::sql_name(function), dialect::function_signature(schema, function).str()};
  print_object(compilation, identity);
  return kSuccess;
}

}  // namespace tenon::driver
