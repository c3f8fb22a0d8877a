// What a finding of this folder is about, by its text, and whether a check of the catalog tells of the same.
#pragma once

#include <string>

#include "tenon/conformance/checks.hpp"

namespace tenon::world {

/// `policy hole of public.notes`
struct Subject {
  std::string kind;
  std::string name;   ///< without its schema; empty for a table's row security
  std::string table;  ///< what it stands in, without its schema; empty for none
};

/// Checks of the catalog name what is in the schema's own schema without that; what is in another's bears its
/// own, and is no twin of a namesake.
class Names {
 public:
  explicit Names(std::string own) : own_(std::move(own)) {}
  [[nodiscard]] std::string without_own(const std::string& name) const;

 private:
  std::string own_;
};

Subject subject(const Names& names, const std::string& object);
/// Whether a finding of another check is about the same.
bool tells_of(const Names& names, const conformance::Finding& other, const Subject& subject);

}  // namespace tenon::world
