#include "driver/explain_declared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "driver/commands.hpp"
#include "driver/explain_entity.hpp"
#include "driver/explain_function.hpp"
#include "driver/explain_object.hpp"
#include "driver/explain_objects.hpp"
#include "driver/explain_query.hpp"
#include "driver/explain_role.hpp"
#include "driver/report.hpp"

namespace tenon::driver {
namespace {

/// What may be declared under a name: which names there are, and how the one of a name is told; nothing where
/// there is none.
struct Declared {
  std::vector<std::string> (*names)(const ir::Schema&);
  std::optional<int> (*told)(const Compilation&, const std::string& name, const std::string& database);
};

template <auto kList>
std::vector<std::string> names_in(const ir::Schema& schema) {
  std::vector<std::string> out;
  for (const auto& each : schema.*kList) out.push_back(each.name);
  return out;
}

template <auto kList, auto kTell>
std::optional<int> told_of(const Compilation& compilation, const std::string& name,
                           const std::string& database) {
  for (const auto& each : (*compilation.schema).*kList) {
    if (each.name != name) continue;
    if constexpr (requires { kTell(compilation, each, database); }) {
      return kTell(compilation, each, database);
    } else {
      return kTell(compilation, each);
    }
  }
  return std::nullopt;
}

template <auto kList, auto kTell>
constexpr Declared declared() {
  return {names_in<kList>, told_of<kList, kTell>};
}

std::vector<std::string> session_names(const ir::Schema& schema) {
  return schema.session.empty() ? std::vector<std::string>() : std::vector<std::string>{"session"};
}

std::optional<int> session_told(const Compilation& compilation, const std::string& name,
                                const std::string& /*database*/) {
  if (name != "session" || compilation.schema->session.empty()) return std::nullopt;
  fmt::print("{}", session_of(compilation));
  return kSuccess;
}

constexpr Declared kDeclared[] = {
    declared<&ir::Schema::entities, explain_entity>(),      declared<&ir::Schema::queries, explain_query>(),
    declared<&ir::Schema::functions, explain_function>(),   declared<&ir::Schema::views, explain_view>(),
    declared<&ir::Schema::enums, explain_enum>(),           declared<&ir::Schema::domains, explain_domain>(),
    declared<&ir::Schema::composites, explain_composite>(), declared<&ir::Schema::structs, explain_struct>(),
    declared<&ir::Schema::sequences, explain_sequence>(),   declared<&ir::Schema::raw, explain_raw>(),
    declared<&ir::Schema::seeds, explain_seed>(),           {tenancy_roles, explain_tenancy_role},
    declared<&ir::Schema::roles, explain_role>(),           {session_names, session_told},
};

std::vector<std::string> all_names(const ir::Schema& schema) {
  std::vector<std::string> out;
  for (const Declared& each : kDeclared) {
    for (std::string& name : each.names(schema)) out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

int explain_declared(const Compilation& compilation, const std::string& name, const std::string& database) {
  for (const Declared& each : kDeclared) {
    if (const auto told = each.told(compilation, name, database)) return *told;
  }
  if (const auto told = explain_made(compilation, name)) return *told;
  const std::vector<std::string> names = all_names(*compilation.schema);
  const auto near = nearest(name, names);
  print_error(fmt::format("`{}` declares no `{}`, and makes nothing of that name", compilation.path, name),
              near ? fmt::format("did you mean `{}`?", *near) : "it declares " + join(names, ", "));
  return kUsage;
}

}  // namespace tenon::driver
