// Names: what is declared, once each; and what mixins bring in.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

void report_duplicate(const Reading& context, const ast::Name& name, Span first) {
  auto& diagnostic =
      context.sink.report(Code::kDuplicateDeclaration, fmt::format("`{}` is declared twice", name.text))
          .at(name.span, "declared again here")
          .also(first, "first declared here");
  const auto is_whole = [&](Span span) { return span.end - span.begin == name.text.size(); };
  if (!is_whole(name.span) || !is_whole(first))
    diagnostic.note("what a namespace declares is called with its namespace, in C++ as well");
}

bool declare(const Declaring& context, const ast::Name& name, Declared what) {
  if (types::find_column_type(name.text) != nullptr) {
    context.sink
        .report(Code::kDuplicateDeclaration, fmt::format("`{}` is the name of a column type", name.text))
        .at(name.span)
        .help("choose another name");
    return false;
  }
  const auto [found, is_new] = context.declaring.symbols.emplace(name.text, Symbol{name.span, what});
  if (!is_new) report_duplicate(context, name, found->second.span);
  return is_new;
}

struct Collector {
  const Declaring& context;
  std::string& space;  ///< that the file has named last

  /// The schema's own needs no word.
  [[nodiscard]] std::string known(const std::string& name) const {
    return name == context.schema.sql_schema ? "" : name;
  }
  void operator()(const ast::Placement& placement) const {
    check_space_name(context, placement.space);
    space = known(placement.space.text);
  }
  /// Takes down where the declaration's object stands.
  void place(const ast::Name& name, const std::optional<ast::Placed>& placed) const {
    const bool says = placed && placed->space;
    if (says) check_space_name(context, *placed->space);
    context.declaring.symbols.at(name.text).space = says ? known(placed->space->text) : space;
  }

  void operator()(const ast::Entity& entity) const {
    if (!declare(context, entity.name, &entity)) return;
    place(entity.name, entity.placed);
    Draft& draft = context.making.add(entity);
    draft.incomplete = entity.incomplete;
    draft.entity.doc = entity.doc;
    draft.entity.frozen = entity.frozen.has_value();
    draft.entity.space = context.declared.space_of(entity.name.text);
    draft.entity.table = sql_name_of(entity);
    check_table_name(context,
                     {draft.entity.table, entity.placed ? entity.placed->name.span : entity.name.span});
  }
  void operator()(const ast::Extension& item) const { context.declaring.extensions.push_back(&item); }
  void operator()(const ast::Mixin& mixin) const { declare(context, mixin.name, &mixin); }
  void operator()(const ast::Enum& item) const {
    if (!declare(context, item.name, &item)) return;
    if (!item.as) place(item.name, item.placed);
    if (!item.as || !item.placed) return;
    context.sink
        .report(Code::kBadName,
                fmt::format("enum `{}` is kept as text, and has a name in the database", item.name.text))
        .at(item.placed->name.span, "there is no type that could be called so")
        .help("leave the name out, or `as text`");
  }
  void operator()(const ast::Struct& item) const { declare(context, item.name, &item); }
  void operator()(const ast::Domain& item) const {
    if (!declare(context, item.name, &item)) return;
    place(item.name, item.placed);
    context.declaring.domains.push_back(&item);
  }
  void operator()(const ast::Sequence& item) const {
    if (!declare(context, item.name, &item)) return;
    place(item.name, item.placed);
    context.declaring.sequences.push_back(&item);
  }
  void operator()(const ast::Composite& item) const {
    if (!declare(context, item.name, &item)) return;
    place(item.name, item.placed);
    context.declaring.composites.push_back(&item);
  }
  void operator()(const ast::View& view) const {
    if (!declare(context, view.name, &view)) return;
    place(view.name, view.placed);
    context.declaring.views.push_back(&view);
  }
  void operator()(const ast::Query& query) const {
    if (declare(context, query.name, &query)) context.declaring.queries.push_back(&query);
  }
  void operator()(const ast::Function& function) const {
    if (!declare(context, function.name, &function)) return;
    if (!is_definer(function)) place(function.name, function.placed);
    context.declaring.functions.push_back(&function);
  }
  void operator()(const ast::Role& role) const {
    if (declare(context, role.name, &role)) context.declaring.roles.push_back(&role);
  }
  void operator()(const ast::Raw& raw) const { context.declaring.raw.push_back(&raw); }
  void operator()(const ast::SessionBlock& session) const {
    if (context.declared.session == nullptr) {
      context.declaring.session = &session;
      return;
    }
    context.sink.report(Code::kRepeatedBlock, "a second `session` block")
        .at(session.span)
        .also(context.declared.session->span, "the first one");
  }
  void operator()(const ast::LintsBlock& lints) const { context.declaring.lints.push_back(&lints); }
  void operator()(const ast::AllowBlock& allow) const { context.declaring.allows.push_back(&allow); }
  void operator()(const ast::Seed& seed) const {
    for (const ast::Seed* other : context.declared.seeds) {
      if (other->name.text == seed.name.text) return report_duplicate(context, seed.name, other->name.span);
    }
    context.declaring.seeds.push_back(&seed);
  }
  void operator()(const ast::Dropped& item) const {
    if (item.name) context.declaring.dropped.insert(item.name->text);
    context.declaring.any_dropped = context.declared.any_dropped || !item.name;
  }
  void operator()(const ast::Import&) const {}
  void operator()(const ast::SchemaBlock&) const {}
  void operator()(const ast::TenancyBlock&) const {}
};

void check_tables(const Reading& context) {
  std::map<std::string, const Draft*> tables;
  for (const Draft& draft : context.drafts) {
    const auto [found, is_new] = tables.emplace(ir::handle(draft.entity), &draft);
    if (is_new) continue;
    context.sink
        .report(Code::kTableCollision,
                fmt::format("`{}` and `{}` both make the table `{}`", found->second->entity.name,
                            draft.entity.name, ir::handle(draft.entity)))
        .at(draft.syntax->name.span)
        .also(found->second->syntax->name.span, "the other one")
        .help(fmt::format("name one of the tables: `entity {} in other_name`; or put it in another Postgres "
                          "schema: `entity {} in other_schema.{}`",
                          draft.entity.name, draft.entity.name, draft.entity.table));
  }
}

/// Functions of the tool's stand in one Postgres schema, and are named after tables.
void check_stems(const Reading& context) {
  std::map<std::string, const Draft*> stems;
  for (const Draft& draft : context.drafts) {
    const auto [found, is_new] = stems.emplace(ir::stem(draft.entity), &draft);
    const ir::Entity& other = found->second->entity;
    if (is_new || ir::handle(other) == ir::handle(draft.entity)) continue;
    context.sink
        .report(Code::kTableCollision,
                fmt::format("the tables `{}` and `{}` would name functions alike: `tenon.{}_…`",
                            ir::handle(other), ir::handle(draft.entity), found->first))
        .at(draft.syntax->name.span)
        .also(found->second->syntax->name.span, "the other one")
        .help(fmt::format("name one of the tables otherwise: `entity {} in {}other_name`", draft.entity.name,
                          draft.entity.space.empty() ? "" : draft.entity.space + "."));
  }
}

/// A table is a type too, so that types share the tables' names; sequences stand among the tables.
void check_types(const Reading& context) {
  std::map<std::string, Span> types;
  for (const Draft& draft : context.drafts) types.emplace(ir::handle(draft.entity), draft.syntax->name.span);
  struct Made {
    const ast::Name* name;
    std::string_view kind;
    std::string sql_name;
  };
  std::vector<Made> made;
  for (const auto& [name, symbol] : context.declared.symbols) {
    const auto* item = std::get_if<const ast::Enum*>(&symbol.what);
    if (item != nullptr && !(*item)->as) made.push_back({&(*item)->name, "enum", sql_name_of(**item)});
  }
  for (const ast::Domain* item : context.declared.domains)
    made.push_back({&item->name, "domain", sql_name_of(*item)});
  for (const ast::Composite* item : context.declared.composites)
    made.push_back({&item->name, "type", sql_name_of(*item)});
  for (const ast::Sequence* item : context.declared.sequences)
    made.push_back({&item->name, "sequence", sql_name_of(*item)});
  const auto place = [](const Made& item) { return std::pair(item.name->span.file, item.name->span.begin); };
  std::sort(made.begin(), made.end(), [&](const Made& a, const Made& b) { return place(a) < place(b); });
  for (const Made& item : made) {
    const std::string sql_name = ir::handle(context.declared.space_of(item.name->text), item.sql_name);
    const auto [found, is_new] = types.emplace(sql_name, item.name->span);
    if (is_new) continue;
    context.sink
        .report(Code::kTableCollision,
                fmt::format("{} `{}` would be the {} `{}`, which is taken", item.kind, item.name->text,
                            item.kind == "sequence" ? "relation" : "type", sql_name))
        .at(item.name->span)
        .also(found->second, "the other one")
        .help("choose another name; a table is a type of its name as well");
  }
}

void report_unknown_mixin(const Reading& context, const ast::Name& name) {
  std::vector<std::string> candidates;
  for (const auto& [known, symbol] : context.declared.symbols) {
    if (std::holds_alternative<const ast::Mixin*>(symbol.what)) candidates.push_back(known);
  }
  auto& diagnostic =
      context.sink.report(Code::kUnknownMixin, fmt::format("`{}` is no mixin", name.text)).at(name.span);
  suggest(diagnostic, name.text, candidates);
}

/// Its own members, those in other places too, before its mixins'.
void gather(const Reading& context, Draft& draft) {
  for (const ast::Member& member : draft.syntax->members) draft.members.push_back(&member);
  for (const ast::Extension* extension : context.declared.extensions) {
    if (extension->name.text != draft.entity.name) continue;
    draft.incomplete = draft.incomplete || extension->incomplete;
    for (const ast::Member& member : extension->members) draft.members.push_back(&member);
  }
  draft.own_members = draft.members.size();
}

void check_extensions(const Reading& context) {
  for (const ast::Extension* extension : context.declared.extensions) {
    const std::string& name = extension->name.text;
    if (context.drafts.named(name) != nullptr || context.declared.was_dropped(name)) continue;
    suggest(context.sink.report(Code::kUnknownExtended, fmt::format("`{}` is no entity", name))
                .at(extension->name.span),
            name, context.drafts.names());
  }
}

void splice(const Reading& context, Draft& draft) {
  gather(context, draft);
  for (const ast::Name& name : draft.syntax->mixins) {
    const auto* mixin = context.declared.find<ast::Mixin>(name.text);
    if (mixin == nullptr) {
      draft.incomplete = true;
      if (!context.declared.was_dropped(name.text)) report_unknown_mixin(context, name);
      continue;
    }
    draft.incomplete = draft.incomplete || mixin->incomplete;
    const auto* first = &*std::find_if(draft.syntax->mixins.begin(), draft.syntax->mixins.end(),
                                       [&](const ast::Name& other) { return other.text == name.text; });
    if (first != &name) {
      context.sink
          .report(Code::kDuplicateField,
                  fmt::format("`{}` takes the mixin `{}` twice", draft.entity.name, name.text))
          .at(name.span)
          .also(first->span, "the first time");
      continue;
    }
    for (const ast::Member& member : mixin->members) draft.members.push_back(&member);
  }
}

}  // namespace

void collect_declarations(const Declaring& context, const std::vector<ast::File>& files) {
  for (const ast::File& file : files) {
    std::string space;
    for (const ast::Declaration& declaration : file.declarations)
      std::visit(Collector{context, space}, declaration);
  }
  check_tables(context);
  check_stems(context);
  check_types(context);
}

void splice_mixins(const Making& context) {
  check_extensions(context);
  for (Draft& draft : context.making) splice(context, draft);
}

}  // namespace tenon::sema
