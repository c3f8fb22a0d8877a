// Lookups: whoever has the exact value learns whose the row is, and what is declared beside; nobody learns
// more.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// Which row of the stage's stands for a tenant.
std::string row_of(Probe& probe, const Table& table, const std::string& tenant) {
  return table.members.table.empty() ? of_tenant(probe, table, tenant) : sample_row(probe, table, tenant);
}

/// What a tenant's row has in the columns, as literals.
std::vector<std::string> values_of(Probe& probe, const Stage& stage, const Table& table, const Lookup& lookup,
                                   const std::string& tenant) {
  std::vector<std::string> texts;
  for (const std::string& column : lookup.columns)
    texts.push_back(probe.session().quote_identifier(column) + "::text");
  // What no member row refers to yet is the owner's to see.
  const Actor actor =
      table.members.table.empty() ? stage.app(tenant) : Actor{probe.schema().roles.owner, tenant};
  const auto row = first_row(probe, actor,
                             fmt::format("SELECT {} FROM {} WHERE {} LIMIT 1", fmt::join(texts, ", "),
                                         qualified(probe, table), row_of(probe, table, tenant)));
  std::vector<std::string> out;
  for (const auto& value : row) out.push_back(value ? literal(probe, *value) : "NULL");
  return out;
}

class Attack {
 public:
  Attack(Probe& probe, const Table& table, const Lookup& lookup)
      : probe_(probe), lookup_(lookup), stage_(probe, table) {
    stage_.add_both_rows();
    theirs_ = theirs_in(table);
    values_ = values_of(probe, stage_, table, lookup, stage_.theirs());
    // What is unique within a tenant another one may have too.
    is_shared_ = values_ == values_of(probe, stage_, table, lookup, stage_.ours());
  }

  Findings run() {
    if (values_.empty() || contains_null()) {
      say("proves nothing: the sample row has no value to look for");
      return std::move(findings_);
    }
    // Theirs, asked for by whoever has no tenant, and by another one.
    for (const std::string& tenant : {std::string(), stage_.ours()}) {
      const std::string who = tenant.empty() ? "without a tenant" : "by another tenant";
      expect(tenant, theirs_alone(), 1, "for the row's own values " + who);
      expect(tenant, others(), is_shared_ ? 1 : 0, "for the row's own values, of other tenants, " + who);
    }
    for (std::size_t i = 0; i < values_.size(); ++i) look_for_others(i);
    return std::move(findings_);
  }

 private:
  [[nodiscard]] bool contains_null() const {
    return std::find(values_.begin(), values_.end(), "NULL") != values_.end();
  }

  [[nodiscard]] std::string call(const std::vector<std::string>& values) const {
    return fmt::format("{}({})", lookup_.function, fmt::join(values, ", "));
  }
  /// What the lookup gives of their row: their key, or of a global one its own.
  [[nodiscard]] std::string theirs_in(const Table& table) const {
    if (table.members.table.empty()) return literal(probe_, stage_.theirs());
    for (const Sample& sample : table.sample) {
      if (sample.column == lookup_.gives.front())
        return fmt::format("({})::text", Stage::sample_value(sample, stage_.theirs(), 1));
    }
    return "NULL";
  }
  [[nodiscard]] std::string given_key() const {
    return probe_.session().quote_identifier(lookup_.gives.front()) + "::text";
  }
  [[nodiscard]] std::string theirs_alone() const {
    return fmt::format("SELECT {} FROM {} WHERE {} = {}", quoted_list(probe_, lookup_.gives), call(values_),
                       given_key(), theirs_);
  }
  [[nodiscard]] std::string others() const {
    return fmt::format("SELECT FROM {} WHERE {} IS DISTINCT FROM {}", call(values_), given_key(), theirs_);
  }

  void look_for_others(std::size_t place) {
    std::vector<std::string> values = values_;
    values[place] = "NULL";
    expect("", "SELECT FROM " + call(values), 0, "for NULL");
    // What isn't of the column's type is refused, which gives nothing either.
    for (const std::string& pattern : {std::string("'%'"), std::string("''"), values_[place] + " || '%'",
                                       "substr(" + values_[place] + ", 1, 3) || '%'"}) {
      values[place] = pattern;
      const Outcome outcome = attempt(probe_, stage_.app(""), "SELECT FROM " + call(values));
      if (!outcome.error && outcome.rows > 0) say(fmt::format("for a pattern {}", outcome.wording()));
    }
  }

  void expect(const std::string& tenant, const std::string& sql, std::size_t rows, const std::string& how) {
    const Outcome outcome = attempt(probe_, stage_.app(tenant), sql);
    if (outcome.error || outcome.rows != rows)
      say(fmt::format("{} {}, promised: {} rows", how, outcome.wording(), rows));
  }

  void say(const std::string& what) {
    findings_.push_back(finding(lookup_.table, fmt::format("`{}` {}", lookup_.function, what)));
  }

  Probe& probe_;
  const Lookup& lookup_;
  Stage stage_;
  std::vector<std::string> values_;
  std::string theirs_;
  bool is_shared_ = false;
  Findings findings_;
};

}  // namespace

Findings looking_up_tenants(Probe& probe) {
  Findings findings;
  for (const Lookup& lookup : probe.schema().lookups) {
    const Table* table = table_named(probe.schema(), lookup.table);
    if (table == nullptr) continue;
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_lookup");
    const Findings more = Attack(probe, *table, lookup).run();
    findings.insert(findings.end(), more.begin(), more.end());
    execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_lookup");
  }
  return findings;
}

}  // namespace tenon::conformance
