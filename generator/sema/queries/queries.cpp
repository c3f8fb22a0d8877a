#include "sema/queries/queries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "sema/embedded/embedded.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/embedded/view_types.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"
#include "sema/queries/parts.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr Place kQueryPlace = {"a query", Place::Columns::kOfTheRow, true, false, true, true};

struct Shape {
  std::string_view words;
  ir::Cardinality cardinality;
};

constexpr Shape kShapes[] = {
    {"one", ir::Cardinality::kOne},           {"exactly one", ir::Cardinality::kExactlyOne},
    {"many", ir::Cardinality::kMany},         {"stream", ir::Cardinality::kStream},
    {"affected", ir::Cardinality::kAffected}, {"exists", ir::Cardinality::kExists},
};

/// A plan for each combination of what is there: 16 statements, and no more.
constexpr std::size_t kMostOptional = 4;

class Resolver {
 public:
  explicit Resolver(const MakingQueries& context)
      : context_(context), known_(known_to_queries(context)), taken_(taken_names(context)) {}

  void resolve(const ast::Query& syntax) {
    ir::Query out;
    out.name = syntax.name.text;
    out.doc = syntax.doc;
    out.text = syntax.sql.text;
    const std::size_t before = context_.sink.all().size();
    read_shape(syntax, out);
    read_reason(syntax, out);
    read_parameters(syntax, out);
    std::vector<HiddenQuery> hidden;
    if (context_.sink.all().size() == before) hidden = read_text(syntax, out);
    for (HiddenQuery& item : hidden) resolve(std::move(item));
    if (context_.sink.all().size() == before) context_.queries.push_back(std::move(out));
  }

 private:
  void read_shape(const ast::Query& syntax, ir::Query& out) const {
    std::vector<std::string> words;
    for (const ast::Name& word : syntax.shape) words.push_back(word.text);
    const std::string said = join(words, " ");
    for (const Shape& shape : kShapes) {
      if (shape.words != said) continue;
      out.cardinality = shape.cardinality;
      return;
    }
    std::vector<std::string> known;
    for (const Shape& shape : kShapes) known.emplace_back(shape.words);
    auto& diagnostic =
        context_.sink
            .report(Code::kQueryShape,
                    said.empty()
                        ? fmt::format("query `{}` doesn't say how many rows it gives", out.name)
                        : fmt::format("query `{}` gives `{}`, which is no number of rows", out.name, said))
            .at(syntax.shape.empty() ? syntax.name.span : syntax.shape.front().span);
    if (!said.empty()) suggest(diagnostic, said, known);
    diagnostic.help("write one of " + join(known, ", ") + " before `as`");
  }

  void read_reason(const ast::Query& syntax, ir::Query& out) const {
    if (syntax.because) out.global_reason = syntax.because->text;
    if (syntax.global && !syntax.because) {
      context_.sink.report(Code::kGlobalQuery, fmt::format("the global query `{}` has no reason", out.name))
          .at(*syntax.global)
          .help("say why it is over all tenants: `because \"…\"` before `as`");
    }
    if (!syntax.global && syntax.because) {
      context_.sink
          .report(Code::kGlobalQuery, fmt::format("query `{}` has a reason, and is not `global`", out.name))
          .at(syntax.because->span);
    }
    if (syntax.global && !context_.schema.tenancy) {
      context_.sink
          .report(Code::kGlobalQuery, fmt::format("query `{}` is global where there is no tenancy", out.name))
          .at(*syntax.global)
          .help("leave `global` out");
    }
  }

  void resolve(HiddenQuery item) {
    ir::Query out;
    out.name = item.syntax.name.text;
    out.text = item.syntax.sql.text;
    out.hidden = true;
    const std::size_t before = context_.sink.all().size();
    known_.parameters.clear();
    for (ir::QueryParameter& parameter : item.parameters) take(std::move(parameter), out);
    read_text(item.syntax, out);
    if (context_.sink.all().size() == before) context_.queries.push_back(std::move(out));
  }

  void take(ir::QueryParameter parameter, ir::Query& out) {
    known_.parameters.push_back(
        {parameter.name, sql_type(context_.schema, parameter.type), parameter.nullable});
    out.parameters.push_back(std::move(parameter));
  }

  void read_parameters(const ast::Query& syntax, ir::Query& out) {
    known_.parameters.clear();
    for (const ast::QueryParameter& item : syntax.parameters) {
      ir::QueryParameter parameter{item.name.text, "", {}, item.nullable.has_value(), "", {}};
      const auto same = [&](const ir::QueryParameter& other) { return other.name == parameter.name; };
      if (std::any_of(out.parameters.begin(), out.parameters.end(), same)) {
        context_.sink
            .report(Code::kQueryParameter,
                    fmt::format("query `{}` has two parameters `{}`", out.name, item.name.text))
            .at(item.name.span);
      }
      const auto type = parameter_type(context_, item.type, item.name, parameter.entity);
      if (!type) continue;
      parameter.type = underlying(context_.schema, *type);
      const Attributes attributes = resolve_attributes(context_, item.attributes, types::kQueryParameter);
      if (const ast::Attribute* example = attributes.find(types::AttributeId::kExample))
        parameter.example = resolve_value(context_, example->arguments[0], parameter.type);
      take(std::move(parameter), out);
    }
  }

  void check_names(const ast::Query& syntax, const sql::Analysis& analysis) const {
    sql::Expression names;
    names.functions = analysis.functions;
    names.types = analysis.types;
    names.subquery = 0;  // whose labels and columns they are was told with the query
    check_sql_names(context_, Draft{}, syntax.sql, names, kQueryPlace);
  }

  void check_parameters(const ast::Query& syntax, const sql::Analysis& analysis, const ir::Query& out) const {
    for (const ast::QueryParameter& item : syntax.parameters) {
      if (contains(analysis.parameters, item.name.text)) continue;
      context_.sink
          .report(Code::kQueryParameter, fmt::format("query `{}` doesn't use `{}`", out.name, item.name.text))
          .at(item.name.span)
          .help(fmt::format("write `:{}` in its text, or take it out", item.name.text));
    }
    if (ir::optional_parameters(out).size() <= kMostOptional) return;
    context_.sink
        .report(Code::kQueryParameter,
                fmt::format("query `{}` asks of more than {} parameters whether they are there", out.name,
                            kMostOptional))
        .at(syntax.name.span)
        .note("each combination has a plan of its own")
        .help("make several queries of it");
  }

  void check_shape(const ast::Query& syntax, const sql::Analysis& analysis, const ir::Query& out) const {
    const bool gives = !analysis.outputs.empty();
    const bool counts = out.cardinality == ir::Cardinality::kAffected;
    const bool reads =
        out.cardinality == ir::Cardinality::kStream || out.cardinality == ir::Cardinality::kExists;
    const auto report = [&](std::string_view what, std::string_view help) {
      context_.sink.report(Code::kQueryShape, fmt::format("query `{}` {}", out.name, what))
          .at(syntax.shape.front().span)
          .help(std::string(help));
    };
    if (counts && (gives || out.is_select))
      report("gives rows, and not how many it changed", "write `many`, or take RETURNING out");
    else if (!counts && !gives && out.cardinality != ir::Cardinality::kExists)
      report("gives no rows", "write `affected` for how many rows it changes, or add RETURNING");
    else if (reads && (!out.is_select || analysis.writes_within))
      report("writes, and can only be read as a whole", "write `many`");
  }

  void take(const sql::Analysis& analysis, ir::Query& out) const {
    out.is_select = analysis.is_select;
    out.edits = edits_of(analysis);
    for (const sql::Origin& filter : analysis.filters) {
      const ir::Entity* entity = entity_of_table(context_, filter.table);
      if (entity == nullptr) continue;
      ir::QueryFilter item{entity->name, filter.column};
      if (std::find(out.filters.begin(), out.filters.end(), item) == out.filters.end())
        out.filters.push_back(std::move(item));
    }
    for (const sql::TableUse& use : analysis.uses) {
      if (use.use == sql::Use::kLock) continue;  // it is read as well
      const ir::Entity* entity = entity_of_table(context_, use.table);
      const ir::View* view = view_of_table(context_, use.table);
      ir::QueryUse item{entity != nullptr ? entity->name : view->name, static_cast<ir::Command>(use.use),
                        use.columns};
      if (std::find(out.uses.begin(), out.uses.end(), item) == out.uses.end())
        out.uses.push_back(std::move(item));
      const sql::KnownTable& table = known_.tables.at(use.table);
      // What is added to rows of no tenant's is held to none.
      const bool adds = table.is_seen_by_members && use.use == sql::Use::kInsert;
      const bool tenants = table.is_held() && !adds;
      out.in_tenant = out.in_tenant || (known_.scoped && tenants);
    }
  }

  void check_reads_otherwise(const ast::Query& syntax, const sql::Analysis& analysis) const {
    if (!analysis.is_select || !analysis.writes_within || (syntax.page.empty() && syntax.orders.empty()))
      return;
    context_.sink
        .report(Code::kQueryOrder,
                fmt::format("query `{}` writes in WITH, and can't be paged", syntax.name.text))
        .at(syntax.page.empty() ? syntax.orders.front().name.span : syntax.page_span);
  }

  /// What it embeds comes by further queries.
  std::vector<HiddenQuery> read_text(const ast::Query& syntax, ir::Query& out) {
    known_.named = out.cardinality != ir::Cardinality::kExists;
    known_.scoped = context_.schema.tenancy.has_value() && !syntax.global;
    const auto analysis = sql::analyse(syntax.sql.text, known_);
    if (!analysis) {
      context_.sink.report(Code::kSqlSyntax, fmt::format("SQL in a query: {}", analysis.error().message))
          .at(sql_span(syntax.sql, analysis.error().offset));
      return {};
    }
    const std::size_t before = context_.sink.all().size();
    for (const sql::Fault& fault : analysis->faults)
      report_fault(context_, fmt::format("query `{}`", syntax.name.text), syntax.sql, fault);
    if (context_.sink.all().size() != before) return {};
    take(*analysis, out);
    check_names(syntax, *analysis);
    check_parameters(syntax, *analysis, out);
    check_rights(context_, syntax, *analysis);
    check_shape(syntax, *analysis, out);
    check_reads_otherwise(syntax, *analysis);
    // What isn't known has no type either.
    if (context_.sink.all().size() != before || !add_result(context_, syntax, *analysis, out)) return {};
    std::vector<HiddenQuery> hidden = resolve_embeds(context_, syntax, *analysis, out);
    resolve_orders(context_, syntax, out);
    check_made_names(syntax, out);
    return hidden;
  }

  /// Names of types in C++ that others have.
  static std::set<std::string> taken_names(const Reading& context) {
    std::set<std::string> out;
    for (const auto& [name, symbol] : context.declared.symbols) out.insert(name);
    for (const Draft& draft : context.drafts) {
      const std::string& name = draft.entity.name;
      for (const std::string& made : {"New" + name, name + "Patch", pascal_case(plural(snake_case(name)))})
        out.insert(made);
    }
    for (const ast::View* view : context.declared.views) out.insert(view->name.text + "View");
    return out;
  }

  void check_made_names(const ast::Query& syntax, const ir::Query& out) {
    const std::string name = pascal_case(out.name);
    std::vector<std::string> made;
    if (ir::makes_rows_of_its_own(out)) made.push_back(name);
    if (!out.page.empty()) made.push_back(name + "Cursor");
    if (!out.orders.empty()) made.push_back(name + "Order");
    for (const std::string& item : made) {
      if (taken_.insert(item).second) continue;
      context_.sink
          .report(Code::kDuplicateDeclaration,
                  fmt::format("the C++ of query `{}` makes the type `{}`, which is taken", out.name, item))
          .at(syntax.name.span)
          .help("choose another name for it");
    }
    // Functions of enums in the same namespace.
    if (out.name != "to_string" && out.name != "from_string") return;
    context_.sink.report(Code::kCppNameTaken, fmt::format("`{}` is a function of each enum in C++", out.name))
        .at(syntax.name.span)
        .help("choose another name");
  }

  const MakingQueries& context_;
  sql::Known known_;
  std::set<std::string> taken_;
};

}  // namespace

std::vector<ir::QueryEdit> edits_of(const sql::Analysis& analysis) {
  std::vector<ir::QueryEdit> out;
  for (const sql::Edit& edit : analysis.edits) {
    out.push_back({static_cast<ir::QueryEdit::Kind>(edit.kind), static_cast<int>(edit.offset),
                   static_cast<int>(edit.length), edit.name, edit.alias, edit.columns});
  }
  return out;
}

void report_fault(const Reading& context, const std::string& subject, const ast::Sql& text,
                  const sql::Fault& fault) {
  const Span place = sql_span(text, fault.offset);
  struct Wording {
    sql::Fault::Kind kind;
    Code code;
    std::string text;
  };
  const Wording wordings[] = {
      {sql::Fault::Kind::kTable, Code::kQuerySource, "{} names `{}`, which is no table of the schema"},
      {sql::Fault::Kind::kSeveral, Code::kSeveralSpaces,
       "{} names `{}`, which several Postgres schemas hold"},
      {sql::Fault::Kind::kColumn, Code::kSqlUnknownColumn, "{} knows no column `{}`"},
      {sql::Fault::Kind::kVariable, Code::kSqlUnknownColumn, "{} knows no column or variable `{}`"},
      {sql::Fault::Kind::kAmbiguous, Code::kQueryColumn, "{} names `{}`, which several tables have"},
      {sql::Fault::Kind::kHidden, Code::kQueryColumn, "{} names `{}`, a column that hides the parameter"},
      {sql::Fault::Kind::kShared, Code::kQueryColumn, "{} names `{}`, which is a column and a variable"},
      {sql::Fault::Kind::kSession, Code::kMisplacedSessionVariable,
       "{} asks for `session.{}`, which PL/pgSQL doesn't know"},
      {sql::Fault::Kind::kParameter, Code::kQueryParameter, "{} has no parameter `{}`"},
      {sql::Fault::Kind::kLabel, Code::kSqlEnumLabel, "{} names the value `{}`, which the enum lacks"},
      {sql::Fault::Kind::kCall, Code::kQueryForm, "{}: {}"},
      {sql::Fault::Kind::kForm, Code::kQueryForm, "{}: {}"},
  };
  const Wording& wording = *std::find_if(std::begin(wordings), std::end(wordings),
                                         [&](const Wording& row) { return row.kind == fault.kind; });
  auto& diagnostic =
      context.sink.report(wording.code, fmt::format(fmt::runtime(wording.text), subject, fault.name))
          .at(place);
  if (const Draft* draft = context.drafts.named(fault.name);
      draft != nullptr && fault.kind == sql::Fault::Kind::kTable)
    diagnostic.help(fmt::format("the table of `{}` is `{}`", fault.name, ir::handle(draft->entity)));
  else if (fault.kind == sql::Fault::Kind::kSeveral)
    diagnostic.help(which_of(context.schema, fault.known));
  else if (!fault.known.empty())
    suggest(diagnostic, fault.name, fault.known);
  if (fault.kind == sql::Fault::Kind::kLabel) diagnostic.note("its values are " + join(fault.known, ", "));
  if (fault.kind == sql::Fault::Kind::kSession)
    diagnostic.help(fmt::format("write `tenon.{}()`", ir::session_function_name(fault.name)));
  if (!fault.help.empty()) diagnostic.help(fault.help);
}

void resolve_queries(const MakingQueries& context) {
  // What couldn't be read may be a table, a column or a type that they name.
  if (context.declared.queries.empty() || context.sink.has_errors()) return;
  Resolver resolver(context);
  for (const ast::Query* query : context.declared.queries) resolver.resolve(*query);
}

}  // namespace tenon::sema
