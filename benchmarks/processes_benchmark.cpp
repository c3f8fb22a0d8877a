// tenon beside protoc and flatc, each as a process, on as many messages of the same fields: wall time and the
// most memory that the process had.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include "made_schema.hpp"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kSizes[] = {10, 100, 1000, 10000};
constexpr int kRuns = 3;

struct Cost {
  double milliseconds = 0;
  double processor = 0;  ///< milliseconds of it, on all processors together
  double mebibytes = 0;
};

/// None where the program isn't there, or fails.
std::optional<Cost> run(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto begin = Clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    const int nothing = ::open("/dev/null", O_WRONLY);
    ::dup2(nothing, 1);
    ::dup2(nothing, 2);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || ::wait4(child, &status, 0, &used) < 0 || status != 0) return std::nullopt;
  const std::chrono::duration<double, std::milli> time = Clock::now() - begin;
  const auto of = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1000 + static_cast<double>(t.tv_usec) / 1000;
  };
  return Cost{time.count(), of(used.ru_utime) + of(used.ru_stime),
              static_cast<double>(used.ru_maxrss) / 1024};
}

/// Of some runs, the fastest one.
std::optional<Cost> best(const std::vector<std::string>& command) {
  std::optional<Cost> out;
  for (int i = 0; i < kRuns; ++i) {
    const auto cost = run(command);
    if (cost && (!out || cost->milliseconds < out->milliseconds)) out = cost;
  }
  return out;
}

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path) << text;
}

}  // namespace

int main() {
  const fs::path directory = fs::temp_directory_path() / fmt::format("tenon-bench-{}", ::getpid());
  fmt::print("{:<34}{:>10}{:>12}{:>12}{:>12}{:>16}\n", "command", "messages", "wall ms", "cpu ms", "peak MiB",
             "wall us each");
  for (const int size : kSizes) {
    fs::create_directories(directory / "out");
    const std::string base = directory.string() + "/big";
    const std::string out = (directory / "out").string();
    write(base + ".schema", tenon::benchmarks::schema(size));
    write(base + ".proto", tenon::benchmarks::proto(size));
    write(base + ".fbs", tenon::benchmarks::flatbuffers(size));
    const std::vector<std::pair<const char*, std::vector<std::string>>> commands = {
        {"tenon check", {TENON_BINARY, "check", base + ".schema"}},
        {"tenon generate --emit cpp",
         {TENON_BINARY, "generate", base + ".schema", "--out", out, "--emit", "cpp"}},
        {"tenon generate (SQL, C++, tests)", {TENON_BINARY, "generate", base + ".schema", "--out", out}},
        {"protoc --descriptor_set_out",
         {"protoc", "-I", directory.string(), "--descriptor_set_out=" + out + "/d", base + ".proto"}},
        {"protoc --cpp_out", {"protoc", "-I", directory.string(), "--cpp_out=" + out, base + ".proto"}},
        {"flatc --cpp", {"flatc", "--cpp", "-o", out, base + ".fbs"}},
    };
    for (const auto& [name, command] : commands) {
      const auto cost = best(command);
      if (!cost) {
        fmt::print("{:<34}{:>10}  not there, or it failed\n", name, size);
        continue;
      }
      fmt::print("{:<34}{:>10}{:>12.1f}{:>12.1f}{:>12.1f}{:>16.1f}\n", name, size, cost->milliseconds,
                 cost->processor, cost->mebibytes, cost->milliseconds * 1000 / size);
    }
    fs::remove_all(directory);
  }
  return 0;
}
