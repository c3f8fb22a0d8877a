// A function that the schema declares: a part of `ir.hpp`.
#pragma once

#include <string>
#include <vector>

#include "ir/query.hpp"

namespace tenon::ir {

/// Whether it gives the same for the same: within a statement, or always.
enum class Volatility { kVolatile, kStable, kImmutable };
/// Whether workers beside the session's own process may call it.
enum class Parallel { kUnsafe, kRestricted, kSafe };

struct Function {
  std::string name;
  std::string doc;
  std::vector<QueryParameter> parameters;
  Type type;
  bool nullable = false;
  bool procedure = false;   ///< it is CALLed, gives nothing, and may write
  bool procedural = false;  ///< its text is PL/pgSQL
  bool expression = false;  ///< its text is one expression, and no statement
  Volatility volatility = Volatility::kVolatile;
  Parallel parallel = Parallel::kUnsafe;
  bool strict = false;
  std::string definer_reason;  ///< why it sees what its caller doesn't; empty where it sees no more
  std::string text;            ///< as the author wrote it
  std::vector<QueryEdit> edits;
  std::vector<std::string> reads;    ///< entities and views
  std::vector<std::string> calls;    ///< other declared functions
  std::vector<std::string> callers;  ///< of one that sees more, beside the application
  bool in_tenant = false;            ///< it reads tenants' rows
  std::string space = {};            ///< as an entity's
  std::string called = {};           ///< in SQL, where it isn't its name
  bool operator==(const Function&) const = default;
};

/// Where one stands that sees what its caller doesn't: beside searches and lookups.
inline bool is_definer(const Function& function) {
  return !function.definer_reason.empty();
}

inline const std::string& sql_name(const Function& function) {
  return function.called.empty() ? function.name : function.called;
}

}  // namespace tenon::ir
