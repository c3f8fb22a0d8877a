// The ways to break what is promised of a database, as SQL: each field of each object changed, each object
// gone, and beside it what nobody promised. It knows the model and no check: whoever proves that nothing is
// overlooked applies them one at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/database.hpp"

namespace tenon::mutation {

/// A role that no schema has, and that mutants give rights to; it may log in.
inline constexpr std::string_view kStranger = "tenon_stranger";

/// What is no break of a role that requests run as: so programs log in.
inline constexpr std::string_view kMember = "a stranger who is a member";

struct Mutant {
  model::Identity object;  ///< which is broken, or beside which something is added
  std::string what;        ///< `policy notes_select on public.notes: condition`
  /// For within a transaction, of a role that may do all. Some can't be done on some object or server: then
  /// the server refuses them.
  std::string sql;
  bool is_beside = false;  ///< something is added; the object itself is what it was
};

/// Of each object in turn. The database is one that was read from a server: its SQL needs no search_path.
std::vector<Mutant> mutants(const model::Database& promised);

/// How a field of a kind is broken: `field changed`, or why nothing breaks it.
struct FieldRule {
  model::Kind kind;
  std::string_view field;
  std::string_view left_out;  ///< because; empty where mutants break it
};
/// Each field that has a rule, for a test that each has one.
std::vector<FieldRule> field_rules();
/// What is added beside an object of each kind, `field` being what.
std::vector<FieldRule> addition_rules();

}  // namespace tenon::mutation
