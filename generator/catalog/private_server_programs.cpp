#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <string_view>

#include "catalog/private_server_parts.hpp"
#include "catalog/private_server_watcher.hpp"

namespace tenon::catalog {
namespace {

std::vector<std::string> path_directories() {
  const char* path = std::getenv("PATH");
  std::vector<std::string> out;
  std::string_view rest = path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
  while (!rest.empty()) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    if (colon > 0) out.emplace_back(rest.substr(0, colon));
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return out;
}

std::string read_all(int descriptor) {
  std::string out;
  char buffer[1024];
  while (true) {
    const ssize_t got = read(descriptor, buffer, sizeof buffer);
    if (got > 0) out.append(buffer, static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno != EINTR)) return out;
  }
}

}  // namespace

std::optional<std::string> program_on_path(const std::string& name) {
  for (const std::string& directory : path_directories()) {
    std::string path = directory + "/" + name;
    if (access(path.c_str(), X_OK) == 0) return path;
  }
  return std::nullopt;
}

std::optional<std::string> first_line_of(std::vector<std::string> command) {
  int output[2];
  if (pipe2(output, O_CLOEXEC) != 0) return std::nullopt;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = -1;
  const int error =
      posix_spawn(&child, command[0].c_str(), &actions, nullptr, exec_strings(command).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(output[1]);
  const std::string text = error == 0 ? read_all(output[0]) : "";
  close(output[0]);
  int status = 0;
  if (error != 0 || waitpid(child, &status, 0) != child || status != 0) return std::nullopt;
  return text.substr(0, text.find('\n'));
}

int major_version(const std::string& line) {
  const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  const auto start = std::find_if(line.begin(), line.end(), is_digit);
  const std::string digits(start, std::find_if_not(start, line.end(), is_digit));
  return digits.empty() || digits.size() > 6 ? 0 : std::stoi(digits);
}

std::string last_lines(const std::string& path, std::size_t count) {
  std::ifstream file(path);
  std::deque<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
    if (lines.size() > count) lines.pop_front();
  }
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
  return out;
}

}  // namespace tenon::catalog
