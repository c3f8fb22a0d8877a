// How many relations a schema comes to: each is a lock of the transaction that makes them.
#include "ir/ir.hpp"

namespace tenon::ir {
namespace {

std::size_t indexes(const Entity& entity) {
  return (entity.primary_key.columns.empty() ? 0 : 1) + entity.uniques.size() + entity.exclusions.size() +
         entity.indexes.size();
}

/// How many partitions a level has at first.
std::size_t partitions(const Partitioning& level) {
  if (!level.named.empty()) return level.named.size();
  return static_cast<std::size_t>(level.method == Partitioning::Method::kHash ? level.modulus
                                                                              : level.ahead + 1);
}

}  // namespace

std::size_t relation_count(const Schema& schema) {
  constexpr std::size_t kOfLongValues = 2;  // a table for them, and its index
  std::size_t count = 0;
  for (const Entity& entity : schema.entities) {
    std::size_t tables = 1;
    std::size_t parents = 0;
    for (const Partitioning& level : entity.partitioning) {
      parents += tables;
      tables *= partitions(level);
    }
    count += parents * (1 + indexes(entity)) + tables * (1 + indexes(entity) + kOfLongValues);
  }
  return count;
}

}  // namespace tenon::ir
