// What every check says to the server with: statements that must succeed, the rolled-back transaction around
// a check, and the spelling of names.
#pragma once

#include <exception>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/conformance/checks.hpp"

namespace tenon::conformance {

using Findings = std::vector<Finding>;

/// A statement that a check needs has failed. It ends the check and becomes its finding.
class SqlFailure : public std::exception {
 public:
  SqlFailure(std::string doing, pq::SqlError error);
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

/// A statement has failed for a cause that tells nothing of what the check holds. It ends the check without a
/// verdict.
class NotJudged : public std::exception {
 public:
  explicit NotJudged(Unjudged unjudged) : unjudged_(std::move(unjudged)) {}
  [[nodiscard]] const char* what() const noexcept override { return unjudged_.why.c_str(); }
  [[nodiscard]] const Unjudged& unjudged() const { return unjudged_; }

 private:
  Unjudged unjudged_;
};

/// unjudged.cpp: such a cause, or none.
std::optional<Unjudged> cause_of(Probe& probe, const pq::SqlError& error);
/// Throws `NotJudged` where there is one.
void expect_judgeable(Probe& probe, const pq::SqlError& error);
/// `: process 4711 (psql) holds AccessExclusiveLock on posts`, of other sessions; to be asked outside of a
/// transaction. Empty where nobody holds anything any more.
std::string holders_of_locks(Probe& probe);

/// The server's error in one line: `ERROR 42501: permission denied for table users`. A detail can hold values
/// of rows and is left out.
std::string describe(const pq::SqlError& error);

/// A statement that must succeed. `doing` says what for, in case it doesn't: `reading the columns of users`.
pq::Rows rows(Probe& probe, std::string_view doing, std::string_view sql,
              std::initializer_list<pq::Parameter> parameters = {});
void execute(Probe& probe, std::string_view doing, std::string_view sql);

/// Where functions of the tool's own look for names, and nowhere else.
inline constexpr std::string_view kPinnedPath = "pg_catalog, pg_temp";

/// `t` for true.
bool is_true(const pq::Rows& rows, std::size_t row, std::size_t column);

/// The transaction of a check: pins what the server's wording depends on, limits locks and time, and rolls
/// back whatever happened. A failure of `body` is its finding, or leaves the check unjudged. Findings get
/// `check`, and `object` where they have none.
Verdict rolled_back(Probe& probe, std::string_view check, const std::string& object,
                    const std::function<Findings()>& body);
void begin(Probe& probe);
/// Its first statements, which pin everything but the search path.
std::string begin_sql(Probe& probe);
/// Of these the settings that don't depend on the schema.
std::string pinned_sql(Probe& probe);

std::string quoted(Probe& probe, std::string_view identifier);
/// `"a", "b"`
std::string quoted_list(Probe& probe, const std::vector<std::string>& identifiers);
/// `"public"."sessions"`
std::string qualified(Probe& probe, const Table& table);
/// The same of a table or a view that the schema calls so.
std::string qualified(Probe& probe, const std::string& name);
/// The Postgres schemas of what is promised, for `string_to_array($1, ',')`; the schema's own is the first.
std::string spaces_of(const Schema& schema);
/// The statements that set the tenant for the transaction, raw text as it is, and who asks in it. In a signed
/// schema the owner sets it, who stays the role.
std::vector<std::string> entering(Probe& probe, const std::string& tenant);
std::string literal(Probe& probe, std::string_view text);
/// `"app"."current_tenant_id" = '…'`, for SET: unlike `set_config`, nobody's right to it can be revoked.
std::string setting(Probe& probe, std::string_view name, std::string_view value);
std::string set_local(Probe& probe, std::string_view name, std::string_view value);

bool contains(const std::vector<std::string>& names, std::string_view name);
/// The table of that name in the schema, or null.
const Table* table_named(const Schema& schema, std::string_view name);
const Table* root_of(const Schema& schema);

inline Finding finding(std::string message) {
  return Finding{{}, {}, std::move(message)};
}
inline Finding finding(std::string object, std::string message) {
  return Finding{{}, std::move(object), std::move(message)};
}

}  // namespace tenon::conformance
