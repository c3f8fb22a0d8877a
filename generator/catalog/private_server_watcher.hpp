// What the watcher process does. It runs after fork() without exec(), maybe of a tool with threads, so it may
// use only what is safe in a signal handler: all that needs memory is prepared before the fork.
#pragma once

#include <vector>

#include "catalog/private_server_process.hpp"

namespace tenon::catalog {

/// `strings` as exec() wants them; they must stay where they are.
std::vector<char*> exec_strings(std::vector<std::string>& strings);

/// A plan in the form of exec()'s arrays, with pointers into the plan.
struct PreparedPlan {
  explicit PreparedPlan(ServerPlan& plan);

  ServerPlan* plan;
  std::vector<char*> environment;
  std::vector<std::vector<char*>> arguments;
  std::vector<std::string> removal_strings;
  std::vector<char*> removal;
};

/// Runs the plan until `life` is written to or closed, then cleans up. Writes a ServerEnding to `report`.
[[noreturn]] void watch(const PreparedPlan& prepared, int life, int report);

}  // namespace tenon::catalog
