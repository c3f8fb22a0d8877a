#include "driver/pulled.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "catalog/elaborate.hpp"
#include "driver/compilation.hpp"
#include "driver/scratch_folder.hpp"
#include "driver/wanted.hpp"
#include "driver/write.hpp"
#include "format/format.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;
using model::Identity;
using model::Kind;
using raise::Telling;
using raise::Tellings;

/// A schema file that is gone when this is.
class Scratch {
 public:
  explicit Scratch(const std::string& name)
      : path_((fs::path(folder_.path()) / (name + ".schema")).string()) {}
  const std::string& with(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    return path_;
  }

 private:
  ScratchFolder folder_;
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
  std::set<std::string> names;
  for (const model::Object& object : database.objects()) {
    if (object.identity.kind == Kind::kRole) names.insert(object.identity.name);
  }
  return making_roles(names);
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
      out = {raise::raise(database_, tellings_, options_), "", {}, {}, ""};
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

/// The file that brings the others together says so behind its blocks.
std::string with_imports(std::string root, const raise::Raised& raised) {
  for (const auto& [name, text] : raised.files) {
    if (!name.empty() && !text.empty()) root += fmt::format("import \"{}.schema\"\n", name);
  }
  return root;
}

/// A name that is no other file's.
std::string root_name(const std::string& name, const raise::Raised& raised) {
  const bool is_taken = std::any_of(raised.files.begin(), raised.files.end(),
                                    [&](const auto& each) { return each.first == name; });
  return is_taken ? name + "_schema" : name;
}

std::optional<std::string> laid_out(const std::string& name, const std::string& text) {
  SourceSet sources;
  sources.add(SourceFile(name, text));
  diag::Sink sink;
  return format::formatted(sources, 0, sink);
}

/// The same told in several files; what they make is what the one makes.
tl::expected<void, std::string> divide(const std::string& name, Pulled& out) {
  const std::string root = root_name(name, out.raised);
  for (const auto& [file, text] : out.raised.files) {
    if (text.empty()) continue;
    const std::string path = (file.empty() ? root : file) + ".schema";
    const auto laid = laid_out(path, file.empty() ? with_imports(text, out.raised) : text);
    if (!laid) return tl::unexpected("the layout of " + path + " lost its way");
    out.files.push_back({path, *laid});
  }
  const ScratchFolder folder;
  if (const auto written = write_outputs(folder.path(), out.files); !written)
    return tl::unexpected(written.error());
  const std::string whole = (fs::path(folder.path()) / "the_whole.schema").string();
  std::ofstream(whole, std::ios::binary) << out.text;
  const sema::LintLevels quiet = {{"all", sema::Level::kOff}};
  const Compilation one = compile(whole, quiet);
  const Compilation many = compile((fs::path(folder.path()) / out.files.front().path).string(), quiet);
  if (!many.schema) return tl::unexpected(first_error(many));
  if (!model::differences(one.lowered(), many.lowered()).empty())
    return tl::unexpected(std::string("several files make another database than one"));
  return {};
}

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
  if (out && options.tenancy) {
    if (const auto added = pull.add_tenancy(options, *out); !added) return tl::unexpected(added.error());
  }
  if (out && options.divides) {
    if (const auto done = divide(options.name, *out); !done) return tl::unexpected(done.error());
  }
  return out;
}

}  // namespace tenon::driver
