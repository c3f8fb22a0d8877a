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

bool Touching::is_theirs(const std::string& schema, const std::vector<std::string>& path,
                         const std::string& name) const {
  const std::string beside = qualified(schema, name);
  return path.empty() && all_.contains(beside) && !ours_.contains(beside);
}

std::set<std::string> Touching::named_in_words(const std::string& schema,
                                               const std::vector<std::string>& path,
                                               const std::string& text) const {
  std::set<std::string> out;
  const std::vector<std::string> words = words_of(text, true);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool is_qualified = at + 2 < words.size() && words[at + 1] == ".";
    if (is_qualified) {
      const std::string full = qualified(words[at], words[at + 2]);
      if (ours_.contains(full)) out.insert(full);
      at += 2;
      continue;
    }
    const std::string full = found_as(path, words[at]);
    if (!full.empty() && !is_theirs(schema, path, words[at]) && is_in_place_of_relation(words, at))
      out.insert(full);
  }
  return out;
}

std::set<std::string> Touching::named_by(const std::string& schema, const std::vector<std::string>& path,
                                         const std::vector<sql::TableReference>& relations) const {
  std::set<std::string> out;
  for (const sql::TableReference& each : relations) {
    const bool is_qualified = !each.schema.empty();
    const std::string full = is_qualified ? qualified(each.schema, each.table) : found_as(path, each.table);
    const bool is_ours = is_qualified ? ours_.contains(full) : !is_theirs(schema, path, each.table);
    if (!full.empty() && is_ours) out.insert(full);
  }
  return out;
}

std::set<std::string> Touching::named_in(const std::string& schema, const model::Function& function) const {
  const std::vector<std::string> path = path_of(function);
  if (is_readable(function)) {
    const std::string returns = function.returns.text.empty() ? "void" : function.returns.text;
    const auto relations =
        function.language == "sql"
            ? sql::relations_of(function.body)
            : sql::relations_of_body("(" + function.arguments.text + ") RETURNS " + returns, function.body);
    if (relations) return named_by(schema, path, *relations);
  }
  return named_in_words(schema, path, function.body);
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
