// A project whose schema changes, its migrations, and a database that goes along: for tests of `tenon
// migrate`.
#pragma once

#include <string>
#include <vector>

#include "scratch.hpp"

namespace tenon::test {

inline constexpr const char* kEverything =
    "data-loss,breaks-clients,new-values,long-lock,rewrite,full-scan,index-build,authorization,irreversible";
inline const std::string kTag =
    "entity Tag { id: uuid = uuid() @key  note: Note  label: text  unique (note, label) }\n";

class MigrateTest : public DatabaseTest {
 protected:
  /// Writes the schema as it is now.
  std::string schema(const std::string& more = "") const {
    return file(name() + ".schema", small_schema(name(), more));
  }

  Outcome migrate(const std::string& command, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"migrate", command, path(name() + ".schema")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return tenon(arguments);
  }
  Outcome make(const std::string& migration) const {
    return migrate("new", {migration, "--allow", kEverything, "--unproved"});
  }
  Outcome up(std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--db", url()});
    return migrate("up", std::move(more));
  }
  [[nodiscard]] std::vector<std::string> files() const { return listing(path("migrations")); }

  /// The first migration, run, and rows of two tenants.
  void begin() const {
    schema();
    ASSERT_EQ(make("init").exit, 0);
    const Outcome ran = up();
    ASSERT_EQ(ran.exit, 0) << ran.err;
    sql("INSERT INTO tenants (id, name) SELECT ('00000000-0000-0000-0000-00000000000' || i)::uuid, 't' || i "
        "FROM generate_series(1, 2) i;"
        "INSERT INTO notes (tenant_id, body) SELECT id, 'of ' || name FROM tenants");
  }
};

}  // namespace tenon::test
