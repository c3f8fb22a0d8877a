// `@encrypted(searchable)`: what is found by its value, by keys that come and go.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <tenon/encryption.hpp>
#include <tenon/error.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "clinic_access.hpp"
#include "live_database.hpp"

namespace {

using namespace clinic;
using tenon::EncryptionKey;
using tenon::execute;
using tenon::TenantTx;
using Text = tenon::Secret<std::string>;

class Searching : public testing::Test {
 protected:
  Searching() {
    keys_->add(EncryptionKey::random(1));
    keys_->add_searching(EncryptionKey::random(1));
  }
  static tenon::Pool pool(const char* role, std::shared_ptr<tenon::KeyProvider> keys) {
    return {live::url(tenon::catalog::ServerKind::kPostgres),
            kSchema,
            {.role = role, .size = 1, .keys = std::move(keys)}};
  }
  tenon::Uuid new_practice() {
    const tenon::Uuid id = tenon::Uuid::v4();
    keys_->add(id, EncryptionKey::random(1));
    keys_->add_searching(id, EncryptionKey::random(1));
    pool("clinic_provisioner", nullptr).in_tenant(id, [](TenantTx& tx) {
      Practices{tx}.insert({.name = "x"});
    });
    return id;
  }
  static NewPatient patient(const char* name, const char* email, const char* insurance = "none") {
    NewPatient out{.name = name, .diagnosis = Text("well")};
    out.email = Text(email);
    out.insurance = Text(insurance);
    return out;
  }
  template <class Body>
  auto here(Body body) {
    return app_.in_tenant(here_, body);
  }
  /// How many rows hold such a hash in that column, as bytes.
  std::int64_t distinct(const char* column) {
    return here([&](TenantTx& tx) {
      return execute(tx, fmt::format("SELECT count(DISTINCT {}) FROM patients", column))[0].get<std::int64_t>(
          0);
    });
  }

  std::shared_ptr<tenon::KeyRing> keys_ = std::make_shared<tenon::KeyRing>();
  tenon::Pool app_ = pool("clinic_app", keys_);
  tenon::Uuid here_ = new_practice();
  tenon::Uuid there_ = new_practice();
};

TEST_F(Searching, ValuesAreFoundInTheirTenant) {
  const auto ann =
      here([](TenantTx& tx) { return Patients{tx}.insert(patient("Ann", "ann@example.test", "A1")); });
  app_.in_tenant(there_, [](TenantTx& tx) { Patients{tx}.insert(patient("Eve", "ann@example.test", "A1")); });
  here([&](TenantTx& tx) {
    auto patients = Patients{tx};
    patients.insert(patient("Bob", "bob@example.test", "A1"));
    const auto found = patients.find_by_email("ann@example.test");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, ann.id);
    EXPECT_EQ(found->email->reveal(), "ann@example.test");
    EXPECT_FALSE(patients.find_by_email("Ann@example.test"));
    EXPECT_FALSE(patients.find_by_email(""));
    EXPECT_EQ(patients.find_by_insurance("A1").size(), 2U);
    EXPECT_TRUE(patients.find_by_insurance("A2").empty());
  });
}

TEST_F(Searching, EqualValuesAreUniqueInATenant) {
  here([](TenantTx& tx) { Patients{tx}.insert(patient("Ann", "ann@example.test")); });
  EXPECT_THROW(here([](TenantTx& tx) { Patients{tx}.insert(patient("Bob", "ann@example.test")); }),
               tenon::UniqueViolation);
  here([](TenantTx& tx) {
    NewPatient none{.name = "Cid", .diagnosis = Text("well")};
    Patients{tx}.insert(none);
    none.diagnosis = Text("well");
    Patients{tx}.insert(none);  // NULLs aren't equal
  });
}

TEST_F(Searching, HashesTellEqualValuesOfOneFieldAndTenantAlone) {
  here([](TenantTx& tx) {
    Patients{tx}.insert(patient("Ann", "a", "a"));
    Patients{tx}.insert(patient("Bob", "b", "a"));
  });
  EXPECT_EQ(distinct("insurance_hash"), 1);
  EXPECT_EQ(distinct("insurance"), 2) << "the ciphertexts differ";
  app_.in_tenant(there_, [](TenantTx& tx) { Patients{tx}.insert(patient("Eve", "a", "a")); });
  const auto hash = [&](const tenon::Uuid& practice, const char* column) {
    return app_.in_tenant(practice, [&](TenantTx& tx) {
      return execute(tx, fmt::format("SELECT {} FROM patients WHERE name IN ('Ann', 'Eve')", column))[0]
          .get<tenon::Bytes>(0);
    });
  };
  EXPECT_NE(hash(here_, "email_hash"), hash(there_, "email_hash")) << "by the same key, in another tenant";
  EXPECT_NE(hash(here_, "email_hash"), hash(here_, "insurance_hash"));
}

TEST_F(Searching, ChangesAreFoundAndWhatWasIsnt) {
  const auto ann = here([](TenantTx& tx) { return Patients{tx}.insert(patient("Ann", "old@example.test")); });
  here([&](TenantTx& tx) {
    PatientPatch patch;
    patch.email = Text("new@example.test");
    Patients{tx}.update(ann.id, patch);
    EXPECT_FALSE(Patients{tx}.find_by_email("old@example.test"));
    EXPECT_TRUE(Patients{tx}.find_by_email("new@example.test"));
    PatientPatch name;
    name.name = "Anna";
    Patients{tx}.update(ann.id, name);
    EXPECT_TRUE(Patients{tx}.find_by_email("new@example.test")) << "kept";
    PatientPatch none;
    none.email = tenon::null;
    Patients{tx}.update(ann.id, none);
    EXPECT_FALSE(Patients{tx}.find_by_email("new@example.test"));
  });
  EXPECT_EQ(distinct("email_hash"), 0);
}

/// Whoever writes the table may bring a hash to another row: that one holds something else.
TEST_F(Searching, AHashThatWasMovedFindsNothing) {
  here([](TenantTx& tx) {
    auto patients = Patients{tx};
    const auto ann = patients.insert(patient("Ann", "ann@example.test"));
    const auto eve = patients.insert(patient("Eve", "eve@example.test"));
    const auto stolen =
        execute(tx, "SELECT email_hash FROM patients WHERE id = $1", ann.id)[0].get<tenon::Bytes>(0);
    patients.remove(ann.id);
    execute(tx, "UPDATE patients SET email_hash = $1 WHERE id = $2", stolen, eve.id);
    EXPECT_FALSE(patients.find_by_email("ann@example.test"));
  });
}

TEST_F(Searching, KeysAreChangedByReencrypt) {
  here([](TenantTx& tx) { Patients{tx}.insert(patient("Ann", "ann@example.test")); });
  keys_->add_searching(EncryptionKey::random(2));
  here([](TenantTx& tx) {
    auto patients = Patients{tx};
    EXPECT_TRUE(patients.find_by_email("ann@example.test")) << "by the key before";
    EXPECT_EQ(patients.reencrypt(), 1);
    EXPECT_EQ(patients.reencrypt(), 0);
    EXPECT_TRUE(patients.find_by_email("ann@example.test"));
    const auto hash = execute(tx, "SELECT email_hash FROM patients")[0].get<tenon::Bytes>(0);
    EXPECT_EQ(hash.at(4), std::byte{2});
    EXPECT_EQ(hash.size(), 41U);
    execute(tx, "UPDATE patients SET email_hash = NULL");  // as where a field becomes searchable
    EXPECT_EQ(patients.reencrypt(), 1);
    EXPECT_TRUE(patients.find_by_email("ann@example.test"));
  });
}

TEST_F(Searching, AreNotPossibleWithoutKeys) {
  const auto ring = std::make_shared<tenon::KeyRing>();
  ring->add(EncryptionKey::random(1));
  pool("clinic_app", ring).in_tenant(here_, [](TenantTx& tx) {
    EXPECT_THROW((void)Patients{tx}.find_by_email("ann@example.test"), tenon::KeyMissing);
  });
  keys_->erase(here_);
  here([](TenantTx& tx) { EXPECT_THROW((void)Patients{tx}.find_by_insurance("A1"), tenon::KeyMissing); });
}

TEST_F(Searching, IsAsTheDocumentationShowsIt) {
  const auto keys = keys_;
  const std::string hexadecimal(64, 'c');
  keys->add_searching(tenon::EncryptionKey::parse(1, hexadecimal));
  here([](TenantTx& tx) {
    Patients{tx}.insert(patient("Ann", "ann@example.test"));
    const std::optional<Patient> ann = Patients{tx}.find_by_email("ann@example.test");
    EXPECT_TRUE(ann);
  });
}

}  // namespace
