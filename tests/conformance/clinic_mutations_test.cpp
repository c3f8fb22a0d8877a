// What stands beside an encrypted field to search it by, broken on purpose.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "live_database.hpp"

namespace {

using live::Mutation;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

/// Of the table of patients, which one generated test has to notice.
Mutation of_patients(const std::string& name, const std::string& break_sql, const std::string& mend_sql,
                     const std::string& test) {
  return {name, break_sql, mend_sql, "*patients__" + test, {"clinic_catalog.patients__" + test}};
}

Mutation altered(const std::string& name, const std::string& change, const std::string& back,
                 const std::string& test) {
  return of_patients(name, "ALTER TABLE patients " + change, "ALTER TABLE patients " + back, test);
}

const std::string kIndex = "CREATE INDEX patients_insurance_hash_idx ON patients ";
const std::string kNoIndex = "DROP INDEX patients_insurance_hash_idx";

const std::vector<Mutation> kMutations = {
    of_patients("a hash without its index", kNoIndex, kIndex + "(tenant_id, insurance_hash)", "indexes"),
    of_patients("a hash whose index has all tenants in one", kNoIndex + ";" + kIndex + "(insurance_hash)",
                kNoIndex + ";" + kIndex + "(tenant_id, insurance_hash)", "indexes"),
    of_patients("an index of a ciphertext in place of its hash",
                kNoIndex + ";" + kIndex + "(tenant_id, insurance)",
                kNoIndex + ";" + kIndex + "(tenant_id, insurance_hash)", "indexes"),
    altered("equal hashes in a tenant", "DROP CONSTRAINT patients_tenant_id_email_hash_key",
            "ADD CONSTRAINT patients_tenant_id_email_hash_key UNIQUE (tenant_id, email_hash)", "uniques"),
    altered("a hash in another form", "ALTER insurance_hash TYPE text USING encode(insurance_hash, 'hex')",
            "ALTER insurance_hash TYPE bytea USING decode(insurance_hash, 'hex')", "columns"),
    of_patients("a hash that each row must have",
                "UPDATE patients SET insurance_hash = '\\x00' WHERE insurance_hash IS NULL;"
                "ALTER TABLE patients ALTER insurance_hash SET NOT NULL",
                "ALTER TABLE patients ALTER insurance_hash DROP NOT NULL", "not_null"),
    altered("a hash that no program made", "ALTER insurance_hash SET DEFAULT '\\x00'",
            "ALTER insurance_hash DROP DEFAULT", "defaults"),
    of_patients("a hash that the server makes of what it shouldn't see",
                "CREATE FUNCTION public.make_hash() RETURNS trigger LANGUAGE plpgsql AS "
                "'BEGIN NEW.insurance_hash := sha256(NEW.insurance); RETURN NEW; END';"
                "CREATE TRIGGER make_hash BEFORE INSERT ON patients "
                "FOR EACH ROW EXECUTE FUNCTION public.make_hash()",
                "DROP TRIGGER make_hash ON patients; DROP FUNCTION public.make_hash()", "triggers"),
    of_patients("a hash that a stranger reads",
                "CREATE ROLE stranger; GRANT SELECT (insurance_hash) ON patients TO stranger",
                "REVOKE SELECT (insurance_hash) ON patients FROM stranger; DROP ROLE stranger",
                "column_grants"),
};

TEST(Clinic, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class ClinicMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(ClinicMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, ClinicMutation, ::testing::ValuesIn(kMutations));

}  // namespace
