#include "catalog/private_server_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "catalog/private_server_watcher.hpp"

namespace tenon::catalog {
namespace {

constexpr int kRemovalAttempts = 50;

void wait_for(pid_t process) {
  while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) continue;
}

/// For a watcher that was killed: its server is about to go as well, but may still write.
void remove_leftovers(const std::string& directory) {
  std::error_code error;
  for (int attempt = 0; attempt < kRemovalAttempts && std::filesystem::exists(directory, error); ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    std::filesystem::remove_all(directory, error);
  }
}

}  // namespace

std::optional<ServerProcess> ServerProcess::start(ServerPlan plan) {
  int life[2];
  int report[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, life) != 0) return std::nullopt;
  if (pipe2(report, O_CLOEXEC) != 0) {
    close(life[0]);
    close(life[1]);
    return std::nullopt;
  }
  const PreparedPlan prepared(plan);
  const pid_t watcher = fork();
  if (watcher == 0) watch(prepared, life[0], report[1]);
  const int error = errno;
  close(life[0]);
  close(report[1]);
  if (watcher > 0) return ServerProcess(watcher, life[1], report[0], std::move(plan.directory));
  close(life[1]);
  close(report[0]);
  errno = error;
  return std::nullopt;
}

ServerProcess::ServerProcess(pid_t watcher, int life, int report, std::string directory)
    : watcher_(watcher), life_(life), report_(report), directory_(std::move(directory)) {}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : watcher_(std::exchange(other.watcher_, -1)),
      life_(std::exchange(other.life_, -1)),
      report_(std::exchange(other.report_, -1)),
      directory_(std::move(other.directory_)) {}

ServerProcess::~ServerProcess() {
  if (watcher_ < 0) return;
  // Closing alone is not enough where a fork of the tool holds a copy. A watcher that was killed hears
  // nothing.
  if (send(life_, "", 1, MSG_NOSIGNAL) < 0) errno = 0;
  close(life_);
  wait_for(watcher_);
  close(report_);
  remove_leftovers(directory_);
}

std::optional<ServerEnding> ServerProcess::ended_within(std::chrono::milliseconds time) const {
  pollfd heard{report_, POLLIN, 0};
  if (poll(&heard, 1, static_cast<int>(time.count())) <= 0) return std::nullopt;
  ServerEnding ending;
  if (read(report_, &ending, sizeof ending) != sizeof ending) ending = {};  // the watcher itself was killed
  return ending;
}

}  // namespace tenon::catalog
