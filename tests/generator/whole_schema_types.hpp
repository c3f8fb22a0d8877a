// What whole_schema.cpp chooses from.
#pragma once

#include <string>
#include <vector>

namespace tenon::test::whole {

struct Column {
  const char* type;
  const char* literal;      ///< a default; empty for none
  const char* check;        ///< an expression of the column `{c}`; empty for none
  bool ordered = true;      ///< may stand in a unique constraint or a btree
  const char* method = "";  ///< of an index that it may have alone
};

struct Field {
  std::string name;
  const Column* column;
  bool nullable = false;
};

/// An entity as far as the others have to know it.
struct Made {
  std::string name;
  std::string table;
  std::vector<Field> fields;
  bool global = false;
  bool divided = false;
  bool audited = false;
  bool has_one_key = true;
  bool has_key = true;
};

constexpr Column kColumns[] = {
    {"text", "\"it's\"", "{c} <> 'x' and {c} not like '%\\'"},
    {"text", "", "length({c}) between 1 and 100"},
    {"varchar(40)", "\"b\"", "{c} ~ '^[a-z]+$'"},
    {"int2", "2", "{c} > -5"},
    {"int4", "-3", "{c} in (1, 2, 3) or {c} > 7"},
    {"int8", "4", "{c} > -5"},
    {"numeric(12,2)", "0.5", "{c} >= 0"},
    {"numeric", "1.25", "{c} >= 0"},
    {"float4", "1.5", "{c} > -1"},
    {"float8", "1.5", "{c} > -1"},
    {"bool", "true", "{c} or true"},
    {"bytea", "", "octet_length({c}) < 1000", true, "hash"},
    {"date", "now()", "{c} > '2000-01-01'"},
    {"time", "\"10:30\"", "{c} < '23:00'"},
    {"timestamp", "now()", ""},
    {"timestamptz", "now()", "{c} > '2000-01-01 00:00:00+00'"},
    {"timestamp(3)", "now()", ""},
    {"timestamptz(0)", "", ""},
    {"time(2)", "\"10:30\"", ""},
    {"timetz(6)", "", ""},
    {"interval", "\"1 day\"", "{c} < '2 years'::interval"},
    {"uuid", "uuid()", "{c} is not null"},
    {"jsonb", "{ a = 1, b = [1, \"two\", null] }", "jsonb_typeof({c}) is not null", false, "gin"},
    {"json<Shape>", "", "", false},
    {"json<Part>[]", "", "", false},
    {"timetz", "\"10:30+02\"", "{c} < '23:00+00'"},
    {"text?[]", "[\"x\", null]", "array_position({c}, 'y') is null", false, "gin"},
    {"State?[]", "[open, null]", "", false},
    {"Channel?[]", "[web, null]", "", false},
    {"varbit(9)", "\"0101\"", "length({c}) > 0", false},
    {"text[]", "[\"x\", \"y\"]", "cardinality({c}) < 10", false, "gin"},
    {"int4[]", "[1, 2]", "", false, "gin"},
    {"inet", "\"10.0.0.1\"", "", false},
    {"cidr", "", "", false},
    {"macaddr", "", ""},
    {"int4range", "", "not isempty({c})", false, "gist"},
    {"tstzrange", "", "", false, "gist"},
    {"daterange", "\"[2026-01-01,2026-02-01)\"", "", false, "gist"},
    {"datemultirange", "", "", false},
    {"point", "", "", false},
    {"bit(4)", "", "", false},
    {"State", "open", "{c} <> 'lost'"},
    {"State", "", "{c} in ('open', 'closed')"},
    {"Level", "mid", ""},
    {"Channel", "web", "{c} <> 'phone'"},
    {"State[]", "", "", false},
    {"Percent", "", "{c} < 99"},
    {"Word", "", ""},
    {"Mood", "", ""},
    {"Place", "", "({c}).city <> 'nowhere'", false},
    {"Place[]", "", "", false},
    {"int8", "next(tickets)", ""},
    {"`tsvector`", "", "", false},
    {"`pg_lsn`", "", "", false},
    {"`numeric(6,1)[]`", "", "", false},
};

constexpr Column kExtended[] = {
    {"citext", "\"A\"", "{c} <> 'x'"},
    {"Mail", "", ""},
};

constexpr const char* kDocs[] = {"/// It's \"quoted\", and has a $dollar$.", "/// One line.",
                                 "/// Two lines,\n/// with a \\ in the second."};
constexpr const char* kWords[] = {"order", "user", "group", "select", "check", "table", "end"};
constexpr const char* kUnits[] = {"day", "week", "month", "year"};
constexpr const char* kActions[] = {"cascade", "restrict", "no_action"};
constexpr const char* kActionsOfNullable[] = {"cascade", "restrict", "no_action", "set_null"};

constexpr const char* kDeclarations = R"(
enum State { open closed lost }
/// How much.
enum Level { low mid high }
enum Channel as text @unknown(other) { web phone }
/// In percent.
domain Percent: int4 = 0 check `VALUE between 0 and 100`
domain Word: varchar(30) check `VALUE ~ '^\w+$'` check `length(VALUE) > 1`
domain Mood: State check `VALUE <> 'lost'`
sequence tickets start 10 increment 5
/// Somewhere.
type Place { street: text  city: varchar(40)  state: State  at: Spot }
type Spot { x: float8  y: float8 }
struct Part { name: text  size: int8? }
struct Shape { street: text  lines: text[]?  part: Part?  state: State ... }
mixin Times { created_at: timestamptz = now()  updated_at: timestamptz = now() @touch  revision: int8 @version }
)";

inline constexpr const char* kInherited[] = {"", " inherited up", " inherited down"};
inline constexpr const char* kStoredView =
    "materialized view Kept{0} refreshed every {0}1 hours because \"it is made up\" as `select t.{1}, "
    "count(*) as many "
    "from {2} t group by t.{1}` key ({3}) index (many desc)";
inline constexpr const char* kRaw =
    "sql before halves `create function public.halves(x int4) returns int4 language sql immutable "
    "return x / 2` undo `drop function public.halves(int4)`";
inline constexpr const char* kAllowed =
    "allow { view api.rows because \"of the API\"  login grafana because \"it draws\"\n"
    "  grant public.rows to grafana because \"it draws\"  cast `character varying` to uuid because \"old\" }";

}  // namespace tenon::test::whole
