#include "numbers_mutations.hpp"

namespace live {
namespace {

#define TENON_BROKEN_FUNCTION(from, to)                                                              \
  "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.number_invoices'::regproc) AS definition;" \
  "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), '" from "', '" to "'); END $$"
constexpr const char* kMended =
    "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved";

const Mutation kNumbersMutations[] = {
    {"a count for all tenants",
     TENON_BROKEN_FUNCTION("c.tenant = NEW.tenant_id", "true"),
     kMended,
     "*schema__functions*:*invoices__numbers*",
     {"numbers_catalog.schema__functions", "numbers_attack.invoices__numbers"}},
    {"a number that the application gives",
     "GRANT INSERT ON invoices TO numbers_app",
     "REVOKE INSERT ON invoices FROM numbers_app; "
     "GRANT INSERT (id, tenant_id, total) ON invoices TO numbers_app",
     "*invoices__grants*:*invoices__column_grants*:*invoices__numbers*",
     {"numbers_catalog.invoices__grants", "numbers_attack.invoices__numbers"}},
    {"a number that the application changes",
     "GRANT UPDATE (number) ON invoices TO numbers_app",
     "REVOKE UPDATE (number) ON invoices FROM numbers_app",
     "*invoices__column_grants*:*invoices__numbers*",
     {"numbers_catalog.invoices__column_grants", "numbers_attack.invoices__numbers"}},
    {"counts that the application reads",
     "GRANT SELECT ON tenon.counters TO numbers_app",
     "REVOKE SELECT ON tenon.counters FROM numbers_app",
     "*invoices__numbers*",
     {"numbers_attack.invoices__numbers"}},
    {"a count that the application sets",
     "GRANT SELECT, UPDATE ON tenon.counters TO numbers_app",
     "REVOKE SELECT, UPDATE ON tenon.counters FROM numbers_app",
     "*invoices__numbers*:*schema__bookkeeping*",
     {"numbers_attack.invoices__numbers", "numbers_catalog.schema__bookkeeping"}},
    {"rows that nobody numbers",
     "ALTER TABLE invoices DISABLE TRIGGER number_number",
     "ALTER TABLE invoices ENABLE TRIGGER number_number",
     "*invoices__triggers*",
     {"numbers_catalog.invoices__triggers"}},
    {"a number that comes twice",
     "ALTER TABLE invoices DROP CONSTRAINT invoices_tenant_id_number_key",
     "ALTER TABLE invoices ADD CONSTRAINT invoices_tenant_id_number_key UNIQUE (tenant_id, number)",
     "*invoices__uniques*",
     {"numbers_catalog.invoices__uniques"}},
};

#undef TENON_BROKEN_FUNCTION

}  // namespace

std::span<const Mutation> numbers_mutations() {
  return kNumbersMutations;
}

}  // namespace live
