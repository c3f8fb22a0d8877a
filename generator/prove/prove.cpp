#include "prove/prove.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/reader.hpp"
#include "model/differences.hpp"

namespace tenon::prove {
namespace {

using mutation::Mutant;

/// What was read is told whole where anything is found that wasn't before: notes too, as with `--strict`.
std::size_t told(const world::Judgement& judgement) {
  return judgement.findings.size() + judgement.notes.size();
}

class Prover {
 public:
  Prover(pq::Session& session, const world::Promise& promise, catalog::Reading whole, std::size_t before)
      : session_(session), promise_(promise), whole_(std::move(whole)), told_before_(before) {}

  void try_one(const Mutant& mutant, Proof& out) {
    session_.script("BEGIN");
    if (!session_.script(mutant.sql)) {
      ++out.refused;
    } else if (told(world::judge_here(session_, promise_)) > told_before_) {
      ++out.killed;
    } else if (is_as_before()) {
      ++out.equivalent;
    } else {
      out.survivors.push_back({mutant.what, mutant.sql});
    }
    session_.script("ROLLBACK");
  }

 private:
  bool is_as_before() {
    const auto now = catalog::read_within(session_);
    return now && now->uncovered.size() == whole_.uncovered.size() &&
           model::differences(whole_.database, now->database).empty();
  }

  pq::Session& session_;
  const world::Promise& promise_;
  catalog::Reading whole_;
  std::size_t told_before_;
};

}  // namespace

tl::expected<Proof, std::string> prove(pq::Session& session, const world::Promise& promise,
                                       const Progress::Show& progress) {
  auto whole = catalog::read_database(session);
  if (!whole) return tl::unexpected(whole.error());
  session.script("BEGIN");
  const world::Judgement before = world::judge_here(session, promise);
  session.script("ROLLBACK");
  if (!before.findings.empty())
    return tl::unexpected(fmt::format("before anything is broken, {}: {}", before.findings.front().object,
                                      before.findings.front().message));
  const std::vector<Mutant> mutants = mutation::mutants(whole->database);
  Prover prover(session, promise, std::move(*whole), told(before));
  Proof out;
  for (const Mutant& mutant : mutants) {
    if (progress) progress({out.mutants(), mutants.size(), &mutant});
    prover.try_one(mutant, out);
  }
  return out;
}

}  // namespace tenon::prove
