#include "driver/migrate/versions.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "dialect/dialect.hpp"
#include "driver/read.hpp"
#include "lower/lower.hpp"
#include "model/json.hpp"
#include "render/sql_text.hpp"

namespace tenon::driver {
namespace {

constexpr std::size_t kMaxSnapshotMebibytes = 512;

std::string version_row(const ir::Schema& schema) {
  return fmt::format("UPDATE tenon.schema_version SET fingerprint = {}, tool_version = {} WHERE name = {};",
                     render::sql_literal(ir::fingerprint(schema)).str(), render::sql_literal(TENON_VERSION).str(),
                     render::sql_literal(schema.name).str());
}

std::optional<Version> read_snapshot(const std::string& path) {
  const auto text = read_file(path, kMaxSnapshotMebibytes);
  if (!text) {
    print_error(fmt::format("{}: {}", path, text.error()));
    return std::nullopt;
  }
  auto schema = ir::read_json(*text);
  auto database = model::read_snapshot(*text);
  if (!schema || !database || !*database) {
    const std::string why = !schema ? schema.error().path + ": " + schema.error().message
                            : !database ? database.error() : std::string("it tells nothing of the database");
    print_error(fmt::format("{} is no snapshot that this tenon reads: {}", path, why), "make it anew with `tenon snapshot`");
    return std::nullopt;
  }
  return Version{std::move(*schema), std::move(**database)};
}

}  // namespace

Version version_of(const Compilation& compilation) {
  return {compilation.schema, compilation.lowered()};
}

std::optional<Version> read_version(const std::string& path) {
  if (std::filesystem::path(path).extension() == ".json") return read_snapshot(path);
  const Compilation compilation = compile(path, {{"all", sema::Level::kOff}});
  if (compilation.schema) return version_of(compilation);
  report({}, {&compilation});
  return std::nullopt;
}

plan::Plan plan_between(const Version& before, const Version& after) {
  const ir::Schema& schema = *after.schema;
  plan::Settings settings;
  if (schema.tenancy) {
    settings.owner = schema.tenancy->owner;
    settings.outsiders = dialect::users_of(schema);
  }
  settings.path = schema.sql_schema;
  settings.oldest = schema.postgres;
  settings.last = version_row(schema);
  render::Templates templates;
  return plan::plan(before.database, after.database, lower::intent(schema), settings, templates);
}

std::string script_head(const ir::Schema& schema) {
  std::string out;
  if (schema.tenancy) out += fmt::format("SET ROLE {};\n", render::sql_identifier(schema.tenancy->owner).str());
  return out + fmt::format("SET search_path TO {};\nSET client_min_messages TO warning;\nSET standard_conforming_strings TO on;\n",
                           render::sql_identifier(schema.sql_schema).str());
}

}  // namespace tenon::driver
