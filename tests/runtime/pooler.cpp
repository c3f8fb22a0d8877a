#include "pooler.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <utility>

namespace tenon::testing {
namespace {

struct Closed {};

std::string read_exactly(int socket, std::size_t count) {
  std::string out(count, '\0');
  for (std::size_t at = 0; at < count;) {
    const ssize_t got = ::recv(socket, out.data() + at, count - at, 0);
    if (got > 0) at += static_cast<std::size_t>(got);
    // libpq leaves its sockets non-blocking.
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) std::this_thread::yield();
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) throw Closed{};
  }
  return out;
}

void write_all(int socket, const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t put = ::send(socket, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (put > 0) at += static_cast<std::size_t>(put);
    if (put < 0 && errno != EAGAIN && errno != EINTR) throw Closed{};
  }
}

std::string number(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
  return out;
}

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

std::string message(char type, const std::string& body) {
  return type + number(static_cast<std::uint32_t>(body.size() + 4)) + body;
}

/// A message with its type and length.
std::string read_message(int socket) {
  std::string head = read_exactly(socket, 5);
  return head + read_exactly(socket, number_at(head, 1) - 4);
}

/// Forwards the answers to a message; whether the transaction is over.
bool forward_answers(int server, int client) {
  for (;;) {
    const std::string answer = read_message(server);
    write_all(client, answer);
    if (answer[0] == 'Z') return answer[5] == 'I';
  }
}

/// False where the client leaves in the middle.
bool serve_transaction(PGconn* server, int client, std::string request,
                       const std::function<void(const std::string&)>& note) {
  try {
    for (; request[0] != 'X'; request = read_message(client)) {
      note(request);
      write_all(PQsocket(server), request);
      const bool is_whole = request[0] == 'Q' || request[0] == 'S';
      if (is_whole && forward_answers(PQsocket(server), client)) return true;
    }
  } catch (const Closed&) {
    ::shutdown(client, SHUT_RDWR);
  }
  PQclear(PQexec(server, "ROLLBACK"));
  return false;
}

}  // namespace

Pooler::Pooler(const std::string& url, std::size_t processes, Key key) : key_(key) {
  for (std::size_t i = 0; i < processes; ++i) {
    auto process = std::make_unique<Process>();
    process->connection.reset(PQconnectdb(url.c_str()));
    if (PQstatus(process->connection.get()) != CONNECTION_OK) {
      throw std::runtime_error(PQerrorMessage(process->connection.get()));
    }
    processes_.push_back(std::move(process));
  }
  char name[] = "/tmp/tenon-pooler-XXXXXX";
  if (::mkdtemp(name) == nullptr) throw std::runtime_error("no directory for the pooler's socket");
  directory_ = name;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (directory_ + "/.s.PGSQL.5432").copy(address.sun_path, sizeof address.sun_path - 1);
  listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 8) != 0) {
    throw std::runtime_error("the pooler can't listen");
  }
  accepting_ = std::thread([this] { accept_clients(); });
}

Pooler::~Pooler() {
  ::shutdown(listener_, SHUT_RDWR);
  accepting_.join();
  for (const int client : clients_) ::shutdown(client, SHUT_RDWR);
  for (std::thread& thread : threads_) thread.join();
  for (const int client : clients_) ::close(client);
  ::close(listener_);
  ::unlink((directory_ + "/.s.PGSQL.5432").c_str());
  ::rmdir(directory_.c_str());
}

std::string Pooler::url() const {
  return "host=" + directory_ + " port=5432 user=anybody dbname=any";
}

std::string Pooler::in_process(std::size_t process, const std::string& sql) {
  Process& chosen = *processes_.at(process);
  const std::lock_guard lock(chosen.mutex);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(chosen.connection.get(), sql.c_str()),
                                                             PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQerrorMessage(chosen.connection.get()));
  }
  return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

std::string Pooler::statements() {
  const std::lock_guard lock(mutex_);
  return statements_;
}

void Pooler::accept_clients() {
  for (;;) {
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) return;
    const std::lock_guard lock(mutex_);
    clients_.push_back(client);
    threads_.emplace_back([this, client] { serve(client); });
  }
}

void Pooler::greet(int client) const {
  read_exactly(client, number_at(read_exactly(client, 4), 0) - 4);
  PGconn* first = processes_.front()->connection.get();
  std::string out = message('R', number(0));
  for (const char* name :
       {"server_version", "client_encoding", "standard_conforming_strings", "integer_datetimes"}) {
    out += message('S', std::string(name) + '\0' + PQparameterStatus(first, name) + '\0');
  }
  const std::uint32_t process =
      key_ == Key::of_the_first ? static_cast<std::uint32_t>(PQbackendPID(first)) : 1;
  write_all(client, out + message('K', number(process) + number(0)) + message('Z', "I"));
}

void Pooler::serve(int client) {
  try {
    greet(client);
    for (;;) {
      std::string request = read_message(client);
      if (request[0] == 'X') return;
      Process& process = *processes_.at(next_);
      const std::lock_guard lock(process.mutex);
      const auto note = [this](const std::string& message) {
        const std::lock_guard noting(mutex_);
        if (message[0] == 'Q' || message[0] == 'S') ++round_trips_;
        if (message[0] == 'Q' || message[0] == 'P') statements_ += message;
      };
      if (!serve_transaction(process.connection.get(), client, std::move(request), note)) return;
    }
  } catch (const Closed&) {  // the client left
    ::shutdown(client, SHUT_RDWR);
  }
}

}  // namespace tenon::testing
