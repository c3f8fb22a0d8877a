// Who reads rows of all tenants does it by functions that ask for a line in the log: there is no way around
// the line, and nobody else has them.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr std::string_view kInvalid = "22023";  // of an actor or a reason that says nothing

class ReadingAttack {
 public:
  ReadingAttack(Probe& probe, const Stage& stage) : probe_(probe), stage_(stage) {}

  Findings run() {
    for (const Reading& reading : probe_.schema().readings) {
      for (const std::string& role : probe_.schema().roles.bound()) {
        if (contains(reading.roles, role)) {
          go_around_the_line(reading, role);
        } else {
          expect_refused(role, read(reading, "gen_random_uuid()"), kDenied,
                         "reading all of " + reading.table);
        }
      }
    }
    for (const std::string& role : probe_.schema().roles.bound()) touch_the_log(role);
    return std::move(findings_);
  }

 private:
  [[nodiscard]] static std::string read(const Reading& reading, const std::string& line) {
    return fmt::format("SELECT FROM {}({}, {})", reading.function, line, reading.arguments);
  }
  [[nodiscard]] std::string opened(const Reading& reading, std::string_view actor,
                                   std::string_view reason) const {
    return fmt::format("tenon.open_reading({}, {}, {})", literal(probe_, reading.entity),
                       literal(probe_, actor), literal(probe_, reason));
  }

  void go_around_the_line(const Reading& reading, const std::string& role) {
    expect_refused(role, read(reading, "NULL"), kDenied, "reading without a line in the log");
    expect_refused(role, read(reading, "gen_random_uuid()"), kDenied, "reading by a line that isn't there");
    // What isn't committed can be rolled back.
    expect_refused(role, read(reading, opened(reading, "somebody", "a look")), kDenied,
                   "reading by a line of the same statement");
    expect_refused(role,
                   fmt::format("SELECT FROM {0} AS line, LATERAL {1}(line, {2})",
                               opened(reading, "somebody", "a look"), reading.function, reading.arguments),
                   kDenied, "reading by a line of the same transaction");
    const std::pair<std::string, std::string> empty[] = {
        {"", "a look"}, {"somebody", ""}, {" ", "a look"}, {"somebody", "\n "}};
    for (const auto& [actor, reason] : empty)
      expect_refused(role, "SELECT " + opened(reading, actor, reason), kInvalid, "a line that says nothing");
  }

  void touch_the_log(const std::string& role) {
    for (const char* deed : {"SELECT FROM tenon.readings", "INSERT INTO tenon.readings DEFAULT VALUES",
                             "DELETE FROM tenon.readings", "UPDATE tenon.readings SET reason = 'none'",
                             "SELECT tenon.reading_of(gen_random_uuid(), '')"})
      expect_refused(role, deed, kDenied, fmt::format("`{}`", deed));
  }

  void expect_refused(const std::string& role, const std::string& sql, std::string_view with,
                      const std::string& deed) {
    const Outcome outcome = attempt(probe_, {role, stage_.ours()}, sql);
    if (outcome.refused_with(with)) return;
    findings_.push_back(
        finding(fmt::format("{} by `{}` {}, promised: refused", deed, role, outcome.wording())));
  }

  Probe& probe_;
  const Stage& stage_;
  Findings findings_;
};

}  // namespace

Findings reading_all_without_the_log(Probe& probe) {
  const Table* root = root_of(probe.schema());
  if (probe.schema().readings.empty() || root == nullptr) return {};
  const Stage stage(probe, *root);
  return ReadingAttack(probe, stage).run();
}

}  // namespace tenon::conformance
