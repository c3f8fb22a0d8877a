// Statements with binary parameters and binary results: what generated access is made of.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenon/codec.hpp"
#include "tenon/export.hpp"
#include "tenon/transaction.hpp"

struct pg_result;

namespace TENON_API tenon {

class KeyProvider;

/// SQL that is prepared once on each connection. `name` tells it from every other statement of the program,
/// in messages too; both texts are literals, which live as long as the program. It changes rows and not the
/// session: what it sets there itself stays, unlike with SQL that isn't prepared.
struct Statement {
  const char* name;
  const char* sql;
};

namespace detail {

/// One value of a result, as the server sent it: small enough to come in registers.
struct Cell {
  const std::byte* data;
  std::int32_t length;  ///< -1 for NULL
  std::uint32_t type;   ///< the column's
  [[nodiscard]] bool is_null() const { return length < 0; }
  [[nodiscard]] BytesView bytes() const { return {data, static_cast<std::size_t>(length)}; }
};

/// Throws DecodeError for a row or column that the result doesn't have.
[[nodiscard]] Cell cell_of(const pg_result* result, int row, int column);
/// Rows that a statement touched or returned.
[[nodiscard]] std::size_t affected_by(const pg_result* result);
void locate(DecodeError& error, const pg_result* result, const char* statement, std::size_t column);
/// Of one that no result has, which libpq's functions refuse.
inline constexpr int kNoColumn = -1;

class EachRow;

/// What a transaction's encrypted values are opened with.
struct Opener {
  std::shared_ptr<KeyProvider> keys;
  std::string tenant;  ///< empty in a transaction without one
};

}  // namespace detail

/// One row of a Result; valid as long as that.
class Row {
 public:
  /// `cells` are those of its columns that were looked up already, from the first on.
  Row(const pg_result* result, std::size_t row, const detail::Opener* opener, const char* statement = nullptr,
      std::span<const detail::Cell> cells = {})
      : result_(result), row_(row), opener_(opener), statement_(statement), cells_(cells) {}

  /// The value of a column, counted from 0. Throws DecodeError, which names the column and never the value,
  /// for NULL into a type that has no place for it, a column of another type, or a value that `T` can't hold.
  template <class T>
  [[nodiscard]] T get(std::size_t column) const {
    static_assert(detail::HasCodec<T>, "no column is read as this type: give it a tenon::Codec");
    const detail::Cell cell = cell_at(column);
    try {
      if (!detail::accepts<T>(cell.type)) detail::decode_failed("isn't of the type that the program reads");
      return cell.is_null() ? detail::decode_null<T>() : Codec<T>::decode(cell.bytes());
    } catch (DecodeError& error) {
      detail::locate(error, result_, statement_, column);
      throw;
    }
  }

  [[nodiscard]] bool is_null(std::size_t column) const { return cell_at(column).is_null(); }

  /// What opens its encrypted values; none where the pool has no keys.
  [[nodiscard]] const detail::Opener* opener() const { return opener_; }

 private:
  friend class detail::EachRow;
  [[nodiscard]] detail::Cell cell_at(std::size_t column) const {
    if (column < cells_.size()) return cells_[column];
    constexpr std::size_t kMost = 65535;  // the protocol counts them in 16 bits
    return detail::cell_of(result_, static_cast<int>(row_),
                           column > kMost ? detail::kNoColumn : static_cast<int>(column));
  }

  const pg_result* result_;
  std::size_t row_;
  const detail::Opener* opener_;
  const char* statement_;
  std::span<const detail::Cell> cells_;
};

/// The rows of a statement. Needs neither the transaction nor the connection any more.
class Result {
 public:
  /// `statement` is the name of a prepared one, which lives as long as the program.
  Result(pg_result* result, std::shared_ptr<const detail::Opener> opener, const char* statement = nullptr);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::size_t columns() const;
  /// Rows that INSERT, UPDATE, DELETE or MERGE touched, or that SELECT returned.
  [[nodiscard]] std::size_t affected() const;
  /// Throws std::out_of_range.
  [[nodiscard]] Row operator[](std::size_t row) const;
  /// The row of a statement that gives one, such as INSERT … RETURNING. Throws NoRow, and Error for several.
  [[nodiscard]] Row only() const;

  class Iterator {
   public:
    Iterator(const Result& result, std::size_t row) : result_(&result), row_(row) {}
    [[nodiscard]] Row operator*() const { return result_->at(row_); }
    Iterator& operator++() { return ++row_, *this; }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Result* result_;
    std::size_t row_;
  };
  [[nodiscard]] Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] Iterator end() const { return {*this, size()}; }

 private:
  friend class detail::EachRow;
  [[nodiscard]] Row at(std::size_t row, std::span<const detail::Cell> cells = {}) const {
    return {result_.get(), row, opener_.get(), statement_, cells};
  }

  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
  std::shared_ptr<const detail::Opener> opener_;
  const char* statement_;
};

namespace detail {

/// `for (const Row& row : EachRow(result))`: all rows, each valid until the next. The cells of a row are
/// looked up together, which costs less than one by one.
class EachRow {
 public:
  explicit EachRow(const Result& result);

  class Iterator {
   public:
    Iterator(EachRow& rows, std::size_t row) : rows_(&rows), row_(row) {}
    [[nodiscard]] const Row& operator*() const { return rows_->at(row_); }
    Iterator& operator++() { return ++row_, *this; }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    EachRow* rows_;
    std::size_t row_;
  };
  [[nodiscard]] Iterator begin() { return {*this, 0}; }
  [[nodiscard]] Iterator end() { return {*this, result_.size()}; }
  /// Of a result that has one.
  [[nodiscard]] const Row& first() { return at(0); }

 private:
  [[nodiscard]] const Row& at(std::size_t row);

  static constexpr std::size_t kFew = 16;

  const Result& result_;
  Cell few_[kFew];  ///< most rows have no more columns
  std::vector<Cell> many_;
  std::span<Cell> cells_;
  Row row_;
};

/// A row as it is to be read: `emplace_back` makes a value of it in its place, without moving it there.
template <class Read>
class Unread {
 public:
  Unread(const Row& row, const Read& read) : row_(row), read_(read) {}
  operator std::invoke_result_t<const Read&, const Row&>() const { return read_(row_); }

 private:
  const Row& row_;
  const Read& read_;
};

/// Where a parameter stands in the buffer, and what it is.
struct Parameter {
  std::uint32_t oid = 0;
  std::size_t offset = 0;
  std::size_t length = 0;
  bool is_null = false;
  bool is_text = false;
};

/// String literals and pointers to characters are strings.
template <class T>
using ParameterType = std::conditional_t<std::is_convertible_v<const T&, const char*>, std::string_view,
                                         std::remove_cvref_t<T>>;

/// The connection's buffer, cleared: statements on a connection run one after the other.
[[nodiscard]] Buffer& parameter_buffer(Tx& tx);
void end_text(std::size_t begin, Buffer& buffer);

template <class T>
Parameter put_parameter(const T& value, Buffer& buffer) {
  static_assert(HasCodec<T>, "a value of this type is no parameter of a statement: give it a tenon::Codec");
  Parameter parameter{.oid = Codec<T>::oid,
                      .offset = buffer.size(),
                      .length = 0,
                      .is_null = is_null<T>(value),
                      .is_text = is_text<T>()};
  if (parameter.is_null) return parameter;
  Codec<T>::encode(value, buffer);
  parameter.length = buffer.size() - parameter.offset;
  if (parameter.is_text) end_text(parameter.offset, buffer);
  return parameter;
}

Result run(Tx& tx, const Statement& statement, std::span<const Parameter> parameters);
Result run(Tx& tx, std::string_view sql, std::span<const Parameter> parameters);

/// A statement on its way with others; its parameters stand in their common buffer.
struct Call {
  Statement statement;
  std::span<const Parameter> parameters;
};

/// How many calls of a statement go out at a time: their parameters and rows are held.
inline constexpr std::size_t kBatch = 500;

/// A field of all rows, as an array; `of(row)` gives a row's.
template <class Rows, class Of>
struct Column {
  const Rows& rows;
  Of of;
};

template <class Row, class T>
struct Field {
  T Row::*field;
  const T& operator()(const Row& row) const { return row.*field; }
};
template <class Row, class T>
struct FieldIsSet {
  T Row::*field;
  bool operator()(const Row& row) const { return is_set(row.*field); }
};

template <class Rows, class Of>
Parameter put_column(const Column<Rows, Of>& column, Buffer& buffer) {
  using Value = std::remove_cvref_t<decltype(column.of(*column.rows.begin()))>;
  Parameter parameter{.oid = Array<Value>::oid,
                      .offset = buffer.size(),
                      .length = 0,
                      .is_null = false,
                      .is_text = Array<Value>::text};
  Array<Value>::encode(column.rows, column.of, buffer);
  parameter.length = buffer.size() - parameter.offset;
  if (parameter.is_text) end_text(parameter.offset, buffer);
  return parameter;
}

template <class T>
Parameter put_argument(const T& value, Buffer& buffer) {
  return put_parameter<ParameterType<T>>(value, buffer);
}
template <class Rows, class Of>
Parameter put_argument(const Column<Rows, Of>& column, Buffer& buffer) {
  return put_column(column, buffer);
}

/// Calls that wait for their round trip.
class Calls {
 public:
  template <class... Args>
  void add(const Statement& statement, const Args&... args) {
    (parameters_.push_back(put_argument(args, buffer_)), ...);
    statements_.push_back({statement, sizeof...(args)});
  }
  [[nodiscard]] std::size_t size() const { return statements_.size(); }
  /// None is left afterwards. Unless they are the last ones, a COMMIT that is due waits.
  std::vector<Result> run(Tx& tx, bool last = true);

 private:
  struct Waiting {
    Statement statement;
    std::size_t parameters;
  };
  Buffer buffer_;
  std::vector<Parameter> parameters_;
  std::vector<Waiting> statements_;
};

template <class What, class... Args>
Result encode_and_run(Tx& tx, const What& what, const Args&... args) {
  [[maybe_unused]] Buffer& buffer = parameter_buffer(tx);
  const std::array<Parameter, sizeof...(Args)> parameters{put_argument(args, buffer)...};
  return run(tx, what, parameters);
}

}  // namespace detail

/// Runs a prepared statement with the arguments as `$1`, `$2`…, each encoded through its Codec. Throws what
/// Codec::encode throws, and ServerError's kin.
template <class... Args>
Result execute(Tx& tx, const Statement& statement, const Args&... args) {
  return detail::encode_and_run(tx, statement, args...);
}

/// A parameter that is an array of what `of` gives for each row: for `unnest($1::text[], …)`.
template <class Rows, class Of>
[[nodiscard]] detail::Column<Rows, Of> column(const Rows& rows, Of of) {
  return {rows, std::move(of)};
}

/// The same of a member.
template <class Row, class T>
[[nodiscard]] auto column(const std::vector<Row>& rows, T Row::*field) {
  return column(rows, detail::Field<Row, T>{field});
}
/// Whether it was given, of a member for which that is asked.
template <class Row, class T>
[[nodiscard]] auto column_is_set(const std::vector<Row>& rows, T Row::*field) {
  return column(rows, detail::FieldIsSet<Row, T>{field});
}

/// Runs a prepared statement once for each row, some hundred in a round trip. `call(row, run)` calls
/// `run(arguments…)`, with the same types for each row; `take(result)` is given the results in the order of
/// the rows.
template <class Rows, class Call, class Take>
void execute_each(Tx& tx, const Statement& statement, const Rows& rows, Call call, Take take) {
  detail::Calls calls;
  const auto put = [&](const auto&... args) { calls.add(statement, args...); };
  const auto send = [&](bool last) {
    for (const Result& result : calls.run(tx, last)) take(result);
  };
  for (const auto& row : rows) {
    if (calls.size() == detail::kBatch) send(false);
    call(row, put);
  }
  send(true);
}

/// Runs one statement of SQL that isn't worth preparing. Never put values into the text: pass them as
/// arguments. What it leaves in the session ends with the transaction: settings, the role, advisory locks,
/// temporary tables, LISTEN, cursors WITH HOLD.
template <class... Args>
Result execute(Tx& tx, std::string_view sql, const Args&... args) {
  return detail::encode_and_run(tx, sql, args...);
}

}  // namespace tenon
