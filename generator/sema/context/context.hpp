// What stages are given. Each sees what was decided before it, and can change none of it: what a stage writes
// is named in its parameter's type, here where several rooms write the same, else in the room's own header.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diag/diagnostic.hpp"
#include "diag/places.hpp"
#include "ir/ir.hpp"
#include "sema/context/declared.hpp"
#include "sema/context/drafts.hpp"

namespace tenon::sema {

/// What the blocks `schema` and `tenancy` say, beside what the ir has of it.
struct Settings {
  Span schema_span;
  Span root_span;
  Span tree_span;
  bool index_foreign_keys = true;  ///< T5
  bool name_by_columns = false;    ///< foreign keys, as Postgres does, and not by relations
  bool camel_in_json = false;      ///< `created_at` is `createdAt` in JSON
};

/// What the declared roles may do, by role and entity or view.
using Rights = std::map<std::pair<std::string, std::string>, std::map<ir::Command, Span>>;

/// What raw SQL makes.
struct RawNames {
  std::set<std::string> functions;
  std::set<std::string> types;
};

/// What every stage sees, and where it complains.
struct Reading {
  diag::Sink& sink;
  const Declarations& declared;
  const Settings& settings;
  const ir::Schema& schema;
  const Drafts& drafts;
  const std::vector<DerivedEntity>& derived;
  const Rights& rights;
  const RawNames& raw;
  /// Of declarations, and of what their members make: `Order.orders_placed_idx`.
  const diag::Places& places;
};

/// Takes down where that stands which makes a constraint, an index or a trigger.
class Made {
 public:
  explicit Made(diag::Places& places) : places_(places) {}
  void operator()(const ir::Entity& entity, const std::string& name, Span span) const {
    places_.emplace(entity.name + "." + name, span);
  }

 private:
  diag::Places& places_;
};

/// For stages that add to the entities.
struct Making : Reading {
  Drafts& making;
  Made made;
};

/// For stages that also settle what a tenancy is: the type of its key, and which of its roles are needed.
struct Settling : Making {
  std::optional<ir::TenancySettings>& tenancy;
};

/// For stages that make entities of their own.
struct Deriving : Making {
  std::vector<DerivedEntity>& deriving;
};

/// For stages that make views.
struct MakingViews : Reading {
  std::vector<ir::View>& views;
};

/// For stages that make functions.
struct MakingFunctions : Reading {
  std::vector<ir::Function>& functions;
};

/// Names that are taken, and the next free one: `sessions_idx`, `sessions_idx1`, …
class NameSet {
 public:
  std::string free(const std::string& wanted);
  /// False where it is taken already.
  bool take(const std::string& name) { return taken_.insert(name).second; }

 private:
  std::set<std::string> taken_;
};

}  // namespace tenon::sema
