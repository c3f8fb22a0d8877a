#include "prove/prove.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "catalog/reader.hpp"
#include "model/differences.hpp"

namespace tenon::prove {
namespace {

using model::Object;
using mutation::Mutant;

/// Notes too, as with `--strict`.
std::size_t told(const world::Judgement& judgement) {
  return judgement.findings.size() + judgement.notes.size() + judgement.unexplained.size();
}

/// The whole with the objects of a kind as they are now. What each of them needed it needs still.
model::Database with(const model::Database& whole, const model::Database& now, model::Kind kind) {
  model::Database out;
  for (const Object& object : whole.objects()) {
    if (object.identity.kind != kind) out.add(object);
  }
  for (Object object : now.objects()) {
    if (const Object* before = whole.find(object.identity)) object.needs = before->needs;
    out.add(std::move(object));
  }
  return out;
}

/// A login that is a member of a role of requests is how programs come in.
bool is_promised(const Mutant& mutant, const world::Promise& promise) {
  const auto bound = promise.schema.roles.bound();
  return mutant.what.ends_with(mutation::kMember) &&
         std::ranges::find(bound, mutant.object.name) != bound.end();
}

class Prover {
 public:
  Prover(pq::Session& session, const world::Promise& promise, world::Look whole, std::size_t told_before)
      : session_(session), promise_(promise), whole_(std::move(whole)), told_before_(told_before) {}

  void try_one(const Mutant& mutant, Proof& out) {
    session_.script("BEGIN");
    if (!session_.script(mutant.sql)) {
      ++out.refused;
    } else if (is_noticed(mutant)) {
      ++(is_readable_ ? out.killed : out.unreadable);
    } else if (is_as_before_) {
      ++out.equivalent;
    } else {
      out.survivors.push_back({mutant.what, mutant.sql});
    }
    session_.script("ROLLBACK");
  }

 private:
  /// Looked for among the objects of its kind first, where it is to be found, and then in all.
  bool is_noticed(const Mutant& mutant) {
    is_readable_ = true;
    return (!mutant.is_beside && is_noticed_in(with_own_kind(mutant.object.kind))) || is_noticed_in(all());
  }

  bool is_noticed_in(const std::optional<world::Look>& look) {
    is_readable_ = look.has_value();
    return !look || told(world::judge(*look, promise_)) > told_before_;
  }

  std::optional<world::Look> with_own_kind(model::Kind kind) {
    auto now = catalog::read_kind_within(session_, kind);
    if (!now) return std::nullopt;
    return world::Look{{with(whole_.live.database, now->database, kind), whole_.live.uncovered},
                       whole_.facts};
  }

  /// Nothing where it can't be read any more: `verify` says so.
  std::optional<world::Look> all() {
    auto look = world::look_here(session_, promise_);
    if (!look) return std::nullopt;
    is_as_before_ = look->live.uncovered.size() == whole_.live.uncovered.size() &&
                    model::differences(whole_.live.database, look->live.database).empty();
    return std::move(*look);
  }

  pq::Session& session_;
  const world::Promise& promise_;
  world::Look whole_;
  std::size_t told_before_;
  bool is_as_before_ = false;
  bool is_readable_ = true;
};

}  // namespace

tl::expected<Proof, std::string> prove(pq::Session& session, const world::Promise& promise,
                                       const Progress::Show& progress) {
  session.script("BEGIN");
  auto whole = world::look_here(session, promise);
  session.script("ROLLBACK");
  if (!whole) return tl::unexpected(whole.error());
  const world::Judgement before = world::judge(*whole, promise);
  if (!before.findings.empty())
    return tl::unexpected(fmt::format("before anything is broken, {}: {}", before.findings.front().object,
                                      before.findings.front().message));
  std::vector<Mutant> mutants = mutation::mutants(whole->live.database);
  std::erase_if(mutants, [&](const Mutant& mutant) { return is_promised(mutant, promise); });
  Prover prover(session, promise, std::move(*whole), told(before));
  Proof out;
  for (const Mutant& mutant : mutants) {
    if (progress) progress({out.mutants(), mutants.size(), &mutant});
    prover.try_one(mutant, out);
    if (session.is_lost()) return tl::unexpected(fmt::format("the server is gone, at {}", mutant.what));
  }
  return out;
}

}  // namespace tenon::prove
