#include "dialect/numbers.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;
using render::sql_literal;

constexpr int kFastSlots = 16;

/// What tells the counts of a tenant apart: the values of what it is counted by.
SqlText scope(const ir::Numbering& numbering) {
  std::vector<SqlText> values;
  for (const std::string& column : numbering.per)
    values.push_back(sql_format("NEW.{}", sql_identifier(column)));
  if (values.empty()) return authored_sql("''");
  return sql_format("jsonb_build_array({})::text", sql_join(values, ", "));
}

/// One count for whom all wait: gap-free, since the number is there again when its transaction is undone.
constexpr std::string_view kTakeOne = R"sql(    UPDATE tenon.counters AS c SET next = c.next + 1
    WHERE c.relation = counted AND c.tenant = NEW.{tenant} AND c.scope = within AND c.slot = 0
    RETURNING c.next - 1 INTO NEW.{number};
    IF FOUND THEN
      RETURN NEW;
    END IF;
)sql";

/// The lowest number that nobody is taking; where all are being taken, the lowest.
constexpr std::string_view kTakeFree =
    R"sql(    SELECT c.slot, c.next INTO free, NEW.{number} FROM tenon.counters AS c
    WHERE c.relation = counted AND c.tenant = NEW.{tenant} AND c.scope = within
    ORDER BY c.next LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      SELECT c.slot, c.next INTO free, NEW.{number} FROM tenon.counters AS c
      WHERE c.relation = counted AND c.tenant = NEW.{tenant} AND c.scope = within
      ORDER BY c.next LIMIT 1 FOR UPDATE;
    END IF;
    IF FOUND THEN
      UPDATE tenon.counters AS c SET next = c.next + {slots}
      WHERE c.relation = counted AND c.tenant = NEW.{tenant} AND c.scope = within AND c.slot = free;
      RETURN NEW;
    END IF;
)sql";

constexpr std::string_view kBody = R"sql(
DECLARE
  counted constant regclass := {table}::regclass;
  within constant text := {scope};
  free integer;
BEGIN
  IF NEW.{number} IS NOT NULL THEN
    -- A row that brings its number, as from a restore: those to come lie behind it.
    IF NEW.{tenant} <> tenon.current_tenant() THEN
      RETURN NEW;
    END IF;
    INSERT INTO tenon.counters AS c (relation, tenant, scope, slot, next)
    VALUES (counted, NEW.{tenant}, within, ((NEW.{number} - 1) % {slots} + {slots}) % {slots}, NEW.{number} + {slots})
    ON CONFLICT (relation, tenant, scope, slot) DO UPDATE SET next = excluded.next WHERE c.next < excluded.next;
    RETURN NEW;
  END IF;
  -- A row of another tenant is refused: nobody else's count is looked at for it, or waited for.
  IF NEW.{tenant} IS DISTINCT FROM tenon.current_tenant() THEN
    RETURN NEW;
  END IF;
  LOOP
{take}    INSERT INTO tenon.counters (relation, tenant, scope, slot, next)
    SELECT counted, NEW.{tenant}, within, slot, slot + 1 FROM generate_series(0, {slots} - 1) AS slot
    ON CONFLICT DO NOTHING;
  END LOOP;
END
)sql";

/// Puts a text in for each mark: what the text is made of is nobody's but ours, or was quoted.
std::string filled(std::string_view text,
                   const std::vector<std::pair<std::string_view, std::string>>& marks) {
  std::string out(text);
  for (const auto& [mark, value] : marks) {
    for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size()))
      out.replace(at, mark.size(), value);
  }
  return out;
}

}  // namespace

int slots(const ir::Numbering& numbering) {
  return numbering.fast ? kFastSlots : 1;
}

std::vector<std::string> counted_columns(const ir::Entity& entity) {
  const ir::Column& column = *ir::numbered_column(entity);
  std::vector<std::string> out = {column.name, entity.tenant_column};
  out.insert(out.end(), column.numbering->per.begin(), column.numbering->per.end());
  return out;
}

SqlText number_body(const ir::Schema& schema, const ir::Entity& entity) {
  const ir::Column& column = *ir::numbered_column(entity);
  const std::string take(column.numbering->fast ? kTakeFree : kTakeOne);
  return SqlText::trusted(
      filled(kBody, {{"{take}", take},
                     {"{table}", sql_literal(qualified_table(schema, entity).str()).str()},
                     {"{scope}", scope(*column.numbering).str()},
                     {"{number}", sql_identifier(column.name).str()},
                     {"{tenant}", sql_identifier(entity.tenant_column).str()},
                     {"{slots}", std::to_string(slots(*column.numbering))}}));
}

}  // namespace tenon::dialect
