#include "world/touching.hpp"

#include <algorithm>
#include <deque>

#include "world/words.hpp"

namespace tenon::world {

using model::Kind;
using model::Object;

Touching::Touching(const Scene& scene) : scene_(scene) {
  for (const Object& object : scene.wanted.database.objects()) {
    const model::Identity& identity = object.identity;
    if (identity.kind != Kind::kTable && identity.kind != Kind::kView) continue;
    ours_.insert(qualified(identity.schema, identity.name));
    relations_.emplace(identity.name, qualified(identity.schema, identity.name));
  }
  for (const Object& object : scene.live.database.objects()) {
    const model::Identity& identity = object.identity;
    if (identity.kind == Kind::kTable || identity.kind == Kind::kView)
      all_.insert(qualified(identity.schema, identity.name));
  }
}

std::set<std::string> Touching::depended_on(const Object& object) const {
  std::set<std::string> out;
  std::set<model::Identity> seen = {object.identity};
  std::deque<const Object*> left = {&object};
  while (!left.empty()) {
    const Object* at = left.front();
    left.pop_front();
    for (const model::Identity& need : at->needs) {
      const Object* needed = scene_.live.database.find(need);
      if (needed == nullptr || !seen.insert(need).second) continue;
      const Object* relation = relation_of(scene_.live.database, *needed);
      const bool has_rows = relation != nullptr && relation->identity.kind != Kind::kSequence;
      const bool is_ours = has_rows && (scene_.wanted.database.find(relation->identity) != nullptr ||
                                        is_of_partition(scene_.live.database, *relation));
      if (is_ours) {
        out.insert(qualified(relation->identity.schema, relation->identity.name));
      } else if (scene_.wanted.database.find(need) == nullptr) {
        left.push_back(needed);
      }
    }
  }
  return out;
}

namespace {

/// In which order a function looks names up; nothing where its caller says that.
std::vector<std::string> path_of(const model::Function& function) {
  std::vector<std::string> out;
  for (const auto& [name, value] : function.settings) {
    if (name != "search_path") continue;
    for (const std::string& word : words_of(value, false)) {
      if (word != ",") out.push_back(word);
    }
  }
  return out;
}

}  // namespace

/// The relation of ours that a plain name stands for, with the function's own search_path or any.
std::string Touching::found_as(const std::vector<std::string>& path, const std::string& name) const {
  const auto found = relations_.find(name);
  if (found == relations_.end()) return "";
  if (path.empty()) return found->second;
  for (const std::string& schema : path) {
    const std::string full = qualified(schema, name);
    if (ours_.contains(full)) return full;
    if (all_.contains(full)) return "";
  }
  return "";
}

std::set<std::string> Touching::named_in(const std::string& schema, const model::Function& function) const {
  std::set<std::string> out;
  std::vector<std::string> path = path_of(function);
  // What stands beside the function is meant by whoever wrote it there.
  const auto is_beside = [&](const std::string& name) {
    return path.empty() && all_.contains(qualified(schema, name));
  };
  const std::vector<std::string> words = words_of(function.body, true);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool is_qualified = at + 2 < words.size() && words[at + 1] == ".";
    if (is_qualified) {
      const std::string full = qualified(words[at], words[at + 2]);
      if (ours_.contains(full)) out.insert(full);
      at += 2;
      continue;
    }
    const std::string full = found_as(path, words[at]);
    const bool is_theirs = is_beside(words[at]) && !ours_.contains(qualified(schema, words[at]));
    if (!full.empty() && !is_theirs && is_in_place_of_relation(words, at)) out.insert(full);
  }
  return out;
}

namespace {

/// The server's functions that run a text, or read what no statement names.
constexpr std::string_view kRunsTexts[] = {
    "query_to_xml",
    "query_to_xmlschema",
    "query_to_xml_and_xmlschema",
    "cursor_to_xml",
    "table_to_xml",
    "schema_to_xml",
    "database_to_xml",
    "table_to_xml_and_xmlschema",
    "ts_stat",
    "ts_rewrite",
    "dblink",
    "dblink_exec",
    "dblink_send_query",
    "pg_read_file",
    "pg_read_binary_file",
    "lo_get",
    "lo_open",
    "lo_export",
    "loread",
    "pg_stat_activity",
    "set_config",
    "pg_terminate_backend",
    "crosstab",
    "connectby",
};

bool runs_texts(const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [](const std::string& word) {
    return std::ranges::find(kRunsTexts, word) != std::end(kRunsTexts);
  });
}

}  // namespace

bool Touching::is_readable(const model::Function& function) {
  const std::string atomic = function.atomic ? function.atomic->text : "";
  const std::vector<std::string> words = words_of(function.body + " " + atomic, false);
  if (function.language == "sql") return function.library.empty() && !runs_texts(words);
  if (function.language != "plpgsql") return false;
  return std::ranges::find(words, "execute") == words.end() && !runs_texts(words);
}

}  // namespace tenon::world
