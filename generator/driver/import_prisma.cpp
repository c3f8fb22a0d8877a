// `tenon import prisma`: the schema that makes the database which Prisma's migrations would make.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "catalog/elaborate.hpp"
#include "catalog/session.hpp"
#include "ddl/ddl.hpp"
#include "diag/render.hpp"
#include "driver/commands.hpp"
#include "driver/pull_verdict.hpp"
#include "driver/pulled.hpp"
#include "driver/read.hpp"
#include "driver/report.hpp"
#include "prisma/prisma.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;
using model::Identity;
using model::Kind;

/// The files of Prisma's below a folder, in order; a file is itself.
std::vector<std::string> prisma_files(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
    if (entry.path().extension() == ".prisma") out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Whether all of it could be read.
bool read_sources(const std::vector<std::string>& paths, SourceSet& sources) {
  for (const std::string& path : paths) {
    for (const std::string& file : prisma_files(path)) {
      auto text = read_file(file);
      if (!text) {
        print_error(fmt::format("`{}` can't be read: {}", file, text.error()));
        return false;
      }
      sources.add(SourceFile(file, plain_text(std::move(*text))));
    }
  }
  if (sources.size() > 0) return true;
  print_error("there is no `.prisma` file", "name the file, or the folder that holds them");
  return false;
}

/// As it would stand in Prisma's own migration.
catalog::Wanted made_of(const model::Database& database) {
  render::Templates templates;
  catalog::Wanted out;
  out.roles = "SELECT 1";
  for (const ddl::Piece& piece : ddl::creation(database, {}, templates)) out.schema.push_back(piece.sql);
  return out;
}

std::string places(const SourceSet& sources, const std::vector<Span>& spans) {
  std::vector<std::string> out;
  for (const Span& span : spans) {
    const SourceFile& file = sources.of(span);
    const LineColumn at = file.locate(span.begin);
    out.push_back(fmt::format("{}:{}:{}", file.path(), at.line, at.column));
  }
  return join(out, ", ");
}

/// Whether a foreign key's columns always hold something.
bool is_always_there(const model::Database& database, const model::Object& key) {
  const auto& columns = key.as<model::Constraint>().columns;
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    const model::Object* found =
        database.find({Kind::kColumn, key.identity.schema, key.identity.table, column, ""});
    return found != nullptr && found->as<model::Column>().not_null;
  });
}

/// The table to which most models refer, always: whose the rows may be. Null where less than a fourth do.
const Identity* likely_tenant(const prisma::Imported& imported) {
  const model::Database& database = imported.database;
  std::map<Identity, std::set<std::string>> referring;
  std::size_t models = 0;
  for (const model::Object& object : database.objects()) {
    models += object.identity.kind == Kind::kTable ? 1U : 0U;
    // Prisma's own tables between models say nothing of whose their rows are.
    const auto* key = std::get_if<model::Constraint>(&object.definition);
    if (key == nullptr || !key->refers || object.identity.table.starts_with('_')) continue;
    const Identity& target = *key->refers;
    if (target.name != object.identity.table && is_always_there(database, object))
      referring[target].insert(object.identity.schema + "." + object.identity.table);
  }
  const auto most = std::max_element(referring.begin(), referring.end(), [](const auto& a, const auto& b) {
    return a.second.size() < b.second.size();
  });
  if (most == referring.end() || most->second.size() * 4 < models) return nullptr;
  return &database.find(most->first)->identity;
}

void tell_leftovers(const prisma::Imported& imported, const SourceSet& sources) {
  for (const prisma::Leftover& each : imported.leftovers)
    fmt::print(stderr, "left to you: {}: {} ({})\n", each.what, each.instead, places(sources, each.places));
  const auto is_comment = [](const model::Object& each) { return each.identity.kind == Kind::kComment; };
  const auto& objects = imported.database.objects();
  const auto comments = std::count_if(objects.begin(), objects.end(), is_comment);
  if (comments > 0)
    fmt::print(stderr,
               "{} comments with `///` are comments in the database too, where Prisma leaves them out\n",
               comments);
}

void ask(const prisma::Imported& imported) {
  const Identity* tenant = likely_tenant(imported);
  std::string whose = "whose the rows are";
  if (tenant != nullptr) {
    const std::string& name = imported.names.at(*tenant);
    whose += fmt::format(", perhaps each of {} `{}`, to which most refer", article(name), name);
  }
  fmt::print(stderr,
             "Prisma has no words for these; say them in the schema:\n"
             "  {}: `tenancy`, `policy`, `roles`\n"
             "  which values a row may have: `check`, `exclude`, `unique … where`\n"
             "  what grows for ever: `partition`, `retain`\n",
             whose);
}

struct Server {
  std::optional<catalog::PrivateServer> own;
  std::string url;
};

/// Nothing where there is none: the complaint is made.
std::optional<Server> server_of(const std::string& scratch) {
  if (!scratch.empty()) return Server{std::nullopt, scratch};
  auto started = catalog::private_server_of(0);
  if (started) {
    std::string url = started->url();
    return Server{std::move(*started), std::move(url)};
  }
  print_error("what the Prisma schema makes can't be tried: " + started.error().message,
              started.error().help.empty()
                  ? "name a server where databases may be made: `--scratch postgresql://…`"
                  : started.error().help + ", or name one with `--scratch postgresql://…`");
  return std::nullopt;
}

int write_raised(const ImportPrismaOptions& options, const prisma::Imported& imported,
                 const SourceSet& sources, const std::string& url) {
  const auto session = catalog::connect(url);
  if (!session) {
    print_error("can't connect: " + session.error().message, "see that the server of `--scratch` runs");
    return kEnvironment;
  }
  const auto reading = catalog::elaborate_at(url, made_of(imported.database));
  if (!reading) {
    print_error(
        "what the Prisma schema makes can't be tried: " + reading.error().message,
        "mend it where it names types or functions; or name a server that has its extensions: `--scratch "
        "postgresql://…`");
    return kFinding;
  }
  const std::string from = options.out.empty() ? options.files.front() : options.out;
  const raise::Options how{schema_name(fs::path(from).stem().string()), "public",
                           main_owner(reading->database), session->server_version() / 10000, imported.names};
  const auto out = pulled(reading->database, how, url);
  if (!out) {
    print_error("what the Prisma schema makes can't be told as a schema: " + out.error(),
                "this is a defect of tenon; please report it with the schema");
    return kFinding;
  }
  if (const int failed = write_pulled(options.out, *out); failed != kSuccess) return failed;
  tell_leftovers(imported, sources);
  ask(imported);
  return pull_verdict(*out, *reading);
}

}  // namespace

int import_prisma(const ImportPrismaOptions& options) {
  SourceSet sources;
  if (!read_sources(options.files, sources)) return kEnvironment;
  diag::Sink sink;
  const auto imported = prisma::imported(sources, sink);
  if (!imported) {
    const auto format = isatty(STDERR_FILENO) != 0 ? diag::Format::kText : diag::Format::kGcc;
    fmt::print(stderr, "{}", diag::render(sink.sorted(), sources, {format, false}));
    return kFinding;
  }
  // Started before any thread, as it asks for.
  const auto server = server_of(options.scratch);
  return server ? write_raised(options, *imported, sources, server->url) : kEnvironment;
}

}  // namespace tenon::driver
