// Who may include whom: the walls of generator/ARCHITECTURE.md, as a table that the sources are held against.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sources.hpp"

namespace tenon::architecture {
namespace {

using Names = std::vector<std::string_view>;

/// A folder of generator/, and what its files may include besides each other.
struct Folder {
  std::string_view name;
  Names may_include;
};

const std::vector<Folder> kFolders = {
    {"base", {}},
    {"diag", {"base"}},
    {"ast", {"base"}},
    {"types", {"base"}},
    {"described", {"base"}},
    {"render", {"base"}},
    {"model", {"described", "base"}},
    {"ir", {"described", "types", "base"}},
    {"sql", {"base"}},
    {"parse", {"ast", "types", "diag", "base"}},
    {"format", {"parse", "types", "diag", "base"}},
    {"sema", {"ast", "ir", "types", "diag", "sql", "base"}},
    {"diff", {"ir", "diag", "types", "base"}},
    {"dialect", {"ir", "render", "types", "base"}},
    {"lower", {"dialect", "model", "ir", "render", "base"}},
    {"ddl", {"model", "render", "base"}},
    {"prisma", {"model", "render", "diag", "base"}},
    {"raise", {"ddl", "model", "render", "types", "base"}},
    {"rows", {"ddl", "model", "render", "base", "tenon/conformance", "tenon/pq"}},
    {"mutation", {"ddl", "model", "render", "base"}},
    {"target/postgres", {"ir", "dialect", "lower", "ddl", "model", "render", "types", "base"}},
    {"target/cpp", {"ir", "dialect", "render", "types", "base"}},
    {"target/conformance",
     {"ir", "dialect", "lower", "ddl", "model", "render", "types", "base", "tenon/conformance"}},
    {"catalog", {"model", "ir", "types", "diag", "base", "tenon/pq"}},
    {"plan", {"ddl", "model", "render", "base"}},
    {"migration",
     {"plan", "ddl", "catalog", "dialect", "ir", "types", "model", "render", "base", "tenon/pq"}},
    {"world", {"catalog", "ddl", "model", "render", "sql", "base", "tenon/pq", "tenon/conformance"}},
    {"prove", {"world", "mutation", "catalog", "model", "base", "tenon/pq", "tenon/conformance"}},
    {"driver",
     {"base",
      "diag",
      "ast",
      "types",
      "ir",
      "sql",
      "parse",
      "format",
      "sema",
      "diff",
      "render",
      "dialect",
      "target/postgres",
      "target/cpp",
      "target/conformance",
      "catalog",
      "world",
      "mutation",
      "prisma",
      "raise",
      "prove",
      "rows",
      "model",
      "ddl",
      "lower",
      "plan",
      "migration",
      "tenon/pq",
      "tenon/conformance"}},
};

/// The rooms of generator/sema, each with the rooms that it may include besides `context`, and its own. Those
/// rows name rows above them too. What lies in sema itself, the list of stages, includes all.
const std::vector<Folder> kRooms = {
    {"context", {}},
    {"names", {}},
    {"values", {"names"}},
    {"isolation", {"names"}},
    {"keys", {"names", "values"}},
    {"constraints", {"names", "values", "keys"}},
    {"storage", {"names", "values", "isolation", "constraints"}},
    {"search", {"values", "isolation", "constraints"}},
    {"embedded", {"names", "values", "isolation"}},
    {"queries", {"names", "values", "embedded"}},
    {"seeds", {"values", "keys", "embedded"}},
    {"lints", {"embedded"}},
};

/// What other folders may include of sema.
const Names kOfSema = {"sema/compile.hpp", "sema/lints/lints.hpp"};

/// Headers of a library, by how they start, and where below generator/ they are welcome: in that folder or
/// file only.
struct Library {
  std::string_view headers;
  std::string_view home;
};

const std::vector<Library> kLibraries = {
    {"antlr4-runtime", "parse/"},
    {"SchemaLexer", "parse/"},
    {"SchemaParser", "parse/"},
    {"pg_query", "sql/"},
    {"kainjow/", "render/templates.cpp"},
    {"libpq", "catalog/"},
    {"CLI/", "driver/"},
};

/// What a user of the runtime must not need the headers of.
const Names kNotInPublicHeaders = {"libpq", "pg_config", "postgres", "fmt/", "nlohmann/"};

/// Public headers that exist for a library, so that the others need none: whoever wants it includes them by
/// name.
const std::vector<Library> kOptIn = {{"fmt/", "tenon/fmt.hpp"}};

constexpr std::string_view kGenerator = "generator/";
constexpr std::string_view kRuntime = "runtime/";
constexpr std::string_view kPublicHeaders = "runtime/core/include/";

/// The folder that a path below generator/, or a header as it is included, belongs to: "ir", "target/cpp",
/// "tenon/pq".
std::string_view folder_of(std::string_view path) {
  std::size_t end = path.find('/');
  if (end == std::string_view::npos) return {};
  const std::string_view first = path.substr(0, end);
  if (first == "target" || first == "tenon") end = path.find('/', end + 1);
  return end == std::string_view::npos ? first : path.substr(0, end);
}

const Folder* row_of(std::string_view name, const std::vector<Folder>& rows = kFolders) {
  const auto at = std::ranges::find(rows, name, &Folder::name);
  return at == rows.end() ? nullptr : &*at;
}

/// The room of sema that a path below generator/ lies in; empty for sema itself.
std::string_view room_of(std::string_view path) {
  path.remove_prefix(std::string_view("sema/").size());
  const std::size_t end = path.find('/');
  return end == std::string_view::npos ? std::string_view() : path.substr(0, end);
}

bool starts_with_any(std::string_view text, const Names& starts) {
  return std::ranges::any_of(starts, [&](std::string_view start) { return text.starts_with(start); });
}

std::string objection_in_sema(std::string_view path, std::string_view header) {
  const std::string_view room = room_of(path);
  const std::string_view wanted = room_of(header);
  if (room.empty() || wanted == room) return {};
  const Folder* row = row_of(room, kRooms);
  if (row == nullptr) return "sema/" + std::string(room) + " is not in the table of rooms";
  if (wanted == "context" || std::ranges::find(row->may_include, wanted) != row->may_include.end()) return {};
  return "sema/" + std::string(room) + " may not include " + std::string(header);
}

std::string objection_in_generator(std::string_view path, std::string_view header) {
  for (const Library& library : kLibraries) {
    if (header.starts_with(library.headers) && !path.starts_with(library.home))
      return "only " + std::string(library.home) + " includes it";
  }
  const std::string_view folder = folder_of(path);
  const std::string_view wanted = folder_of(header);
  if (wanted == "sema") {
    if (folder == "sema") return objection_in_sema(path, header);
    if (std::ranges::find(kOfSema, header) == kOfSema.end()) return "sema keeps it to itself";
  }
  if (wanted == folder || (row_of(wanted) == nullptr && !wanted.starts_with("tenon"))) return {};
  const Folder* row = row_of(folder);
  if (row == nullptr) return "generator/" + std::string(folder) + " is not in the table";
  if (std::ranges::find(row->may_include, wanted) != row->may_include.end()) return {};
  return std::string(folder) + " may not include " + std::string(wanted);
}

std::string objection_in_runtime(std::string_view path, std::string_view header) {
  if (row_of(folder_of(header)) != nullptr || header.find(kGenerator) != std::string_view::npos)
    return "the runtime knows nothing of the generator";
  if (!path.starts_with(kPublicHeaders)) return {};
  for (const Library& library : kOptIn) {
    if (path.ends_with(library.home) && header.starts_with(library.headers)) return {};
    if (header == library.home) return "a header that needs a library is included by users only";
  }
  if (starts_with_any(header, kNotInPublicHeaders))
    return "a public header of the runtime needs no other library's";
  return {};
}

/// Why the file at `path` may not include `header`; empty where it may.
std::string objection(std::string_view path, std::string_view header) {
  if (header.starts_with("../") || header.find("/../") != std::string_view::npos)
    return "a path with .. hides whose header it is";
  if (path.starts_with(kGenerator)) return objection_in_generator(path.substr(kGenerator.size()), header);
  if (path.starts_with(kRuntime)) return objection_in_runtime(path, header);
  return {};
}

TEST(IncludeDirection, IsThatOfTheTable) {
  std::size_t read = 0;
  for (const Source& source : sources()) {
    if (!is_code(source.path)) continue;
    for (const Include& include : includes(source.text)) {
      ++read;
      const std::string reason = objection(source.path, include.header);
      EXPECT_EQ(reason, "") << source.path << ":" << include.line << ": includes " << include.header;
    }
  }
  EXPECT_GT(read, 500U) << "the sources were not found in " << TENON_SOURCE_DIR;
}

TEST(IncludeDirection, HasARowForEveryRoom) {
  std::vector<std::string> rows;
  for (const Folder& room : kRooms) rows.emplace_back(room.name);
  std::ranges::sort(rows);
  EXPECT_EQ(rows, folders_below("generator/sema"));
}

TEST(IncludeDirection, HasARowForEveryFolder) {
  std::vector<std::string> found;
  for (const std::string& name : folders_below("generator")) {
    if (name != "target") found.push_back(name);
  }
  for (const std::string& name : folders_below("generator/target")) found.push_back("target/" + name);
  std::vector<std::string> rows;
  for (const Folder& folder : kFolders) rows.emplace_back(folder.name);
  std::ranges::sort(found);
  std::ranges::sort(rows);
  EXPECT_EQ(rows, found);
}

/// A row names only rows above it, so no two folders can need each other.
TEST(IncludeDirection, HasNoCycle) {
  for (const std::vector<Folder>& rows : {kFolders, kRooms}) {
    Names above;
    for (const Folder& folder : rows) {
      for (const std::string_view name : folder.may_include) {
        const bool known = name.starts_with("tenon/") || std::ranges::find(above, name) != above.end();
        EXPECT_TRUE(known) << folder.name << " names " << name << ", which no row above it is";
      }
      above.push_back(folder.name);
    }
  }
}

TEST(IncludeDirection, RefusesWhatTheTableDoesNotAllow) {
  const std::vector<std::pair<std::string_view, std::string_view>> refused = {
      {"generator/ir/ir.hpp", "sema/compile.hpp"},
      {"generator/base/text.cpp", "ir/ir.hpp"},
      {"generator/parse/parse.cpp", "ir/ir.hpp"},
      {"generator/sema/keys/keys.cpp", "parse/parse.hpp"},
      {"generator/sema/keys/keys.cpp", "sema/constraints/constraints.hpp"},
      {"generator/sema/keys/keys.cpp", "sema/compile.hpp"},
      {"generator/sema/context/context.hpp", "sema/names/names.hpp"},
      {"generator/sema/novelty/new.cpp", "sema/context/context.hpp"},
      {"generator/driver/cli.cpp", "sema/context/context.hpp"},
      {"generator/diff/freeze.cpp", "ast/ast.hpp"},
      {"generator/catalog/apply.cpp", "diff/freeze.hpp"},
      {"generator/catalog/apply.cpp", "tenon/conformance/checks.hpp"},
      {"generator/target/cpp/cpp.cpp", "target/postgres/postgres.hpp"},
      {"generator/target/cpp/cpp.cpp", "ast/ast.hpp"},
      {"generator/target/cpp/cpp.cpp", "tenon/conformance/expectations.hpp"},
      {"generator/target/postgres/postgres.cpp", "sema/compile.hpp"},
      {"generator/dialect/dialect.cpp", "lower/lower.hpp"},
      {"generator/driver/cli.cpp", "tenon/pool.hpp"},
      {"generator/novelty/new.cpp", "base/text.hpp"},
      {"generator/sema/keys/keys.cpp", "antlr4-runtime.h"},
      {"generator/sema/keys/keys.cpp", "SchemaParser.h"},
      {"generator/sema/keys/keys.cpp", "pg_query.h"},
      {"generator/render/view.cpp", "kainjow/mustache.hpp"},
      {"generator/ir/ir.cpp", "../sema/compile.hpp"},
      {"runtime/core/pool.cpp", "base/text.hpp"},
      {"runtime/conformance/src/checks.cpp", "generator/ir/ir.hpp"},
      {"runtime/core/include/tenon/pool.hpp", "libpq-fe.h"},
      {"runtime/core/include/tenon/pool.hpp", "fmt/format.h"},
      {"runtime/core/include/tenon/pool.hpp", "nlohmann/json.hpp"},
      {"runtime/core/include/tenon/pool.hpp", "tenon/fmt.hpp"},
      {"runtime/core/include/tenon/fmt.hpp", "libpq-fe.h"},
  };
  for (const auto& [path, header] : refused) EXPECT_NE(objection(path, header), "") << path << ": " << header;
}

TEST(IncludeDirection, AllowsWhatTheTableAllows) {
  const std::vector<std::pair<std::string_view, std::string_view>> allowed = {
      {"generator/ir/ir.cpp", "ir/ir.hpp"},
      {"generator/ir/ir.cpp", "types/types.hpp"},
      {"generator/ir/ir.cpp", "vector"},
      {"generator/ir/ir.cpp", "sys/types.h"},
      {"generator/parse/builder.hpp", "antlr4-runtime.h"},
      {"generator/sql/expression.cpp", "pg_query.h"},
      {"generator/render/templates.cpp", "kainjow/mustache.hpp"},
      {"generator/target/conformance/conformance.cpp", "tenon/conformance/checks.hpp"},
      {"generator/sema/compile.cpp", "sema/seeds/seeds.hpp"},
      {"generator/sema/seeds/seeds.cpp", "sema/keys/keys.hpp"},
      {"generator/sema/seeds/seeds.cpp", "sema/context/context.hpp"},
      {"generator/driver/main/main.cpp", "target/cpp/cpp.hpp"},
      {"generator/driver/explain.cpp", "sema/lints/lints.hpp"},
      {"runtime/core/connection.cpp", "libpq-fe.h"},
      {"runtime/core/pool.cpp", "tenon/pool.hpp"},
      {"runtime/core/include/tenon/fmt.hpp", "fmt/format.h"},
  };
  for (const auto& [path, header] : allowed) EXPECT_EQ(objection(path, header), "") << path << ": " << header;
}

TEST(Includes, AreReadHoweverTheyAreWritten) {
  const std::vector<Include> found =
      includes("#include <a.h>\n  #  include \"b/c.hpp\" // d\n// #include <e>\n#if 1\n#include<f>\n");
  std::vector<std::pair<std::string, std::size_t>> seen;
  for (const Include& include : found) seen.emplace_back(include.header, include.line);
  EXPECT_EQ(seen, (std::vector<std::pair<std::string, std::size_t>>{{"a.h", 1}, {"b/c.hpp", 2}, {"f", 5}}));
}

}  // namespace
}  // namespace tenon::architecture
