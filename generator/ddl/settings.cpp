#include "ddl/settings.hpp"

#include <utility>

#include "ddl/clauses.hpp"
#include "ddl/words.hpp"

namespace tenon::ddl {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;

/// Writes the settings of one object; of most kinds there are none.
struct Settings {
  const model::Object& object;
  std::vector<std::string>& out;

  void operator()(const model::Sequence& sequence) const {
    // The column's default calls it, so that it comes before.
    if (!sequence.owned_by) return;
    const auto& [table, column] = *sequence.owned_by;
    const model::Identity owner{model::Kind::kTable, object.identity.schema, "", table, ""};
    add(sql_format("ALTER SEQUENCE {} OWNED BY {}.{};", qualified(object.identity, object.path),
                   qualified(owner, object.path), sql_identifier(column)));
  }
  void operator()(const model::Domain& domain) const {
    for (const model::DomainCheck& check : domain.checks) {
      if (!check.validated)
        add(sql_format("ALTER DOMAIN {} ADD CONSTRAINT {} CHECK ({}) NOT VALID;",
                       qualified(object.identity, object.path), sql_identifier(check.name),
                       text(check.expression)));
    }
  }
  void operator()(const model::Table& table) const {
    if (table.replica_identity == model::ReplicaIdentity::kDefault) return;
    static constexpr std::string_view kWays[] = {"", "NOTHING", "FULL", "USING INDEX"};
    Words action;
    action.add(authored_sql("REPLICA IDENTITY")).add(word(kWays, table.replica_identity));
    if (!table.replica_index.empty()) action.add(sql_identifier(table.replica_index));
    add(sql_format("ALTER TABLE {} {};", qualified(object.identity, object.path), action.joined()));
  }
  void operator()(const model::Column& column) const {
    // CREATE TABLE takes it from 16 on.
    if (!column.storage.empty()) alter_column(sql_format("SET STORAGE {}", authored_sql(column.storage)));
    if (column.statistics_target >= 0)
      alter_column(sql_format("SET STATISTICS {}", column.statistics_target));
    if (!column.options.empty()) alter_column(sql_format("SET ({})", options(column.options)));
  }
  void operator()(const model::Constraint& constraint) const { cluster(constraint.clustered); }
  void operator()(const model::Index& index) const {
    cluster(index.clustered);
    for (std::size_t i = 0; i < index.elements.size(); ++i) {
      if (index.elements[i].statistics_target >= 0)
        add(sql_format("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {};",
                       qualified(object.identity, object.path), static_cast<int>(i + 1),
                       index.elements[i].statistics_target));
    }
  }
  void operator()(const model::Statistics& statistics) const {
    if (statistics.target >= 0)
      add(sql_format("ALTER STATISTICS {} SET STATISTICS {};", qualified(object.identity, object.path),
                     statistics.target));
  }
  void operator()(const model::Rule& rule) const {
    if (rule.firing != model::Firing::kOrigin)
      alter_table(sql_format("{} RULE {}", firing(rule.firing), sql_identifier(object.identity.name)));
  }
  void operator()(const auto& /*other*/) const {}

 private:
  void add(const SqlText& statement) const { out.push_back(statement.str()); }
  void alter_table(const SqlText& action) const {
    add(sql_format("ALTER TABLE {} {};", of_table(object.identity, object.path), action));
  }
  void alter_column(const SqlText& action) const {
    alter_table(sql_format("ALTER COLUMN {} {}", sql_identifier(object.identity.name), action));
  }
  void cluster(bool clustered) const {
    if (clustered) alter_table(sql_format("CLUSTER ON {}", sql_identifier(object.identity.name)));
  }
};

}  // namespace

std::vector<std::string> settings(const model::Object& object) {
  std::vector<std::string> out;
  std::visit(Settings{object, out}, object.definition);
  return out;
}

}  // namespace tenon::ddl
