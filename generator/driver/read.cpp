#include "driver/read.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tenon::driver {
namespace {

using Result = tl::expected<std::string, std::string>;

std::string system_error() {
  return std::strerror(errno);
}

std::string too_large(std::size_t most) {
  return fmt::format("it is larger than {} MiB", most);
}

bool exceeds(std::size_t size, std::size_t mebibytes) {
  return size > mebibytes << 20U;
}

/// Until there is something to read, or the writer is gone.
void await(int descriptor) {
  pollfd one{descriptor, POLLIN, 0};
  ::poll(&one, 1, -1);
  errno = EAGAIN;
}

/// To the end, whatever the size was said to be: a pipe says none, and a file can grow.
Result read_all(int descriptor, std::size_t most) {
  std::string out;
  while (true) {
    constexpr std::size_t kChunk = 1U << 16U;
    const std::size_t had = out.size();
    out.resize(had + kChunk);
    const ssize_t got = ::read(descriptor, out.data() + had, kChunk);
    if (got < 0 && errno == EAGAIN) await(descriptor);
    if (got < 0 && errno != EINTR && errno != EAGAIN) return tl::unexpected(system_error());
    out.resize(had + static_cast<std::size_t>(got < 0 ? 0 : got));
    if (got == 0) return out;
    if (exceeds(out.size(), most)) return tl::unexpected(too_large(most));
  }
}

/// What can't be read as text, by its kind; empty where it can.
std::string objection(const std::string& path, std::size_t most) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return errno == ENOENT || errno == ENOTDIR ? "there is no such file" : system_error();
  if (S_ISDIR(status.st_mode)) return "it is a directory";
  if (S_ISFIFO(status.st_mode)) return "";
  if (!S_ISREG(status.st_mode)) return "it is no regular file";
  return exceeds(static_cast<std::size_t>(status.st_size), most) ? too_large(most) : "";
}

}  // namespace

Result read_standard_input() {
  return read_all(STDIN_FILENO, kMaxSchemaMebibytes);
}

Result read_file(const std::string& path, std::size_t most_mebibytes) {
  if (std::string wrong = objection(path, most_mebibytes); !wrong.empty())
    return tl::unexpected(std::move(wrong));
  // A pipe that nobody writes to is at its end: to open it otherwise would wait for ever.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return tl::unexpected(system_error());
  Result out = read_all(descriptor, most_mebibytes);
  ::close(descriptor);
  return out;
}

std::string plain_text(std::string text) {
  // Some editors put a byte order mark before UTF-8; it is no part of the text, and counts in no column.
  // The parser's runtime would take a second one off, and every place after it would be wrong.
  while (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 >= text.size() || text[i + 1] != '\n') text[kept++] = text[i];
  }
  text.resize(kept);
  return text;
}

}  // namespace tenon::driver
