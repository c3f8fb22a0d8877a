// Functions that the schema declares.
#include "dialect/functions.hpp"

#include <cctype>

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "dialect/triggers.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::Identity;
using model::Kind;

namespace {

Identity identity_of(const Lowering& lowering, const ir::Function& function) {
  return {Kind::kFunction, dialect::schema_of(lowering.schema, function), "", ir::sql_name(function),
          dialect::function_signature(lowering.schema, function).str()};
}

bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

/// Whether the name stands in the text as a call's. In a text between quotes it may as well: then one thing
/// more is made before another.
bool calls(const std::string& sql, const std::string& name) {
  for (std::size_t at = sql.find(name); at != std::string::npos; at = sql.find(name, at + 1)) {
    if (at > 0 && is_of_word(sql[at - 1])) continue;
    const std::size_t next = sql.find_first_not_of(" \n\t\r", at + name.size());
    if (next != std::string::npos && sql[next] == '(') return true;
  }
  return false;
}

/// One that reads no rows and is an expression has its names read where it is made; the planner puts it in
/// the place of its calls. Others look names up on a path of their own.
void set_body(const Lowering& lowering, const ir::Function& function, model::Function& made) {
  const ir::Schema& schema = lowering.schema;
  const std::string text = dialect::without_blank_ends(dialect::function_text(schema, function).str());
  if (function.expression) {
    // A comment at its end must not take in the bracket.
    made.atomic = model::Sql{"RETURN (" + text + (text.find("--") == std::string::npos ? ")" : "\n)")};
    return;
  }
  made.body = function.procedural ? "\nBEGIN\n" + text + "\nEND\n" : "\n" + text + "\n";
  made.settings = {{"search_path", dialect::trigger_path(schema)}, {"standard_conforming_strings", "on"}};
}

model::Function made_of(const Lowering& lowering, const ir::Function& function) {
  const ir::Schema& schema = lowering.schema;
  model::Function out;
  out.definer = ir::is_definer(function);
  out.owner = out.definer ? schema.tenancy->search : lowering.owner();
  out.arguments = sql(dialect::function_arguments(schema, function));
  if (function.procedure) out.routine = model::Routine::kProcedure;
  if (!function.procedure) out.returns = sql(dialect::function_result(schema, function));
  out.language = function.procedural ? "plpgsql" : "sql";
  // The two list the same.
  out.volatility = static_cast<model::Volatility>(function.volatility);
  out.parallel = static_cast<model::Parallel>(function.parallel);
  out.strict = function.strict;
  set_body(lowering, function, out);
  return out;
}

/// The types, tables and functions that have to be there first.
std::vector<Identity> needs_of(const Lowering& lowering, const ir::Function& function) {
  std::vector<Identity> out = sources(lowering, function.reads);
  const auto add = [&](const std::vector<Identity>& more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  add(needs_of(lowering, function.type));
  for (const ir::QueryParameter& each : function.parameters) add(needs_of(lowering, each.type));
  for (const ir::Function& other : lowering.schema.functions) {
    if (contains(function.calls, other.name)) out.push_back(identity_of(lowering, other));
  }
  if (function.in_tenant && !function.procedural)
    out.push_back(bookkeeping(Kind::kFunction, "current_tenant"));
  return out;
}

model::Why why_of(const ir::Function& function) {
  std::string remark = function.name;
  if (ir::is_definer(function))
    remark +=
        ": sees what its caller doesn't, because " + function.definer_reason +
        "\nP1, P12: as the role that sees every tenant's rows and owns nothing else; its text is held to the "
        "current tenant, its search_path is pinned, and it isn't PUBLIC's to execute.";
  return {"", remark, function.name};
}

/// One that sees no more than its caller is every role's: defaults, checks and policies call it in the name
/// of whoever writes or reads.
std::vector<std::string> callers_of(const Lowering& lowering, const ir::Function& function) {
  if (!lowering.schema.tenancy) return {};
  if (!ir::is_definer(function)) return dialect::users_of(lowering.schema);
  std::vector<std::string> out = {lowering.schema.tenancy->app};
  out.insert(out.end(), function.callers.begin(), function.callers.end());
  return out;
}

/// After those that it calls.
void add(Lowering& lowering, const ir::Function& function, bool reading) {
  const Identity identity = identity_of(lowering, function);
  if (function.reads.empty() == reading || lowering.out.find(identity) != nullptr) return;
  for (const ir::Function& other : lowering.schema.functions) {
    if (contains(function.calls, other.name)) add(lowering, other, reading);
  }
  lowering.add(identity, made_of(lowering, function), needs_of(lowering, function), why_of(function));
  add_executors(lowering, identity, callers_of(lowering, function), function.name);
  add_comment(lowering, identity, function.doc);
}

/// Whether it takes the next number of the sequence: `nextval('sales."Order_no"'::regclass)`.
bool takes_number_of(std::string_view sql, std::string_view sequence) {
  constexpr std::string_view kCall = "nextval('";
  for (std::size_t at = sql.find(kCall); at != std::string_view::npos; at = sql.find(kCall, at + 1)) {
    std::string_view name = sql.substr(at + kCall.size());
    name = name.substr(0, name.find('\''));
    if (name.ends_with('"')) name.remove_suffix(1);
    const bool is_whole = name.size() == sequence.size() ||
                          (name.size() > sequence.size() && (name[name.size() - sequence.size() - 1] == '.' ||
                                                             name[name.size() - sequence.size() - 1] == '"'));
    if (name.ends_with(sequence) && is_whole) return true;
  }
  return false;
}

}  // namespace

std::vector<Identity> called_in(const Lowering& lowering, const std::string& sql) {
  std::vector<Identity> out;
  for (const ir::Function& function : lowering.schema.functions) {
    if (calls(sql, ir::sql_name(function))) out.push_back(identity_of(lowering, function));
  }
  return out;
}

void add_functions(Lowering& lowering, bool reading) {
  for (const ir::Function& function : lowering.schema.functions) add(lowering, function, reading);
}

std::vector<Identity> asked_in(const Lowering& lowering, const std::string& sql) {
  std::vector<Identity> out;
  for (const ir::Sequence& sequence : lowering.schema.sequences) {
    if (takes_number_of(sql, sequence.sql_name))
      out.push_back(lowering.beside(sequence, Kind::kSequence, sequence.sql_name));
  }
  for (const ir::SessionVariable& variable : lowering.schema.session) {
    const std::string name = ir::session_function_name(variable.name);
    if (sql.find("tenon." + name + "()") != std::string::npos)
      out.push_back(bookkeeping(Kind::kFunction, name));
  }
  const std::vector<Identity> called = called_in(lowering, sql);
  out.insert(out.end(), called.begin(), called.end());
  return out;
}

}  // namespace tenon::lower
