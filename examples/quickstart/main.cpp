// quickstart postgresql://…    a database with notes.schema applied and seeded, as a role that may become
// notes_app
#include <cstdio>
#include <exception>
#include <tenon/pool.hpp>

#include "notes_access.hpp"

namespace {

using notes::db::Visibility;

void write_and_read(const char* url, const tenon::Uuid& team) {
  tenon::Pool pool{url, notes::db::kSchema, {.role = "notes_app"}};
  const auto ann = pool.in_tenant(team, [&](tenon::TenantTx& tx) {
    auto notes = notes::db::Notes{tx};
    const auto note = notes.insert({.title = "Minutes", .body = "We met."});
    notes.update(note.id, {.visibility = Visibility::shared});
    const auto page = notes.page_by_created_at({.limit = 20});
    for (const auto& item : page.items) std::printf("%s: %s\n", item.title.c_str(), item.body.c_str());
    return notes::db::Authors{tx}.find_by_email("ann@red.test").value().id;
  });
  pool.in_tenant(team, notes::db::SessionValues{.author = ann}, [&](tenon::TenantTx& tx) {
    auto notes = notes::db::Notes{tx};
    for (const auto& note : notes.page_by_created_at().items) {
      notes.update(note.id, {.stars = note.stars + 1});  // nothing where the note is another's
    }
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    // The seed's team: a seed's keys are fixed, notes.seed.sql shows them.
    write_and_read(argv[1], tenon::Uuid::parse("7d9f5231-04e6-8722-abdf-aa4b531446b3"));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "quickstart: %s\n", error.what());
    return 1;
  }
}
