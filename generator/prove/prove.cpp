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

/// What became of a mutant, the better the later.
enum class Fate { kUnnoticed, kNoted, kKilled };

/// How many more of each are told than before, and what that comes to.
Fate fate(const world::Judgement& before, const world::Judgement& now, bool strict) {
  const bool is_unexplained = now.unexplained.size() > before.unexplained.size();
  if (!now.findings.empty() || (is_unexplained && strict)) return Fate::kKilled;
  return is_unexplained || now.notes.size() > before.notes.size() ? Fate::kNoted : Fate::kUnnoticed;
}

Tried tried(const Mutant& mutant) {
  const std::string object = text(mutant.object);
  return {object, mutant.what.substr(object.size() + std::string_view(": ").size()), mutant.sql};
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
  Prover(pq::Session& session, const world::Promise& promise, world::Look whole, world::Judgement before,
         bool strict)
      : session_(session),
        promise_(promise),
        whole_(std::move(whole)),
        before_(std::move(before)),
        strict_(strict) {}

  void try_one(const Mutant& mutant, Proof& out) {
    session_.script("BEGIN");
    if (!session_.script(mutant.sql)) {
      ++out.refused;
    } else {
      count(mutant, out);
    }
    session_.script("ROLLBACK");
  }

 private:
  void count(const Mutant& mutant, Proof& out) {
    is_readable_ = true;
    const Fate fate = noticed(mutant);
    if (!is_readable_) {
      out.unreadable.push_back(tried(mutant));
    } else if (fate == Fate::kKilled) {
      ++out.killed;
    } else if (fate == Fate::kNoted) {
      out.noted.push_back(tried(mutant));
    } else if (is_as_before_) {
      ++out.equivalent;
    } else {
      out.survivors.push_back(tried(mutant));
    }
  }

  /// Looked for among the objects of its kind first, where it is to be found, and then in all.
  Fate noticed(const Mutant& mutant) {
    if (!mutant.is_beside) {
      const Fate own = noticed_in(with_own_kind(mutant.object.kind));
      if (own != Fate::kUnnoticed || !is_readable_) return own;
    }
    return noticed_in(all());
  }

  Fate noticed_in(const std::optional<world::Look>& look) {
    is_readable_ = look.has_value();
    return look ? fate(before_, world::judge(*look, promise_), strict_) : Fate::kUnnoticed;
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
  world::Judgement before_;
  bool strict_;
  bool is_as_before_ = false;
  bool is_readable_ = true;
};

}  // namespace

tl::expected<Proof, std::string> prove(pq::Session& session, const world::Promise& promise, bool strict,
                                       const Progress::Show& progress) {
  session.keep_plans();
  session.script("BEGIN");
  auto whole = world::look_here(session, promise);
  session.script("ROLLBACK");
  if (!whole) return tl::unexpected(whole.error());
  world::Judgement before = world::judge(*whole, promise);
  if (!before.findings.empty())
    return tl::unexpected(fmt::format("before anything is broken, {}: {}", before.findings.front().object,
                                      before.findings.front().message));
  std::vector<Mutant> mutants = mutation::mutants(whole->live.database);
  std::erase_if(mutants, [&](const Mutant& mutant) { return is_promised(mutant, promise); });
  Prover prover(session, promise, std::move(*whole), std::move(before), strict);
  Proof out;
  for (const Mutant& mutant : mutants) {
    if (progress) progress({out.mutants(), mutants.size(), &mutant});
    prover.try_one(mutant, out);
    if (session.is_lost()) return tl::unexpected(fmt::format("the server is gone, at {}", mutant.what));
  }
  return out;
}

}  // namespace tenon::prove
