#include "tenon/statement.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <string>

#include "connection.hpp"
#include "tenon/query.hpp"
#include "tenon/sealing.hpp"
#include "tx_access.hpp"

namespace tenon {
namespace detail {

namespace {

[[noreturn, gnu::noinline]] void no_such_column(int column) {
  throw DecodeError("the result has no column number " + std::to_string(column));
}

/// The cells from a column on. Each of libpq's functions looks whether there is such a row and column. NULL
/// has a value, of length 0.
[[gnu::always_inline]] inline void look_up(const pg_result* result, int row, int column,
                                           std::span<Cell> cells) {
  for (Cell& cell : cells) {
    cell.data = reinterpret_cast<const std::byte*>(PQgetvalue(result, row, column));
    cell.length = PQgetlength(result, row, column);
    if (cell.length == 0 && PQgetisnull(result, row, column) != 0) cell.length = -1;
    ++column;
  }
}

}  // namespace

Cell cell_of(const pg_result* result, int row, int column) {
  Cell cell{nullptr, 0, PQftype(result, column)};
  look_up(result, row, column, std::span(&cell, 1));
  if (cell.data == nullptr) no_such_column(column);
  return cell;
}

EachRow::EachRow(const Result& result)
    : result_(result),
      many_(result.columns() > kFew ? result.columns() : 0),
      cells_(many_.empty() ? std::span(few_).first(result.columns()) : std::span(many_)),
      row_(result.at(0, cells_)) {
  int column = 0;
  for (Cell& cell : cells_) cell.type = PQftype(result.result_.get(), column++);
}

const Row& EachRow::at(std::size_t row) {
  row_.row_ = row;
  look_up(result_.result_.get(), static_cast<int>(row), 0, cells_);
  return row_;
}

std::size_t affected_by(const pg_result* result) {
  const char* text = PQcmdTuples(const_cast<pg_result*>(result));
  std::size_t count = 0;
  std::from_chars(text, text + std::strlen(text), count);
  return count;
}

void locate(DecodeError& error, const pg_result* result, const char* statement, std::size_t column) {
  error.locate(statement, PQfname(result, static_cast<int>(column)));
}

void wrong_column_count(std::size_t expected, std::size_t actual) {
  throw DecodeError("the statement returns " + std::to_string(actual) + " columns, and the program reads " +
                    std::to_string(expected));
}

std::shared_ptr<KeyProvider> keys_of(const Tx& tx) {
  return TxAccess::connection(tx).keys();
}

Buffer& parameter_buffer(Tx& tx) {
  Buffer& buffer = TxAccess::connection(tx).buffer();
  buffer.clear();
  return buffer;
}

void end_text(std::size_t begin, Buffer& buffer) {
  const auto text = buffer.bytes().subspan(begin);
  // libpq reads text up to its first NUL: the rest would silently be lost.
  if (!text.empty() && std::memchr(text.data(), 0, text.size()) != nullptr) {
    throw EncodeError("text holds a NUL byte, which PostgreSQL can't store");
  }
  buffer.put_byte(0);
}

Result run(Tx& tx, const Statement& statement, std::span<const Parameter> parameters) {
  return TxAccess::connection(tx).run(statement, parameters);
}

Result run(Tx& tx, std::string_view sql, std::span<const Parameter> parameters) {
  return TxAccess::connection(tx).run(sql, parameters);
}

std::vector<Result> Calls::run(Tx& tx, bool last) {
  std::vector<Call> calls;
  calls.reserve(statements_.size());
  std::size_t first = 0;
  for (const Waiting& waiting : statements_) {
    calls.push_back({waiting.statement, std::span(parameters_).subspan(first, waiting.parameters)});
    first += waiting.parameters;
  }
  std::vector<Result> results = TxAccess::connection(tx).run_all(calls, buffer_, last);
  statements_.clear();
  parameters_.clear();
  buffer_.clear();
  return results;
}

}  // namespace detail

Result::Result(pg_result* result, std::shared_ptr<const detail::Opener> opener, const char* statement)
    : result_(result), opener_(std::move(opener)), statement_(statement) {}

void Result::Clear::operator()(pg_result* result) const {
  PQclear(result);
}

std::size_t Result::size() const {
  return static_cast<std::size_t>(PQntuples(result_.get()));
}

std::size_t Result::columns() const {
  return static_cast<std::size_t>(PQnfields(result_.get()));
}

std::size_t Result::affected() const {
  return detail::affected_by(result_.get());
}

Row Result::operator[](std::size_t row) const {
  if (row >= size()) throw std::out_of_range("the result has no such row");
  return at(row);
}

Row Result::only() const {
  if (empty()) throw NoRow("the statement returned no row: a trigger or rule suppressed it");
  if (size() != 1) {
    throw Error("the statement returned " + std::to_string(size()) + " rows, and the program reads one");
  }
  return at(0);
}

}  // namespace tenon
