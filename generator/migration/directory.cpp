#include "migration/directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "base/digest.hpp"

namespace tenon::migration {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr const char* kLockName = "migrations.lock";
constexpr const char* kMerge =
    "two branches have added migrations: take the lock of one side with the files of both, and `tenon "
    "migrate rebase` puts the "
    "other's behind";
constexpr std::string_view kParts[] = {kExpand, kContract, kUndo};

std::optional<std::string> text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Problem in_lock(std::string what, std::string help) {
  return {kLockName, std::move(what), std::move(help)};
}

Lock lock_of(const Json& json) {
  Lock out;
  out.schema = json.at("schema").get<std::string>();
  for (const Json& item : json.at("migrations")) {
    out.migrations.push_back({item.at("number").get<int>(), item.at("name").get<std::string>(),
                              item.at("fingerprint").get<std::string>(), item.at("parent").get<std::string>(),
                              item.at("hash").get<std::string>(), item.value("taken", false)});
  }
  out.snapshot = json.at("snapshot").dump();
  return out;
}

/// The name of the migration whose file it is; nothing where it is none's.
std::optional<std::string> migration_of(const fs::path& path) {
  static const std::regex kForm("[0-9]{4,}_([a-z][a-z0-9_]*)(\\.contract|\\.undo)?\\.sql");
  std::smatch found;
  const std::string name = path.filename().string();
  if (!std::regex_match(name, found, kForm)) return std::nullopt;
  return found[1].str();
}

std::set<std::string> files_of(const Lock& lock) {
  std::set<std::string> out;
  for (const Sealed& each : lock.migrations) {
    for (const std::string_view part : kParts) out.insert(file_name(each.number, each.name, part));
  }
  return out;
}

std::vector<Problem> problems_of(const fs::path& directory, const Sealed& migration) {
  const auto texts = read_texts(directory, migration);
  if (!texts) return {texts.error()};
  if (hash_of(migration, *texts) == migration.hash) return {};
  return {{file_name(migration.number, migration.name, kExpand),
           texts->empty() ? "its file is missing"
                          : "its text is another one than was sealed, or one of its files is missing",
           "bring back what was sealed, which databases may have run; or, where none has and the change is "
           "meant, `tenon migrate seal` proves "
           "it and seals it anew"}};
}

}  // namespace

bool is_name(const std::string& name) {
  static const std::regex kForm("[a-z][a-z0-9_]{0,60}");
  return std::regex_match(name, kForm);
}

std::string file_name(int number, const std::string& name, std::string_view part) {
  return fmt::format("{:04}_{}{}.sql", number, name, part == kExpand ? "" : fmt::format(".{}", part));
}

std::string hash_of(const std::string& text) {
  // What Git does to ends of lines changes no migration.
  std::string plain = text;
  std::erase(plain, '\r');
  return sha256_hex(plain);
}

std::string hash_of(const Sealed& migration, const Texts& texts) {
  std::string all = fmt::format("{}\n{}\n{}\n{}\n", migration.parent, migration.number, migration.name,
                                migration.fingerprint);
  for (const auto& [part, text] : texts) all += fmt::format("{} {}\n", part, hash_of(text));
  return hash_of(all);
}

tl::expected<std::optional<Lock>, Problem> read_lock(const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(directory / kLockName, error)) return std::nullopt;
  const auto text = text_of(directory / kLockName);
  if (!text) return tl::unexpected(in_lock("it can't be read", "see who may read it"));
  if (text->find("\n<<<<<<<") != std::string::npos || text->starts_with("<<<<<<<"))
    return tl::unexpected(in_lock("it holds the marks of a merge", kMerge));
  try {
    const Json json = Json::parse(*text);
    if (json.at("format").get<int>() != kFormat)
      return tl::unexpected(in_lock("it is of another format than this tenon writes",
                                    "use the tenon that wrote it, or a newer one"));
    return lock_of(json);
  } catch (const Json::exception& problem) {
    return tl::unexpected(in_lock(fmt::format("it is no lock that tenon writes: {}", problem.what()),
                                  "bring it back from the last commit"));
  }
}

std::string to_text(const Lock& lock) {
  std::string out = fmt::format("{{\n\"format\": {},\n\"schema\": {},\n\"migrations\": [\n", kFormat,
                                Json(lock.schema).dump());
  for (const Sealed& each : lock.migrations) {
    // One a line: two branches that each add one are in conflict here.
    Json item = {{"number", each.number},
                 {"name", each.name},
                 {"fingerprint", each.fingerprint},
                 {"parent", each.parent},
                 {"hash", each.hash}};
    if (each.is_taken) item["taken"] = true;
    out += item.dump() + (&each == &lock.migrations.back() ? "\n" : ",\n");
  }
  return out + "],\n\"snapshot\":\n" + lock.snapshot + (lock.snapshot.ends_with('\n') ? "}\n" : "\n}\n");
}

tl::expected<Texts, Problem> read_texts(const fs::path& directory, const Sealed& migration) {
  Texts out;
  for (const std::string_view part : kParts) {
    const std::string name = file_name(migration.number, migration.name, part);
    std::error_code error;
    if (!fs::exists(directory / name, error)) continue;
    auto text = text_of(directory / name);
    if (!text) return tl::unexpected(Problem{name, "it can't be read", "see who may read it"});
    out.emplace(part, std::move(*text));
  }
  return out;
}

std::vector<Stray> strays_in(const fs::path& directory, const Lock& lock) {
  const std::set<std::string> known = files_of(lock);
  std::map<std::string, std::vector<std::string>> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    const auto name = migration_of(entry.path());
    if (name && !known.contains(entry.path().filename().string()))
      found[*name].push_back(entry.path().filename().string());
  }
  std::vector<Stray> out;
  for (auto& [name, files] : found) {
    std::sort(files.begin(), files.end());
    out.push_back({name, std::move(files)});
  }
  return out;
}

std::vector<Problem> problems_of(const fs::path& directory, const Lock& lock) {
  std::vector<Problem> out;
  std::string parent;
  int number = 1;
  for (const Sealed& each : lock.migrations) {
    if (each.number != number++)
      out.push_back(
          in_lock(fmt::format("number {} stands where {} should", each.number, number - 1), kMerge));
    if (each.parent != parent)
      out.push_back(in_lock(
          fmt::format("migration {} follows another one than stands before it", each.number), kMerge));
    parent = each.hash;
    for (Problem& problem : problems_of(directory, each)) out.push_back(std::move(problem));
  }
  for (const Stray& each : strays_in(directory, lock)) {
    out.push_back({each.files.front(), "it is sealed by no line of migrations.lock",
                   "a branch that was merged may have brought it: `tenon migrate rebase` puts it behind the "
                   "others; or remove it"});
  }
  return out;
}

}  // namespace tenon::migration
