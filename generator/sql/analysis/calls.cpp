// What functions give, and when it is NULL.
#include <algorithm>
#include <set>

#include "sql/analysis/analyser.hpp"
#include "sql/catalogue.hpp"

namespace tenon::sql::detail {
namespace {

/// Functions that give NULL for a NULL alone.
const std::set<std::string_view>& faithful() {
  static const std::set<std::string_view> table = {"abs",
                                                   "acos",
                                                   "age",
                                                   "array_append",
                                                   "array_cat",
                                                   "array_prepend",
                                                   "array_remove",
                                                   "array_replace",
                                                   "array_to_string",
                                                   "ascii",
                                                   "asin",
                                                   "atan",
                                                   "atan2",
                                                   "bit_length",
                                                   "btrim",
                                                   "cardinality",
                                                   "cbrt",
                                                   "ceil",
                                                   "ceiling",
                                                   "char_length",
                                                   "character_length",
                                                   "chr",
                                                   "convert_from",
                                                   "convert_to",
                                                   "cos",
                                                   "date",
                                                   "date_bin",
                                                   "date_trunc",
                                                   "decode",
                                                   "degrees",
                                                   "div",
                                                   "encode",
                                                   "exp",
                                                   "floor",
                                                   "gcd",
                                                   "generate_series",
                                                   "host",
                                                   "hashtext",
                                                   "hashtextextended",
                                                   "initcap",
                                                   "isempty",
                                                   "isfinite",
                                                   "jsonb_array_length",
                                                   "json_array_length",
                                                   "jsonb_pretty",
                                                   "jsonb_set",
                                                   "jsonb_strip_nulls",
                                                   "jsonb_typeof",
                                                   "justify_days",
                                                   "justify_hours",
                                                   "justify_interval",
                                                   "left",
                                                   "length",
                                                   "ln",
                                                   "log",
                                                   "lower_inc",
                                                   "lower_inf",
                                                   "lpad",
                                                   "ltrim",
                                                   "make_date",
                                                   "make_interval",
                                                   "make_time",
                                                   "make_timestamp",
                                                   "make_timestamptz",
                                                   "masklen",
                                                   "md5",
                                                   "mod",
                                                   "netmask",
                                                   "network",
                                                   "numnode",
                                                   "octet_length",
                                                   "phraseto_tsquery",
                                                   "plainto_tsquery",
                                                   "power",
                                                   "pow",
                                                   "radians",
                                                   "regexp_count",
                                                   "regexp_replace",
                                                   "regexp_split_to_array",
                                                   "regexp_like",
                                                   "repeat",
                                                   "replace",
                                                   "reverse",
                                                   "right",
                                                   "round",
                                                   "row_to_json",
                                                   "rpad",
                                                   "rtrim",
                                                   "setweight",
                                                   "sha224",
                                                   "sha256",
                                                   "sha384",
                                                   "sha512",
                                                   "sign",
                                                   "similarity",
                                                   "sin",
                                                   "split_part",
                                                   "sqrt",
                                                   "starts_with",
                                                   "string_to_array",
                                                   "strict_word_similarity",
                                                   "strip",
                                                   "strpos",
                                                   "substr",
                                                   "tan",
                                                   "timezone",
                                                   "to_char",
                                                   "to_date",
                                                   "to_hex",
                                                   "to_json",
                                                   "to_jsonb",
                                                   "to_number",
                                                   "to_timestamp",
                                                   "to_tsquery",
                                                   "to_tsvector",
                                                   "translate",
                                                   "trim_array",
                                                   "trunc",
                                                   "ts_headline",
                                                   "ts_rank",
                                                   "ts_rank_cd",
                                                   "unaccent",
                                                   "upper_inc",
                                                   "upper_inf",
                                                   "websearch_to_tsquery",
                                                   "width_bucket",
                                                   "word_similarity",
                                                   "position",
                                                   "overlay",
                                                   "l2_distance",
                                                   "cosine_distance",
                                                   "inner_product",
                                                   "vector_dims",
                                                   "l2_normalize",
                                                   "array_fill",
                                                   "int4range",
                                                   "int8range",
                                                   "numrange",
                                                   "tsrange",
                                                   "tstzrange",
                                                   "daterange",
                                                   "ntile",
                                                   "nextval",
                                                   "gen_random_bytes"};
  return table;
}

/// Functions that never give NULL.
const std::set<std::string_view>& never_null() {
  static const std::set<std::string_view> table = {"count",
                                                   "row_number",
                                                   "rank",
                                                   "dense_rank",
                                                   "percent_rank",
                                                   "cume_dist",
                                                   "now",
                                                   "clock_timestamp",
                                                   "statement_timestamp",
                                                   "transaction_timestamp",
                                                   "timeofday",
                                                   "gen_random_uuid",
                                                   "random",
                                                   "concat",
                                                   "json_build_object",
                                                   "jsonb_build_object",
                                                   "json_build_array",
                                                   "jsonb_build_array",
                                                   "num_nulls",
                                                   "num_nonnulls",
                                                   "pg_backend_pid",
                                                   "txid_current",
                                                   "pg_try_advisory_xact_lock"};
  return table;
}

/// Those of `lower` and `upper` take ranges too, whose bounds may be missing.
bool is_of_text(std::string_view name, const std::vector<SqlType>& types) {
  return (name == "lower" || name == "upper") && !types.empty() && !types.front().name.ends_with("range");
}

/// Aggregates that are NULL where there is no row or no value, and never otherwise.
const std::set<std::string_view>& aggregates() {
  static const std::set<std::string_view> table = {
      "sum",     "min",     "max",       "avg",       "array_agg",       "string_agg",       "bool_and",
      "bool_or", "every",   "json_agg",  "jsonb_agg", "json_object_agg", "jsonb_object_agg", "bit_and",
      "bit_or",  "bit_xor", "range_agg", "mode",      "percentile_cont", "percentile_disc"};
  return table;
}

bool any_nullable(const std::vector<Typed>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [](const Typed& item) { return item.nullable; });
}

/// A window that is named has the frame of the one of that name.
int frame_of(const Json& window, const Scope& scope) {
  const std::string name = window.value("name", "");
  if (!name.empty() && scope.windows != nullptr) {
    for (const Json& item : *scope.windows) {
      const Json& named = member(item, "WindowDef");
      if (named.value("name", "") == name) return named.value("frameOptions", 0);
    }
  }
  return window.value("frameOptions", 0);
}

/// An aggregate over a window has the row itself in it, unless the author says which rows.
bool has_a_row(const Json& node, const Scope& scope) {
  if (node.contains("agg_filter")) return false;
  if (!node.contains("over")) return scope.grouped;
  constexpr int kFrameGiven = 0x00001;
  return (frame_of(node["over"], scope) & kFrameGiven) == 0;
}

/// Functions whose first argument alone tells; of what follows they take NULLs.
const std::set<std::string_view>& led_by_first() {
  static const std::set<std::string_view> table = {"format", "concat_ws"};
  return table;
}

bool gives_null(const std::string& name, const Json& node, const std::vector<Typed>& arguments,
                const std::vector<SqlType>& types, const Scope& scope) {
  if (never_null().contains(name)) return false;
  if (led_by_first().contains(name)) return !arguments.empty() && arguments.front().nullable;
  // With a second argument it may be missing.
  if (name == "current_setting") return arguments.size() > 1 || any_nullable(arguments);
  if (faithful().contains(name) || is_of_text(name, types)) return any_nullable(arguments);
  if (aggregates().contains(name) || name == "first_value" || name == "last_value")
    return any_nullable(arguments) || !has_a_row(node, scope);
  // With a default there is a value beyond the first and the last row.
  if (name == "lag" || name == "lead") return arguments.size() < 3 || any_nullable(arguments);
  return true;
}

}  // namespace

std::string Analyser::declared(const std::vector<std::string>& path, std::size_t offset) {
  if (path.empty() || path.size() > 2) return "";
  std::vector<std::string> found =
      meant(known_.spaces, path.size() == 2 ? path[0] : "", path.back(),
            [&](const std::string& each) { return known_.functions.contains(each); });
  if (found.size() == 1) return found.front();
  if (found.size() > 1) fault(Fault::Kind::kSeveral, path.back(), offset, "", std::move(found));
  return "";
}

/// It gives a value for values, as it is declared; for a NULL that it doesn't expect it may give one.
Typed Analyser::call_declared(const std::string& name, const Json& node, const std::vector<Typed>& arguments,
                              bool named) {
  const KnownFunction& function = known_.functions.find(name)->second;
  const std::vector<std::string> path = names_in(member(node, "funcname"));
  if (path.size() > 1) out_.functions.push_back({path, location(node)});
  // Whatever path the text runs on.
  if (path.size() == 1)
    edit(Edit::Kind::kSchema, location(node), tokens_[token_at(location(node))].length, name);
  if (arguments.size() != function.parameters.size()) {
    const std::size_t wanted = function.parameters.size();
    fault(Fault::Kind::kCall,
          "`" + path.back() + "` takes " + std::to_string(wanted) + (wanted == 1 ? " value" : " values") +
              ", and is given " + std::to_string(arguments.size()),
          location(node));
    return {function.result, true, std::nullopt, {}};
  }
  Typed out{function.result, function.nullable, std::nullopt, {}};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const KnownParameter& wanted = function.parameters[i];
    const Typed& given = arguments[i];
    // By their names they may come in any order.
    out.nullable = out.nullable || (given.nullable && (named || !wanted.nullable));
    add_origins(given, out);
    if (named || !given.type.known() || !wanted.type.known() || converts(given.type, wanted.type)) continue;
    fault(Fault::Kind::kCall,
          "`" + path.back() + "` takes " + to_string(wanted.type) + " as `" + wanted.name +
              "`, and is given " + to_string(given.type),
          location(node));
  }
  return out;
}

Typed Analyser::call(const Json& node, const Scope& scope) {
  const std::vector<std::string> path = names_in(member(node, "funcname"));
  const std::string name = path.empty() ? "" : path.back();
  // What is another schema's is the author's to know; what the grammar itself makes is PostgreSQL's.
  if (path.size() == 1) out_.functions.push_back({path, location(node)});
  const bool is_postgres = path.size() == 1 || path[0] == "pg_catalog";
  if (is_postgres && !out_.runs_text && runs_text(name, member(node, "args").size()))
    out_.runs_text = Named{path, location(node)};
  bool named = false;
  std::vector<Typed> arguments;
  for (const Json& item : member(node, "args")) {
    named = named || item.contains("NamedArgExpr");
    arguments.push_back(
        expression(item.contains("NamedArgExpr") ? member(item["NamedArgExpr"], "arg") : item, scope));
  }
  if (node.value("agg_within_group", false)) {
    for (const Json& item : member(node, "agg_order"))
      arguments.push_back(expression(member(member(item, "SortBy"), "node"), scope));
  } else {
    each(member(node, "agg_order"), scope);
  }
  for (const char* clause : {"agg_filter", "over"}) each(member(node, clause), scope);
  std::vector<SqlType> types;
  for (const Typed& item : arguments) types.push_back(named ? SqlType{} : item.type);
  if (const std::string own = declared(path, location(node)); !own.empty())
    return call_declared(own, node, arguments, named);
  Typed out;
  const auto called = is_postgres ? resolve_function(name, types) : std::nullopt;
  if (called) out.type = called->result;
  // A set of arrays, one element a row.
  out.nullable = gives_null(name, node, arguments, types, scope);
  for (const Typed& item : arguments) {
    const bool keeps = item.type == out.type;
    if (keeps || out.type.dimensions > 0 || out.type.name == "text" || out.type.name == "bytea" ||
        out.type.name.find("json") != std::string::npos)
      add_origins(item, out);
  }
  const bool passes_on = (name == "min" || name == "max" || name == "first_value" || name == "last_value") &&
                         arguments.size() == 1;
  if (passes_on) out.origin = arguments.front().origin;
  return out;
}

}  // namespace tenon::sql::detail
