// `audit`: an entity of its own that keeps who changed what and when, which triggers fill. The application
// may read it, within its tenant, and nothing else.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/storage/storage.hpp"
#include "sema/values/values.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr ir::Duration kKeep = {365, ir::Unit::kDay};
constexpr int kMonthsAhead = 3;

const ast::Audit* audit_of(const Reading& context, const Draft& draft) {
  const ast::Audit* out = nullptr;
  for (const ast::Member* member : draft.members) {
    const auto* found = std::get_if<ast::Audit>(member);
    if (found == nullptr) continue;
    if (out == nullptr) {
      out = found;
      continue;
    }
    context.sink.report(Code::kAudit, fmt::format("`{}` has `audit` twice", draft.entity.name))
        .at(found->span)
        .also(out->span, "the first one");
  }
  return out;
}

std::optional<ir::Treatment> treatment_of(const Reading& context, const ast::Option& option, bool secret) {
  static constexpr std::pair<std::string_view, ir::Treatment> kTreatments[] = {
      {"omitted", ir::Treatment::kOmitted},
      {"hashed", ir::Treatment::kHashed},
      {"kept", ir::Treatment::kKept}};
  const auto* name = std::get_if<ast::Name>(&option.value.node);
  std::vector<std::string> known;
  for (const auto& [text, treatment] : kTreatments) {
    if (secret && treatment == ir::Treatment::kKept) continue;
    if (name != nullptr && name->text == text) return treatment;
    known.emplace_back(text);
  }
  auto& diagnostic =
      context.sink.report(Code::kAudit, fmt::format("a log can't treat `{}` so", option.name.text))
          .at(option.value.span);
  if (name != nullptr) suggest(diagnostic, name->text, known);
  diagnostic.note("it takes " + join(known, ", "));
  return std::nullopt;
}

void resolve_options(const Reading& context, const ast::Audit& syntax, ir::Audit& out) {
  for (const ast::Option& option : syntax.options) {
    const bool secret = option.name.text == "secret";
    if (!secret && option.name.text != "pii") {
      auto& diagnostic =
          context.sink.report(Code::kAudit, fmt::format("`{}` is no option of an audit", option.name.text))
              .at(option.name.span);
      suggest(diagnostic, option.name.text, {"pii", "secret"});
      diagnostic.note("its options are pii, secret");
      continue;
    }
    if (const auto treatment = treatment_of(context, option, secret)) {
      (secret ? out.secrets : out.pii) = *treatment;
    }
  }
}

ir::Column column(std::string name, std::string type, std::string doc) {
  ir::Column out;
  out.name = out.field = std::move(name);
  out.type.name = std::move(type);
  out.doc = std::move(doc);
  return out;
}

ir::Value call(std::string sql) {
  return {ir::Value::Kind::kFunction, std::move(sql), {}};
}

void add_columns(const ir::Entity& of, ir::Entity& log) {
  if (in_tenant(of)) {
    log.tenant_column = of.tenant_column;
    log.columns.push_back(*of.column(of.tenant_column));
  }
  log.columns.push_back(column("id", "uuid", ""));
  log.columns.back().default_value = call("gen_random_uuid()");
  log.columns.push_back(column("at", "timestamptz", "When it was changed."));
  log.columns.back().default_value = call("now()");
  log.columns.push_back(column("action", "text", "insert, update or delete."));
  log.columns.back().example = ir::Value{ir::Value::Kind::kString, "insert", {}};
  for (const std::string& key : of.key) {
    ir::Column copy = *of.column(key);
    copy.name = copy.field = ir::audited_column(of, key);
    copy.default_value.reset();
    copy.doc = "Of the row that was changed.";
    copy.generated.clear();
    copy.identity = ir::Identity::kNone;
    copy.was.clear();
    copy.backfill.reset();
    copy.rule = ir::Rule::kDeclared;
    log.columns.push_back(std::move(copy));
  }
  log.columns.push_back(
      column("changed", "jsonb", "Each column that changed, with its old and its new value."));
  log.columns.push_back(column("actor", "text", "Who changed it, as far as the transaction said."));
  log.columns.back().nullable = true;
  log.columns.push_back(column("txid", "int8", "The transaction, to tell which changes belong together."));
}

void add_constraints(const Reading& context, const ir::Entity& of, ir::Entity& log) {
  log.key = {"id", "at"};
  log.primary_key.name = identifier(log.table + "_pkey");
  log.primary_key.columns = log.key;
  if (in_tenant(of)) log.primary_key.rule = ir::Rule::kT2;
  ir::Check actions;
  actions.name = identifier(log.table + "_action_check");
  actions.column = "action";
  actions.one_of = {"insert", "update", "delete"};
  log.checks.push_back(std::move(actions));
  std::vector<std::string> by_row;
  // A root that is wrong was complained about.
  if (in_tenant(of) && context.drafts.root != nullptr) {
    by_row.push_back(of.tenant_column);
    log.primary_key.columns.insert(log.primary_key.columns.begin(), of.tenant_column);
    ir::ForeignKey key;
    key.name = identifier(fmt::format("{}_{}_fkey", log.table, of.tenant_column));
    key.columns = {of.tenant_column};
    key.entity = context.drafts.root->entity.name;
    key.table = context.drafts.root->entity.table;
    key.referenced = context.drafts.root->entity.key;
    key.on_delete = ir::Action::kCascade;
    key.rule = ir::Rule::kT1;
    log.foreign_keys.push_back(std::move(key));
  }
  for (const std::string& key : of.key) by_row.push_back(ir::audited_column(of, key));
  by_row.emplace_back("at");
  ir::Index index;
  index.name = identifier(fmt::format("{}_{}_idx", log.table, join(by_row, "_")));
  index.method = "btree";
  index.rule = ir::Rule::kAudit;
  for (const std::string& name : by_row) {
    ir::IndexColumn item;
    item.column = name;
    index.columns.push_back(std::move(item));
  }
  log.indexes.push_back(std::move(index));
}

/// That whoever reads the log sees the row as it is, by its key. The names of the inner columns are none that
/// the log could have: a partition has its policies too, and there the log's table has another name.
std::string row_is_seen(const Reading& context, const ir::Entity& of) {
  std::vector<std::string> columns = {sql::identifier(of.tenant_column)};
  std::vector<std::string> names = {"tenon_tenant"};
  std::vector<std::string> same = {"tenon_tenant = " + columns[0]};
  for (const std::string& key : of.key) {
    columns.push_back(sql::identifier(key));
    names.push_back(fmt::format("tenon_key_{}", names.size()));
    same.push_back(fmt::format("{} = {}", names.back(), sql::identifier(ir::audited_column(of, key))));
  }
  return fmt::format("EXISTS (SELECT FROM (SELECT {} FROM {}.{}) AS tenon_row ({}) WHERE {})",
                     join(columns, ", "), sql::identifier(ir::space_of(context.schema, of)),
                     sql::identifier(of.table), join(names, ", "), join(same, " AND "));
}

/// A policy for those of the readers that the entity's policies narrow alike. What they hide from one who
/// reads the entity, its log hides as well; one who may read the log alone is named for that.
void add_reading(const Reading& context, const ir::Entity& of, ir::Entity& log,
                 const std::vector<std::string>& readers, bool hidden) {
  ir::Policy reading;
  for (const std::string& reader : readers) {
    if (!ir::narrowed_for(of, reader).empty() == hidden) reading.roles.push_back(reader);
  }
  if (reading.roles.empty()) return;
  const bool first = log.policies.empty();
  reading.name = identifier(log.table + "_select" + (first ? "" : "_" + reading.roles[0]));
  if (hidden) reading.narrowing.push_back(row_is_seen(context, of));
  log.policies.push_back(std::move(reading));
}

/// The triggers' function is the owner's, and the owner may add rows and nothing else: those of any tenant,
/// so that what maintenance changes is logged too.
void add_access(const Reading& context, const ir::Entity& of, ir::Entity& log) {
  if (!context.schema.tenancy) return;
  const ir::TenancySettings& tenancy = *context.schema.tenancy;
  std::vector<std::string> readers = {tenancy.app};
  for (const ir::Role& role : context.schema.roles) {
    if (has_right(context, role.name, log.name, ir::Command::kSelect)) readers.push_back(role.name);
  }
  for (const std::string& reader : readers) log.grants.push_back({reader, {ir::Command::kSelect}});
  if (!in_tenant(of)) return;
  const bool hides = !ir::narrowed_for(of, tenancy.app).empty();
  for (const bool hidden : {hides, !hides}) add_reading(context, of, log, readers, hidden);
  ir::Policy writing;
  writing.name = identifier(log.table + "_insert");
  writing.command = ir::Command::kInsert;
  writing.roles = {tenancy.owner};
  writing.every_row = true;
  log.policies.push_back(std::move(writing));
}

void derive_log(const Deriving& context, Draft& draft, const ast::Audit& syntax) {
  ir::Entity& entity = draft.entity;
  ir::Entity log;
  log.name = entity.name + "Audit";
  log.space = entity.space;
  log.table = identifier(entity.table + "_audit");
  log.doc = fmt::format("What was changed in {}.", entity.table);
  log.tenancy = entity.tenancy;
  log.global_reason = entity.global_reason;
  log.audit_of = entity.name;
  ir::Audit audit{log.name, ir::Treatment::kOmitted, ir::Treatment::kOmitted};
  resolve_options(context, syntax, audit);
  ir::Partitioning months;
  months.columns = {"at"};
  months.every = ir::Unit::kMonth;
  months.ahead = kMonthsAhead;
  months.retain = syntax.retain ? resolve_duration(context, *syntax.retain) : kKeep;
  log.partitioning.push_back(std::move(months));
  add_columns(entity, log);
  add_constraints(context, entity, log);
  add_access(context, entity, log);
  entity.audit = std::move(audit);
  context.deriving.push_back({std::move(log), syntax.span});
}

}  // namespace

void derive_audit(const Deriving& context) {
  for (Draft& draft : context.making) {
    const ast::Audit* syntax = audit_of(context, draft);
    if (syntax == nullptr) continue;
    // A tenancy whose root is no entity is complained about already.
    if (in_tenant(draft.entity) && context.drafts.root == nullptr) continue;
    if (draft.entity.tenancy == ir::Tenancy::kRoot) {
      context.sink
          .report(Code::kAudit, fmt::format("`{}` is the tenancy's root and has `audit`", draft.entity.name))
          .at(syntax->span)
          .note("a tenant's log goes with the tenant, and so would the log of the tenant itself")
          .help("keep what is to be logged in an entity of its own");
      continue;
    }
    const auto taken = context.declared.symbols.find(draft.entity.name + "Audit");
    if (taken != context.declared.symbols.end()) {
      context.sink
          .report(Code::kDuplicateDeclaration,
                  fmt::format("the log of `{}` is `{}`, which is taken", draft.entity.name, taken->first))
          .at(syntax->span)
          .also(taken->second.span, "by this");
      continue;
    }
    derive_log(context, draft, *syntax);
  }
}

}  // namespace tenon::sema
