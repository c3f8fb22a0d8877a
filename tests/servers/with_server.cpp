// tenon_with_server [--postgres] [--pglite DIR] -- command args…: runs a command with private servers, whose
// URLs are in TENON_TEST_POSTGRES and TENON_TEST_PGLITE, and exits as the command did. The servers are gone
// afterwards.
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/private_server.hpp"

namespace {

using tenon::catalog::PrivateServer;
using tenon::catalog::ServerKind;

constexpr int kUsageError = 2;
constexpr int kNoServer = 125;  // as `env` and `timeout` say that they themselves failed
constexpr int kCannotExecute = 127;

struct Arguments {
  bool postgres = false;
  std::string pglite_dir;
  char** command = nullptr;  ///< unset: the arguments make no sense
};

Arguments parse(char** arguments) {
  Arguments out;
  for (char** at = arguments + 1; *at != nullptr; ++at) {
    const std::string_view argument = *at;
    if (argument == "--postgres") {
      out.postgres = true;
    } else if (argument == "--pglite" && at[1] != nullptr) {
      out.pglite_dir = *++at;
    } else {
      if (argument == "--" && at[1] != nullptr) out.command = at + 1;
      break;
    }
  }
  return out;
}

/// Starts a server that lives as long as `servers`, and names it in the environment.
bool add_server(std::vector<PrivateServer>& servers, ServerKind kind, const std::string& pglite_dir,
                const char* variable) {
  auto server = PrivateServer::start({.kind = kind, .bin_dir = {}, .pglite_dir = pglite_dir});
  if (!server) {
    fmt::print(stderr, "tenon_with_server: {}\nhelp: {}\n", server.error().message, server.error().help);
    return false;
  }
  fmt::print(stderr, "{}: {}\n", variable, server->description());
  setenv(variable, server->url().c_str(), 1);
  servers.push_back(std::move(*server));
  return true;
}

volatile sig_atomic_t command_process = 0;

void pass_on(int signal) {
  if (command_process > 0) kill(command_process, signal);
}

/// The command gets a terminal's signals itself; one that is sent to this process is passed on. Either way it
/// is the command's end that ends this process.
int run(char** command) {
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) return kNoServer;
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(kCannotExecute);
    execvp(command[0], command);
    fmt::print(stderr, "tenon_with_server: cannot execute `{}`: {}\n", command[0], std::strerror(errno));
    _exit(kCannotExecute);
  }
  command_process = child;
  for (const int forwarded : {SIGTERM, SIGHUP}) signal(forwarded, pass_on);
  for (const int ignored : {SIGINT, SIGQUIT}) signal(ignored, SIG_IGN);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

int main(int /*count*/, char** values) {
  const Arguments arguments = parse(values);
  if (arguments.command == nullptr) {
    fmt::print(stderr, "usage: tenon_with_server [--postgres] [--pglite DIR] -- command args…\n");
    return kUsageError;
  }
  std::vector<PrivateServer> servers;
  if (arguments.postgres && !add_server(servers, ServerKind::kPostgres, {}, "TENON_TEST_POSTGRES"))
    return kNoServer;
  if (!arguments.pglite_dir.empty() &&
      !add_server(servers, ServerKind::kPglite, arguments.pglite_dir, "TENON_TEST_PGLITE")) {
    return kNoServer;
  }
  return run(arguments.command);
}
