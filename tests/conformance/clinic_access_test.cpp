// What the generated C++ encrypts: for its place alone, by keys that come and go.
#include "clinic_access.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <tenon/encryption.hpp>
#include <tenon/error.hpp>
#include <tenon/fmt.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>
#include <tenon/sealing.hpp>

#include "live_database.hpp"

namespace {

using namespace clinic;
using tenon::BrokenSeal;
using tenon::EncryptionKey;
using tenon::execute;
using tenon::KeyMissing;
using tenon::TenantTx;
using Text = tenon::Secret<std::string>;

tenon::Pool pool(const char* role, std::shared_ptr<tenon::KeyProvider> keys) {
  return {live::url(tenon::catalog::ServerKind::kPostgres),
          kSchema,
          {.role = role, .size = 2, .keys = std::move(keys)}};
}

struct Clinic {
  std::shared_ptr<tenon::KeyRing> keys = std::make_shared<tenon::KeyRing>();
  tenon::Pool app = pool("clinic_app", keys);
  tenon::Uuid here = make("here");
  tenon::Uuid there = make("there");

  Clinic() {
    keys->add(EncryptionKey::random(1));
    keys->add_searching(EncryptionKey::random(1));
  }

  tenon::Uuid make(const char* name) {
    const tenon::Uuid id = tenon::Uuid::v4();
    keys->add(id, EncryptionKey::random(7));
    keys->add_searching(id, EncryptionKey::random(3));
    pool("clinic_provisioner", nullptr).in_tenant(id, [&](TenantTx& tx) {
      Practices{tx}.insert({.name = name});
    });
    return id;
  }
  tenon::Uuid patient(const tenon::Uuid& practice, const char* name, const char* diagnosis) {
    return app.in_tenant(practice, [&](TenantTx& tx) {
      NewPatient row{.name = name, .diagnosis = Text(diagnosis)};
      row.finding = tenon::Secret<Finding>(Finding{.code = "J00", .grade = 2});
      row.scan = tenon::Secret<tenon::Bytes>(tenon::Bytes{std::byte{0}, std::byte{0xFF}});
      return Patients{tx}.insert(row).id;
    });
  }
  Patient found(const tenon::Uuid& practice, const tenon::Uuid& id) {
    return *app.in_tenant(practice, [&](TenantTx& tx) { return Patients{tx}.find(id); });
  }
};

class Encryption : public testing::Test {
 protected:
  Clinic both_;
};

TEST_F(Encryption, ValuesComeBackFromEveryWayOfReading) {
  const tenon::Uuid id = both_.patient(both_.here, "Ann", "a cold");
  both_.app.in_tenant(both_.here, [&](TenantTx& tx) {
    const Patient found = *Patients{tx}.find(id);
    EXPECT_EQ(found.diagnosis.reveal(), "a cold");
    EXPECT_EQ(found.finding->reveal(), (Finding{.code = "J00", .grade = 2}));
    EXPECT_EQ(found.scan->reveal(), (tenon::Bytes{std::byte{0}, std::byte{0xFF}}));
    EXPECT_EQ(Patients{tx}.page_by_name({}).items.at(0).diagnosis.reveal(), "a cold");
    EXPECT_EQ(find_patients(tx, "Ann").at(0).diagnosis.reveal(), "a cold");
    EXPECT_EQ(sealed_of(tx, "Ann").at(0).reveal(), found.diagnosis.ciphertext());
    EXPECT_EQ(fmt::format("{}", found.diagnosis), "[redacted]");
    EXPECT_EQ(found.diagnosis.ciphertext().size(), 9 + 24 + 6 + 16U);
  });
}

TEST_F(Encryption, NothingOfItReachesTheDatabase) {
  both_.patient(both_.here, "Ann", "a cold");
  both_.patient(both_.here, "Ann", "a cold");
  both_.app.in_tenant(both_.here, [&](TenantTx& tx) {
    const auto rows = execute(
        tx, "SELECT count(*) FROM patients WHERE diagnosis::text LIKE '%' || encode('a cold', 'hex') || '%'");
    EXPECT_EQ(rows[0].get<std::int64_t>(0), 0);
    const auto all = find_patients(tx, "Ann");
    EXPECT_NE(all.at(0).diagnosis, all.at(1).diagnosis) << "the same value twice";
  });
}

TEST_F(Encryption, ChangesAndNullsAreWritten) {
  const tenon::Uuid id = both_.patient(both_.here, "Ann", "a cold");
  both_.app.in_tenant(both_.here, [&](TenantTx& tx) {
    PatientPatch patch;
    patch.diagnosis = Text("a cough");
    patch.finding = tenon::null;
    const Patient changed = *Patients{tx}.update(id, patch);
    EXPECT_EQ(changed.diagnosis.reveal(), "a cough");
    EXPECT_NE(Patients{tx}.update(id, patch)->diagnosis, changed.diagnosis) << "the same value once more";
    EXPECT_FALSE(changed.finding);
    EXPECT_TRUE(changed.scan) << "kept";
    PatientPatch name;
    name.name = "Anna";
    EXPECT_EQ(Patients{tx}.update(id, name)->diagnosis.reveal(), "a cough");
  });
}

/// Of a key that the server makes the value gets its place once the row is there.
TEST_F(Encryption, KeysOfEveryKindArePlaces) {
  const tenon::Uuid id = both_.patient(both_.here, "Ann", "a cold");
  both_.app.in_tenant(both_.here, [&](TenantTx& tx) {
    const Visit visit = Visits{tx}.insert({.patient_id = id, .remark = Text("late")});
    EXPECT_EQ(visit.remark->reveal(), "late");
    EXPECT_EQ(Visits{tx}.find(visit.number)->remark->reveal(), "late");
    EXPECT_FALSE(Visits{tx}.insert({.patient_id = id, .remark = {}}).remark);
    Beds{tx}.insert({.ward = "a", .place = 1, .code = Text("1234")});
    EXPECT_EQ(Beds{tx}.find("a", 1)->code.reveal(), "1234");
    Drugs{tx.global()}.insert({.name = fmt::format("drug {}", to_string(id)), .formula = Text("H2O")});
    EXPECT_EQ(Drugs{tx.global()}.find(fmt::format("drug {}", to_string(id)))->formula.reveal(), "H2O");
  });
  both_.app.in_transaction([&](tenon::Tx& tx) {
    EXPECT_EQ(Drugs{tx}.find(fmt::format("drug {}", to_string(id)))->formula.reveal(), "H2O");
  });
}

TEST_F(Encryption, ManyRowsHaveEachTheirPlace) {
  both_.app.in_tenant(both_.here, [&](TenantTx& tx) {
    std::vector<NewPatient> rows;
    for (const char* name : {"Ann", "Bob"}) rows.push_back({.name = name, .diagnosis = Text(name)});
    const auto made = Patients{tx}.insert_many(rows);
    ASSERT_EQ(made.size(), 2U);
    EXPECT_EQ(made[0].diagnosis.reveal(), "Ann");
    EXPECT_EQ(Patients{tx}.find(made[1].id)->diagnosis.reveal(), "Bob");
    Beds{tx}.upsert({.ward = "b", .place = 1, .code = Text("1234")});
    Beds{tx}.upsert({.ward = "b", .place = 1, .code = Text("5678")});
    EXPECT_EQ(Beds{tx}.find("b", 1)->code.reveal(), "5678");
  });
}

TEST_F(Encryption, ATenantIsOneHoweverItsKeyIsWritten) {
  const tenon::Uuid id = both_.patient(both_.here, "Ann", "a cold");
  std::string loud = to_string(both_.here);
  for (char& each : loud) each = static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
  both_.app.in_tenant(loud, [&](TenantTx& tx) {
    EXPECT_EQ(Patients{tx}.find(id)->diagnosis.reveal(), "a cold");
    PatientPatch patch;
    patch.diagnosis = Text("a cough");
    Patients{tx}.update(id, patch);
  });
  EXPECT_EQ(both_.found(both_.here, id).diagnosis.reveal(), "a cough");
}

TEST_F(Encryption, WhatIsMovedOpensNowhereElse) {
  const tenon::Uuid ann = both_.patient(both_.here, "Ann", "a cold");
  const tenon::Uuid bob = both_.patient(both_.here, "Bob", "well");
  both_.keys->add(both_.there, *both_.keys->find(7, to_string(both_.here)));  // even by the same key
  const tenon::Uuid eve = both_.patient(both_.there, "Eve", "well");
  const tenon::Bytes of_ann = both_.found(both_.here, ann).diagnosis.ciphertext();
  const auto put = [&](const tenon::Uuid& practice, const tenon::Uuid& id, const char* column) {
    both_.app.in_tenant(practice, [&](TenantTx& tx) {
      execute(tx, fmt::format("UPDATE patients SET {} = $1 WHERE id = $2", column), of_ann, id);
    });
  };
  put(both_.here, bob, "diagnosis");
  EXPECT_THROW((void)both_.found(both_.here, bob).diagnosis.reveal(), BrokenSeal) << "to another row";
  put(both_.there, eve, "diagnosis");
  EXPECT_THROW((void)both_.found(both_.there, eve).diagnosis.reveal(), BrokenSeal) << "to another tenant";
  both_.keys->add(*both_.keys->find(7, to_string(both_.here)));
  put(both_.here, ann, "scan");
  EXPECT_THROW((void)both_.found(both_.here, ann).scan->reveal(), BrokenSeal) << "to another field";
  EXPECT_EQ(both_.found(both_.here, ann).diagnosis.reveal(), "a cold");
}

TEST_F(Encryption, WhatIsChangedOrCutOffDoesntOpen) {
  const tenon::Uuid id = both_.patient(both_.here, "Ann", "a cold");
  const tenon::Bytes good = both_.found(both_.here, id).diagnosis.ciphertext();
  const auto refused = [&](const tenon::Bytes& bytes) {
    both_.app.in_tenant(both_.here, [&](TenantTx& tx) {
      execute(tx, "UPDATE patients SET diagnosis = $1 WHERE id = $2", bytes, id);
    });
    try {
      (void)both_.found(both_.here, id).diagnosis.reveal();
    } catch (const BrokenSeal& error) {
      EXPECT_EQ(std::string(error.what()).find("cold"), std::string::npos);
      return true;
    } catch (const KeyMissing&) {
      return true;
    }
    return false;
  };
  for (std::size_t i = 0; i < good.size(); ++i) {
    tenon::Bytes changed = good;
    changed[i] ^= std::byte{1};
    EXPECT_TRUE(refused(changed)) << "byte " << i;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{8}, std::size_t{48}, good.size() - 1})
    EXPECT_TRUE(refused({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)})) << size;
  EXPECT_FALSE(refused(good));
}

TEST_F(Encryption, ATenantsKeysTakeItsValuesAlong) {
  const tenon::Uuid here = both_.patient(both_.here, "Ann", "a cold");
  const tenon::Uuid there = both_.patient(both_.there, "Eve", "a cough");
  both_.keys->erase(both_.here);
  const Patient gone = both_.found(both_.here, here);
  EXPECT_THROW((void)gone.diagnosis.reveal(), KeyMissing);
  EXPECT_EQ(gone.finding->reveal().code, "J00") << "by the keys of all";
  EXPECT_THROW(both_.patient(both_.here, "Bob", "well"), KeyMissing);
  EXPECT_EQ(both_.found(both_.there, there).diagnosis.reveal(), "a cough");
}

TEST_F(Encryption, APoolWithoutKeysReadsWhatIsntEncrypted) {
  const tenon::Uuid id = both_.patient(both_.here, "Ann", "a cold");
  pool("clinic_app", nullptr).in_tenant(both_.here, [&](TenantTx& tx) {
    const Patient found = *Patients{tx}.find(id);
    EXPECT_EQ(found.name, "Ann");
    EXPECT_THROW((void)found.diagnosis.reveal(), KeyMissing);
    PatientPatch patch;
    patch.name = "Anna";
    EXPECT_EQ(Patients{tx}.update(id, patch)->name, "Anna");
    patch.diagnosis = Text("x");
    EXPECT_THROW(Patients{tx}.update(id, patch), KeyMissing);
  });
}

/// `@was`: what was encrypted under the name before opens until it is encrypted anew.
TEST_F(Encryption, AnotherNameOpensWhatWasEncryptedUnderTheOneBefore) {
  const tenon::Uuid id = both_.patient(both_.here, "Ann", "a cold");
  const auto opened = [&](const char* name, const char* former) {
    const auto bytes = both_.found(both_.here, id).diagnosis.ciphertext();
    return tenon::detail::open(
        {bytes, tenon::Place(name, former).of(tenon::TenantKey(both_.here), true).at(tenon::as_sent(id)),
         both_.keys});
  };
  EXPECT_EQ(opened("clinic.Person.illness", "clinic.Patient.diagnosis").size(), 6U);
  EXPECT_THROW((void)opened("clinic.Person.illness", nullptr), BrokenSeal);
}

TEST_F(Encryption, IsAsTheDocumentationShowsIt) {
  const tenon::Uuid practice = both_.here;
  const std::string url = live::url(tenon::catalog::ServerKind::kPostgres);
  const std::string hexadecimal(64, 'a');
  const std::string of_the_practice(64, 'b');
  auto keys = std::make_shared<tenon::KeyRing>();
  keys->add(tenon::EncryptionKey::parse(1, hexadecimal));                // of all tenants
  keys->add(practice, tenon::EncryptionKey::parse(1, of_the_practice));  // for what is `per_tenant`
  tenon::Pool pool{url, clinic::kSchema, {.role = "clinic_app", .keys = keys}};

  pool.in_tenant(practice, [&](tenon::TenantTx& tx) {
    clinic::NewPatient ann{.name = "Ann", .diagnosis = tenon::Secret<std::string>("a cold")};
    const clinic::Patient patient = clinic::Patients{tx}.insert(ann);
    EXPECT_EQ(fmt::format("{}", patient.diagnosis), "[redacted]");
    EXPECT_EQ(patient.diagnosis.reveal(), "a cold");  // the one word to search for in a review
  });
}

/// In batches, from wherever it stopped.
TEST_F(Encryption, NewKeysTakeOver) {
  std::set<tenon::Uuid> patients;
  for (int i = 0; i < 7; ++i) patients.insert(both_.patient(both_.here, "Ann", "a cold"));
  both_.keys->add(EncryptionKey::random(2));
  const auto batch = [&] {
    return both_.app.in_tenant(both_.here, [](TenantTx& tx) { return Patients{tx}.reencrypt(3); });
  };
  EXPECT_EQ(batch(), 3);
  EXPECT_THROW(both_.app.in_tenant(both_.here,
                                   [](TenantTx& tx) {
                                     Patients{tx}.reencrypt(3);
                                     throw std::runtime_error("cut off");
                                   }),
               std::runtime_error);
  EXPECT_EQ(batch(), 3);
  EXPECT_EQ(batch(), 1);
  EXPECT_EQ(batch(), 0);
  for (const tenon::Uuid& id : patients) {
    const Patient found = both_.found(both_.here, id);
    EXPECT_EQ(found.finding->reveal().code, "J00");
    EXPECT_EQ(found.finding->ciphertext().at(4), std::byte{2});
    EXPECT_EQ(found.diagnosis.ciphertext().at(4), std::byte{7}) << "of the tenant's own key";
  }
}

TEST(EncryptionKeys, AreReadFromHexadecimalsAndNothingElse) {
  const EncryptionKey key = EncryptionKey::parse(3, std::string(62, '0') + "fF");
  EXPECT_EQ(key.number(), 3U);
  EXPECT_EQ(key.reveal().back(), std::byte{0xFF});
  for (const std::string& wrong :
       {std::string(), std::string(63, '0'), std::string(64, 'g'), std::string(66, '0')}) {
    try {
      (void)EncryptionKey::parse(1, wrong);
      ADD_FAILURE() << wrong.size();
    } catch (const tenon::ParseError& error) {
      EXPECT_STREQ(error.what(), "an encryption key has 64 hexadecimal digits");
    }
  }
  EXPECT_NE(EncryptionKey::random(1).reveal(), EncryptionKey::random(1).reveal());
}

}  // namespace
