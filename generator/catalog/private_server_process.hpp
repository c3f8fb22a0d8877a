// The process that watches over a private server. It is a fork of the tool that outlives it by the moment
// that it takes to stop the server and to remove its directory: a destructor alone would not survive a `kill
// -9`.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tenon::catalog {

/// Who a server runs as.
struct ServerUser {
  uid_t uid = 0;
  gid_t gid = 0;
};

/// A program to run, with its output in the log. All of them but the last of a list have to end with status
/// 0.
struct ServerCommand {
  std::vector<std::string> arguments;  ///< the first one is the program's path
  int stop_signal = 0;                 ///< ends it quickly; SIGKILL follows where that takes too long
  /// Standard input is a pipe that ends with the watching process, instead of /dev/null.
  bool input_ends_with_watcher = false;
};

struct ServerPlan {
  std::string directory;           ///< removed at the end
  std::string log;                 ///< a file in it
  std::optional<ServerUser> user;  ///< unset: whoever runs the tool
  std::vector<std::string> environment;
  std::vector<ServerCommand> commands;
};

/// A program of the plan that ended where it should not have.
struct ServerEnding {
  int command = 0;
  int wait_status = 0;  ///< as waitpid() gives it
};

class ServerProcess {
 public:
  /// Forks the watcher, which runs the plan. nullopt where the system has no pipe or process left: see errno.
  static std::optional<ServerProcess> start(ServerPlan plan);

  ServerProcess(ServerProcess&& other) noexcept;
  ServerProcess& operator=(ServerProcess&& other) = delete;
  /// Stops everything and waits for the end of it.
  ~ServerProcess();

  [[nodiscard]] const std::string& directory() const { return directory_; }
  /// Waits for one of the programs to fail, but not longer than that.
  [[nodiscard]] std::optional<ServerEnding> ended_within(std::chrono::milliseconds time) const;

 private:
  ServerProcess(pid_t watcher, int life, int report, std::string directory);

  pid_t watcher_;
  int life_;    ///< the tool's end of a socket pair: the watcher stops when it closes
  int report_;  ///< where a ServerEnding comes from
  std::string directory_;
};

}  // namespace tenon::catalog
