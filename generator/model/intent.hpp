// What the author of a database says of the change from the version before, by the names of declarations:
// `Note`, `Note.title`, `Status.done`.
#pragma once

#include <map>
#include <string>

#include "model/kinds.hpp"

namespace tenon::model {

struct Intent {
  std::map<std::string, std::string> was;             ///< by what it is now: what it was
  std::map<std::string, std::string> renamed_labels;  ///< by an enum's value, `Status.done`: the label before
  std::map<std::string, Sql> backfills;               ///< by field: its value in rows that are there
};

}  // namespace tenon::model
