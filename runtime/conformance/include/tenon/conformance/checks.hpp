// The checks that hold a live database against what its schema promises (`expectations.hpp`), and attack it
// as the application's role.
//
// Every check works inside one transaction that is rolled back, under a short `lock_timeout`: a run leaves
// nothing behind, save numbers that identity columns have skipped, and is safe on a database in use. One
// connection does it all; roles are taken with `SET LOCAL ROLE`, so a server that serves a single session at
// a time will do.
//
//   auto probe = tenon::conformance::Probe::open(url, schema);
//   if (!probe) return complain(probe.error());
//   const tenon::conformance::Report report = tenon::conformance::run_all(*probe);
//   for (const Finding& finding : report.findings) …
//   for (const Unjudged& unjudged : report.unjudged) …
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "tenon/conformance/expectations.hpp"
#include "tenon/export.hpp"
#include "tenon/pq/session.hpp"

namespace tenon {
namespace TENON_API conformance {

/// One promise that the database doesn't keep.
struct Finding {
  std::string check;  ///< the id of the check: `catalog.columns`
  std::string
      object;  ///< what it is about: a table, role, function; the schema's name where nothing is narrower
  std::string message;  ///< what is there and what was promised; never a value of a row
  /// How bad it is: `leak`, `write`, `denial` or `drift`; empty where the check says it by its name.
  std::string severity{};
  std::string remedy{};  ///< SQL that mends it; empty where none does by itself
};

/// A check that came to no end, for a cause that tells nothing of what it holds: another session's lock, too
/// little time or memory, a lost connection.
struct Unjudged {
  std::string check;
  std::string object;
  std::string why;       ///< the server's error, and who is in the way
  std::string remedy;    ///< what to do, so that it can be judged
  bool passing = false;  ///< it waited for another session, which may be gone in a moment
};

/// What a check came to: kept its promise where there is neither.
struct Verdict {
  std::vector<Finding> findings;
  std::optional<Unjudged> unjudged;
};

/// A database under examination: one connection, and what its schema promises. Move-only. Not for two threads
/// at once.
class Probe {
 public:
  /// Connects, and makes sure that the role of `url` may become each role of the schema.
  /// The error is a text for people that says what failed and what to do; it never repeats a password of
  /// `url`.
  static tl::expected<Probe, std::string> open(const std::string& url, Schema schema);

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] pq::Session& session() { return session_; }

  /// What `tenon.current_tenant()` gave before anything had set the tenant in this session: its text, nullopt
  /// for NULL, or the server's error. Asked once, on opening: once set, a setting is empty for ever, and
  /// never unset again. NULL too where `settings_at_start` has a tenant, which is another check's finding.
  [[nodiscard]] const tl::expected<std::optional<std::string>, pq::SqlError>& tenant_when_unset() const {
    return tenant_when_unset_;
  }

  /// Settings that weaken isolation, by name, as the session found them: those of the server's configuration,
  /// and the tenant's, whoever gave it. The session has put its own in their place.
  [[nodiscard]] const std::map<std::string, std::string>& settings_at_start() const {
    return settings_at_start_;
  }

  /// Who asks in a tenant: the settings of the schema's session variables, such that the sample rows are
  /// theirs. Nobody but the sample tenants' does; of any other tenant it is the first one's.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& session_in(
      const std::string& tenant) const;

  /// Whether locks of other sessions are waited for a moment only, since a check has waited for one in vain.
  [[nodiscard]] bool is_in_a_hurry() const { return is_in_a_hurry_; }
  void be_in_a_hurry(bool is) { is_in_a_hurry_ = is; }

 private:
  Probe(pq::Session session, Schema schema);
  pq::Session session_;
  Schema schema_;
  bool is_in_a_hurry_ = false;
  std::map<std::string, std::string> settings_at_start_;
  tl::expected<std::optional<std::string>, pq::SqlError> tenant_when_unset_;
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> sessions_;  ///< by tenant
};

/// A check of the database as a whole.
/// `id` is unique among all checks and reads `theme.what_it_holds`, the theme being `catalog` or `attack`.
/// `rule` names the design's rules that it holds (`T5`, `P8`, `attack 3`); `promise` states in one line what
/// holds when there is no finding. `run` opens its own transaction and rolls it back; it must not be called
/// inside another. It doesn't throw for anything that the database does: a statement that the check needs and
/// that fails is a finding, unless its cause is of no matter to the promise, which leaves the check unjudged.
struct SchemaCheck {
  std::string_view id;
  std::string_view rule;
  std::string_view promise;
  Verdict (*run)(Probe&);
};

/// A check of one table of `Probe::schema()`, for the tables that it applies to. The rest is as for
/// `SchemaCheck`.
struct TableCheck {
  std::string_view id;
  std::string_view rule;
  std::string_view promise;
  bool (*applies)(const Table&);
  Verdict (*run)(Probe&, const Table&);
};

/// All checks, in the order in which they are best read: what the catalog says, then what the attacks did.
/// The attacks apply to schemas with tenancy alone; the others have no table, and so no attack, that applies.
std::span<const SchemaCheck> schema_checks();
std::span<const TableCheck> table_checks();

/// How far `run_all` is: the check that was just made, and what it found.
struct Progress {
  std::string_view check;
  std::string_view object;  ///< the table; the schema's name for a `SchemaCheck`
  std::size_t done = 0;     ///< checks made, this one included
  std::size_t total = 0;    ///< `check_count` of the schema
  std::span<const Finding> findings;
};

/// What breaks no promise, and is worth knowing.
struct Note {
  std::string object;
  std::string message;
  std::string name{};  ///< of the kind of note: `note.shared_counters`; empty where it has none
};

struct Report {
  std::size_t checks = 0;  ///< how many were made
  std::vector<Finding> findings;
  std::vector<Note> notes;
  std::vector<Unjudged> unjudged;
  std::size_t unmade = 0;  ///< how many were left when the connection was lost
};

/// How many checks `run_all` makes for a schema: a `TableCheck` counts once for each table that it applies
/// to.
std::size_t check_count(const Schema& schema);

/// Makes every check that applies, one after the other, and those that waited for another session once more
/// at the end. `progress` is called after each one. A lost connection ends it.
Report run_all(Probe& probe, const std::function<void(const Progress&)>& progress = {});

}  // namespace conformance
}  // namespace tenon
