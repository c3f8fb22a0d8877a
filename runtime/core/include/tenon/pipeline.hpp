// Several statements in one round trip.
#pragma once

#include <cstddef>
#include <vector>

#include "tenon/export.hpp"
#include "tenon/statement.hpp"

namespace TENON_API tenon {

/// Statements that don't need one another's rows: all go out together, with the transaction's beginning and
/// its COMMIT where these are due. The first that fails is thrown, and those behind it aren't run.
///
///     tenon::Pipeline pipeline{tx};
///     pipeline.add(kTouch, tx.tenant(), id);
///     const auto counted = pipeline.add(kCount, tx.tenant());
///     const auto results = pipeline.run();
///     results[counted][0].get<std::int64_t>(0);
class Pipeline {
 public:
  explicit Pipeline(Tx& tx) : tx_(tx) {}
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  /// Gives the place of its result. Throws what encoding an argument throws; nothing is sent yet.
  template <class... Args>
  std::size_t add(const Statement& statement, const Args&... args) {
    calls_.add(statement, args...);
    return calls_.size() - 1;
  }

  /// The results, in the order of the statements. It is empty afterwards.
  std::vector<Result> run() { return calls_.run(tx_); }

 private:
  Tx& tx_;
  detail::Calls calls_;
};

}  // namespace tenon
