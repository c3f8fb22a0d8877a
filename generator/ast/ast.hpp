// The syntax of a file as plain values, each with its span. Nothing is looked up or judged here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/span.hpp"

namespace tenon::ast {

struct Name {
  std::string text;
  Span span;
};

/// SQL between backticks; `span` covers the text without them.
struct Sql {
  std::string text;
  Span span;
};

struct Value;
struct Assignment;

struct Number {
  std::string text;
};
struct String {
  std::string text;  ///< with its escapes resolved
};
struct Boolean {
  bool value = false;
};
struct Null {};
struct Call {
  Name function;
  std::vector<Value> arguments;
};
struct List {
  std::vector<Value> items;
};
struct Object {
  std::vector<Assignment> members;
};

struct Value {
  std::variant<Number, String, Boolean, Null, Name, Sql, Call, List, Object> node;
  Span span;
};

struct Assignment {
  Name name;
  Value value;
};

struct Type {
  Name name;                    ///< empty where `raw` is there
  std::optional<Sql> raw;       ///< a type in backticks
  std::optional<Name> element;  ///< `json<element>`
  std::vector<Value> parameters;
  int dimensions = 0;  ///< of `[]`
  Span span;
};

struct Attribute {
  Name name;
  std::vector<Value> arguments;
  Span span;
};

struct Field {
  std::string doc;
  Name name;
  Type type;
  std::optional<Span> nullable;  ///< the question mark
  std::optional<Value> default_value;
  std::vector<Attribute> attributes;
  Span span;
  /// Something of it couldn't be read, which was complained about: nothing follows from what it lacks.
  bool broken = false;
};

/// A column of a key, a unique constraint or an index.
struct Column {
  std::variant<Name, Sql> what;
  std::optional<Name> operator_class;
  bool descending = false;
  std::optional<bool> nulls_first;
  Span span;
};

struct GlobalReason {
  std::string text;
  Span span;
};

struct Key {
  std::vector<Column> columns;
  std::optional<GlobalReason> global;
  std::optional<Span> shadows;  ///< `shadows shared`
  Span span;
};
struct Unique {
  std::vector<Column> columns;
  std::vector<Column> include;
  std::optional<Span> nulls_not_distinct;
  std::optional<Sql> where;
  std::optional<GlobalReason> global;
  std::optional<Span> shadows;  ///< `shadows shared`
  std::vector<Attribute> attributes;
  Span span;
};
struct Option {
  Name name;
  Value value;
};
struct Index {
  std::optional<Name> method;
  std::vector<Column> columns;
  std::vector<Column> include;
  std::optional<Sql> where;
  std::vector<Option> options;
  std::optional<GlobalReason> global;
  Span span;
};
struct Check {
  std::optional<Name> name;
  Sql expression;
  Span span;
};
struct Policy {
  Name name;
  std::vector<Name> commands;
  std::vector<Name> roles;  ///< of `to`; empty for all that have the command
  Sql predicate;
  Span span;
};

/// `room with =`, or another operator in backticks.
struct Exclusion {
  Column column;
  Sql operation;
};
struct Exclude {
  std::optional<Name> method;
  std::vector<Exclusion> elements;
  std::optional<Sql> where;
  std::optional<GlobalReason> global;
  std::vector<Attribute> attributes;
  Span span;
};
/// `90 days`
struct Duration {
  std::string number;
  Name unit;
  Span span;
};
struct Partition {
  Name method;
  std::vector<Column> columns;
  std::optional<Name> every;
  std::optional<Value> ahead;
  std::optional<Duration> retain;
  std::optional<Value> into;
  std::optional<std::vector<Assignment>> lists;
  Span span;
};
struct Retain {
  Duration duration;
  Name by;
  std::optional<Span> anonymise;
  Span span;
};
/// `retain forever`
struct RetainForever {
  std::optional<GlobalReason> because;
  Span span;
};
struct Search {
  Name kind;
  std::vector<Column> columns;  ///< an operator class is a weight here: `(title A, body B)`
  std::optional<Name> language;
  std::optional<Name> method;
  std::optional<Name> metric;
  std::vector<Option> options;
  Span span;
};
struct Trigger {
  Name name;
  bool after = false;
  std::vector<Name> events;
  std::optional<Name> each;
  std::optional<Sql> when;
  Sql body;
  Span span;
};
struct SoftDelete {
  Span span;
};
struct Audit {
  std::optional<Duration> retain;
  std::vector<Option> options;
  Span span;
};
struct Storage {
  std::vector<Option> options;
  Span span;
};
/// `statistics (region, city) for dependencies`
struct Statistics {
  std::vector<Column> columns;
  std::vector<Name> kinds;  ///< empty for all
  Span span;
};

/// `lookup (email) gives (password_hash)`
struct Lookup {
  std::vector<Column> columns;
  std::vector<Column> gives;
  Span span;
};

using Member = std::variant<Field, Key, Unique, Index, Check, Exclude, Policy, Partition, Retain,
                            RetainForever, Search, Trigger, SoftDelete, Audit, Storage, Statistics, Lookup>;

struct Import {
  std::string path;
  Span span;
};
struct Setting {
  Name name;
  std::vector<Value> values;  ///< paths are names with their dots and colons; none for `frozen`
  bool broken = false;        ///< its values couldn't be read
};
struct SchemaBlock {
  std::string doc;
  Name name;
  std::vector<Setting> settings;
};
struct TenancyBlock {
  std::vector<Setting> settings;
  Span span;  ///< of the keyword
};
/// `user: uuid from app.current_user`
struct SessionVariable {
  std::string doc;
  Name name;
  Type type;
  std::optional<Span> nullable;  ///< the question mark
  Name setting;
  std::vector<Attribute> attributes;
};
struct SessionBlock {
  std::vector<SessionVariable> variables;
  Span span;                ///< of the keyword
  bool incomplete = false;  ///< a variable couldn't be read
};
struct LintSetting {
  Name lint;
  Name level;
  std::optional<GlobalReason> because;
};
struct LintsBlock {
  std::vector<LintSetting> settings;
  Span span;  ///< of the keyword
};
/// `view api.notes because "…"`: something that may be in the database beside what the schema makes.
struct Allowance {
  Name kind;
  Name object;             ///< a path, or what stood in backticks
  std::optional<Name> to;  ///< of a right its role, of a cast the other type
  std::optional<GlobalReason> because;
  Span span;
};
struct AllowBlock {
  std::vector<Allowance> allowances;
  Span span;  ///< of the keyword
};
/// `inherited up`
struct Inherited {
  Name direction;
  Span span;
};
/// `visible through Membership.person`
struct Visible {
  Name member;
  std::optional<Name> relation;
  Span span;
};
/// `writable by app because "…"`
struct Writable {
  Name role;
  std::optional<GlobalReason> because;
  Span span;
};
struct Entity {
  std::string doc;
  std::optional<Span> frozen;  ///< the keyword
  std::optional<Span> global;  ///< the keyword
  std::optional<Span> shared;  ///< the keyword
  Name name;
  std::optional<Name> table;
  std::vector<Name> mixins;
  std::vector<Attribute> attributes;
  std::optional<GlobalReason> because;
  std::optional<Inherited> inherited;
  std::optional<Visible> visible;
  std::optional<Writable> writable;
  std::vector<Member> members;
  bool incomplete = false;  ///< something of it couldn't be read
};
/// More of an entity that is declared elsewhere.
struct Extension {
  Name name;
  std::vector<Member> members;
  bool incomplete = false;
};
struct Mixin {
  std::string doc;
  Name name;
  std::vector<Member> members;
  bool incomplete = false;
};
struct EnumValue {
  std::string doc;
  Name name;
  std::optional<Name> label;  ///< what the database has for it, where that isn't its name
  std::vector<Attribute> attributes;
};
struct Enum {
  std::string doc;
  Name name;
  std::optional<Name> as;
  std::vector<Attribute> attributes;
  std::vector<EnumValue> values;
  bool incomplete = false;
};
struct Domain {
  std::string doc;
  Name name;
  Type type;
  std::optional<Value> default_value;
  std::vector<Check> checks;
  Span span;
};
struct View {
  std::string doc;
  Name name;
  std::optional<Name> sql_name;
  Sql query;
};
struct QueryParameter {
  Name name;
  Type type;
  std::optional<Span> nullable;
  std::vector<Attribute> attributes;
};
/// `order newest by (created_at desc)`
struct QueryOrder {
  Name name;
  std::vector<Column> by;
};
/// `embed Line as lines through order by (sku)`
struct QueryEmbed {
  Name entity;
  Name name;
  std::optional<Name> through;
  std::vector<Column> by;
  Span span;
};
struct Query {
  std::string doc;
  std::optional<Span> global;
  Name name;
  std::vector<QueryParameter> parameters;
  std::vector<Name> shape;  ///< the words behind the parameters: `exactly`, `one`
  std::optional<GlobalReason> because;
  Sql sql;
  std::vector<Column> page;
  Span page_span;
  std::vector<QueryOrder> orders;
  std::vector<QueryEmbed> embeds;
};
struct Role {
  std::string doc;
  Name name;
  std::vector<Setting> settings;
  std::optional<GlobalReason> because = std::nullopt;
  std::vector<Name> reads_all = {};  ///< `read all Order, Customer`
};
/// Statements as they are.
struct Raw {
  std::string doc;
  bool after = false;
  std::optional<Name> name;
  Sql statements;
  std::optional<Sql> undo;
  Span span;
};
struct Struct {
  std::string doc;
  Name name;
  std::vector<Field> fields;
  bool open = false;  ///< `...`: members that the struct doesn't name are kept
};
struct SeedRow {
  std::optional<Name> label;
  Name entity;
  std::vector<Assignment> values;
  Span span;
  bool broken = false;  ///< its values couldn't be read
};
struct SeedScope {
  Name tenant;
  std::vector<SeedRow> rows;
};
struct Seed {
  std::string doc;
  Name name;
  std::vector<std::variant<SeedRow, SeedScope>> items;
};

/// A declaration that couldn't be read, and what it would have declared, as far as that is known.
struct Dropped {
  std::optional<Name> name;
};

using Declaration =
    std::variant<Import, SchemaBlock, TenancyBlock, SessionBlock, LintsBlock, AllowBlock, Entity, Extension,
                 Mixin, Enum, Domain, Struct, View, Query, Role, Raw, Seed, Dropped>;

struct File {
  std::uint32_t id = 0;
  std::vector<Declaration> declarations;
};

}  // namespace tenon::ast
