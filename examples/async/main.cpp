// async_notes (poll|asio) postgresql://…    as quickstart, by coroutines in one thread, over either loop
#include <asio/io_context.hpp>
#include <cstdio>
#include <cstring>
#include <exception>
#include <tenon/async.hpp>
#include <vector>

#include "asio_loop.hpp"
#include "notes_access.hpp"
#include "poll_loop.hpp"

namespace {

using notes::db::Note;
using notes::db::Notes;
using tenon::TenantTx;
using tenon::async::Task;

Task<std::size_t> write_and_read(tenon::async::Pool& pool, tenon::Uuid team, std::string title) {
  const Note note = co_await pool.in_tenant(
      team, [&](TenantTx& tx) { return Notes{tx}.insert({.title = title, .body = "We met."}); });
  const auto found = co_await pool.in_tenant(team, [&](TenantTx& tx) {
    tx.commit_with_next();
    return Notes{tx}.find(note.id);
  });
  co_return found ? found->title.size() : 0;
}

/// Many at a time, in this thread: what is started goes on when the loop runs.
std::vector<Task<std::size_t>> many(tenon::async::Pool& pool, const tenon::Uuid& team) {
  std::vector<Task<std::size_t>> tasks;
  for (int i = 0; i < 20; ++i) {
    tasks.push_back(write_and_read(pool, team, "Minutes " + std::to_string(i)));
    tasks.back().start();
  }
  return tasks;
}

bool all_done(const std::vector<Task<std::size_t>>& tasks) {
  for (const auto& task : tasks) {
    if (!task.is_done()) return false;
  }
  return true;
}

int by_poll(const char* url, const tenon::Uuid& team) {
  PollLoop loop;
  tenon::async::Pool pool{loop, url, notes::db::kSchema, {.role = "notes_app", .size = 4}};
  auto tasks = many(pool, team);
  loop.run([&] { return all_done(tasks); });
  for (auto& task : tasks) std::printf("%zu letters\n", task.result());
  return 0;
}

int by_asio(const char* url, const tenon::Uuid& team) {
  asio::io_context context;
  AsioLoop loop{context};
  tenon::async::Pool pool{loop, url, notes::db::kSchema, {.role = "notes_app", .size = 4}};
  auto tasks = many(pool, team);
  while (!all_done(tasks)) context.run_one();
  for (auto& task : tasks) std::printf("%zu letters\n", task.result());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    // The seed's team: a seed's keys are fixed, notes.seed.sql shows them.
    const tenon::Uuid team = tenon::Uuid::parse("7d9f5231-04e6-8722-abdf-aa4b531446b3");
    return std::strcmp(argv[1], "asio") == 0 ? by_asio(argv[2], team) : by_poll(argv[2], team);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "async_notes: %s\n", error.what());
    return 1;
  }
}
