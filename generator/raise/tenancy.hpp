// What a database says of tenants, whatever made it: which table's rows they are, which column names them,
// and which tables are held to them by the next migration.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/database.hpp"

namespace tenon::raise {

struct Choices;

/// How a table stands to the tenants.
enum class Hold {
  kRoot,       ///< its rows are the tenants
  kHeld,       ///< each row names its tenant, and nothing else is said of who sees it
  kUnguarded,  ///< it stays as it was
};

struct Standing {
  Hold hold = Hold::kUnguarded;
  std::string why;  ///< of an unguarded one: what is in the way
  std::string way;  ///< what closes it
};

struct Tenancy {
  model::Identity root;
  std::string key;      ///< of the root
  std::string column;   ///< that names the tenant
  std::string setting;  ///< the session variable that policies compare it with; empty where none does
  std::map<model::Identity, Standing> tables;
  std::map<model::Identity, Standing> raw;  ///< tables that no entity tells
  std::set<model::Identity>
      replaced;  ///< policies, row security and rights in whose place tenancy has its own

  [[nodiscard]] Hold hold(const model::Identity& table) const;
  [[nodiscard]] bool is_held(const model::Identity& table) const { return hold(table) == Hold::kHeld; }
};

/// `root` is the name of its table; where it is empty, the one that most tables name in one column. Nothing
/// where no table is referred to so.
std::optional<Tenancy> find_tenancy(const model::Database& database, const Choices& choices,
                                    const std::string& root);

}  // namespace tenon::raise
