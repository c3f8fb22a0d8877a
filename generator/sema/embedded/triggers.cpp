// Triggers: the events, the condition, and the body of the function that each one calls.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/embedded.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/names/names.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

bool has(const ir::Trigger& trigger, ir::Command command) {
  return std::find(trigger.events.begin(), trigger.events.end(), command) != trigger.events.end();
}

void resolve_events(const Reading& context, const ast::Trigger& syntax, ir::Trigger& out) {
  static const std::map<std::string, ir::Command, std::less<>> kEvents = {
      {"insert", ir::Command::kInsert}, {"update", ir::Command::kUpdate}, {"delete", ir::Command::kDelete}};
  for (const ast::Name& name : syntax.events) {
    const auto event = kEvents.find(name.text);
    if (event == kEvents.end()) {
      auto& diagnostic =
          context.sink.report(Code::kBadTrigger, fmt::format("`{}` is no event of a trigger", name.text))
              .at(name.span);
      suggest(diagnostic, name.text, {"insert", "update", "delete"});
      diagnostic.note("the events are insert, update, delete");
    } else if (has(out, event->second)) {
      context.sink
          .report(Code::kBadTrigger, fmt::format("trigger `{}` names `{}` twice", out.name, name.text))
          .at(name.span);
    } else {
      out.events.push_back(event->second);
    }
  }
}

void resolve_each(const Reading& context, const ast::Trigger& syntax, ir::Trigger& out) {
  if (!syntax.each) return;
  out.row = syntax.each->text == "row";
  if (out.row || syntax.each->text == "statement") return;
  context.sink.report(Code::kBadTrigger, fmt::format("a trigger is for no `{}`", syntax.each->text))
      .at(syntax.each->span)
      .help("write `for each row` or `for each statement`");
}

/// Why a condition can't see `old` or `new`, or nothing.
std::string unseen(const ir::Trigger& trigger, const std::string& side) {
  if (!trigger.row) return "a trigger for each statement sees no row";
  if (side == "old" && has(trigger, ir::Command::kInsert)) return "an insert has no old row";
  if (side == "new" && has(trigger, ir::Command::kDelete)) return "a delete has no new row";
  return "";
}

void check_side(const Reading& context, const Draft& draft, const ir::Trigger& trigger, const ast::Sql& sql,
                const sql::ColumnReference& reference) {
  const Span span = at_offset(sql, reference.offset, word_width(sql, reference.offset));
  const std::string& side = reference.path.front();
  if (reference.path.size() != 2 || (side != "new" && side != "old")) {
    context.sink
        .report(Code::kSqlUnknownColumn,
                fmt::format("the condition of `{}` names `{}`", trigger.name, join(reference.path, ".")))
        .at(span)
        .help(fmt::format("write `new.{}`, or `old.{}`", reference.path.back(), reference.path.back()));
    return;
  }
  const std::string why = unseen(trigger, side);
  const ir::Column* column = draft.entity.column(reference.path.back());
  if (!why.empty()) {
    context.sink
        .report(Code::kBadTrigger,
                fmt::format("the condition of `{}` looks at `{}`", trigger.name, join(reference.path, ".")))
        .at(span, why);
  } else if (column != nullptr && !trigger.after && side == "new" && !column->generated.empty()) {
    context.sink
        .report(Code::kBadTrigger,
                fmt::format("the condition of `{}` looks at `{}`", trigger.name, join(reference.path, ".")))
        .at(span, "it is computed after the trigger")
        .help("make the trigger an `after` one");
  }
}

void check_condition(const Reading& context, const Draft& draft, const ast::Trigger& syntax,
                     ir::Trigger& out) {
  if (!syntax.when) return;
  out.when = syntax.when->text;
  const auto expression = check_expression(context, draft, *syntax.when, kTriggerPlace);
  if (!expression) return;
  out.when = with_session(context, syntax.when->text, expression->variables.named, Asked::kEachTime);
  for (const sql::ColumnReference& reference : expression->columns)
    check_side(context, draft, out, *syntax.when, reference);
}

void check_body(const Reading& context, const Draft& draft, const ast::Trigger& syntax, ir::Trigger& out) {
  out.body = syntax.body.text;
  const auto body = sql::parse_trigger_body(syntax.body.text);
  if (body) {
    out.returns = body->returns;
    check_rows(context, draft, syntax.body, body->rows);
    return;
  }
  const std::size_t offset = body.error().offset;
  context.sink
      .report(Code::kSqlSyntax, fmt::format("SQL in trigger `{}`: {}", out.name, body.error().message))
      .at(at_offset(syntax.body, offset, word_width(syntax.body, offset)))
      .note("it is the body of a function in PL/pgSQL, between its BEGIN and END");
}

/// The name is the trigger's in Postgres, where those of `@touch` stand too.
void check_name(const Reading& context, const Draft& draft, const ast::Trigger& syntax,
                std::map<std::string, Span>& names) {
  const auto [first, is_new] = names.emplace(syntax.name.text, syntax.name.span);
  if (!is_new) {
    context.sink.report(Code::kDuplicateName, fmt::format("two triggers `{}`", syntax.name.text))
        .at(syntax.name.span)
        .also(first->second, "the first one");
  }
  for (const std::string& column : draft.entity.touched) {
    if (identifier(ir::touch_name(column)) != syntax.name.text) continue;
    context.sink
        .report(Code::kDuplicateName,
                fmt::format("`{}` is the trigger of `@touch` already", syntax.name.text))
        .at(syntax.name.span)
        .help("choose another name");
  }
  if (!draft.entity.version.empty() &&
      identifier(ir::version_name(draft.entity.version)) == syntax.name.text) {
    context.sink
        .report(Code::kDuplicateName,
                fmt::format("`{}` is the trigger of `@version` already", syntax.name.text))
        .at(syntax.name.span)
        .help("choose another name");
  }
  const ir::Column* numbered = ir::numbered_column(draft.entity);
  if (numbered == nullptr || identifier(ir::number_name(numbered->name)) != syntax.name.text) return;
  context.sink
      .report(Code::kDuplicateName,
              fmt::format("`{}` is the trigger of `next_number()` already", syntax.name.text))
      .at(syntax.name.span)
      .help("choose another name");
}

/// The triggers' role sees whether its tenant is there, whatever the author's policies hide of the root.
void show_the_tenant(const Making& context) {
  if (context.drafts.root == nullptr) return;
  ir::Entity& root = context.making.named(context.drafts.root->entity.name)->entity;
  if (ir::narrowed_for(root, context.schema.tenancy->app).empty()) return;
  ir::Policy policy;
  policy.name = identifier(root.table + "_triggers");
  policy.roles = {context.schema.tenancy->triggers};
  root.policies.push_back(std::move(policy));
}

}  // namespace

void resolve_triggers(const Settling& context) {
  for (Draft& draft : context.making) {
    std::map<std::string, Span> names;
    for (const ast::Member* member : draft.members) {
      const auto* syntax = std::get_if<ast::Trigger>(member);
      if (syntax == nullptr) continue;
      check_name(context, draft, *syntax, names);
      ir::Trigger out;
      out.name = identifier(syntax->name.text);
      out.after = syntax->after;
      resolve_events(context, *syntax, out);
      resolve_each(context, *syntax, out);
      check_condition(context, draft, *syntax, out);
      check_body(context, draft, *syntax, out);
      context.made(draft.entity, out.name, syntax->name.span);
      draft.entity.triggers.push_back(std::move(out));
    }
  }
  const auto has_triggers = [](const Draft& draft) { return !draft.entity.triggers.empty(); };
  const bool needed = std::any_of(context.drafts.begin(), context.drafts.end(), has_triggers);
  if (!context.schema.tenancy) return;
  if (needed) {
    show_the_tenant(context);
  } else {
    context.tenancy->triggers.clear();
  }
}

}  // namespace tenon::sema
