#include "dialect/tree.hpp"

#include <fmt/format.h>

#include "dialect/dialect.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;

/// Marks of a function's text: what is put in was quoted, or is ours.
constexpr const char* kBody = R"sql(
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.{parent} IS NULL THEN
      RETURN NULL;
    END IF;
  ELSIF NEW.{parent} IS NOT DISTINCT FROM OLD.{parent} THEN
    RETURN NULL;
  END IF;
  -- What others moved meanwhile is seen behind the lock alone, and by a snapshot that is taken there.
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION 'the tree of tenants is changed in transactions that are READ COMMITTED'
      USING ERRCODE = 'invalid_transaction_state', HINT = 'begin the transaction with ISOLATION LEVEL READ COMMITTED';
  END IF;
  -- One change at a time; who reads, and what goes with a tenant that is deleted, doesn't wait.
  LOCK TABLE tenon.tenant_tree IN SHARE UPDATE EXCLUSIVE MODE;
  IF NEW.{parent} = NEW.{key} OR EXISTS (
      SELECT FROM tenon.tenant_tree AS t WHERE t.ancestor = NEW.{key} AND t.descendant = NEW.{parent}) THEN
    RAISE EXCEPTION 'a tenant would stand below itself'
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  DELETE FROM tenon.tenant_tree AS t
  USING tenon.tenant_tree AS above
  WHERE above.descendant = NEW.{key} AND t.ancestor = above.ancestor AND (t.descendant = NEW.{key} OR EXISTS (
      SELECT FROM tenon.tenant_tree AS below
      WHERE below.ancestor = NEW.{key} AND below.descendant = t.descendant));
  IF NEW.{parent} IS NULL THEN
    RETURN NULL;
  END IF;
  IF 1 + (SELECT coalesce(max(t.distance), 0) FROM tenon.tenant_tree AS t WHERE t.descendant = NEW.{parent})
       + (SELECT coalesce(max(t.distance), 0) FROM tenon.tenant_tree AS t WHERE t.ancestor = NEW.{key})
     > TG_ARGV[0]::integer THEN
    RAISE EXCEPTION 'more than % tenants would stand above one', TG_ARGV[0]
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  INSERT INTO tenon.tenant_tree (ancestor, descendant, distance)
  SELECT above.tenant, below.tenant, above.distance + below.distance + 1
  FROM (SELECT NEW.{parent}, 0 UNION ALL
        SELECT t.ancestor, t.distance FROM tenon.tenant_tree AS t WHERE t.descendant = NEW.{parent})
       AS above (tenant, distance)
  CROSS JOIN
       (SELECT NEW.{key}, 0 UNION ALL
        SELECT t.descendant, t.distance FROM tenon.tenant_tree AS t WHERE t.ancestor = NEW.{key})
       AS below (tenant, distance);
  RETURN NULL;
END
)sql";

std::string filled(std::string text, std::string_view mark, const std::string& with) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size()))
    text.replace(at, mark.size(), with);
  return text;
}

/// The own key with those of one side of the tree; NULL without a tenant, so that it fails closed. In
/// PL/pgSQL, which keeps its plan: a function in SQL would be planned by each statement.
std::string readers(const ir::Schema& schema, std::string_view name, std::string_view others,
                    std::string_view own, std::string_view remark) {
  const std::string type = qualified_type(schema, schema.tenancy->type).str();
  return fmt::format(
      "-- tree: {remark}; NULL without a tenant.\n"
      "CREATE FUNCTION tenon.{name}() RETURNS {type}[]\n"
      "  LANGUAGE plpgsql STABLE PARALLEL {parallel} SECURITY DEFINER SET search_path = {path}\n"
      "AS $body$\nDECLARE\n  reader {type} := tenon.current_tenant();\nBEGIN\n"
      "  IF reader IS NULL THEN\n    RETURN NULL;\n  END IF;\n"
      "  RETURN array_prepend(reader, ARRAY(SELECT t.{others} FROM tenon.tenant_tree AS t WHERE t.{own} = "
      "reader));\nEND\n$body$;\n",
      fmt::arg("remark", remark), fmt::arg("name", name), fmt::arg("type", type),
      fmt::arg("parallel", schema.tenancy->is_signed ? "RESTRICTED" : "SAFE"),
      fmt::arg("path", pinned_path().str()), fmt::arg("others", others), fmt::arg("own", own));
}

}  // namespace

SqlText tree_body(const ir::Schema& schema) {
  const ir::Entity& root = *schema.entity(schema.tenancy->root);
  return SqlText::trusted(filled(filled(kBody, "{parent}", sql_identifier(ir::tree_column(schema)).str()),
                                 "{key}", sql_identifier(root.tenant_column).str()));
}

std::string tree_functions(const ir::Schema& schema) {
  return readers(schema, ir::reach_function(ir::Reach::kBelow), "descendant", "ancestor",
                 "the tenant and those below it, whose rows it reads of what is inherited up") +
         readers(schema, ir::reach_function(ir::Reach::kAbove), "ancestor", "descendant",
                 "the tenant and those above it, whose rows it reads of what is inherited down");
}

}  // namespace tenon::dialect
