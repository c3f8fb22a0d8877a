#include "dialect/triggers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/dialect.hpp"

namespace tenon::dialect {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;
using render::SqlText;

namespace {

bool is_for(const ir::Trigger& trigger, ir::Command event) {
  return std::find(trigger.events.begin(), trigger.events.end(), event) != trigger.events.end();
}

/// What a function returns whose author leaves it out: the row, which is then written or deleted.
std::string_view row_returned(const ir::Trigger& trigger) {
  if (trigger.after || !trigger.row) return "NULL";
  if (!is_for(trigger, ir::Command::kDelete)) return "NEW";
  return trigger.events.size() == 1 ? "OLD" : "coalesce(NEW, OLD)";
}

/// Whether it may fire for a row whose tenant is gone: the tenant is being removed, and takes its rows with
/// it.
bool may_outlive_the_tenant(const ir::Entity& entity, const ir::Trigger& trigger) {
  return entity.tenancy == ir::Tenancy::kTenant &&
         (is_for(trigger, ir::Command::kUpdate) || is_for(trigger, ir::Command::kDelete));
}

/// Then there is nothing to do: what it would write could belong to no tenant. A cascade calls a BEFORE
/// trigger from within the foreign key's own, so that others need not look.
SqlText unless_the_tenant_is_gone(const ir::Schema& schema, const ir::Trigger& trigger) {
  const ir::Entity& root = *schema.entity(schema.tenancy->root);
  return sql_format(
      "  IF TG_OP <> 'INSERT'{} AND tenon.current_tenant() IS NOT NULL\n"
      "     AND NOT EXISTS (SELECT FROM {} WHERE {} = tenon.current_tenant()) THEN\n"
      "    RETURN {};  -- the tenant is being removed, and its rows with it\n"
      "  END IF;\n",
      authored_sql(trigger.after ? "" : " AND pg_trigger_depth() > 1"), qualified_table(schema, root),
      sql_identifier(root.tenant_column), authored_sql(row_returned(trigger)));
}

}  // namespace

std::string without_blank_ends(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const std::size_t line = text.rfind('\n', first);
  const std::size_t begin = line == std::string::npos ? 0 : line + 1;
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::string trigger_path(const ir::Schema& schema) {
  return fmt::format("pg_catalog, {}, pg_temp", search_path(schema));
}

SqlText trigger_body(const ir::Schema& schema, const ir::Entity& entity, const ir::Trigger& trigger) {
  SqlText body = authored_sql(without_blank_ends(trigger.body));
  if (!trigger.returns) body = sql_format("{}\nRETURN {};", body, authored_sql(row_returned(trigger)));
  const SqlText head =
      may_outlive_the_tenant(entity, trigger) ? unless_the_tenant_is_gone(schema, trigger) : SqlText();
  return sql_format("\nBEGIN\n{}{}\nEND\n", head, body);
}

}  // namespace tenon::dialect
