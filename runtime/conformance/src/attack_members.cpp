// Rows of global tables that a tenant sees by rows of its own: those of another tenant's members are reached
// by nothing, and those of a member that left are seen no more.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

class MemberAttack {
 public:
  MemberAttack(Probe& probe, const Table& table)
      : probe_(probe),
        table_(table),
        members_(*table_named(probe.schema(), table.members.table)),
        stage_(probe, members_) {
    stage_.add_both_rows();
    ours_ = sample_row(probe, table, stage_.ours());
    theirs_ = sample_row(probe, table, stage_.theirs());
  }

  Findings reaching() {
    if (ours_ == theirs_) {
      say("the samples of both tenants are one row: its key needs no `@example`", "");
      return std::move(findings_);
    }
    for (const std::string& role : probe_.schema().roles.bound()) {
      if (promised(table_, role, "SELECT")) reach_as(role);
    }
    return std::move(findings_);
  }

  /// Member rows are taken away, one way after the other, in the transaction in which the row was seen.
  Findings leaving() {
    const Actor us = stage_.app(stage_.ours());
    const std::string own = of_tenant(probe_, members_, stage_.ours());
    const std::string name = qualified(probe_, members_);
    std::vector<std::string> ways = {fmt::format("DELETE FROM {} WHERE {}", name, own)};
    if (!table_.members.mark.empty())
      ways.push_back(
          fmt::format("UPDATE {} SET {} = now() WHERE {}", name, quoted(probe_, table_.members.mark), own));
    for (const std::string& way : ways) {
      execute(probe_, "setting a savepoint", "SAVEPOINT tenon_left");
      // Whoever may; a log or other rows may hold a member row in its place.
      Outcome outcome = act(probe_, us, way);
      if (outcome.error || outcome.rows == 0) outcome = act(probe_, {"", stage_.ours()}, way);
      if (!outcome.error && outcome.rows > 0)
        expect(us, "SELECT FROM " + what(ours_), 0, "of a member that left, seen,");
      execute(probe_, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_left");
    }
    return std::move(findings_);
  }

 private:
  [[nodiscard]] std::string what(const std::string& row) const {
    return fmt::format("{} WHERE {}", qualified(probe_, table_), row);
  }

  /// All rows that no row of a tenant's refers to.
  [[nodiscard]] std::string not_of(const std::string& tenant) const {
    std::string same =
        fmt::format("m.{} = {}", quoted(probe_, table_.members.tenant_column), literal(probe_, tenant));
    for (std::size_t i = 0; i < table_.members.columns.size(); ++i)
      same += fmt::format(" AND m.{} = p.{}", quoted(probe_, table_.members.columns[i]),
                          quoted(probe_, table_.members.key[i]));
    return fmt::format("SELECT FROM {} p WHERE NOT EXISTS (SELECT FROM {} m WHERE {})",
                       qualified(probe_, table_), qualified(probe_, members_), same);
  }

  void reach_as(const std::string& role) {
    const Actor us{role, stage_.ours()};
    expect(us, "SELECT FROM " + what(ours_), 1, "of its own member, seen,");
    expect(us, "SELECT FROM " + what(theirs_), 0, "of another tenant's member, seen,");
    expect(us, not_of(stage_.ours()), 0, "that no own row refers to, seen,");
    expect({role, ""}, "SELECT FROM " + qualified(probe_, table_), 0, "seen without a tenant,");
    for (const std::string& deed : deeds(role)) {
      expect_nothing(us, deed);
      expect_nothing({role, ""}, deed);
    }
    if (!promised(table_, role, "INSERT")) return;
    expect_refused({role, ""}, stage_.insert_sql(table_, stage_.ours(), 2), "an INSERT without a tenant");
  }

  /// What would change or lock the row of another tenant's member.
  [[nodiscard]] std::vector<std::string> deeds(const std::string& role) const {
    const std::string name = qualified(probe_, table_);
    std::vector<std::string> out = {"DELETE FROM " + what(theirs_),
                                    "SELECT FROM " + what(theirs_) + " FOR UPDATE",
                                    "SELECT FROM " + what(theirs_) + " FOR KEY SHARE"};
    const std::string column = changeable_column(role);
    if (column.empty()) return out;
    const std::string same = fmt::format("{0} = {0}", column);
    out.push_back(fmt::format("UPDATE {} SET {} WHERE {}", name, same, theirs_));
    out.push_back(fmt::format("MERGE INTO {} t USING (SELECT) s ON {} WHEN MATCHED THEN UPDATE SET {}", name,
                              theirs_, fmt::format("{0} = t.{0}", column)));
    if (promised(table_, role, "INSERT"))
      out.push_back(fmt::format("{} ON CONFLICT ({}) DO UPDATE SET {} = EXCLUDED.{}",
                                stage_.insert_sql(table_, stage_.theirs(), 1),
                                quoted_list(probe_, table_.primary_key.columns), column, column));
    return out;
  }

  [[nodiscard]] std::string changeable_column(const std::string& role) const {
    for (const Grant& grant : table_.grants) {
      if (grant.role == role && !grant.update_columns.empty())
        return quoted(probe_, grant.update_columns.front());
    }
    return "";
  }

  void expect(const Actor& actor, const std::string& sql, std::size_t rows, const std::string& how) {
    const Outcome outcome = attempt(probe_, actor, sql);
    if (!outcome.error && outcome.rows == rows) return;
    say(fmt::format("a row {} by `{}`: it {}", how, actor.role, outcome.wording()),
        fmt::format("promised: {} row{}", rows, rows == 1 ? "" : "s"));
  }

  void expect_nothing(const Actor& actor, const std::string& sql) {
    const Outcome outcome = attempt(probe_, actor, sql);
    if (outcome.error || outcome.rows == 0) return;
    say(fmt::format("{} of another tenant's member by `{}` {}", sql.substr(0, sql.find(' ')), actor.role,
                    outcome.wording()),
        "promised: no row, or refused");
  }

  void expect_refused(const Actor& actor, const std::string& sql, const std::string& deed) {
    const Outcome outcome = attempt(probe_, actor, sql);
    if (outcome.refused_with(kDenied)) return;
    say(fmt::format("{} by `{}` {}", deed, actor.role, outcome.wording()), "promised: refused");
  }

  void say(const std::string& found, const std::string& promise) {
    findings_.push_back(finding(promise.empty() ? found : found + ", " + promise));
  }

  Probe& probe_;
  const Table& table_;
  const Table& members_;
  Stage stage_;
  std::string ours_;
  std::string theirs_;
  Findings findings_;
};

}  // namespace

Findings reaching_rows_of_others_members(Probe& probe, const Table& table) {
  return MemberAttack(probe, table).reaching();
}

Findings rows_of_members_that_left(Probe& probe, const Table& table) {
  return MemberAttack(probe, table).leaving();
}

}  // namespace tenon::conformance
