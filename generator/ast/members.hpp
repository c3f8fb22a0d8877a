// The syntax of values, types and attributes, and of an entity's members, as plain values, each with its
// span.
#pragma once

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
  int dimensions = 0;                 ///< of `[]`
  std::optional<Span> null_elements;  ///< the `?` before `[]`
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
  std::vector<Attribute> attributes;
  Span span;
  bool none = false;                    ///< `key none`
  std::optional<GlobalReason> because;  ///< why there is none
};
/// `foreign key (a, b) references Other (x, y)`
struct ForeignKey {
  std::vector<Column> columns;
  Name entity;
  std::vector<Column> referenced;  ///< none for the key
  std::vector<Attribute> attributes;
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
  std::optional<Span> unique;
  std::optional<Span> nulls_not_distinct;
  std::optional<Name> method;
  std::vector<Column> columns;
  std::vector<Column> include;
  std::optional<Sql> where;
  std::vector<Option> options;
  std::optional<GlobalReason> global;
  std::vector<Attribute> attributes;
  Span span;
};
struct Check {
  std::optional<Name> name;
  Sql expression;
  std::vector<Attribute> attributes;
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
/// `eu = ["de", "fr"] @named("visits_of_europe")`
struct PartitionItem {
  Assignment assignment;
  std::vector<Attribute> attributes;
  Span span;
};
struct Partition {
  Name method;
  std::vector<Column> columns;
  std::optional<Name> every;
  std::optional<Value> ahead;
  std::optional<Duration> retain;
  std::optional<Value> into;
  std::optional<std::vector<PartitionItem>> items;
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

using Member = std::variant<Field, Key, ForeignKey, Unique, Index, Check, Exclude, Policy, Partition, Retain,
                            RetainForever, Search, Trigger, SoftDelete, Audit, Storage, Statistics, Lookup>;

}  // namespace tenon::ast
