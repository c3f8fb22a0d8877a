// Work on all rows of a table, a batch a transaction, in the order of its key: others wait for none of it.
#pragma once

#include <string>
#include <vector>

#include "plan/opened.hpp"

namespace tenon::plan {

constexpr int kBatch = 5000;

/// The columns of the primary key before the change; none where there is none.
std::vector<std::string> key_of(const Planning& planning, const Identity& part);

/// A key, and the variables that hold one of its values.
struct KeyText {
  std::string columns;
  std::string declared;
  std::string from;        ///< the lowest of a batch
  std::string to;          ///< the highest
  std::string next;        ///< takes `to` for `from`
  std::string names;       ///< of the columns of a batch's keys, which the value that is filled in can't mean
  std::string backwards;   ///< from the highest on
  std::string descending;  ///< the same of the columns themselves
  std::string same;        ///< that a row is of a batch
};
KeyText text_of(const Planning& planning, const Identity& part, const std::vector<std::string>& key);

/// A block that goes through the rows. `batch` is a statement that does the work on those from `text.from`
/// on, and leaves the key of the last of them in `text.to`. A batch's last key is the next one's first: each
/// is found by the key's index, and none reads what lies before it.
std::string by_key(const Planning& planning, const Identity& part, const KeyText& text, const Doors& doors,
                   const std::string& batch);

}  // namespace tenon::plan
