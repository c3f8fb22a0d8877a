// Bodies in PL/pgSQL: what they read, write and call, and what none may do.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/names/names.hpp"
#include "sema/queries/bodies.hpp"
#include "sql/analysis/bodies.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

void report_end(const BodySource& source, const sql::Deed& deed) {
  const bool is_part = deed.name != "commit" && deed.name != "rollback";
  source
      .report(Code::kFunctionBody, fmt::format("ends its caller's transaction, by `{}`", deed.name),
              deed.offset)
      .note("Postgres refuses it; and what the transaction says of its tenant and of who asks would be gone")
      .help(is_part ? "write `begin … exception when … end`, of which an error undoes what it did"
                    : "take it out: who calls it commits, and calls it once more for each further portion");
}

/// The same may be allowed in one and not in another.
void report_deed(const BodySource& source, const sql::Deed& deed) {
  const bool is_procedure = source.function.procedure;
  switch (deed.kind) {
    case sql::Deed::Kind::kRunsText:
      source.report_text(deed.name.empty() ? "runs a text that it makes"
                                           : fmt::format("calls `{}`, which runs a text", deed.name),
                         deed.offset);
      break;
    case sql::Deed::Kind::kEndsTransaction:
      report_end(source, deed);
      break;
    case sql::Deed::Kind::kGivesValue:
      if (is_procedure)
        source.report(Code::kFunctionBody, "returns a value", deed.offset)
            .note("a procedure is called by itself, and gives nothing")
            .help("write `return;`, or declare a function");
      break;
    case sql::Deed::Kind::kGivesNothing:
      if (!is_procedure)
        source.report(Code::kFunctionBody, "returns without a value", deed.offset)
            .help("write what it gives: `return …;`");
      break;
    case sql::Deed::Kind::kWrites:
      if (!is_procedure) source.report_writes(deed.offset);
      break;
  }
}

std::vector<std::string> procedures_of(const Reading& context) {
  std::vector<std::string> out;
  for (const ir::Function& each : context.schema.functions) {
    if (each.procedure) out.push_back(ir::handle(each));
  }
  return out;
}

const ir::Function* declared_procedure(const Reading& context, const std::vector<std::string>& path) {
  for (const ir::Function& each : context.schema.functions) {
    const bool is_here = path.size() == 1 || path[0] == ir::space_of(context.schema, each);
    if (each.procedure && is_here && ir::sql_name(each) == path.back()) return &each;
  }
  return nullptr;
}

/// What is called is declared, or made by raw SQL.
void check_call(const BodySource& source, const sql::ProcedureCall& call, Deeds& deeds) {
  const Reading& context = source.context;
  const std::string name = join(call.procedure.path, ".");
  if (const ir::Function* called = declared_procedure(context, call.procedure.path)) {
    deeds.procedures.push_back(called->name);
    const std::size_t wanted = called->parameters.size();
    if (wanted != call.arguments)
      source.report(Code::kQueryForm,
                    fmt::format("calls `{}`, which takes {} {}, with {}", name, wanted,
                                wanted == 1 ? "value" : "values", call.arguments),
                    call.procedure.offset);
    return;
  }
  if (context.raw.functions.contains(call.procedure.path.back())) return;
  if (const auto* syntax = context.declared.find<ast::Function>(name); syntax != nullptr && syntax->procedure)
    return;
  auto& diagnostic =
      source.report(Code::kSqlUnknownFunction, fmt::format("calls `{}`, which is no procedure", name),
                    call.procedure.offset);
  if (context.schema.called(call.procedure.path) != nullptr)
    diagnostic.help(fmt::format("it is a function: write `perform {}(…)`", name));
  else
    suggest(diagnostic, name, procedures_of(context));
}

}  // namespace

std::optional<Deeds> read_procedural(const BodySource& source, sql::Known& known) {
  const Reading& context = source.context;
  const auto analysis = sql::analyse_body(source.syntax.body.text, known);
  if (!analysis) {
    source.report_syntax(source.syntax.body, analysis.error());
    return std::nullopt;
  }
  for (const sql::Fault& fault : analysis->faults)
    report_fault(context, source.subject(), source.syntax.body, fault);
  Deeds out;
  for (const sql::ProcedureCall& call : analysis->procedures) check_call(source, call, out);
  const auto once = [&](const sql::Deed& deed) {
    // One place of a kind tells what is wrong.
    const auto first = std::find_if(analysis->deeds.begin(), analysis->deeds.end(),
                                    [&](const sql::Deed& other) { return other.kind == deed.kind; });
    return &*first == &deed;
  };
  for (const sql::Deed& deed : analysis->deeds) {
    if (once(deed)) report_deed(source, deed);
  }
  for (const sql::TableUse& use : analysis->uses) out.tables.emplace_back(use.table, use.offset);
  out.functions = analysis->functions;
  out.types = analysis->types;
  return out;
}

}  // namespace tenon::sema
