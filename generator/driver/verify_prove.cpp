#include "driver/verify_prove.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <map>

namespace tenon::driver {
namespace {

constexpr std::string_view kCheck = "prove.mutants";

void show_mutants(const prove::Progress& progress) {
  fmt::print(stderr, "\r\x1b[K{}/{} {}", progress.done, progress.total, progress.next->what);
}

/// Those of one kind that are broken in one way are one note: most are columns that an administrator tunes.
void add_notes(const std::vector<prove::Tried>& noted, conformance::Report& out) {
  std::map<std::string, std::vector<const prove::Tried*>> ways;
  for (const prove::Tried& each : noted)
    ways[each.object.substr(0, each.object.find(' ')) + ": " + each.what].push_back(&each);
  for (const auto& [way, tried] : ways) {
    const std::string more = tried.size() == 1 ? "" : fmt::format(", and so are {} more", tried.size() - 1);
    out.notes.push_back(
        {tried.front()->object,
         fmt::format("is told of in a note alone when it is broken: {}{}", tried.front()->what, more)});
  }
}

conformance::Report report(const prove::Proof& proof) {
  conformance::Report out;
  out.checks = proof.mutants();
  for (const prove::Tried& each : proof.survivors)
    out.findings.push_back({std::string(kCheck), each.object,
                            fmt::format("nothing is found when it is broken: {}", each.what), "", each.sql});
  add_notes(proof.noted, out);
  for (const prove::Tried& each : proof.unreadable)
    out.unjudged.push_back({std::string(kCheck), each.object,
                            fmt::format("nothing can be read when it is broken: {}", each.what), each.sql});
  return out;
}

}  // namespace

tl::expected<Verified, std::string> proved(pq::Session& session, const world::Promise& promise, bool strict) {
  const bool on_terminal = ::isatty(STDERR_FILENO) != 0;
  const auto begun = std::chrono::steady_clock::now();
  const auto proof =
      prove::prove(session, promise, strict, on_terminal ? prove::Progress::Show(show_mutants) : nullptr);
  if (on_terminal) fmt::print(stderr, "\r\x1b[K");
  if (!proof) return tl::unexpected(proof.error());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
  return Verified{"", "", "", report(*proof),
                  Mutants{proof->killed, proof->noted.size(), proof->survivors.size(), proof->equivalent,
                          proof->refused, proof->unreadable.size(), taken.count()}};
}

}  // namespace tenon::driver
