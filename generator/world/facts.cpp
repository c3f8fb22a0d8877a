#include "world/facts.hpp"

#include <fmt/format.h>

#include "world/questions.hpp"

namespace tenon::world {
namespace {

struct FactFailure {
  pq::SqlError error;
};

class Asking {
 public:
  explicit Asking(pq::Session& session) : session_(session) {}

  std::vector<std::vector<std::string>> rows(std::string_view sql,
                                             const std::vector<pq::Parameter>& parameters = {}) {
    auto result = session_.query(sql, parameters);
    if (!result) throw FactFailure{result.error()};
    std::vector<std::vector<std::string>> out(result->size());
    for (std::size_t row = 0; row < result->size(); ++row) {
      for (std::size_t column = 0; column < result->columns(); ++column)
        out[row].push_back(result->text(row, column));
    }
    return out;
  }

  bool has(const std::string& relation) {
    return rows("SELECT to_regclass($1) IS NOT NULL", {relation})[0][0] == "t";
  }

 private:
  pq::Session& session_;
};

constexpr std::string_view kPeople = R"sql(
  SELECT rolname, rolcanlogin, rolcanlogin AND has_database_privilege(oid, current_database(), 'CONNECT'), rolsuper, rolbypassrls,
         rolreplication, rolcreaterole, oid = (SELECT datdba FROM pg_database WHERE datname = current_database())
  FROM pg_roles ORDER BY rolname)sql";

/// A role is a member once for each grantor; 16 and newer say by membership what the older say by role.
constexpr std::string_view kLinks = R"sql(
  SELECT r.rolname, g.rolname, bool_or(m.admin_option),
         bool_or(coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, r.rolinherit)),
         bool_or(coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))
  FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
  GROUP BY 1, 2 ORDER BY 1, 2)sql";

/// `pg_catalog` comes first, and a function elsewhere is taken before it where it fits a call better.
constexpr std::string_view kHiding = R"sql(
  SELECT format('%s.%s(%s)', n.nspname, p.proname, coalesce((SELECT string_agg(format_type(t.oid, NULL), ', ' ORDER BY t.place)
           FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS t (oid, place)), ''))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.oid >= 16384 AND n.nspname = ANY (string_to_array($1, ','))
    AND EXISTS (SELECT FROM pg_proc s WHERE s.proname = p.proname AND s.pronamespace = 'pg_catalog'::regnamespace))sql";

constexpr std::string_view kLeaving =
    "SELECT c.relnamespace::regnamespace || '.' || c.relname FROM tenon.leaving l JOIN pg_class c ON c.oid = "
    "l.relation";

/// Of the server's files what this session doesn't have: who may read those is told so.
constexpr std::string_view kSettings = R"sql(
  SELECT coalesce(r.rolname, ''), s.setdatabase <> 0, false, false, current_database(),
         lower(split_part(c, '=', 1)), substr(c, strpos(c, '=') + 1)
  FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole CROSS JOIN LATERAL unnest(s.setconfig) AS c
  WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND coalesce(NOT r.rolsuper, true)
  UNION ALL
  SELECT '', false, true, false, current_database(), lower(name), reset_val FROM pg_settings WHERE source = 'configuration file'
  ORDER BY 1, 2, 6)sql";

constexpr std::string_view kMayReadFiles =
    "SELECT has_function_privilege('pg_show_all_file_settings()', 'EXECUTE')";

/// What was written into the server's files since it read them. The last of a name counts.
constexpr std::string_view kSettingsToCome = R"sql(
  SELECT DISTINCT ON (lower(f.name)) '', false, true, true, current_database(), lower(f.name), f.setting
  FROM pg_file_settings f JOIN pg_settings s ON lower(s.name) = lower(f.name)
  WHERE f.error IS NULL AND f.setting IS DISTINCT FROM s.reset_val
  ORDER BY lower(f.name), f.seqno DESC)sql";

void add_settings(Asking& ask, std::string_view sql, Facts& out) {
  for (const auto& row : ask.rows(sql))
    out.settings.push_back({row[0], row[1] == "t", row[2] == "t", row[3] == "t", row[4], row[5], row[6]});
}

Facts asked(pq::Session& session, const std::vector<std::string>& spaces) {
  Asking ask(session);
  Facts out;
  for (const auto& row : ask.rows(kPeople))
    out.people.push_back({row[0], row[2] == "t", row[1] == "t", row[3] == "t", row[4] == "t", row[5] == "t",
                          row[6] == "t", row[7] == "t"});
  out.major = session.server_version() / 10000;
  for (const auto& row : ask.rows(kLinks))
    out.links.push_back({row[0], row[1], row[2] == "t", row[3] == "t", row[4] == "t"});
  const std::vector<pq::Parameter> looked_in = {fmt::format("{}", fmt::join(spaces, ","))};
  for (const auto& row : ask.rows(kHiding, looked_in)) out.hiding.insert(row[0]);
  if (ask.has("tenon.leaving")) {
    for (const auto& row : ask.rows(kLeaving)) out.leaving.insert(row[0]);
  }
  add_settings(ask, kSettings, out);
  if (ask.rows(kMayReadFiles)[0][0] == "t") add_settings(ask, kSettingsToCome, out);
  for (const Question& question : questions()) {
    if (*question.needs != '\0' && !ask.has(question.needs)) continue;
    const bool is_about_spaces = std::string_view(question.sql).find("$1") != std::string_view::npos;
    for (const auto& row : ask.rows(question.sql, is_about_spaces ? looked_in : std::vector<pq::Parameter>{}))
      out.others.push_back({question.what, row[0], row[1], row[2], row[3]});
  }
  return out;
}

}  // namespace

tl::expected<Facts, pq::SqlError> read_facts(pq::Session& session, const std::vector<std::string>& spaces) {
  try {
    return asked(session, spaces);
  } catch (const FactFailure& failure) {
    return tl::unexpected(failure.error);
  }
}

}  // namespace tenon::world
