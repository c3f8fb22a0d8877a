#include "tenon/error.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "server_error.hpp"

namespace tenon {

ServerError::ServerError(const std::string& message, ServerErrorFields fields)
    : Error(message), fields_(std::move(fields)) {}

void DecodeError::locate(const char* statement, const std::string& column) {
  column_ = column;
  message_ = "column `" + column + "`: " + message_;
  if (statement != nullptr) message_ = std::string(statement) + ": " + message_;
}

UnknownLabel::UnknownLabel(const std::string& enumeration)
    : DecodeError("holds a label of `" + enumeration +
                  "` that the program doesn't know: the database is of a newer version of the schema"),
      enumeration_(enumeration) {}

namespace detail {
namespace {

using Thrower = void (*)(const std::string&, ServerErrorFields);

template <class E>
[[noreturn]] void throw_as(const std::string& message, ServerErrorFields fields) {
  throw E(message, std::move(fields));
}

/// Whether the server's own sentence may be shown: only where it names things of the schema and never a
/// value.
enum class Text : bool { kOurs, kServers };

struct Kind {
  std::string_view prefix;  ///< of the SQLSTATE
  Thrower thrower;
  bool retryable;
  Text text;
  std::string_view words;  ///< shown where the server's sentence isn't
};

/// The longest prefix comes first. Class 22, the P0xxx and everything unknown quote values, so they are ours.
constexpr std::array kKinds{
    Kind{"22001", throw_as<DataError>, false, Text::kOurs, "a value is too long for its column"},
    Kind{"22003", throw_as<DataError>, false, Text::kOurs, "a number is out of range"},
    Kind{"22007", throw_as<DataError>, false, Text::kOurs, "a date or time is malformed"},
    Kind{"22008", throw_as<DataError>, false, Text::kOurs, "a date or time is out of range"},
    Kind{"22012", throw_as<DataError>, false, Text::kOurs, "division by zero"},
    Kind{"22021", throw_as<DataError>, false, Text::kOurs, "text isn't valid in the database's encoding"},
    Kind{"22P02", throw_as<DataError>, false, Text::kOurs, "text isn't a value of its type"},
    Kind{"22P03", throw_as<DataError>, false, Text::kOurs,
         "a parameter isn't of the type that the SQL expects"},
    Kind{"22", throw_as<DataError>, false, Text::kOurs, "the server refuses a value"},
    Kind{"23502", throw_as<NotNullViolation>, false, Text::kOurs, "a required value is missing"},
    Kind{"23001", throw_as<ForeignKeyViolation>, false, Text::kOurs, "other rows still refer to the row"},
    Kind{"23503", throw_as<ForeignKeyViolation>, false, Text::kOurs, "a foreign key is violated"},
    Kind{"23505", throw_as<UniqueViolation>, false, Text::kOurs, "a unique constraint is violated"},
    Kind{"23514", throw_as<CheckViolation>, false, Text::kOurs,
         "a check is violated, or no partition takes the row"},
    Kind{"23P01", throw_as<ExclusionViolation>, false, Text::kOurs, "an exclusion constraint is violated"},
    Kind{"23", throw_as<IntegrityViolation>, false, Text::kOurs, "a constraint is violated"},
    Kind{"40001", throw_as<SerializationFailure>, true, Text::kServers,
         "the transaction can't be serialized"},
    Kind{"40P01", throw_as<DeadlockDetected>, true, Text::kServers, "a deadlock was detected"},
    Kind{"42501", throw_as<InsufficientPrivilege>, false, Text::kServers, "the role may not do that"},
    Kind{"42", throw_as<ServerError>, false, Text::kServers, "the statement isn't valid"},
    Kind{"55P03", throw_as<LockNotAvailable>, true, Text::kServers, "a lock couldn't be had in time"},
    Kind{"57014", throw_as<QueryCanceled>, false, Text::kServers, "the statement was canceled"},
    Kind{"57P", throw_as<ConnectionLost>, true, Text::kServers, "the server closed the connection"},
    Kind{"08", throw_as<ConnectionLost>, true, Text::kOurs, "the connection failed"},
    Kind{"0A", throw_as<ServerError>, false, Text::kServers, "the server doesn't support that"},
    Kind{"25", throw_as<ServerError>, false, Text::kServers, "the transaction's state doesn't allow that"},
    Kind{"26", throw_as<StaleStatement>, true, Text::kOurs,
         "a prepared statement is gone from its connection"},
    Kind{"28", throw_as<ServerError>, false, Text::kServers, "the login was refused"},
    Kind{"3B", throw_as<ServerError>, false, Text::kServers, "the savepoint isn't known"},
    Kind{"3D", throw_as<ServerError>, false, Text::kServers, "the database isn't known"},
    Kind{"3F", throw_as<ServerError>, false, Text::kServers, "the schema isn't known"},
    Kind{"53", throw_as<ServerError>, false, Text::kServers, "the server is out of resources"},
    Kind{"54", throw_as<ServerError>, false, Text::kServers, "a limit of the server is exceeded"},
    Kind{"55", throw_as<ServerError>, false, Text::kServers, "the object isn't in the state for that"},
    Kind{"P0", throw_as<ServerError>, false, Text::kOurs, "a function of the database raised an error"},
    Kind{"", throw_as<ServerError>, false, Text::kOurs, "the server reports an error"},
};

/// The schema changed after the statement was prepared: an error of the class `0A`, told by where it was
/// raised since its text is in the server's language.
constexpr Kind kStalePlan{"0A000", throw_as<StaleStatement>, true, Text::kOurs,
                          "the schema changed after the statement was prepared; run the transaction again"};

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? "" : text;
}

const Kind& kind_of(std::string_view sqlstate, std::string_view raised_in) {
  if (sqlstate == "0A000" && raised_in == "RevalidateCachedQuery") return kStalePlan;
  for (const Kind& kind : kKinds) {
    if (sqlstate.starts_with(kind.prefix)) return kind;
  }
  return kKinds.back();
}

/// `RAISE` takes any SQLSTATE, and its sentence is made of whatever the function had at hand.
bool may_show(const Kind& kind, std::string_view raised_in) {
  return kind.text == Text::kServers && raised_in != "exec_stmt_raise";
}

std::string where(const ServerErrorFields& fields) {
  const std::string table = fields.schema.empty() ? fields.table : fields.schema + "." + fields.table;
  std::string out;
  if (!fields.constraint.empty()) out += " `" + fields.constraint + "`";
  if (!fields.table.empty()) out += " of `" + table + "`";
  if (!fields.column.empty()) out += ", column `" + fields.column + "`";
  return out.empty() ? out : ":" + out;
}

std::string prefixed(std::string_view what) {
  return what.empty() ? "" : std::string(what) + ": ";
}

[[noreturn]] void throw_of_kind(const Kind& kind, ServerErrorFields fields, std::string_view what,
                                std::string sentence) {
  fields.retryable = kind.retryable;
  if (sentence.empty()) sentence = std::string(kind.words) + where(fields);
  const std::string message = prefixed(what) + sentence + " (" + fields.sqlstate + ")";
  kind.thrower(message, std::move(fields));
  throw Error(message);  // not reached: every thrower throws
}

}  // namespace

void throw_server_error(const PGresult* result, std::string_view what) {
  ServerErrorFields fields;
  fields.sqlstate = field(result, PG_DIAG_SQLSTATE);
  fields.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  fields.schema = field(result, PG_DIAG_SCHEMA_NAME);
  fields.table = field(result, PG_DIAG_TABLE_NAME);
  fields.column = field(result, PG_DIAG_COLUMN_NAME);
  const std::string raised_in = field(result, PG_DIAG_SOURCE_FUNCTION);
  const Kind& kind = kind_of(fields.sqlstate, raised_in);
  const std::string sentence = may_show(kind, raised_in) ? field(result, PG_DIAG_MESSAGE_PRIMARY) : "";
  throw_of_kind(kind, std::move(fields), what, sentence);
}

void throw_server_error(ServerErrorFields fields, std::string_view what) {
  const Kind& kind = kind_of(fields.sqlstate, "");
  throw_of_kind(kind, std::move(fields), what, "");
}

void throw_connection_lost(std::string_view what) {
  ServerErrorFields fields;
  fields.retryable = true;
  throw ConnectionLost(prefixed(what) + "the connection to the server broke", std::move(fields));
}

void throw_outcome_unknown() {
  throw OutcomeUnknown("committing, whether or not it succeeded: the connection to the server broke", {});
}

void throw_canceled(std::string_view what) {
  ServerErrorFields fields;
  fields.sqlstate = "57014";
  throw QueryCanceled(prefixed(what) + "the transaction was canceled by the program", std::move(fields));
}

}  // namespace detail
}  // namespace tenon
