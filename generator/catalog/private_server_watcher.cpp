#include "catalog/private_server_watcher.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <iterator>
#include <utility>

namespace tenon::catalog {
namespace {

constexpr int kCannotExecute = 127;
constexpr time_t kStopSeconds = 10;

/// Whatever of a program is still to be learned: it ended, or the tool wants an end.
struct Outcome {
  bool stop = false;
  int wait_status = 0;
};

void on_child(int /*signal*/) {}  // only there to interrupt ppoll()

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(signal, &action, nullptr);
}

/// Everything that is open in the tool is none of the watcher's business, above all the other watchers'
/// pipes: a copy of one here would keep that watcher from noticing its tool's end.
void close_all_but(int life, int report) {
  const long limit = sysconf(_SC_OPEN_MAX);
  const int last = limit > 0 && limit < 65536 ? static_cast<int>(limit) : 65536;
  for (int descriptor = 3; descriptor < last; ++descriptor) {
    if (descriptor != life && descriptor != report) close(descriptor);
  }
}

void close_range_but(int life, int report) {
  const auto low = static_cast<unsigned>(life < report ? life : report);
  const auto high = static_cast<unsigned>(life < report ? report : life);
  bool done = low == 3 || close_range(3, low - 1, 0) == 0;
  done = done && (high == low + 1 || close_range(low + 1, high - 1, 0) == 0);
  done = done && close_range(high + 1, ~0U, 0) == 0;
  if (!done) close_all_but(life, report);  // a kernel before 5.9
}

/// What the watcher holds back. Blocked and not ignored: one that reaches a program before its exec() then
/// waits for it instead of getting lost.
sigset_t held_signals() {
  sigset_t held;
  sigemptyset(&held);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGCHLD}) sigaddset(&held, signal);
  return held;
}

/// No terminal, no open files of the tool's, no signals but SIGKILL: the tool's end is what ends the watcher.
void detach(int life, int report) {
  setsid();
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, standard);
  close_range_but(life, report);
  const sigset_t held = held_signals();
  sigprocmask(SIG_SETMASK, &held, nullptr);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT}) handle(signal, SIG_DFL);
  handle(SIGCHLD, on_child);
}

void restore_signals() {
  handle(SIGCHLD, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void say(const char* text) {
  if (write(STDERR_FILENO, text, std::strlen(text)) < 0) return;  // nobody is left to tell
}

[[noreturn]] void give_up(const char* what) {
  say(what);
  say(": ");
  say(strerrordesc_np(errno));
  say("\n");
  _exit(kCannotExecute);
}

void become(const ServerUser& user) {
  const bool changed = setgroups(1, &user.gid) == 0 && setgid(user.gid) == 0 && setuid(user.uid) == 0;
  if (!changed) give_up("cannot change the user");
}

[[noreturn]] void execute(const PreparedPlan& prepared, std::size_t at, int input, pid_t watcher) {
  const ServerPlan& plan = *prepared.plan;
  if (plan.user) become(*plan.user);
  // After setuid(), which clears it; and the watcher may be gone since before.
  prctl(PR_SET_PDEATHSIG, plan.commands[at].stop_signal);
  if (getppid() != watcher) _exit(kCannotExecute);
  setpgid(0, 0);
  umask(077);
  const int log = open(plan.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  if (input >= 0) dup2(input, STDIN_FILENO);
  if (chdir(plan.directory.c_str()) != 0) give_up(plan.directory.c_str());
  restore_signals();
  execve(prepared.arguments[at][0], prepared.arguments[at].data(), prepared.environment.data());
  give_up(prepared.arguments[at][0]);
}

/// Starts a program of the plan. What the watcher holds of its input stays open until the watcher ends.
pid_t spawn(const PreparedPlan& prepared, std::size_t at) {
  int input[2] = {-1, -1};
  if (prepared.plan->commands[at].input_ends_with_watcher && pipe2(input, O_CLOEXEC) != 0) return -1;
  const pid_t watcher = getpid();
  const pid_t child = fork();
  if (child == 0) execute(prepared, at, input[0], watcher);
  if (input[0] >= 0) close(input[0]);
  return child;
}

/// Until `life` has something to say, the child has ended, or the time is over (`stop` then too).
Outcome await(pid_t child, int life, const timespec* time) {
  sigset_t held = held_signals();
  sigdelset(&held, SIGCHLD);  // let in while waiting only, so that none is missed
  while (true) {
    Outcome outcome;
    if (child > 0 && waitpid(child, &outcome.wait_status, WNOHANG) == child) return outcome;
    pollfd heard{life, POLLIN, 0};
    const int ready = ppoll(&heard, 1, time, &held);
    if (ready >= 0) return {.stop = true, .wait_status = 0};
  }
}

/// Ends the program and its process group, and waits for it.
void stop(pid_t child, int signal) {
  kill(-child, signal);
  kill(child, signal);  // the group may not be there yet
  const timespec patience{kStopSeconds, 0};
  const int no_life = -1;  // ppoll() ignores it
  if (!await(child, no_life, &patience).stop) return;
  kill(-child, SIGKILL);
  waitpid(child, nullptr, 0);
}

void remove_directory(const PreparedPlan& prepared) {
  const pid_t child = fork();
  if (child == 0) {
    restore_signals();
    execve(prepared.removal[0], prepared.removal.data(), prepared.environment.data());
    _exit(kCannotExecute);
  }
  if (child > 0) waitpid(child, nullptr, 0);
}

}  // namespace

std::vector<char*> exec_strings(std::vector<std::string>& strings) {
  std::vector<char*> out;
  out.reserve(strings.size() + 1);
  for (std::string& string : strings) out.push_back(string.data());
  out.push_back(nullptr);
  return out;
}

PreparedPlan::PreparedPlan(ServerPlan& source)
    : plan(&source),
      environment(exec_strings(source.environment)),
      removal_strings{"/bin/rm", "-rf", "--", source.directory},
      removal(exec_strings(removal_strings)) {
  for (ServerCommand& command : source.commands) arguments.push_back(exec_strings(command.arguments));
}

void watch(const PreparedPlan& prepared, int life, int report) {
  detach(life, report);
  const std::vector<ServerCommand>& commands = prepared.plan->commands;
  bool stopped = false;
  for (std::size_t at = 0; at < commands.size() && !stopped; ++at) {
    const pid_t child = spawn(prepared, at);
    Outcome outcome{.stop = false, .wait_status = kCannotExecute << 8};
    if (child > 0) outcome = await(child, life, nullptr);
    stopped = outcome.stop;
    if (stopped) stop(child, commands[at].stop_signal);
    const bool failed = !stopped && (at + 1 == commands.size() || outcome.wait_status != 0);
    if (!failed) continue;
    const ServerEnding ending{static_cast<int>(at), outcome.wait_status};
    if (write(report, &ending, sizeof ending) < 0) break;  // the tool is gone
    await(-1, life, nullptr);                              // it may want to read the log first
    stopped = true;
  }
  remove_directory(prepared);
  _exit(0);
}

}  // namespace tenon::catalog
