// `global entity Person … visible through Membership`: whose member rows let a tenant see a global row.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/isolation/rights.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

diag::Diagnostic& report(const Reading& context, Span span, std::string message) {
  return context.sink.report(Code::kVisibleThrough, std::move(message)).at(span);
}

const Draft* member_of(const Reading& context, const Draft& draft) {
  const ast::Name& name = draft.syntax->visible->member;
  const Draft* member = context.drafts.named(name.text);
  if (member == nullptr) {
    if (context.declared.was_dropped(name.text)) return nullptr;
    suggest(
        report(context, name.span,
               fmt::format("`{}` is visible through `{}`, which is no entity", draft.entity.name, name.text)),
        name.text, context.drafts.names());
    return nullptr;
  }
  if (in_tenant(member->entity)) return member;
  report(
      context, name.span,
      fmt::format("`{}` is visible through `{}`, whose rows are no tenant's", draft.entity.name, name.text))
      .also(member->syntax->name.span, "declared here")
      .help("name a tenant's entity that refers to it");
  return nullptr;
}

/// The member's relation to the entity; where there are several, the one that is named.
const ir::Relation* relation_of(const Reading& context, const Draft& draft, const Draft& member) {
  const ast::Visible& visible = *draft.syntax->visible;
  std::vector<const ir::Relation*> found;
  std::vector<std::string> fields;
  for (const ir::Relation& relation : member.entity.relations) {
    if (relation.entity != draft.entity.name) continue;
    fields.push_back(relation.field);
    if (!visible.relation || visible.relation->text == relation.field) found.push_back(&relation);
  }
  if (found.size() == 1) return found.front();
  const std::string& name = visible.member.text;
  if (member.incomplete) return nullptr;
  if (fields.empty()) {
    report(context, visible.span, fmt::format("`{}` doesn't refer to `{}`", name, draft.entity.name))
        .help(fmt::format("give it a relation: `{}: {}`", snake_case(draft.entity.name), draft.entity.name));
  } else if (visible.relation) {
    suggest(report(context, visible.relation->span,
                   fmt::format("`{}.{}` is no relation to `{}`", name, visible.relation->text,
                               draft.entity.name)),
            visible.relation->text, fields);
  } else {
    report(context, visible.span, fmt::format("`{}` refers to `{}` in several ways", name, draft.entity.name))
        .help(fmt::format("say which makes a row visible: `visible through {}.{}`", name, fields.front()));
  }
  return nullptr;
}

ir::Membership membership_of(const ir::Entity& member, const ir::Relation& relation,
                             const ir::Entity& entity) {
  ir::Membership out{member.name, member.table, member.tenant_column, relation.columns, entity.key, ""};
  // What is deleted softly is no member any more.
  if (member.soft_delete) out.mark = member.soft_delete->column;
  return out;
}

/// What an entity that is visible through another can't have, and why.
struct Unfit {
  std::string what;
  Span span;
  std::string why;
  std::string help;
};

bool runs_before_insert(const ast::Trigger& trigger) {
  return !trigger.after && std::any_of(trigger.events.begin(), trigger.events.end(),
                                       [](const ast::Name& event) { return event.text == "insert"; });
}

std::vector<Unfit> unfit_members(const Draft& draft) {
  std::vector<Unfit> out;
  for (const ast::Member* member : draft.members) {
    if (const auto* audit = std::get_if<ast::Audit>(member))
      out.push_back({"a log", audit->span, "it would tell each of its tenants what the others do",
                     "log the member rows instead"});
    if (const auto* search = std::get_if<ast::Search>(member))
      out.push_back({"a search", search->span,
                     "a search holds rows to their tenant by a column, which it lacks",
                     "search an entity of the tenant's, or ask by a query"});
    if (const auto* partition = std::get_if<ast::Partition>(member))
      out.push_back(
          {"partitions", partition->span, "a partition has no policy of its own", "leave it undivided"});
    const auto* trigger = std::get_if<ast::Trigger>(member);
    if (trigger != nullptr && draft.syntax->writable && runs_before_insert(*trigger))
      out.push_back({"a trigger before insert", trigger->span,
                     "a new row isn't seen yet, so that nobody is told what the trigger makes of it",
                     "let a default say it, or a trigger after the insert"});
  }
  return out;
}

void check_visible_members(const Reading& context, const Draft& draft) {
  for (const Unfit& each : unfit_members(draft)) {
    context.sink
        .report(Code::kVisibleMember, fmt::format("`{}` is visible through `{}` and has {}",
                                                  draft.entity.name, draft.entity.visible->entity, each.what))
        .at(each.span, each.why)
        .also(draft.syntax->visible->span, "seen by member rows")
        .help(each.help);
  }
  for (const FieldDraft& field : draft.fields) {
    const ir::Column* column = draft.entity.column(field.name());
    if (column == nullptr || column->identity == ir::Identity::kNone || !draft.syntax->writable) continue;
    context.sink
        .report(Code::kVisibleMember,
                fmt::format("`{}` is visible through `{}`, and the server numbers its rows",
                            draft.entity.name, draft.entity.visible->entity))
        .at(field.syntax->span, "a new row isn't seen yet, so that nobody is told its number")
        .help("let the key be a `uuid = uuid()`, which can't be guessed either");
  }
}

/// A policy asks as whoever reads: what a role may not read shows it nothing, by an error.
void check_roles(const Reading& context, const Draft& draft) {
  for (const ir::Role& role : context.schema.roles) {
    const std::string& member = draft.entity.visible->entity;
    if (has_right(context, role.name, member, ir::Command::kSelect)) continue;
    for (const ir::Command command : {ir::Command::kSelect, ir::Command::kUpdate, ir::Command::kDelete}) {
      const Span* place = place_of_right(context, role.name, draft.entity.name, command);
      if (place == nullptr) continue;
      context.sink
          .report(Code::kUnfitRight, fmt::format("role `{}` sees `{}` through `{}`, which it may not read",
                                                 role.name, draft.entity.name, member))
          .at(*place)
          .help(fmt::format("let it: `select {}`", member));
      break;
    }
  }
}

void resolve(const Making& context, Draft& draft) {
  if (draft.entity.tenancy != ir::Tenancy::kGlobal) {
    // What is global without tenancy was complained about.
    if (draft.syntax->global) return;
    report(context, draft.syntax->visible->span,
           fmt::format("`{}` is visible through another entity, and is not global", draft.entity.name))
        .help(fmt::format(
            "write `global entity {} because \"…\"`, or leave it out: each tenant sees its own rows",
            draft.entity.name));
    return;
  }
  const Draft* member = member_of(context, draft);
  const ir::Relation* relation = member == nullptr ? nullptr : relation_of(context, draft, *member);
  if (relation == nullptr || relation->columns.empty()) return;
  draft.entity.visible = membership_of(member->entity, *relation, draft.entity);
  check_visible_members(context, draft);
  check_roles(context, draft);
}

}  // namespace

void resolve_visible(const Making& context) {
  for (Draft& draft : context.making) {
    if (draft.syntax->visible && !draft.syntax->incomplete) resolve(context, draft);
  }
}

}  // namespace tenon::sema
