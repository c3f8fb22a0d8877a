// The bodies of declared functions: what they read and give, what they call, and where a body is held to the
// tenant.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "base/text.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/embedded/view_types.hpp"
#include "sema/names/names.hpp"
#include "sema/queries/bodies.hpp"
#include "sema/queries/queries.hpp"
#include "sql/catalogue.hpp"
#include "sql/placed.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr Place kFunctionBody = {"a function", Place::Columns::kOfTheRow, true, false, true, true};
constexpr Place kImmutableBody = {"an immutable function", Place::Columns::kOfTheRow, true, true, true, true};

/// Whether the text is a statement, by the word that it begins with; else it is an expression.
bool is_statement(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \n\t\r"), text.size());
  std::string word;
  for (const char c : text.substr(begin)) {
    if (std::isalpha(static_cast<unsigned char>(c)) == 0) break;
    word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  static constexpr std::string_view kFirst[] = {"select", "with",   "values", "insert",
                                                "update", "delete", "merge",  "table"};
  return std::find(std::begin(kFirst), std::end(kFirst), word) != std::end(kFirst);
}

/// What the analysis of an expression has before it.
constexpr std::string_view kBeforeExpression = "select ";

class Body {
 public:
  Body(const Reading& context, const ast::Function& syntax, sql::Known& known, ir::Function& function)
      : context_(context),
        syntax_(syntax),
        known_(known),
        out_(function),
        source_{context, syntax, function} {}

  /// The procedures that it calls.
  std::vector<std::string> read() {
    const std::size_t before = context_.sink.all().size();
    tell_arguments();
    const auto deeds = out_.procedural ? read_procedural(source_, known_) : read_sql();
    if (!deeds || context_.sink.all().size() != before) return {};
    check_names(*deeds);
    if (context_.sink.all().size() != before) return {};
    if (out_.procedure) {
      note_reads(*deeds);
      note_calls(*deeds);
      return deeds->procedures;
    }
    if (analysis_) check_result(*analysis_);
    check_volatility(*deeds);
    check_reads(*deeds);
    check_definers_calls(*deeds);
    note_calls(*deeds);
    return {};
  }

 private:
  [[nodiscard]] std::string subject() const { return source_.subject(); }
  diag::Diagnostic& report(Code code, const std::string& what, std::size_t offset) const {
    return source_.report(code, what, offset);
  }

  void tell_arguments() {
    known_.arguments.clear();
    for (const ir::QueryParameter& parameter : out_.parameters)
      known_.arguments.push_back(
          {parameter.name, sql_type(context_.schema, parameter.type), parameter.nullable});
    known_.function = ir::sql_name(out_);
    known_.verbatim = out_.procedural;
    known_.scoped = !out_.procedural && context_.schema.tenancy.has_value();
  }

  // In SQL.

  std::optional<Deeds> read_sql() {
    ast::Sql text = syntax_.body;
    out_.expression = !is_statement(text.text);
    if (out_.expression && !check_is_expression()) return std::nullopt;
    if (out_.expression) {
      text.text = std::string(kBeforeExpression) + text.text;
      text.span.begin -= static_cast<std::uint32_t>(kBeforeExpression.size());
    }
    auto read = sql::analyse(text.text, known_);
    if (!read) {
      source_.report_syntax(text, read.error());
      return std::nullopt;
    }
    analysis_ = std::move(*read);
    sql::Analysis* analysis = &*analysis_;
    for (const sql::Fault& fault : analysis->faults) report_fault(context_, subject(), text, fault);
    if (!analysis->faults.empty() || !check_reads_only(*analysis)) return std::nullopt;
    const std::size_t shift = before_text();
    if (const auto& call = analysis->runs_text) {
      source_.report_text(fmt::format("calls `{}`, which runs a text", call->path.back()),
                          call->offset - shift);
      return std::nullopt;
    }
    out_.edits = edits_of(*analysis);
    for (ir::QueryEdit& edit : out_.edits) edit.offset -= static_cast<int>(shift);
    Deeds out;
    for (const sql::TableUse& use : analysis->uses) out.tables.emplace_back(use.table, use.offset);
    for (const sql::Named& call : analysis->functions)
      out.functions.push_back({call.path, call.offset - shift});
    return out;
  }

  [[nodiscard]] std::size_t before_text() const { return out_.expression ? kBeforeExpression.size() : 0; }

  [[nodiscard]] bool check_is_expression() const {
    const auto expression = sql::parse_expression(syntax_.body.text);
    if (!expression) {
      source_.report_syntax(syntax_.body, expression.error());
    } else if (expression->subquery) {
      report(Code::kFunctionBody, "is an expression that holds a subquery", *expression->subquery)
          .help("write it as a whole: `select …`");
    }
    return expression && !expression->subquery;
  }

  [[nodiscard]] bool check_reads_only(const sql::Analysis& analysis) const {
    const auto wrong = std::find_if(analysis.uses.begin(), analysis.uses.end(),
                                    [](const sql::TableUse& use) { return use.use != sql::Use::kRead; });
    if (analysis.is_select && !analysis.writes_within && wrong == analysis.uses.end()) return true;
    source_.report_writes(wrong == analysis.uses.end() ? 0 : wrong->offset);
    return false;
  }

  void check_result(const sql::Analysis& analysis) const {
    if (analysis.outputs.size() != 1) {
      report(Code::kFunctionBody, fmt::format("gives {} columns, and not one value", analysis.outputs.size()),
             0);
      return;
    }
    const sql::OutputColumn& output = analysis.outputs.front();
    const sql::SqlType wanted = sql_type(context_.schema, out_.type);
    const std::size_t offset = output.offset < before_text() ? 0 : output.offset - before_text();
    // What is assigned may lose digits; any type becomes a text.
    const bool fits = !output.type.known() || wanted.name == "text" || sql::converts(output.type, wanted) ||
                      sql::converts(wanted, output.type);
    if (!fits) {
      report(Code::kFunctionBody,
             fmt::format("gives {}, and is declared to give {}", sql::to_string(output.type),
                         sql::to_string(wanted)),
             offset)
          .help(fmt::format("declare what it gives, or cast it: `(…)::{}`", sql::to_string(wanted)));
    } else if (!out_.nullable && (output.nullable || !analysis.always_a_row)) {
      report(Code::kFunctionBody, "may give NULL, and is declared to give a value", offset)
          .note(output.nullable
                    ? "an argument or a column that it gives may be NULL, or an aggregate of no rows"
                    : "where no row is found, a function gives NULL")
          .help(fmt::format("declare `{}?`, or give `coalesce(…)` of it", syntax_.type->name.text));
    }
  }

  // What both may do.

  void check_names(const Deeds& deeds) const {
    sql::Expression names;
    names.functions = deeds.functions;
    names.types = deeds.types;
    names.subquery = 0;  // whose labels and columns they are was told with the body
    const bool immutable = out_.volatility == ir::Volatility::kImmutable;
    check_sql_names(context_, Draft{}, syntax_.body, names, immutable ? kImmutableBody : kFunctionBody);
  }

  [[nodiscard]] ir::Volatility volatility_of(const sql::Named& call) const {
    if (const ir::Function* own = context_.schema.called(call.path)) return own->volatility;
    const sql::Function* known = call.path.size() == 1 ? sql::find_function(call.path[0]) : nullptr;
    const bool is_volatile = known != nullptr && known->volatility == sql::Volatility::kVolatile;
    return is_volatile ? ir::Volatility::kVolatile : ir::Volatility::kStable;
  }

  /// PostgreSQL believes what a function says of itself.
  void check_volatility(const Deeds& deeds) const {
    if (out_.volatility == ir::Volatility::kImmutable) {
      if (!deeds.tables.empty()) report_changing("reads rows", deeds.tables.front().second);
      const auto asks = std::find_if(out_.edits.begin(), out_.edits.end(), [](const ir::QueryEdit& edit) {
        return edit.kind == ir::QueryEdit::Kind::kSession;
      });
      if (asks != out_.edits.end()) report_changing("asks who asks", static_cast<std::size_t>(asks->offset));
      check_session_values();
    }
    if (out_.volatility != ir::Volatility::kStable) return;
    for (const sql::Named& call : deeds.functions) {
      if (volatility_of(call) != ir::Volatility::kVolatile) continue;
      report(Code::kFunctionBody, fmt::format("is stable, and calls the volatile `{}`", call.path.back()),
             call.offset)
          .help("leave `stable` out");
      return;
    }
  }

  /// `current_timestamp`, `current_user` and the like, which are no calls.
  void check_session_values() const {
    if (out_.procedural) return;
    const std::string open = out_.expression ? "" : "(";
    const auto expression = sql::parse_expression(open + syntax_.body.text + (out_.expression ? "" : "\n)"));
    if (expression && expression->session)
      report_changing("asks for the session's time or role", expression->session->offset - open.size());
  }

  void report_changing(std::string_view what, std::size_t offset) const {
    report(Code::kFunctionBody, fmt::format("is immutable, and {}", what), offset)
        .note("Postgres believes it, and keeps what it gave once")
        .help("write `stable`: the same within a statement");
  }

  void check_reads(const Deeds& deeds) {
    std::vector<std::string> read;
    for (const auto& [table, offset] : deeds.tables) {
      const ir::Entity* entity = entity_of_table(context_, table);
      const ir::View* view = view_of_table(context_, table);
      const std::string& name = entity != nullptr ? entity->name : view->name;
      out_.in_tenant = out_.in_tenant || known_.tables.at(table).is_held() || view != nullptr;
      check_is_said(name, "", offset, read);
    }
    for (const sql::Named& call : deeds.functions) {
      const ir::Function* own = context_.schema.called(call.path);
      if (own == nullptr) continue;
      out_.in_tenant = out_.in_tenant || !own->reads.empty();
      for (const std::string& name : own->reads) check_is_said(name, own->name, call.offset, read);
    }
    for (const ast::Name& name : syntax_.reads) {
      if (contains(read, name.text)) continue;
      context_.sink
          .report(Code::kFunctionReads,
                  fmt::format("{} says that it reads `{}`, and doesn't", subject(), name.text))
          .at(name.span)
          .help("take it out");
    }
  }

  /// A procedure may read and write what its caller may: policies hold it.
  void note_reads(const Deeds& deeds) {
    const auto add = [&](const std::string& name) {
      if (!contains(out_.reads, name)) out_.reads.push_back(name);
    };
    for (const auto& [table, offset] : deeds.tables) {
      const ir::Entity* entity = entity_of_table(context_, table);
      const ir::View* view = view_of_table(context_, table);
      add(entity != nullptr ? entity->name : view->name);
      out_.in_tenant = out_.in_tenant || known_.tables.at(table).is_held() || view != nullptr;
    }
    for (const sql::Named& call : deeds.functions) {
      const ir::Function* own = context_.schema.called(call.path);
      if (own == nullptr) continue;
      for (const std::string& name : own->reads) add(name);
      out_.in_tenant = out_.in_tenant || !own->reads.empty();
    }
  }

  void check_is_said(const std::string& name, const std::string& through, std::size_t offset,
                     std::vector<std::string>& read) const {
    if (contains(read, name)) return;
    read.push_back(name);
    if (contains(out_.reads, name)) return;
    const std::string way = through.empty() ? "" : fmt::format(" through `{}`", through);
    report(Code::kFunctionReads, fmt::format("reads `{}`{}, and doesn't say so", name, way), offset)
        .help(out_.reads.empty() ? fmt::format("add `reads {}` before `as`", name)
                                 : fmt::format("add `{}` to what it reads", name));
  }

  /// What one calls that sees every tenant's rows sees them too: it has to be known for held to the tenant.
  void check_definers_calls(const Deeds& deeds) const {
    if (!ir::is_definer(out_)) return;
    for (const sql::Named& call : deeds.functions) {
      if (is_held(context_, call)) continue;
      report(Code::kFunctionBody,
             fmt::format("sees what its caller doesn't, and calls `{}`", join(call.path, ".")), call.offset)
          .note("what that reads isn't held to the tenant")
          .help("call Postgres's functions, and declared ones in SQL");
    }
  }

  void note_calls(const Deeds& deeds) {
    for (const sql::Named& call : deeds.functions) {
      const ir::Function* own = context_.schema.called(call.path);
      if (own != nullptr && !contains(out_.calls, own->name)) out_.calls.push_back(own->name);
    }
  }

  const Reading& context_;
  const ast::Function& syntax_;
  sql::Known& known_;
  ir::Function& out_;
  BodySource source_;
  std::optional<sql::Analysis> analysis_;  ///< of SQL
};

/// Each is made after those that it calls.
class Circles {
 public:
  explicit Circles(const Reading& context) : context_(context) {}

  void look() {
    for (const ir::Function& function : context_.schema.functions) follow(function);
  }

 private:
  const ir::Function& named(const std::string& name) const {
    const auto& all = context_.schema.functions;
    return *std::find_if(all.begin(), all.end(), [&](const ir::Function& each) { return each.name == name; });
  }

  void follow(const ir::Function& function) {
    if (!seen_.insert(function.name).second) return;
    path_.push_back(function.name);
    for (const std::string& call : function.calls) {
      const auto begin = std::find(path_.begin(), path_.end(), call);
      if (begin == path_.end()) {
        follow(named(call));
        continue;
      }
      const std::string way = join(std::vector<std::string>(begin, path_.end()), ", ");
      const ast::Function& syntax = *context_.declared.find<ast::Function>(call);
      context_.sink
          .report(Code::kFunctionCircle, call == function.name
                                             ? fmt::format("function `{}` calls itself", call)
                                             : fmt::format("functions call one another: {}, {}", way, call))
          .at(syntax.name.span)
          .help("what goes round is a recursive WITH, or a loop in plpgsql");
    }
    path_.pop_back();
  }

  const Reading& context_;
  std::set<std::string> seen_;
  std::vector<std::string> path_;
};

/// A procedure does what those do that it calls. Whether that said more of one.
bool take_over(std::vector<ir::Function>& functions,
               const std::map<std::string, std::vector<std::string>>& called) {
  bool more = false;
  for (ir::Function& caller : functions) {
    for (const ir::Function& other : functions) {
      if (!contains(called.at(caller.name), other.name)) continue;
      for (const std::string& name : other.reads) {
        if (contains(caller.reads, name)) continue;
        caller.reads.push_back(name);
        more = true;
      }
      more = more || (other.in_tenant && !caller.in_tenant);
      caller.in_tenant = caller.in_tenant || other.in_tenant;
    }
  }
  return more;
}

}  // namespace

std::string BodySource::subject() const {
  return fmt::format("{} `{}`", function.procedure ? "procedure" : "function", function.name);
}

diag::Diagnostic& BodySource::report(Code code, const std::string& what, std::size_t offset) const {
  return context.sink.report(code, fmt::format("{} {}", subject(), what)).at(sql_span(syntax.body, offset));
}

void BodySource::report_syntax(const ast::Sql& text, const sql::Problem& problem) const {
  context.sink
      .report(Code::kSqlSyntax,
              fmt::format("SQL in a {}: {}", function.procedure ? "procedure" : "function", problem.message))
      .at(sql_span(text, problem.offset));
}

void BodySource::report_writes(std::size_t offset) const {
  report(Code::kFunctionBody, "writes or locks rows", offset)
      .note("a function reads: policies, views and queries call it as often as the planner likes")
      .help("write in a query, a procedure or a trigger");
}

void BodySource::report_text(const std::string& how, std::size_t offset) const {
  report(Code::kFunctionBody, how, offset).note("what that reads can't be told");
}

bool is_held(const Reading& context, const sql::Named& call) {
  const ir::Function* own = context.schema.called(call.path);
  if (own != nullptr) return own->reads.empty() || !own->procedural;
  constexpr std::size_t kFew = 2;
  return call.path.size() == 1 && !sql::runs_text(call.path[0], kFew) &&
         sql::find_function(call.path[0]) != nullptr && !context.raw.functions.contains(call.path[0]);
}

void resolve_function_bodies(const MakingFunctions& context) {
  // What couldn't be read may be a table, a column or a type that they name.
  if (context.functions.empty() || context.sink.has_errors()) return;
  sql::Known known = known_to_queries(context);
  known.named = false;
  std::map<std::string, std::vector<std::string>> called;
  for (ir::Function& function : context.functions)
    called[function.name] =
        Body(context, *context.declared.find<ast::Function>(function.name), known, function).read();
  while (take_over(context.functions, called)) {
  }
  Circles(context).look();
}

}  // namespace tenon::sema
