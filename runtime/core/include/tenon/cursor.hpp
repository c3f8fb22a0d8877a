// Rows that come some at a time, however many there are: what generated streams are made of.
#pragma once

#include <cstddef>

#include "tenon/export.hpp"
#include "tenon/statement.hpp"

namespace TENON_API tenon {

/// What is done with a cursor that was declared, and how many rows `fetch` gives at a time.
struct Cursor {
  Statement fetch;
  Statement close;
  std::size_t batch;
};

namespace detail {

/// Closed whatever happens, so that an exception from whoever takes the rows leaves the transaction usable.
class OpenCursor {
 public:
  OpenCursor(Tx& tx, const Statement& close) : tx_(tx), close_(close) {}
  OpenCursor(const OpenCursor&) = delete;
  OpenCursor& operator=(const OpenCursor&) = delete;
  ~OpenCursor();

 private:
  Tx& tx_;
  const Statement& close_;
};

}  // namespace detail

/// Declares the cursor with the arguments, and calls `take(row)` for each row: no more than a batch is held.
template <class Take, class... Args>
void execute_by_cursor(const Cursor& cursor, Take take, Tx& tx, const Statement& declare,
                       const Args&... args) {
  execute(tx, declare, args...);
  const detail::OpenCursor open(tx, cursor.close);
  for (bool more = true; more;) {
    const Result result = execute(tx, cursor.fetch);
    for (const Row& row : detail::EachRow(result)) take(row);
    more = result.size() == cursor.batch;
  }
}

}  // namespace tenon
