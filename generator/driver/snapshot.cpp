// `tenon snapshot`: the meaning of a schema and what it makes of a database, in a file to hold later versions
// against.
#include "driver/snapshot.hpp"

#include <fmt/format.h>

#include "catalog/elaborate.hpp"
#include "driver/commands.hpp"
#include "driver/report.hpp"
#include "driver/wanted.hpp"
#include "driver/write.hpp"
#include "model/json.hpp"

namespace tenon::driver {

std::string snapshot_text(const ir::Schema& schema, const model::Database& database) {
  std::string out = ir::to_json(schema);
  const std::string objects = model::to_json(database);
  out.resize(out.rfind("\n}"));
  out += ",\n  \"database\": ";
  for (const char c : std::string_view(objects).substr(0, objects.size() - 1)) {
    out += c;
    if (c == '\n') out += "  ";  // no string holds one
  }
  return out + "\n}\n";
}

namespace {

/// What the schema makes, in the author's words or in a server's; nothing where there is no server.
std::optional<model::Database> database_of(const SnapshotOptions& options, const Compilation& compilation) {
  if (!options.elaborate) return compilation.lowered();
  const catalog::Wanted sql = wanted(compilation);
  const auto reading =
      options.database.empty() ? catalog::elaborate(0, sql) : catalog::elaborate_at(options.database, sql);
  if (reading) return catalog::with_reasons(reading->database, compilation.lowered());
  print_error(reading.error().message, reading.error().help);
  return std::nullopt;
}

}  // namespace

int snapshot(const SnapshotOptions& options) {
  const std::vector<Compilation> compilations = compile_and_report(options.common);
  const std::optional<ir::Schema>& schema = compilations.front().schema;
  if (!schema) return kFinding;
  const auto database = database_of(options, compilations.front());
  if (!database) return kEnvironment;
  return write_or_print(options.out, snapshot_text(*schema, *database));
}

}  // namespace tenon::driver
