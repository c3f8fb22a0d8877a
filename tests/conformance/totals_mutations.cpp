#include "totals_mutations.hpp"

namespace live {
namespace {

constexpr const char* kOfViews = "*schema__views*:*schema__view_definitions*";

const Mutation kTotalsMutations[] = {
    {"kept rows that the application reads",
     "GRANT SELECT ON tenon.order_totals_stored TO totals_app",
     "REVOKE SELECT ON tenon.order_totals_stored FROM totals_app",
     kOfViews,
     {"totals_catalog.schema__view_definitions", "totals_attack.schema__views"}},
    {"a column of kept rows that everybody reads",
     "GRANT SELECT (total) ON tenon.order_totals_stored TO PUBLIC",
     "REVOKE SELECT (total) ON tenon.order_totals_stored FROM PUBLIC",
     kOfViews,
     {"totals_catalog.schema__view_definitions", "totals_attack.schema__views"}},
    {"a query of all tenants that the application asks",
     "GRANT SELECT ON tenon.order_totals_source TO totals_app",
     "REVOKE SELECT ON tenon.order_totals_source FROM totals_app",
     kOfViews,
     {"totals_catalog.schema__view_definitions", "totals_attack.schema__views"}},
    {"kept rows without a barrier",
     "ALTER VIEW order_totals RESET (security_barrier)",
     "ALTER VIEW order_totals SET (security_barrier = true)",
     kOfViews,
     {"totals_catalog.schema__view_definitions"}},
    {"kept rows of all tenants",
     "CREATE OR REPLACE VIEW order_totals WITH (security_barrier = true) AS SELECT * FROM "
     "tenon.order_totals_stored",
     "CREATE OR REPLACE VIEW order_totals WITH (security_barrier = true) AS SELECT * FROM "
     "tenon.order_totals_stored "
     "WHERE tenant_id = (SELECT tenon.current_tenant())",
     kOfViews,
     {"totals_catalog.schema__view_definitions", "totals_attack.schema__views"}},
    {"kept rows that belong to the application",
     "ALTER MATERIALIZED VIEW tenon.order_totals_stored OWNER TO totals_app",
     "ALTER MATERIALIZED VIEW tenon.order_totals_stored OWNER TO totals_owner",
     kOfViews,
     {"totals_catalog.schema__view_definitions", "totals_attack.schema__views"}},
    {"a refresh by the application",
     "GRANT EXECUTE ON FUNCTION tenon.order_totals_refresh() TO totals_app",
     "REVOKE EXECUTE ON FUNCTION tenon.order_totals_refresh() FROM totals_app",
     kOfViews,
     {"totals_attack.schema__views"}},
    {"kept rows without their key",
     "DROP INDEX tenon.order_totals_stored_tenant_id_customer_id_key",
     "CREATE UNIQUE INDEX order_totals_stored_tenant_id_customer_id_key ON tenon.order_totals_stored "
     "(tenant_id, "
     "customer_id)",
     kOfViews,
     {"totals_catalog.schema__view_definitions"}},
    {"kept rows that were never made",
     "REFRESH MATERIALIZED VIEW tenon.order_totals_stored WITH NO DATA",
     "REFRESH MATERIALIZED VIEW tenon.order_totals_stored",
     "*catalog.schema__view_definitions*",
     {"totals_catalog.schema__view_definitions"}},
    {"kept rows that nobody made anew",
     "UPDATE tenon.refreshes SET refreshed_at = now() - interval '1 day' WHERE relation = "
     "'tenon.order_totals_stored'",
     "UPDATE tenon.refreshes SET refreshed_at = now() WHERE relation = 'tenon.order_totals_stored'",
     "*catalog.schema__view_definitions*",
     {"totals_catalog.schema__view_definitions"}},
    {"a query of kept rows that looks past the tenant",
     "CREATE OR REPLACE VIEW tenon.firm_totals_source AS SELECT f.id AS tenant_id, count(*) AS orders "
     "FROM firms f, orders o GROUP BY f.id",
     "CREATE OR REPLACE VIEW tenon.firm_totals_source AS SELECT tenon_tenant.tenon_key AS tenant_id, "
     "tenon_row.orders\n"
     "FROM (SELECT id AS tenon_key FROM public.firms) AS tenon_tenant\nCROSS JOIN LATERAL (\n"
     "select tenant_id, count(*) as orders from (SELECT * FROM public.orders WHERE tenant_id = "
     "tenon_tenant.tenon_key) AS orders group by tenant_id\n) AS tenon_row",
     kOfViews,
     {"totals_catalog.schema__view_definitions"}},
};

}  // namespace

std::span<const Mutation> totals_mutations() {
  return kTotalsMutations;
}

}  // namespace live
