// What goes wrong, as types. No message holds a row's value, a parameter or a password: messages end up in
// logs.
#pragma once

#include <stdexcept>
#include <string>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// The base of everything that the runtime throws.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  /// Whether running the same transaction again may succeed and can't apply it twice.
  [[nodiscard]] virtual bool retryable() const noexcept { return false; }
};

/// Text that isn't a value of the type: a malformed UUID or number.
class ParseError : public Error {
 public:
  using Error::Error;
};

/// Decimal arithmetic whose result PostgreSQL's numeric couldn't hold, or a number that isn't compact.
class NumericOverflow : public Error {
 public:
  using Error::Error;
};

/// A value of the application that PostgreSQL's type can't hold, such as 31 February.
class EncodeError : public Error {
 public:
  using Error::Error;
};

/// A value of the database that the C++ type can't hold (NULL, a year before 1 AD), a column of another type,
/// or malformed bytes. The message names the statement, which names the entity, and the column.
class DecodeError : public Error {
 public:
  explicit DecodeError(const std::string& reason) : Error(reason), message_(reason) {}
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  /// The column's name in the result; empty where the bytes came from elsewhere.
  [[nodiscard]] const std::string& column() const noexcept { return column_; }
  /// Says where it was; for whoever reads a row.
  void locate(const char* statement, const std::string& column);

 private:
  std::string message_;
  std::string column_;
};

/// An enum's label that the program doesn't know: the database is of a newer version of the schema. An enum
/// with `@unknown(…)` has a value for such labels instead.
class UnknownLabel : public DecodeError {
 public:
  explicit UnknownLabel(const std::string& enumeration);
  /// The enum, as the schema calls it.
  [[nodiscard]] const std::string& enumeration() const noexcept { return enumeration_; }

 private:
  std::string enumeration_;
};

/// NULL among the elements of an array whose elements aren't declared as optional: `text?[]` would hold it.
class NullElement : public DecodeError {
 public:
  using DecodeError::DecodeError;
};

/// PostgreSQL's `infinity` as a time or an interval, or a numeric that is infinite or NaN: no value here.
class NotFinite : public DecodeError {
 public:
  using DecodeError::DecodeError;
};

/// The base of what goes wrong with `@encrypted` fields.
class EncryptionError : public Error {
 public:
  using Error::Error;
};
/// The pool's keys have none for a value: it was never given, or a tenant's were erased.
class KeyMissing : public EncryptionError {
 public:
  using EncryptionError::EncryptionError;
};
/// A value that doesn't open: changed, cut off, never encrypted, or brought from another row, field or
/// tenant.
class BrokenSeal : public EncryptionError {
 public:
  using EncryptionError::EncryptionError;
};

/// A statement gave no row where it gives one: a trigger or rule of the database suppressed it.
class NoRow : public Error {
 public:
  using Error::Error;
};

/// A row hasn't the `@version` that was read: somebody changed or removed it since. Read it again, and let
/// whoever decided decide anew.
class Outdated : public Error {
 public:
  explicit Outdated(const std::string& statement)
      : Error(statement + ": the row was changed or removed since its version was read") {}
};

/// Every connection stayed in use for as long as PoolOptions::wait.
class PoolTimeout : public Error {
 public:
  using Error::Error;
};

/// No connection could be made.
class ConnectionFailed : public Error {
 public:
  using Error::Error;
};

/// The application's role ignores row-level security or could switch it off, so tenants wouldn't be kept
/// apart.
class UnsafeRole : public Error {
 public:
  using Error::Error;
};

/// The database's schema isn't the one that the code was generated from.
class SchemaMismatch : public Error {
 public:
  using Error::Error;
};

/// The database doesn't take the tenant that the pool signed: its number is of no key there, the key is
/// another one, or the clocks of the program and of the server differ by more than a minute.
class TenantRefused : public Error {
 public:
  using Error::Error;
};

/// The transaction was not committed although the callable returned, or a statement ended it behind the
/// runtime's back.
class TransactionAborted : public Error {
 public:
  using Error::Error;
};

/// What the server reports of an error besides its text. Empty where it doesn't apply.
struct ServerErrorFields {
  std::string sqlstate{};
  std::string constraint{};
  std::string schema{};
  std::string table{};
  std::string column{};
  bool retryable = false;
};

/// An error of the server, typed by its SQLSTATE. The server's DETAIL, which quotes rows, isn't kept.
class ServerError : public Error {
 public:
  ServerError(const std::string& message, ServerErrorFields fields);
  /// Five characters; empty where the connection broke before the server could tell.
  [[nodiscard]] const std::string& sqlstate() const noexcept { return fields_.sqlstate; }
  [[nodiscard]] const std::string& constraint() const noexcept { return fields_.constraint; }
  [[nodiscard]] const std::string& schema() const noexcept { return fields_.schema; }
  [[nodiscard]] const std::string& table() const noexcept { return fields_.table; }
  [[nodiscard]] const std::string& column() const noexcept { return fields_.column; }
  [[nodiscard]] bool retryable() const noexcept override { return fields_.retryable; }

 private:
  ServerErrorFields fields_;
};

/// 22xxx: a value that the server refuses. Its text quotes the value and isn't repeated.
class DataError : public ServerError {
 public:
  using ServerError::ServerError;
};

/// 23xxx: the common base of the violated constraints.
class IntegrityViolation : public ServerError {
 public:
  using ServerError::ServerError;
};
class UniqueViolation : public IntegrityViolation {
 public:
  using IntegrityViolation::IntegrityViolation;
};
class ForeignKeyViolation : public IntegrityViolation {
 public:
  using IntegrityViolation::IntegrityViolation;
};
/// Also a row for which no partition exists; constraint() is empty then.
class CheckViolation : public IntegrityViolation {
 public:
  using IntegrityViolation::IntegrityViolation;
};
class NotNullViolation : public IntegrityViolation {
 public:
  using IntegrityViolation::IntegrityViolation;
};
class ExclusionViolation : public IntegrityViolation {
 public:
  using IntegrityViolation::IntegrityViolation;
};

/// 40001, retryable.
class SerializationFailure : public ServerError {
 public:
  using ServerError::ServerError;
};
/// 40P01, retryable.
class DeadlockDetected : public ServerError {
 public:
  using ServerError::ServerError;
};
/// 55P03: `NOWAIT` or `lock_timeout`; retryable.
class LockNotAvailable : public ServerError {
 public:
  using ServerError::ServerError;
};
/// 42501: a missing grant, or a row that a row-level security policy refuses.
class InsufficientPrivilege : public ServerError {
 public:
  using ServerError::ServerError;
};
/// 57014: canceled, or `statement_timeout`.
class QueryCanceled : public ServerError {
 public:
  using ServerError::ServerError;
};
/// A statement that was prepared before the schema changed under it, or is gone from its session in the
/// middle of a transaction. The connection is dropped, so that the transaction succeeds when it is run again;
/// retryable.
class StaleStatement : public ServerError {
 public:
  using ServerError::ServerError;
};
/// The connection broke before COMMIT was sent, so that nothing was done: retryable.
class ConnectionLost : public ServerError {
 public:
  using ServerError::ServerError;
};
/// The connection broke while committing: nobody knows whether the transaction was committed, and nothing
/// runs it again by itself. Look for what it would have done.
class OutcomeUnknown : public ConnectionLost {
 public:
  using ConnectionLost::ConnectionLost;
};

}  // namespace tenon
