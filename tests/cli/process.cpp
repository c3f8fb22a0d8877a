#include "process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tenon::test {
namespace {

namespace fs = std::filesystem;

struct Pipe {
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  }
  int ends[2] = {-1, -1};
};

[[noreturn]] void become(std::string program, const std::vector<std::string>& arguments,
                         const Surroundings& surroundings, int out, int err) {
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  for (const auto& [name, value] : surroundings.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (surroundings.largest_file != 0) {
    const rlimit limit = {surroundings.largest_file, surroundings.largest_file};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
  }
  if (!surroundings.directory.empty() && ::chdir(surroundings.directory.c_str()) != 0) ::_exit(126);
  std::vector<char*> words;
  words.push_back(program.data());
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  ::execv(program.c_str(), words.data());
  ::_exit(127);
}

/// Reads both until both end: a tool that waits for one to be read would wait for ever.
void drain(int out, int err, Outcome& outcome) {
  pollfd watched[] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
  std::string* texts[] = {&outcome.out, &outcome.err};
  for (int open = 2; open > 0;) {
    ::poll(watched, 2, -1);
    for (int i = 0; i < 2; ++i) {
      if (watched[i].fd < 0 || watched[i].revents == 0) continue;
      char buffer[65536];
      const ssize_t got = ::read(watched[i].fd, buffer, sizeof buffer);
      if (got > 0) {
        texts[i]->append(buffer, static_cast<std::size_t>(got));
      } else {
        watched[i].fd = -1;
        --open;
      }
    }
  }
}

}  // namespace

Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            const Surroundings& surroundings) {
  const Pipe out;
  const Pipe err;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) become(program, arguments, surroundings, out.ends[1], err.ends[1]);
  ::close(out.ends[1]);
  ::close(err.ends[1]);
  Outcome outcome;
  drain(out.ends[0], err.ends[0], outcome);
  ::close(out.ends[0]);
  ::close(err.ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  outcome.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return outcome;
}

Outcome tenon(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  return run(TENON_BINARY, arguments, surroundings);
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("can't read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
}

std::vector<std::string> listing(const fs::path& directory) {
  std::vector<std::string> out;
  if (!fs::exists(directory)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_directory()) out.push_back(fs::relative(entry.path(), directory).string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string small_schema(const std::string& name, const std::string& more) {
  return fmt::format(
      "schema {0} {{ }}\n"
      "tenancy {{ root Tenant app {0}_app owner {0}_owner provisioner {0}_provisioner }}\n"
      "entity Tenant {{ id: uuid = uuid() @key  name: text @unique }}\n"
      "entity Note {{ id: uuid = uuid() @key  body: text }}\n{1}",
      name, more);
}

CliTest::CliTest() {
  std::string pattern = (fs::temp_directory_path() / "tenon-cli-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no directory");
  directory_ = pattern;
}

CliTest::~CliTest() {
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

std::string CliTest::file(const std::string& name, const std::string& text) const {
  write_file(directory_ / name, text);
  return path(name);
}

}  // namespace tenon::test
