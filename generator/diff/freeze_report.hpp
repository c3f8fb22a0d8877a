// How a change to something frozen is reported: a part of `freeze.hpp`.
#pragma once

#include <set>
#include <string>

#include "diff/freeze.hpp"

namespace tenon::diff {

class FreezeReport {
 public:
  FreezeReport(const Version& before, const Version& after, diag::Sink& sink)
      : before_(before), after_(after), sink_(sink) {}

  /// `name` is the frozen thing's: the place is the nearest one that there is in the new version, and the
  /// label says `now` of it.
  diag::Diagnostic& changed(diag::Code code, const std::string& name, std::string message, std::string now,
                            std::string then = "frozen here");
  /// Whether something was said of it already: what follows from it is not said as well.
  [[nodiscard]] bool told(const std::string& name) const { return told_.contains(name); }

 private:
  const Version& before_;
  const Version& after_;
  diag::Sink& sink_;
  std::set<std::string> told_;
};

/// `numeric(12,2)[]`, `json<Address>`
std::string type_text(const ir::Type& type);
std::string value_text(const std::optional<ir::Value>& value);

/// A frozen enum, struct or domain, by its name.
void check_frozen_enum(const Version& before, const Version& after, const std::string& name,
                       FreezeReport& report);
void check_frozen_struct(const Version& before, const Version& after, const std::string& name,
                         FreezeReport& report);
void check_frozen_composite(const Version& before, const Version& after, const std::string& name,
                            FreezeReport& report);
void check_frozen_domain(const Version& before, const Version& after, const std::string& name,
                         FreezeReport& report);
/// The session variables of a frozen schema, and those that policies of frozen entities ask for.
void check_frozen_session(const Version& before, const Version& after, FreezeReport& report);
/// Keys, checks and references, which tell what rows there can be.
void check_frozen_constraints(const ir::Entity& before, const ir::Entity& after, FreezeReport& report);

}  // namespace tenon::diff
