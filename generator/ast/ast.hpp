// The syntax of a file as plain values, each with its span. Nothing is looked up or judged here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ast/members.hpp"

namespace tenon::ast {

/// `import "billing.schema" as billing`
struct Import {
  std::string path;
  Span span;               ///< of the path
  std::optional<Name> as;  ///< the namespace of what the file declares
};
/// `in sales`: what follows in the file stands in that Postgres schema.
struct Placement {
  Name space;
};
/// What the database calls a declaration's object, where its author says it.
struct Placed {
  std::optional<Name> space;
  Name name;
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
/// `baseline "shop.lints"`: a file of findings that are let pass, since they were there before.
struct LintBaseline {
  std::string path;  ///< as it is written: beside the file that says it
  Span span;
  std::optional<std::vector<std::string>> lines;  ///< put in by whoever reads files; none: it isn't there
};
struct LintsBlock {
  std::vector<LintSetting> settings;
  std::vector<LintBaseline> baselines;
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
  std::optional<Placed> placed;
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
  std::optional<Placed> placed = {};
};
struct Domain {
  std::string doc;
  Name name;
  Type type;
  std::optional<Value> default_value;
  std::vector<Check> checks;
  Span span;
  std::optional<Placed> placed = {};
};
/// `start 1000`, `cycle`
struct SequenceOption {
  Name word;
  std::optional<Name> number;
};
struct Sequence {
  std::string doc;
  Name name;
  std::optional<Placed> placed;
  std::optional<Name> as;
  std::vector<SequenceOption> options;
};
/// A composite type.
struct Composite {
  std::string doc;
  Name name;
  std::optional<Placed> placed;
  std::vector<Field> fields;
  bool incomplete = false;
};
/// `refreshed every 1 hour by billing`
struct Refreshed {
  std::optional<Duration> every;
  std::vector<Name> by;
  Span span;
};
/// What a materialised view has beside its query.
struct Stored {
  std::optional<Span> global;
  std::optional<Refreshed> refreshed;
  std::optional<GlobalReason> because;
  std::vector<std::vector<Column>> keys;
  std::vector<std::vector<Column>> indexes;
};
struct View {
  std::string doc;
  Name name;
  std::optional<Placed> placed;
  std::optional<Name> rights;  ///< `definer`
  Sql query;
  std::optional<Stored> stored = {};
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
/// `function net(price: int4, rate: numeric) : int4 immutable as …`
struct Function {
  std::string doc;
  bool procedure = false;
  Name name;
  std::vector<QueryParameter> parameters;
  std::optional<Type> type;  ///< a procedure gives nothing
  std::optional<Span> nullable;
  std::optional<Name> language;
  std::vector<Name> words;    ///< `immutable`, `parallel`, `safe`
  std::vector<Name> reads;    ///< entities and views
  std::vector<Name> callers;  ///< roles beside the application's
  std::optional<GlobalReason> because;
  Sql body;
  std::optional<Placed> placed = {};
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

using Declaration = std::variant<Import, Placement, SchemaBlock, TenancyBlock, SessionBlock, LintsBlock,
                                 AllowBlock, Entity, Extension, Mixin, Enum, Domain, Sequence, Composite,
                                 Struct, View, Query, Function, Role, Raw, Seed, Dropped>;

struct File {
  std::uint32_t id = 0;
  std::vector<Declaration> declarations;
  std::optional<Name> space = {};  ///< the namespace that imports of it give
};

/// What a declaration of a namespace is called in all that is made: `Invoice` of `billing` is
/// `BillingInvoice`, `open_invoices` is `billing_open_invoices`.
std::string whole_name(std::string_view space, std::string_view name);

}  // namespace tenon::ast
