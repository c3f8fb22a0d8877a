#include "driver/migrate/waiting.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "catalog/apply.hpp"
#include "catalog/elaborate.hpp"
#include "catalog/session.hpp"
#include "driver/migrate/bench.hpp"
#include "driver/migrate/project.hpp"
#include "migration/run.hpp"

namespace tenon::driver {
namespace {

using migration::Entry;

/// The migration that was begun last, with all that the history has of it.
std::vector<Entry> last_of(const std::vector<Entry>& history) {
  const auto last = std::ranges::max_element(history, {}, [](const Entry& each) { return each.part.number; });
  std::vector<Entry> out;
  std::ranges::copy_if(history, std::back_inserter(out),
                       [&](const Entry& each) { return each.part.number == last->part.number; });
  return out;
}

/// The texts of the migrations up to that number, or nothing where they aren't those that were sealed.
std::optional<std::vector<migration::Texts>> chain_up_to(const std::filesystem::path& directory,
                                                         const migration::Lock& lock, int number) {
  if (!migration::problems_of(directory, lock).empty()) return std::nullopt;
  std::vector<migration::Texts> out;
  for (const migration::Sealed& each : lock.migrations) {
    if (each.number > number) break;
    auto texts = migration::read_texts(directory, each);
    if (!texts) return std::nullopt;
    out.push_back(std::move(*texts));
  }
  if (static_cast<int>(out.size()) != number) return std::nullopt;
  return out;
}

/// What the migrations make of nothing, without the contract of the last and then with it.
tl::expected<Waiting, std::string> made_by(const std::string& schema,
                                           const std::vector<migration::Texts>& chain, int major) {
  const auto server = catalog::private_server_of(major);
  if (!server) return tl::unexpected(server.error().message);
  Bench bench(server->url(), fmt::format("tenon_waiting_{}", ::getpid()));
  std::string wrong = bench.grow(schema, chain, false);
  if (!wrong.empty()) return tl::unexpected(std::move(wrong));
  auto session = bench.connect();
  if (!session) return tl::unexpected(catalog::describe(session.error()));
  auto until_then = catalog::read_database(*session);
  if (!until_then) return tl::unexpected(until_then.error());
  Waiting out{0, "", std::move(*until_then), {}};
  wrong = bench.run(schema, migration::kContract, chain.back().at(std::string(migration::kContract)),
                    static_cast<int>(chain.size()));
  if (wrong.empty()) out.in_the_end = bench.read(wrong);
  if (!wrong.empty()) return tl::unexpected(std::move(wrong));
  return out;
}

}  // namespace

Between between_versions(const VerifyOptions& options, const std::string& url) {
  const auto directory = migrations_of(options.common.files.front(), options.migrations);
  const auto lock = migration::read_lock(directory);
  if (!lock || !*lock) return {};
  auto session = catalog::connect(url);
  if (!session) return {};  // whoever examines it next says why
  const auto history = migration::history(*session, (*lock)->schema);
  if (!history || history->empty()) return {};
  const std::vector<Entry> last = last_of(*history);
  const int number = last.front().part.number;
  const std::string called = fmt::format("migration {}, {},", number, last.front().part.name);
  if (!std::ranges::all_of(last, &Entry::is_ended))
    return {{}, called + " is half done: `tenon migrate status` tells how far, and `up` goes on"};
  const auto chain = chain_up_to(directory, **lock, number);
  if (!chain)
    return {{},
            called +
                " was run last, and the directory of the migrations isn't as it was sealed: whether "
                "it waits for its contract can't be told"};
  const bool waits = last.size() == 1 && last.front().part.part == migration::kExpand &&
                     chain->back().contains(migration::kContract);
  if (!waits) return {};
  auto made = made_by((*lock)->schema, *chain, session->server_version() / 10000);
  if (!made)
    return {{},
            fmt::format("{} waits for its contract, and what it leaves until then can't be told: {}", called,
                        made.error())};
  made->number = number;
  made->name = last.front().part.name;
  return {std::move(*made), ""};
}

}  // namespace tenon::driver
