// Names: what is declared, once each, what the blocks `schema` and `tenancy` set, attributes by their names,
// and the names that are derived.
#pragma once

#include <string>
#include <vector>

#include "sema/context/context.hpp"
#include "sql/expression.hpp"
#include "sql/placed.hpp"

namespace tenon::sema {

struct Declaring : Reading {
  Declarations& declaring;
  Drafts& making;
};

struct Configuring : Reading {
  ir::Schema& configured;
  Settings& configured_settings;
};

struct Renaming : Making {
  std::vector<ir::Enum>& enums;
  std::vector<ir::Composite>& composites;
};

struct MakingSession : Reading {
  std::vector<ir::SessionVariable>& session;
};

/// Puts whole names for those of declarations in namespaces, wherever one is named, and what a namespace's
/// files declare into its Postgres schema.
void enter_namespaces(std::vector<ast::File>& files, diag::Sink& sink);
void collect_declarations(const Declaring& context, const std::vector<ast::File>& files);
/// None of the names that the generated C++ makes of an entity's may be another declaration's.
void check_generated_names(const Reading& context);
/// Of classes and enums in C++.
void check_member_names(const Reading& context);
void resolve_settings(const Configuring& context, const std::vector<ast::File>& files);
void resolve_session(const MakingSession& context);
void splice_mixins(const Making& context);
void resolve_former_names(const Renaming& context);
/// `@unknown(name)`: a value of the program's alone.
void resolve_unknown(const Reading& context, const ast::Enum& syntax, const Attributes& attributes,
                     ir::Enum& item);
/// An entity's table as statements have it that look names up in the schema's own Postgres schema first.
std::string named_table(const ir::Entity& entity);
/// Where names in the author's SQL are looked for. The drafts' too, which aren't in the ir yet.
sql::Spaces spaces_of(const Reading& context);
/// The tables, or the types, that a name without its Postgres schema may be of, where there are several.
std::vector<std::string> several_tables(const Reading& context, const std::vector<std::string>& path);
std::vector<std::string> several_types(const Reading& context, const std::vector<std::string>& path);
std::vector<std::string> several_functions(const Reading& context, const std::vector<std::string>& path);
/// `write public.orders or sales.orders`
std::string which_of(const ir::Schema& schema, const std::vector<std::string>& names);
/// Makes derived names unique, when all of them are there.
void check_collisions(const Deriving& context);

struct NamingInJson : Reading {
  std::vector<ir::Entity>& entities;
  std::vector<ir::View>& views;
  std::vector<ir::Query>& queries;
};

/// What JSON calls a field, by its `@json` or by what the schema says of all; nothing where that is its name.
std::string json_name(const Reading& context, const Attributes& attributes, const std::string& field);
/// No two fields of a struct may be called alike.
void check_json_names(const Reading& context, const ast::Struct& syntax, const ir::Struct& made);
/// The same of entities, views and queries.
void name_in_json(const NamingInJson& context);

Attributes resolve_attributes(const Reading& context, const std::vector<ast::Attribute>& given,
                              unsigned place);

/// The argument of an attribute that takes a name, or in quotes what is none.
ast::Name spelled_name(const ast::Attribute& attribute);
/// What `@named` says, whose span is told of, or else the name that is derived.
std::string named_or(const Attributes& attributes, std::string derived);

/// How SQL asks who asks: once a statement, or where Postgres takes no subquery, at each place.
enum class Asked { kOnce, kEachTime };

/// The text with the calls that give its session variables; those that aren't declared are left as they are.
std::string with_session(const Reading& context, const std::string& text,
                         const std::vector<sql::Variable>& variables, Asked asked);

}  // namespace tenon::sema
