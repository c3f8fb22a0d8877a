// Indexes of tables that are there: built and dropped beside whoever writes.
#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/both_names.hpp"
#include "plan/keys.hpp"
#include "plan/planning.hpp"

namespace tenon::plan {
namespace {

using model::Index;

std::string created(const Planning& planning, const Object& index, const std::string& how,
                    const std::string& name, const std::string& on) {
  return ddl::index_creation(index.as<Index>(), how, name,
                             on.empty() ? planning.table_name(index.identity) : on);
}

std::vector<Hazard> hazards_of(const Planning& planning, const Object& index) {
  if (index.as<Index>().unique && !bound_before(planning, index))
    return {Hazard::kIndexBuild, Hazard::kBreaksClients};
  return {Hazard::kIndexBuild};
}

void build(Planning& planning, const Object& index, const std::string& name, Stage stage) {
  const Identity& identity = index.identity;
  const std::string table = planning.table_name(identity);
  if (!planning.is_partitioned(identity)) {
    planning.add(stage, {.what = deed("build", identity),
                         .sql = created(planning, index, "CONCURRENTLY ", name, ""),
                         .mode = Mode::kOutside,
                         .lock = Lock::kShareUpdateExclusive,
                         .on = table,
                         .scans = true,
                         .hazards = hazards_of(planning, index)});
    return;
  }
  planning.add(stage, {.what = deed("build in each partition", identity),
                       .sql = created(planning, index, "CONCURRENTLY ", "", "{leaf}"),
                       .mode = Mode::kOutside,
                       .lock = Lock::kShareUpdateExclusive,
                       .on = table,
                       .scans = true,
                       .hazards = hazards_of(planning, index),
                       .why = "of a partitioned table as a whole the server builds none beside who writes",
                       .each_leaf_of = table});
  planning.add(stage, {.what = deed("gather", identity),
                       .sql = created(planning, index, "", name, ""),
                       .mode = Mode::kAlone,
                       .lock = Lock::kShare,
                       .on = table,
                       .why = "the partitions have theirs by now, which it takes over without building any"});
}

bool stands_on_what_is_made_anew(const Planning& planning, const Object& index) {
  const Identity& identity = index.identity;
  for (const Identity& each : planning.disturbed()) {
    if (each.kind != Kind::kColumn || !are_of_one_table(each, identity)) continue;
    const auto& definition = index.as<Index>();
    const std::string text = ddl::index_definition(definition).str();
    if (text.find(each.name) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

void make_index_again(Planning& planning, const Object& index) {
  planning.add(Stage::kMake, {.what = deed("build", index.identity),
                              .sql = created(planning, index, "", index.identity.name, ""),
                              .lock = Lock::kShare,
                              .on = planning.table_name(index.identity),
                              .scans = true,
                              .hazards = {Hazard::kIndexBuild, Hazard::kLongLock},
                              .why = "what it stands on was made anew"});
}

void add_index(Planning& planning, const Object& index) {
  if (stands_on_what_is_made_anew(planning, index)) {
    make_index_again(planning, index);
  } else {
    build(planning, index, index.identity.name,
          says_of_retyped(planning, index) ? Stage::kHold : Stage::kBuild);
  }
}

void remove_index(Planning& planning, const Object& index) {
  if (becomes_key(planning, index)) return;
  const bool partitioned = planning.is_partitioned(index.identity);
  planning.add(Stage::kUnbuild,
               {.what = deed("drop", index.identity),
                .sql = fmt::format("DROP INDEX {}{};", partitioned ? "" : "CONCURRENTLY ",
                                   ddl::qualified(index.identity, planning.settings.path).str()),
                .mode = partitioned ? Mode::kAlone : Mode::kOutside,
                .lock = partitioned ? Lock::kAccessExclusive : Lock::kShareUpdateExclusive,
                .on = planning.table_name(index.identity)});
}

void alter_index(Planning& planning, const Difference& difference) {
  const Object& after = *difference.after;
  const Identity& identity = after.identity;
  if (stands_on_what_is_made_anew(planning, after)) {
    make_index_again(planning, after);
    return;
  }
  const std::string next = identifier(identity.name + "_new");
  const std::string last = identifier(identity.name + "_old");
  build(planning, after, next, Stage::kBuild);
  Identity old = identity;
  old.name = last;
  const std::string name = ddl::qualified(identity, planning.settings.path).str();
  Identity made = identity;
  made.name = next;
  planning.add(
      Stage::kAlter,
      {.what = deed("put the new one in the place of", identity),
       .sql = fmt::format("ALTER INDEX {} RENAME TO {};\nALTER INDEX {} RENAME TO {};", name, id(last),
                          ddl::qualified(made, planning.settings.path).str(), id(identity.name)),
       .lock = Lock::kShareUpdateExclusive,
       .on = planning.table_name(identity)});
  Object gone = *difference.before;
  gone.identity = old;
  remove_index(planning, gone);
}

void make_indexes_again(Planning& planning) {
  for (const Object& object : planning.after.objects()) {
    if (object.identity.kind != Kind::kIndex || planning.is_disturbed(object.identity)) continue;
    const Object* was = planning.before.find(object.identity);
    const bool same = was != nullptr && was->definition == object.definition;
    if (same && stands_on_what_is_made_anew(planning, object)) make_index_again(planning, object);
  }
}

}  // namespace tenon::plan
