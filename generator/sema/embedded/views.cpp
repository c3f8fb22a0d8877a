// Views: what they read, in which order they are made, and the types of their columns.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/embedded.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/embedded/stored_views.hpp"
#include "sema/embedded/view_types.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"
#include "sql/placed.hpp"
#include "sql/query.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

struct Work {
  const ast::View* syntax = nullptr;
  std::string space;
  std::string sql_name;
  enum class State { kOpen, kResolving, kDone, kBroken } state = State::kOpen;
};

class Views {
 public:
  explicit Views(const MakingViews& context) : context_(context) {
    for (const ast::View* view : context.declared.views) {
      const ast::Name name = {sql_name_of(*view), view->placed ? view->placed->name.span : view->name.span};
      work_.push_back({view, context.declared.space_of(view->name.text), name.text});
      check_table_name(context, name);
    }
  }

  void resolve() {
    for (Work& view : work_) resolve(view);
  }

 private:
  std::vector<std::string> known_tables() const {
    std::vector<std::string> out;
    for (const Draft& draft : context_.drafts) out.push_back(ir::handle(draft.entity));
    for (const DerivedEntity& derived : context_.derived) out.push_back(ir::handle(derived.entity));
    for (const Work& view : work_) out.push_back(handle(view));
    for (const ir::View& view : context_.schema.views) out.push_back(ir::handle(view));
    return out;
  }

  const ir::Entity* entity_of(const std::string& table) const {
    for (const Draft& draft : context_.drafts) {
      if (ir::handle(draft.entity) == table) return &draft.entity;
    }
    for (const DerivedEntity& derived : context_.derived) {
      if (ir::handle(derived.entity) == table) return &derived.entity;
    }
    return nullptr;
  }

  static std::string handle(const Work& view) { return ir::handle(view.space, view.sql_name); }

  /// The table or view that a name stands for, as the ir tells it; several where it could be more than one.
  std::vector<std::string> meant(const std::string& schema, const std::string& name) const {
    const std::vector<std::string> known = known_tables();
    std::vector<std::string> out = sql::meant(spaces_of(context_), schema, name,
                                              [&](const std::string& each) { return contains(known, each); });
    if (out.empty()) out.push_back(schema.empty() ? name : schema + "." + name);
    return out;
  }

  const ir::View* made(const std::string& table) const {
    for (const ir::View& view : context_.schema.views) {
      if (ir::handle(view) == table) return &view;
    }
    return nullptr;
  }

  void report_several(const ast::View& view, const sql::TableReference& reference,
                      const std::vector<std::string>& several) {
    context_.sink
        .report(Code::kSeveralSpaces, fmt::format("view `{}` reads `{}`, which several Postgres schemas hold",
                                                  view.name.text, reference.table))
        .at(sql_span(view.query, reference.offset))
        .help(which_of(context_.schema, several));
  }

  void report_unknown(const ast::View& view, const sql::TableReference& reference) {
    // The table may be that of a declaration that couldn't be read.
    if (context_.declared.any_dropped || !context_.declared.dropped.empty()) return;
    auto& diagnostic =
        context_.sink
            .report(Code::kViewSource, fmt::format("view `{}` reads `{}`, which is no table of the schema",
                                                   view.name.text, reference.table))
            .at(sql_span(view.query, reference.offset));
    const Draft* draft = context_.drafts.named(reference.table);
    if (draft != nullptr) {
      diagnostic.help(fmt::format("the table of `{}` is `{}`", reference.table, ir::handle(draft->entity)));
    } else {
      suggest(diagnostic, reference.table, known_tables());
    }
  }

  /// The entities and views that the query reads, each made before it. False where one isn't known.
  bool find_sources(const ast::View& view, const sql::Query& query, ir::View& out) {
    bool known = true;
    for (const sql::TableReference& reference : query.tables) {
      const std::vector<std::string> names = meant(reference.schema, reference.table);
      if (names.size() > 1) {
        known = false;
        report_several(view, reference, names);
        continue;
      }
      const ir::Entity* entity = entity_of(names.front());
      const auto other = std::find_if(work_.begin(), work_.end(),
                                      [&](const Work& work) { return handle(work) == names.front(); });
      if (entity == nullptr && other != work_.end()) resolve(*other);
      const ir::View* source = made(names.front());
      if (entity == nullptr && source == nullptr) {
        known = false;
        // A view that is wrong itself was complained about.
        if (other == work_.end()) report_unknown(view, reference);
        if (other != work_.end() && other->state == Work::State::kResolving) report_circle(view, reference);
        continue;
      }
      const std::string& name = entity != nullptr ? entity->name : source->name;
      if (std::find(out.reads.begin(), out.reads.end(), name) == out.reads.end()) out.reads.push_back(name);
    }
    return known;
  }

  void report_circle(const ast::View& view, const sql::TableReference& reference) {
    context_.sink.report(Code::kViewSource, fmt::format("view `{}` reads itself", view.name.text))
        .at(sql_span(view.query, reference.offset));
  }

  std::vector<ViewSource> columns_of_sources(const sql::Query& query) const {
    std::vector<ViewSource> out;
    for (const sql::Source& source : query.sources) {
      ViewSource item{source.name, nullptr, source.nullable};
      const std::string table = source.table.empty() ? "" : meant(source.schema, source.table).front();
      if (const ir::Entity* entity = entity_of(table)) item.columns = &entity->columns;
      if (const ir::View* view = made(table)) item.columns = &view->columns;
      out.push_back(std::move(item));
    }
    return out;
  }

  bool add_columns(const ast::View& view, const sql::Query& query, ir::View& out) {
    const ViewTypes types(context_, view, query, columns_of_sources(query));
    bool good = true;
    for (const sql::Output& output : query.outputs) {
      auto column = types.column(output);
      good = good && column.has_value();
      if (!column) continue;
      const auto same = std::find_if(out.columns.begin(), out.columns.end(),
                                     [&](const ir::Column& other) { return other.field == column->field; });
      if (same != out.columns.end()) {
        context_.sink
            .report(Code::kViewColumn,
                    fmt::format("view `{}` has two columns `{}`", view.name.text, column->field))
            .at(sql_span(view.query, output.offset))
            .help("name one otherwise: `… as other_name`");
        good = false;
        continue;
      }
      out.columns.push_back(std::move(*column));
    }
    return good;
  }

  /// What joins, WHERE and the like name is a column of a source, a source's whole row, or an output.
  bool check_others(const ast::View& view, const sql::Query& query) {
    const std::vector<ViewSource> sources = columns_of_sources(query);
    bool good = true;
    for (const sql::ColumnReference& reference : query.others) {
      if (is_known(reference.path, sources, query, context_.declared.session != nullptr)) continue;
      good = false;
      std::vector<std::string> candidates;
      for (const ViewSource& source : sources) {
        for (const ir::Column& column : *source.columns) candidates.push_back(column.name);
      }
      auto& diagnostic =
          context_.sink
              .report(Code::kSqlUnknownColumn, fmt::format("view `{}` reads no column `{}`", view.name.text,
                                                           join(reference.path, ".")))
              .at(sql_span(view.query, reference.offset));
      suggest(diagnostic, reference.path.back(), candidates);
    }
    return good;
  }

  static bool is_known(const std::vector<std::string>& path, const std::vector<ViewSource>& sources,
                       const sql::Query& query, bool asks) {
    if (path.empty() || path.size() > 2) return true;
    if (asks && sql::is_variable(path)) return true;
    for (const ViewSource& source : sources) {
      // A function's columns aren't known here.
      if (source.columns == nullptr || (path.size() == 1 && source.name == path[0])) return true;
      if (path.size() == 2 && source.name != path[0]) continue;
      if (std::any_of(source.columns->begin(), source.columns->end(),
                      [&](const ir::Column& column) { return column.name == path.back(); }))
        return true;
    }
    return path.size() == 1 && std::any_of(query.outputs.begin(), query.outputs.end(),
                                           [&](const sql::Output& output) { return output.name == path[0]; });
  }

  /// P6: where the rows say whose they are, a program that reads them says it too.
  void find_tenant_column(ir::View& view) const {
    if (!context_.schema.tenancy) return;
    for (const ir::Column& column : view.columns) {
      const bool names = column.name == context_.schema.tenancy->column && !column.nullable;
      if (names && column.rule == ir::Rule::kT1) view.tenant_column = column.name;
    }
    view.shared = !view.tenant_column.empty() && reads_shared(view);
    if (!view.tenant_column.empty() && !view.shared) view.inherited = inheritance_of(view);
  }

  /// Of what it reads all that is inherited; the own rows alone where that goes both ways.
  ir::Inheritance inheritance_of(const ir::View& view) const {
    std::set<ir::Inheritance> out;
    for (const std::string& name : view.reads) {
      const Draft* draft = context_.drafts.named(name);
      const ir::View* other = made_by_name(name);
      if (draft != nullptr) out.insert(draft->entity.inherited);
      if (other != nullptr) out.insert(other->inherited);
    }
    out.erase(ir::Inheritance::kNone);
    return out.size() == 1 ? *out.begin() : ir::Inheritance::kNone;
  }

  bool reads_shared(const ir::View& view) const {
    return std::any_of(view.reads.begin(), view.reads.end(), [&](const std::string& name) {
      const Draft* draft = context_.drafts.named(name);
      const ir::View* other = made_by_name(name);
      return (draft != nullptr && ir::is_shared(draft->entity)) || (other != nullptr && other->shared);
    });
  }

  bool may_read(const std::string& role, const std::string& source) const {
    if (const ir::View* view = made_by_name(source)) {
      return std::any_of(view->grants.begin(), view->grants.end(),
                         [&](const ir::Grant& grant) { return grant.role == role; });
    }
    return has_right(context_, role, source, ir::Command::kSelect);
  }

  const ir::View* made_by_name(const std::string& name) const {
    for (const ir::View& view : context_.schema.views) {
      if (view.name == name) return &view;
    }
    return nullptr;
  }

  /// A view reads as whoever asks it: a role needs the right to what is behind it as well.
  void add_grants(const ast::View& syntax, ir::View& view) {
    if (!context_.schema.tenancy) return;
    view.grants.push_back({context_.schema.tenancy->app, {ir::Command::kSelect}});
    for (const ir::Role& role : context_.schema.roles) {
      if (!has_right(context_, role.name, view.name, ir::Command::kSelect)) continue;
      view.grants.push_back({role.name, {ir::Command::kSelect}});
      for (const std::string& source : view.reads) {
        if (view.stored || may_read(role.name, source)) continue;
        context_.sink
            .report(Code::kViewGrant, fmt::format("role `{}` may read `{}`, and not `{}`, which it reads",
                                                  role.name, view.name, source))
            .at(syntax.name.span)
            .note("a view reads with the rights of whoever asks it")
            .help(fmt::format("add `{}` to what `{}` may select", source, role.name));
      }
    }
  }

  /// With tenancy nothing reads past policies that doesn't say why.
  void read_rights(const ast::View& syntax, ir::View& view) {
    if (!syntax.rights) return;
    const ast::Name& word = *syntax.rights;
    view.definer = word.text == "definer";
    if (!view.definer) {
      auto& diagnostic = context_.sink
                             .report(Code::kViewRights, fmt::format("view `{}` is `{}`, which no view can be",
                                                                    syntax.name.text, word.text))
                             .at(word.span);
      suggest(diagnostic, word.text, {"definer"});
    } else if (context_.schema.tenancy) {
      context_.sink
          .report(Code::kViewRights,
                  fmt::format("view `{}` is a definer where there is tenancy", syntax.name.text))
          .at(word.span)
          .note("it would show every tenant's rows to whoever may read it")
          .help("leave `definer` out; a function is one `because \"…\"`, and is held to the tenant");
    }
  }

  void resolve(Work& work) {
    if (work.state != Work::State::kOpen) return;
    work.state = Work::State::kResolving;
    const ast::View& syntax = *work.syntax;
    const auto query = sql::parse_query(syntax.query.text);
    if (!query) {
      context_.sink.report(Code::kSqlSyntax, fmt::format("SQL in a view: {}", query.error().message))
          .at(sql_span(syntax.query, query.error().offset));
      work.state = Work::State::kBroken;
      return;
    }
    ir::View out;
    out.name = syntax.name.text;
    out.space = work.space;
    out.sql_name = work.sql_name;
    out.doc = syntax.doc;
    read_rights(syntax, out);
    out.query = syntax.stored
                    ? syntax.query.text
                    : with_session(context_, syntax.query.text, query->variables.named, Asked::kOnce);
    check_variables(context_, syntax.query, query->variables, kViewPlace, "");
    const bool good =
        find_sources(syntax, *query, out) && add_columns(syntax, *query, out) && check_others(syntax, *query);
    work.state = good ? Work::State::kDone : Work::State::kBroken;
    if (!good) return;
    find_tenant_column(out);
    if (syntax.stored && !(out.stored = read_stored(context_, syntax, out))) {
      work.state = Work::State::kBroken;
      return;
    }
    add_grants(syntax, out);
    if (out.stored) {
      context_.views.push_back(std::move(out));
      return;
    }
    std::vector<std::string> readers;
    for (const ir::Grant& grant : out.grants) readers.push_back(grant.role);
    check_query_calls(context_, syntax.query, readers);
    context_.views.push_back(std::move(out));
  }

  const MakingViews& context_;
  std::vector<Work> work_;
};

}  // namespace

void resolve_views(const MakingViews& context) {
  Views(context).resolve();
}

}  // namespace tenon::sema
