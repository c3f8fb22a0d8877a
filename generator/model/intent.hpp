// What the author of a database says of the change from the version before, by the names of declarations:
// `Note`, `Note.title`, `Status.done`.
#pragma once

#include <map>
#include <set>
#include <string>

#include "model/kinds.hpp"

namespace tenon::model {

struct Intent {
  std::map<std::string, std::string> was;             ///< by what it is now: what it was
  std::map<std::string, std::string> renamed_labels;  ///< by an enum's value, `Status.done`: the label before
  std::map<std::string, Sql> backfills;               ///< by field: its value in rows that are there
  std::set<std::string> said_before;  ///< fields of whose backfill the version before says the same: it has
                                      ///< been done, and converts no values where the type changes
  std::map<std::string, std::string> doubled;    ///< by field: the column that it was, which stays beside it
                                                 ///< until the contract
  std::map<std::string, std::string> undoubled;  ///< by field that has another name: why it can't have both
  bool at_once = false;  ///< fields that have another name change it in one moment, whoever knows the old one
};

/// What a declaration was called in the version before.
std::string former(const Intent& intent, const std::string& declaration);

}  // namespace tenon::model
