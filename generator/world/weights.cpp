#include "world/weights.hpp"

#include <algorithm>
#include <optional>

#include "world/judgement.hpp"

namespace tenon::world {

using model::Kind;

namespace {

constexpr std::string_view kFromTheWorst[] = {kLeak, kWrite, kDenial, kDrift};

struct OfKind {
  Kind kind;
  Weight weight;
};

constexpr OfKind kMissing[] = {
    {Kind::kSchema, {kDenial, "nothing in it is found"}},
    {Kind::kTable, {kDenial, "statements that name it fail"}},
    {Kind::kColumn, {kDenial, "statements that name it fail"}},
    {Kind::kView, {kDenial, "statements that name it fail"}},
    {Kind::kSequence, {kDenial, "rows that take a number from it are refused"}},
    {Kind::kFunction, {kDenial, "what calls it fails"}},
    {Kind::kConstraint, {kWrite, "rows that it refuses are taken"}},
    {Kind::kIndex, {kDenial, "statements that it serves read the whole table"}},
    {Kind::kTrigger, {kWrite, "what it does at each change is left undone"}},
    {Kind::kPolicy, {kDenial, "its role finds no row by it; one that narrows others down is missed in each"}},
    {Kind::kRowSecurity, {kLeak, "whoever may read the table reads every tenant's rows"}},
    {Kind::kGrant, {kDenial, "statements of its role are refused"}},
    {Kind::kRegisteredRow,
     {kDenial, "maintenance passes the table over: partitions run out, and nothing goes"}},
};

constexpr OfKind kAdded[] = {
    {Kind::kColumn, {kDrift, "a row may hold what no part of the schema knows"}},
    {Kind::kConstraint, {kDenial, "rows that the schema allows may be refused"}},
    {Kind::kIndex, {kDrift, "each change has to keep it, and a unique one refuses rows"}},
    {Kind::kTrigger, {kWrite, "its function sees and changes rows of every tenant that is at work"}},
    {Kind::kRule, {kWrite, "statements do something else, with the rights of the table's owner"}},
    {Kind::kPolicy, {kLeak, "rows that no other policy shows may be shown by it, or hidden"}},
    {Kind::kRowSecurity, {kDenial, "rows are hidden where no policy shows them"}},
    {Kind::kGrant, {kLeak, "its role may do what nobody promised it"}},
    {Kind::kRegisteredRow, {kWrite, "maintenance drops or deletes what nobody told it to"}},
};

struct OfField {
  std::optional<Kind> kind;  ///< none for any
  std::string_view field;
  Weight weight;
};

constexpr OfField kFields[] = {
    {std::nullopt,
     "owner",
     {kWrite,
      "an owner may change it, take it away, and give it to others; and what runs as its owner has "
      "the rights of that one"}},
    {Kind::kFunction, "body", {kWrite, "whatever rests on it no longer does what the schema says"}},
    {Kind::kFunction, "atomic", {kWrite, "whatever rests on it no longer does what the schema says"}},
    {Kind::kFunction, "leakproof", {kLeak, "it is shown rows before the policies have let them through"}},
    {Kind::kFunction, "definer", {kLeak, "it runs with the rights of another"}},
    {Kind::kFunction,
     "volatility",
     {kLeak,
      "a plan keeps what it once gave, such as the tenant of somebody else's statement, or asks at "
      "each row"}},
    {Kind::kFunction, "language", {kWrite, "whatever rests on it no longer does what the schema says"}},
    {Kind::kRole, "superuser", {kLeak, "no policy and no right binds it"}},
    {Kind::kRole, "bypasses_row_security", {kLeak, "no policy binds it"}},
    {Kind::kRole, "creates_roles", {kWrite, "it may make others members of roles"}},
    {Kind::kRole, "replicates", {kLeak, "it may read every row of the server as it is written"}},
    {Kind::kRole, "connection_limit", {kDenial, "nobody logs in as it any more"}},
    {Kind::kRole, "login", {kDrift, "it is a role to log in with, or none"}},
    {Kind::kRowSecurity, "enabled", {kLeak, "whoever may read the table reads every tenant's rows"}},
    {Kind::kRowSecurity, "forced", {kLeak, "the owner, and functions that run as it, pass the policies by"}},
    {Kind::kPolicy, "condition", {kLeak, "it shows other rows than the tenant's"}},
    {Kind::kPolicy, "check", {kWrite, "it lets other rows in than the tenant's"}},
    {Kind::kPolicy, "roles", {kLeak, "others are shown rows by it"}},
    {Kind::kPolicy, "permissive", {kLeak, "it shows rows instead of narrowing them down, or hides them"}},
    {Kind::kView,
     "options",
     {kLeak, "it may read with its owner's rights, past the policies of whoever asks"}},
    {Kind::kView, "query", {kLeak, "it gives other rows"}},
    {Kind::kTrigger, "firing", {kWrite, "what it does at each change is left undone"}},
    {Kind::kTrigger, "function", {kWrite, "another function is called at each change"}},
    {Kind::kConstraint, "validated", {kWrite, "rows that it refuses may be there"}},
    {Kind::kConstraint, "enforced", {kWrite, "rows that it refuses are taken"}},
    {Kind::kConstraint,
     "on_delete",
     {kWrite, "deleting a row does something else to those that refer to it"}},
    {Kind::kConstraint, "expression", {kWrite, "rows that it refuses are taken, or others refused"}},
    {Kind::kIndex, "valid", {kDenial, "no statement uses it, and a unique one promises nothing"}},
    {Kind::kIndex, "unique", {kWrite, "rows that it refuses are taken, or others refused"}},
    {Kind::kTable, "persistence", {kWrite, "its rows are gone after a crash, and never reach a standby"}},
    {Kind::kTable,
     "replica_identity",
     {kDenial, "where it is published, changes of its rows are refused, or old rows are told in whole"}},
    {Kind::kTable, "bound", {kWrite, "rows go to another partition, or to none"}},
    {Kind::kColumn, "not_null", {kWrite, "rows without a value are taken, or refused"}},
    {Kind::kColumn, "generated", {kWrite, "its values are made another way"}},
    {Kind::kColumn, "identity_options", {kWrite, "its numbers come another way, and may come twice"}},
    {Kind::kSequence, "cycles", {kWrite, "numbers may come twice"}},
    {Kind::kGrant, "privileges", {kLeak, "its role may do more than was promised, or less"}},
    {Kind::kRegisteredRow,
     "values",
     {kWrite, "maintenance drops, deletes or anonymises other rows than it was told to, or none"}},
    {Kind::kDefaultPrivilege, "privileges", {kLeak, "what will be made is granted at once"}},
};

template <std::size_t N>
Weight found(const OfKind (&rows)[N], Kind kind) {
  const auto* row = std::ranges::find(rows, kind, &OfKind::kind);
  return row == std::end(rows) ? Weight{kDrift, ""} : row->weight;
}

}  // namespace

bool is_worse(std::string_view severity, std::string_view other) {
  return std::ranges::find(kFromTheWorst, severity) < std::ranges::find(kFromTheWorst, other);
}

Weight of_missing(Kind kind) {
  return found(kMissing, kind);
}

Weight of_added(Kind kind) {
  return found(kAdded, kind);
}

Weight of_field(Kind kind, std::string_view field) {
  const auto* row = std::ranges::find_if(kFields, [&](const OfField& each) {
    return each.field == field && (!each.kind || *each.kind == kind);
  });
  return row == std::end(kFields) ? Weight{kDrift, ""} : row->weight;
}

}  // namespace tenon::world
