#include "lowered.hpp"

#include <set>

#include "base/text.hpp"

namespace model_tests {

using namespace tenon;
using model::Identity;
using model::Kind;

namespace {

/// Whether it is a partition, or stands in one: `tenon.maintain()` makes them.
bool is_of_partition(const model::Database& database, const Identity& identity) {
  const std::string& table = identity.table.empty() ? identity.name : identity.table;
  const model::Object* found = database.find({Kind::kTable, identity.schema, "", table, ""});
  return found != nullptr && found->as<model::Table>().partition_of.has_value();
}

/// Whether it is a function, or about one, that raw SQL has made: the tool's own stand in `tenon`.
bool is_of_author(const model::Object& object, const std::string& schema) {
  const auto* grant = std::get_if<model::Grant>(&object.definition);
  const auto* comment = std::get_if<model::Comment>(&object.definition);
  const Kind kind = grant != nullptr     ? grant->object.kind
                    : comment != nullptr ? comment->object.kind
                                         : object.identity.kind;
  return object.identity.schema == schema && kind == Kind::kFunction;
}

}  // namespace

model::Database with_lowered(const model::Database& live, const model::Database& lowered,
                             const std::vector<std::string>& spaces) {
  std::set<Kind> kinds;
  for (const model::Object& object : lowered.objects()) kinds.insert(object.identity.kind);
  model::Database out;
  for (const model::Object& object : live.objects()) {
    const std::string& in = object.identity.schema;
    const bool own = (contains(spaces, in) || in == model::kBookkeeping) &&
                     kinds.contains(object.identity.kind) && !is_of_partition(live, object.identity);
    if (!own || is_of_author(object, spaces.front())) out.add(object);
  }
  for (const model::Object& object : lowered.objects()) {
    // Of the server: roles, and rights on schemas.
    if (out.find(object.identity) != nullptr || object.identity.kind == Kind::kOpaque) continue;
    model::Object made = object;
    if (made.identity.kind == Kind::kComment || made.identity.kind == Kind::kGrant) made.needs.clear();
    out.add(std::move(made));
  }
  return out;
}

}  // namespace model_tests
