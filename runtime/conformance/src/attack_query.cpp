// Declared queries, asked for another tenant's rows: by the application, which row-level security holds, and
// by somebody whom it doesn't hold, which leaves the query's own condition.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// The class of errors that come of values: a unit of time that isn't one, a division by zero.
constexpr std::string_view kWrongValue = "22";

class Attack {
 public:
  Attack(Probe& probe, const Stage& stage, bool beyond_policies)
      : probe_(probe), stage_(stage), beyond_policies_(beyond_policies) {}

  void run(const Query& query, Findings& findings) {
    if (const std::string why = refused(query); !why.empty()) {
      findings.push_back(
          finding("query " + query.name,
                  fmt::format("query `{}` refuses the values that it is tried with ({}), so that nothing "
                              "is known of it: let each `@example` of its parameters be one that it takes",
                              query.name, why)));
      return;
    }
    for (const std::string& probe : query.probes) {
      const std::string asked = replaced(probe, "{tenant}", stage_.theirs());
      const std::string forged = replaced(asked, "{scope}", literal(probe_, stage_.theirs()));
      const std::string nobodys = replaced(asked, "{scope}", "NULL");
      // Of no tenant, in whose name no more is seen than in anybody's.
      const std::string& nobody = probe_.schema().no_tenant;
      const std::string shared =
          nobody.empty() ? nobodys : replaced(asked, "{scope}", literal(probe_, nobody));
      std::string what = query.writes ? writes(forged, nobodys) : reads(forged, shared, nobodys);
      if (what.empty() && !query.writes) what = gives_null(query, own(probe));
      if (what.empty()) continue;
      findings.push_back(finding("query " + query.name, fmt::format("query `{}` {}", query.name, what)));
      return;
    }
  }

 private:
  /// As the first tenant asks for rows of its own.
  std::string own(const std::string& probe) const {
    return replaced(replaced(probe, "{tenant}", stage_.ours()), "{scope}", literal(probe_, stage_.ours()));
  }

  /// Why nobody can ask it with these values, not even for rows of his own: the state of the error.
  std::string refused(const Query& query) {
    for (const std::string& probe : query.probes) {
      const Outcome outcome = attempt(probe_, stage_.app(stage_.ours()), own(probe));
      if (outcome.error && outcome.error->sqlstate.starts_with(kWrongValue)) return outcome.error->sqlstate;
    }
    return "";
  }

  /// All that is seen, in one text; nothing where it is refused.
  std::optional<std::string> seen(const Actor& actor, const std::string& sql) {
    const std::string text =
        fmt::format("SELECT md5(coalesce(string_agg(q::text, ';' ORDER BY q::text), '')) FROM ({}) q", sql);
    // A failure rolls the deed back and is no answer.
    if (attempt(probe_, actor, text).error) return std::nullopt;
    const auto row = first_row(probe_, actor, text);
    return row.empty() ? std::nullopt : row[0];
  }

  std::string reads(const std::string& forged, const std::string& shared, const std::string& nobodys) {
    const Actor ours = stage_.app(stage_.ours());
    const auto nothing = seen(ours, shared);
    // What gives something else each time can't be compared.
    if (nothing != seen(ours, shared)) return "";
    if (seen(ours, forged) != nothing) return "shows the application another tenant's rows";
    if (!beyond_policies_) return "";
    if (seen({"", ""}, nobodys) != seen(stage_.app(""), nobodys))
      return "depends on policies: rows of a table that it names aren't held to the tenant";
    return "";
  }

  std::string writes(const std::string& forged, const std::string& nobodys) {
    const Outcome outcome = attempt(probe_, stage_.app(stage_.ours()), forged);
    if (!outcome.error && outcome.rows > 0) return "in another tenant's name " + outcome.wording();
    if (!beyond_policies_) return "";
    const Outcome beyond = attempt(probe_, {"", ""}, nobodys);
    if (!beyond.error && beyond.rows > 0)
      return "without a tenant, where no policy holds it, " + beyond.wording();
    return "";
  }

  std::string gives_null(const Query& query, const std::string& own) {
    std::vector<std::string> nulls;
    for (std::size_t i = 0; i < query.columns.size(); ++i) {
      if (!query.columns[i].nullable)
        nulls.push_back(fmt::format("count(*) FILTER (WHERE q.{} IS NULL)",
                                    probe_.session().quote_identifier(query.columns[i].name)));
    }
    if (nulls.empty()) return "";
    const std::string sql = fmt::format("SELECT {} FROM ({}) q", fmt::join(nulls, " + "), own);
    if (attempt(probe_, stage_.app(stage_.ours()), sql).error) return "";
    const auto row = first_row(probe_, stage_.app(stage_.ours()), sql);
    return !row.empty() && row[0] && *row[0] != "0" ? "gives NULL in a column that was told to have a value"
                                                    : "";
  }

  Probe& probe_;
  const Stage& stage_;
  bool beyond_policies_;
};

bool is_bound_by_nothing(Probe& probe) {
  return is_true(rows(probe, "reading the connection's role",
                      "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"),
                 0, 0);
}

}  // namespace

Findings queries_keep_to_their_tenant(Probe& probe) {
  Findings findings;
  const auto& queries = probe.schema().queries;
  const auto first =
      std::find_if(queries.begin(), queries.end(), [](const Query& query) { return !query.tables.empty(); });
  const Table* table = first == queries.end() ? nullptr : table_named(probe.schema(), first->tables.front());
  if (table == nullptr) return findings;
  Stage stage(probe, *table);
  stage.add_everything();
  execute(probe, "looking for names as programs do", "SET LOCAL search_path TO DEFAULT");
  Attack attack(probe, stage, is_bound_by_nothing(probe));
  for (const Query& query : queries) {
    if (query.in_tenant) attack.run(query, findings);
  }
  return findings;
}

}  // namespace tenon::conformance
