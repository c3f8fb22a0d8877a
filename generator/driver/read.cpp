#include "driver/read.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tenon::driver {
namespace {

/// Far above any schema: the largest is some thousand entities, less than 2 MiB. Syntax trees take a hundred
/// times the text, so that this bounds the memory that any input can cost.
constexpr std::size_t kMaxMebibytes = 8;
constexpr std::size_t kMaxFileSize = kMaxMebibytes << 20U;

using Result = tl::expected<std::string, std::string>;

std::string system_error() {
  return std::strerror(errno);
}

std::string too_large() {
  return fmt::format("it is larger than {} MiB", kMaxMebibytes);
}

/// To the end, whatever the size was said to be: a pipe says none, and a file can grow.
Result read_all(int descriptor) {
  std::string out;
  while (true) {
    constexpr std::size_t kChunk = 1U << 16U;
    const std::size_t had = out.size();
    out.resize(had + kChunk);
    const ssize_t got = ::read(descriptor, out.data() + had, kChunk);
    if (got < 0 && errno != EINTR) return tl::unexpected(system_error());
    out.resize(had + static_cast<std::size_t>(got < 0 ? 0 : got));
    if (got == 0) return out;
    if (out.size() > kMaxFileSize) return tl::unexpected(too_large());
  }
}

/// What can't be read as text, by its kind; empty where it can.
std::string objection(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return errno == ENOENT || errno == ENOTDIR ? "there is no such file" : system_error();
  if (S_ISDIR(status.st_mode)) return "it is a directory";
  if (S_ISFIFO(status.st_mode)) return "";
  if (!S_ISREG(status.st_mode)) return "it is no regular file";
  return static_cast<std::size_t>(status.st_size) > kMaxFileSize ? too_large() : "";
}

}  // namespace

Result read_standard_input() {
  return read_all(STDIN_FILENO);
}

Result read_file(const std::string& path) {
  if (std::string wrong = objection(path); !wrong.empty()) return tl::unexpected(std::move(wrong));
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected(system_error());
  Result out = read_all(descriptor);
  ::close(descriptor);
  return out;
}

std::string plain_text(std::string text) {
  // Some editors put a byte order mark before UTF-8; it is no part of the text, and counts in no column.
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 >= text.size() || text[i + 1] != '\n') text[kept++] = text[i];
  }
  text.resize(kept);
  return text;
}

}  // namespace tenon::driver
