#include "driver/pulled.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "catalog/elaborate.hpp"
#include "ddl/ddl.hpp"
#include "driver/compilation.hpp"
#include "driver/wanted.hpp"
#include "format/format.hpp"
#include "render/sql_text.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;
using model::Identity;
using model::Kind;
using raise::Telling;
using raise::Tellings;

/// A file that is gone when this is.
class Scratch {
 public:
  explicit Scratch(const std::string& name) {
    std::string path = (fs::temp_directory_path() / "tenon_pull_XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("no directory for what is tried: " + path);
    directory_ = path;
    path_ = (directory_ / (name + ".schema")).string();
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
  }
  const std::string& with(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    return path_;
  }

 private:
  fs::path directory_;
  std::string path_;
};

/// Tells an object in another way than before; false where there is none left.
bool tell_otherwise(Tellings& tellings, const Identity& identity) {
  const bool has_plain =
      identity.kind == Kind::kTable || identity.kind == Kind::kColumn || identity.kind == Kind::kView;
  const auto [telling, is_new] = tellings.emplace(identity, has_plain ? Telling::kPlain : Telling::kOpaque);
  if (is_new) return true;
  if (telling->second == Telling::kPlain && identity.kind == Kind::kColumn)
    return tell_otherwise(tellings, {Kind::kTable, identity.schema, "", identity.table, ""}) ||
           tell_otherwise(tellings, {Kind::kTable, identity.schema, "", identity.table, ""});
  if (telling->second == Telling::kOpaque) return false;
  telling->second = Telling::kOpaque;
  return true;
}

/// Whether something is told otherwise now than what the compiler complained of.
bool heed(const diag::Sink& sink, const SourceSet& sources, const raise::Raised& raised, Tellings& tellings) {
  bool changed = false;
  for (const diag::Diagnostic& each : sink.all()) {
    if (diag::severity_of(each) != diag::Severity::kError || !each.primary) continue;
    const std::size_t line = sources.of(each.primary->span).line_at(each.primary->span.begin);
    const auto about = raised.lines.find(line);
    if (about != raised.lines.end()) changed = tell_otherwise(tellings, about->second) || changed;
  }
  return changed;
}

bool heed(const std::vector<model::Difference>& differences, Tellings& tellings) {
  bool changed = false;
  for (const model::Difference& each : differences) {
    // What is too much comes of something else that isn't as it was.
    if (each.before != nullptr) changed = tell_otherwise(tellings, each.identity()) || changed;
  }
  return changed;
}

/// Whether some view was no raw SQL yet: they all are now, where the compiler complains of what no line is
/// about.
bool give_up_views(const model::Database& database, Tellings& tellings) {
  bool changed = false;
  for (const model::Object& object : database.objects()) {
    if (object.identity.kind != Kind::kView) continue;
    changed = std::exchange(tellings[object.identity], Telling::kOpaque) != Telling::kOpaque || changed;
  }
  return changed;
}

std::string first_error(const Compilation& compilation) {
  for (const diag::Diagnostic& each : compilation.sink.sorted()) {
    if (diag::severity_of(each) == diag::Severity::kError)
      return each.primary
                 ? fmt::format("{} (line {})", each.message,
                               compilation.sources.of(each.primary->span).line_at(each.primary->span.begin))
                 : each.message;
  }
  return "nothing is said";
}

/// Roles are the server's: they are made where they lack, and taken back with all else.
std::string roles_of(const model::Database& database) {
  render::Templates templates;
  std::string out;
  for (const ddl::Piece& piece :
       ddl::creation(database, {"", "", {}, {}}, templates,
                     [](const model::Object& object) { return object.identity.kind == Kind::kRole; })) {
    const std::string& name = piece.made.front()->identity.name;
    out += fmt::format(
        "DO $r$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {}) THEN "
        "CREATE ROLE {}; END IF; END $r$;\n",
        render::sql_literal(name).str(), render::sql_identifier(name).str());
  }
  return out;
}

class Pull {
 public:
  Pull(const model::Database& database, const raise::Options& options, const std::string& url)
      : database_(database),
        options_(options),
        url_(url),
        file_(options.name),
        told_(told(database, options.owner)) {}

  tl::expected<Pulled, std::string> run() {
    Pulled out;
    for (int round = 0; round < kMostRounds; ++round) {
      out = {raise::raise(database_, tellings_, options_), "", {}, ""};
      const Compilation compilation = compile(file_.with(out.raised.text), {{"all", sema::Level::kOff}});
      if (!compilation.schema) {
        if (heed(compilation.sink, compilation.sources, out.raised, tellings_) ||
            give_up_views(database_, tellings_))
          continue;
        return tl::unexpected(first_error(compilation));
      }
      if (!lay_out(compilation, out)) return tl::unexpected(std::string("the layout lost its way"));
      if (url_.empty() || !compare(compilation, out)) return out;
    }
    return out;
  }

  /// The same with the tenancy that is found in it, as far as that is known to compile. What it makes is
  /// another database: what the next migration leads to.
  tl::expected<void, std::string> add_tenancy(const raise::Options& with_tenancy, Pulled& out) {
    for (int round = 0; round < kMostRounds; ++round) {
      raise::Raised raised = raise::raise(database_, tellings_, with_tenancy);
      if (!raised.tenancy) return {};
      const Compilation compilation = compile(file_.with(raised.text), {{"all", sema::Level::kOff}});
      if (compilation.schema) {
        out.raised = std::move(raised);
        if (!lay_out(compilation, out)) return tl::unexpected(std::string("the layout lost its way"));
        return {};
      }
      if (!heed(compilation.sink, compilation.sources, raised, tellings_))
        return tl::unexpected(first_error(compilation));
    }
    return tl::unexpected(std::string("it can't be told with tenancy"));
  }

 private:
  static constexpr int kMostRounds = 40;

  static bool lay_out(const Compilation& compilation, Pulled& out) {
    diag::Sink sink;
    const auto text = format::formatted(compilation.sources, 0, sink);
    if (text) out.text = *text;
    return text.has_value();
  }

  /// Whether another round may do better.
  bool compare(const Compilation& compilation, Pulled& out) {
    catalog::Wanted sql = wanted(compilation);
    sql.roles += roles_of(database_);
    const auto made = catalog::elaborate_at(url_, sql);
    if (!made) {
      out.unseen = made.error().message;
      return false;
    }
    const model::Database again = told(made->database, catalog_owner(made->database));
    const std::vector<model::Difference> found = model::differences(told_, again);
    if (found.empty()) return false;
    if (heed(found, tellings_)) return true;
    for (const model::Difference& each : found) out.differences.push_back(model::text(each));
    return false;
  }

  /// Who made what nothing says whose it is: the owner of tenon's own table.
  static std::string catalog_owner(const model::Database& made) {
    const model::Object* own = made.find({Kind::kTable, model::kBookkeeping, "", "schema_version", ""});
    return own == nullptr ? "" : model::owner_of(*own);
  }

  const model::Database& database_;
  const raise::Options& options_;
  const std::string& url_;
  Scratch file_;
  const model::Database told_;
  Tellings tellings_;
};

template <typename Definition>
void forget_owner(Definition& definition, const std::string& owner) {
  if constexpr (requires { definition.owner; }) {
    if (definition.owner == owner) definition.owner.clear();
  }
}

}  // namespace

model::Database told(const model::Database& database, const std::string& owner) {
  model::Database out;
  for (const model::Object& object : database.objects()) {
    // Of what no kind holds it is seen that it can be made, and not that it is the same.
    if (!raise::is_told(object) || object.identity.kind == Kind::kOpaque) continue;
    model::Object copy = object;
    std::visit([&](auto& definition) { forget_owner(definition, owner); }, copy.definition);
    if (auto* extension = std::get_if<model::Extension>(&copy.definition)) extension->version.clear();
    out.add(std::move(copy));
  }
  return out;
}

tl::expected<Pulled, std::string> pulled(const model::Database& database, const raise::Options& options,
                                         const std::string& url) {
  raise::Options plain = options;
  plain.tenancy = false;
  Pull pull(database, plain, url);
  auto out = pull.run();
  if (!out || !options.tenancy) return out;
  if (const auto added = pull.add_tenancy(options, *out); !added) return tl::unexpected(added.error());
  return out;
}

}  // namespace tenon::driver
