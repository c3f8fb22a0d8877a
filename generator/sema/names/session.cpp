// `session`: what a transaction says of who asks, and the SQL that asks for it.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

/// Types whose text means the same in every session, and is either a value of theirs or an error.
constexpr std::string_view kHeldTypes[] = {"uuid", "text", "int2", "int4", "int8", "bool"};
/// Postgres keeps 63 bytes of a function's name, which begins with `session_`.
constexpr std::size_t kLongest = 55;

std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// SQL reads a name without quotes in small letters.
void check_name(const Reading& context, const ast::Name& name) {
  if (in_small_letters(name.text) != name.text) {
    context.sink.report(Code::kSessionVariable, fmt::format("a session variable `{}`", name.text))
        .at(name.span, "SQL reads its capitals as small letters")
        .help(fmt::format("write `{}`", snake_case(name.text)));
  } else if (name.text.size() > kLongest) {
    context.sink.report(Code::kBadName, fmt::format("a name of {} bytes", name.text.size()))
        .at(name.span, fmt::format("a session variable has {} at most", kLongest))
        .help("choose a shorter one");
  }
}

std::optional<ir::Type> type_of(const Reading& context, const ast::Type& type) {
  const types::ColumnType* known = type.raw ? nullptr : types::find_column_type(type.name.text);
  const bool plain = known != nullptr && !type.element && type.parameters.empty() && type.dimensions == 0;
  if (plain && std::find(std::begin(kHeldTypes), std::end(kHeldTypes), known->name) != std::end(kHeldTypes))
    return ir::Type{ir::Type::Kind::kColumn, std::string(known->name), {}, 0};
  const auto* item = type.raw || type.element ? nullptr : context.declared.find<ast::Enum>(type.name.text);
  if (item != nullptr && !item->as && type.parameters.empty() && type.dimensions == 0)
    return ir::Type{ir::Type::Kind::kEnum, type.name.text, {}, 0};
  if (item != nullptr && item->as) {
    context.sink
        .report(Code::kSessionVariable, fmt::format("a session variable of the enum `{}`", type.name.text))
        .at(type.span, "it is kept as text, and any text would be one of its values")
        .help("make it a Postgres enum, without `as text`");
    return std::nullopt;
  }
  context.sink.report(Code::kSessionVariable, "a session variable can't be of this type")
      .at(type.span)
      .note(
          "it may be uuid, text, int2, int4, int8, bool or an enum, whose text means one value in every "
          "session")
      .help("write `text`, and cast it where it is compared");
  return std::nullopt;
}

/// Who has a setting already.
struct Taken {
  Span span;
  std::string what;
};

void check_setting(const Reading& context, const ast::SessionVariable& variable,
                   std::map<std::string, Taken>& taken) {
  const ast::Name& setting = variable.setting;
  if (const std::string wrong = wrong_setting(setting.text); !wrong.empty()) {
    context.sink
        .report(Code::kSessionVariable,
                fmt::format("`{}` can't be read from `{}`", variable.name.text, setting.text))
        .at(setting.span, wrong)
        .help("for example `from app.current_user_id`");
    return;
  }
  const std::string name = in_small_letters(setting.text);
  if (context.schema.tenancy && name == in_small_letters(context.schema.tenancy->setting)) {
    context.sink
        .report(Code::kSessionVariable, fmt::format("`{}` is the setting of the tenant", setting.text))
        .at(setting.span)
        .help("read it from a setting of its own, such as `app.current_user_id`");
    return;
  }
  const auto [first, is_new] = taken.emplace(name, Taken{setting.span, variable.name.text});
  if (is_new) return;
  context.sink
      .report(Code::kSessionVariable, fmt::format("`{}` and `{}` are both read from `{}`", first->second.what,
                                                  variable.name.text, setting.text))
      .at(setting.span)
      .also(first->second.span, "the first one")
      .help("read each from a setting of its own");
}

void check_actor(const Reading& context, const ast::Attribute* actor, const ast::Attribute*& first) {
  if (actor == nullptr) return;
  if (first == nullptr) {
    first = actor;
    return;
  }
  context.sink.report(Code::kSessionVariable, "a second variable is the actor")
      .at(actor->span)
      .also(first->span, "the first one")
      .note("a log tells one of who changed a row");
}

}  // namespace

void resolve_session(const MakingSession& context) {
  if (context.declared.session == nullptr) return;
  std::map<std::string, Span> names;
  std::map<std::string, Taken> settings;
  const ast::Attribute* actor = nullptr;
  for (const ast::SessionVariable& variable : context.declared.session->variables) {
    const auto [first, is_new] = names.emplace(variable.name.text, variable.name.span);
    if (!is_new) {
      context.sink.report(Code::kDuplicateName, fmt::format("two session variables `{}`", variable.name.text))
          .at(variable.name.span)
          .also(first->second, "the first one");
      continue;
    }
    check_name(context, variable.name);
    check_setting(context, variable, settings);
    const Attributes attributes = resolve_attributes(context, variable.attributes, types::kSessionVariable);
    const ast::Attribute* is_actor = attributes.find(types::AttributeId::kActor);
    check_actor(context, is_actor, actor);
    // One of a wrong type is known all the same, so that nothing follows from it.
    const ir::Type type =
        type_of(context, variable.type).value_or(ir::Type{ir::Type::Kind::kColumn, "text", {}, 0});
    context.session.push_back({variable.name.text,
                               variable.doc,
                               type,
                               variable.nullable.has_value(),
                               variable.setting.text,
                               is_actor != nullptr,
                               {}});
  }
}

std::string with_session(const Reading& context, const std::string& text,
                         const std::vector<sql::Variable>& variables, Asked asked) {
  return sql::with_variables(text, variables, [&](const std::string& name) {
    if (context.schema.session_variable(name) == nullptr) return std::string();
    const std::string call = "tenon." + ir::session_function_name(name) + "()";
    return asked == Asked::kOnce ? "(SELECT " + call + ")" : call;
  });
}

}  // namespace tenon::sema
