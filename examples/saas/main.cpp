// A service for organisations: people sign in with their e-mail address and work for several of them,
// programs come with keys, invoices are counted, and support looks at what customers call about. There is no
// SQL in it.
//
// saas_service postgresql://…      the database, with saas.schema applied and its seeds in; as a role that
// may take on
//                                  saas_app, saas_provisioner and support
#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <tenon/pool.hpp>
#include <vector>

#include "saas_access.hpp"

namespace {

using namespace saas::db;
using tenon::TenantTx;

template <class... Args>
void say(const char* format, const Args&... args) {
  std::printf(format, args...);
  std::printf("\n");
}

void expect(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

tenon::Secret<std::string> hashed(const std::string& password) {
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str(out.data(), password.c_str(), password.size(), crypto_pwhash_OPSLIMIT_MIN,
                        crypto_pwhash_MEMLIMIT_MIN) != 0)
    throw std::runtime_error("no memory for a password's hash");
  out.resize(out.find('\0'));
  return tenon::Secret<std::string>{out};
}

/// A secret that a machine makes, to be given out once.
std::string token(const std::string& prefix) {
  return prefix + to_string(tenon::Uuid::v4());
}

/// Who is signed in, and for which organisation.
struct SignedIn {
  tenon::Uuid organisation;
  tenon::Uuid person;
  Role role;

  [[nodiscard]] SessionValues values() const {
    return {.person = person, .role = std::string(to_string(role))};
  }
};

class Service {
 public:
  explicit Service(const std::string& url)
      : provisioner_{url, kSchema, {.role = "saas_provisioner", .size = 1}},
        app_{url, kSchema, {.role = "saas_app"}},
        support_{url, kSchema, {.role = "support", .size = 1}} {}

  /// Organisations are made by the provisioner; no request can. One may be a part of another.
  tenon::Uuid found(const std::string& name, const std::string& slug,
                    const std::optional<tenon::Uuid>& part_of = std::nullopt) {
    const tenon::Uuid id = tenon::Uuid::v4();
    provisioner_.in_tenant(id, [&](TenantTx& tx) {
      Organisations{tx}.insert({.name = name, .slug = slug, .parent_id = part_of});
    });
    return id;
  }

  /// As is the place of one: it goes to another, or stands for itself.
  void move(const tenon::Uuid& organisation, const std::optional<tenon::Uuid>& part_of) {
    provisioner_.in_tenant(organisation,
                           [&](TenantTx& tx) { Organisations{tx}.update({.parent_id = part_of}); });
  }

  /// The first person of an organisation owns it.
  tenon::Uuid sign_up(const tenon::Uuid& organisation, const std::string& email, const std::string& name,
                      const std::string& password) {
    return app_.in_tenant(organisation, [&](TenantTx& tx) {
      const Person person =
          Persons{tx}.insert({.email = email, .name = name, .password_hash = hashed(password)});
      Memberships{tx}.insert({.person_id = person.id, .role = Role::owner});
      return person.id;
    });
  }

  /// From an e-mail address and a password to the organisations that the person works for.
  std::vector<SignedIn> sign_in(const std::string& email, const std::string& password) {
    return app_.in_transaction([&](tenon::Tx& tx) {
      std::vector<SignedIn> out;
      const auto account = Persons::key_by_email(tx, email);
      // As long for an address that nobody has.
      static const std::string kNobodys = hashed("nobody's").reveal();
      const std::string& hash = account ? account->password_hash.reveal() : kNobodys;
      if (crypto_pwhash_str_verify(hash.c_str(), password.c_str(), password.size()) != 0 || !account)
        return out;
      for (const MembershipByPersonId& membership : Memberships::tenants_by_person_id(tx, account->id))
        out.push_back({membership.tenant_id, account->id, membership.role});
      return out;
    });
  }

  /// The code goes out by mail, and is kept nowhere.
  std::string invite(const SignedIn& who, const std::string& email, Role role) {
    return app_.in_tenant(who.organisation, who.values(), [&](TenantTx& tx) {
      const std::string code = token("invitation_");
      const auto own = Memberships{tx}.find_by_person_id(who.person);
      expect(own.has_value(), "who invites works here");
      Invitations{tx}.insert(
          {.email = email, .role = role, .code = tenon::SecretHash::of(code), .invited_by_id = own->id});
      return code;
    });
  }

  /// The code tells the organisation; who has an account already takes it along.
  bool accept(const std::string& code, const std::string& email, const std::string& name,
              const std::string& password) {
    const auto found = app_.in_transaction(
        [&](tenon::Tx& tx) { return Invitations::tenant_by_code(tx, tenon::SecretHash::of(code)); });
    if (!found) return false;
    const auto account = app_.in_transaction([&](tenon::Tx& tx) { return Persons::key_by_email(tx, email); });
    return app_.in_tenant(found->tenant_id, [&](TenantTx& tx) {
      const auto taken = accept_invitation(tx, found->id, email);
      if (!taken) return false;
      const tenon::Uuid person =
          account ? account->id
                  : Persons{tx}.insert({.email = email, .name = name, .password_hash = hashed(password)}).id;
      Memberships{tx}.insert({.person_id = person, .role = taken->role});
      return true;
    });
  }

  std::string make_key(const SignedIn& who, const std::string& name) {
    return app_.in_tenant(who.organisation, who.values(), [&](TenantTx& tx) {
      const std::string key = token("sk_");
      ApiKeys{tx}.insert({.name = name, .key = tenon::SecretHash::of(key)});
      return key;
    });
  }

  std::optional<tenon::Uuid> organisation_of(const std::string& key) {
    return app_.in_transaction([&](tenon::Tx& tx) -> std::optional<tenon::Uuid> {
      const auto found = ApiKeys::tenant_by_key(tx, tenon::SecretHash::of(key));
      if (!found) return std::nullopt;
      return found->tenant_id;
    });
  }

  /// The template is the organisation's own, where it has one of the name, and else the program's.
  Invoice bill(const tenon::Uuid& organisation, const std::string& email, const std::string& layout,
               const std::vector<NewLine>& lines) {
    return app_.in_tenant(organisation, [&](TenantTx& tx) {
      const auto known = Customers{tx}.find_by_email(email);
      const Customer customer = known ? *known : Customers{tx}.insert({.name = email, .email = email});
      const auto chosen = Templates{tx}.find_by_name(layout);
      expect(chosen.has_value(), "there is a template of the name");
      const Invoice invoice = Invoices{tx}.insert(
          {.customer_id = customer.id, .template_id = chosen->id, .template_shared = chosen->shared});
      for (const NewLine& line : lines) {
        NewLine mine = line;
        mine.invoice_id = invoice.id;
        Lines{tx}.insert(mine);
      }
      return invoice;
    });
  }

  /// Sends an invoice, and tells those above what the month has come to.
  void send(const tenon::Uuid& organisation, const tenon::Uuid& invoice) {
    app_.in_tenant(organisation, [&](TenantTx& tx) {
      Invoices{tx}.update(invoice, {.state = InvoiceState::sent});
      for (const Revenue& month : revenue(tx, {}))
        Statements{tx}.upsert_by_month({.month = month.month, .amount = month.amount});
    });
  }

  /// How many days customers have: the organisation's own terms, or those of one of which it is a part.
  std::optional<std::int32_t> days_to_pay(const tenon::Uuid& organisation, const std::string& terms) {
    return app_.in_tenant(organisation, [&](TenantTx& tx) -> std::optional<std::int32_t> {
      const auto found = PaymentTerms{tx}.find_by_name(terms);
      if (!found) return std::nullopt;
      return found->days;
    });
  }

  tenon::Pool& app() { return app_; }
  tenon::Pool& support() { return support_; }

 private:
  tenon::Pool provisioner_;
  tenon::Pool app_;
  tenon::Pool support_;
};

NewLine line(const std::string& text, std::int32_t quantity, const char* price) {
  return {.invoice_id = {}, .text = text, .quantity = quantity, .price = tenon::Numeric::parse(price)};
}

void print_invoices(TenantTx& tx) {
  for (const RecentInvoices& row : recent_invoices(tx).items) {
    say("  %d/%lld for %s", row.year, static_cast<long long>(row.number), row.customer.name.c_str());
    for (const Line& each : row.lines)
      say("    %d. %d x %s at %s", each.place, each.quantity, each.text.c_str(),
          to_string(each.price).c_str());
  }
}

int serve(const std::string& url) {
  Service service(url);
  // Whatever ran before, these are others.
  const std::string mark = to_string(tenon::Uuid::v4()).substr(0, 8);
  const std::string ann = "ann." + mark + "@example.test";
  const std::string bob = "bob." + mark + "@example.test";
  const tenon::Uuid acme = service.found("Acme", "acme-" + mark);
  const tenon::Uuid globex = service.found("Globex", "globex-" + mark);
  service.sign_up(acme, ann, "Ann", "correct horse");
  service.sign_up(globex, bob, "Bob", "battery staple");

  expect(service.sign_in(ann, "wrong horse").empty(), "a wrong password signs nobody in");
  const SignedIn owner = service.sign_in(ann, "correct horse").at(0);
  say("Ann signs in with her address, and is %s of Acme", std::string(to_string(owner.role)).c_str());

  const std::string code = service.invite(owner, bob, Role::member);
  expect(!service.accept("invitation_guessed", bob, "Bob", ""), "a guessed code opens nothing");
  expect(service.accept(code, bob, "Bob", ""), "the code is taken");
  expect(!service.accept(code, bob, "Bob", ""), "and only once");
  const std::vector<SignedIn> places = service.sign_in(bob, "battery staple");
  say("Bob took Ann's invitation, and works for %zu organisations with one account", places.size());
  expect(places.size() == 2, "Bob works for both");

  const std::string key = service.make_key(owner, "shop");
  expect(service.organisation_of(key) == acme, "the key names Acme");
  expect(!service.organisation_of(key + "x"), "and no other key does");
  say("A program comes with a key of Acme's, of which the hash alone is kept");

  service.bill(acme, "first@customer.test", "plain",
               {line("chairs", 4, "25.00"), line("table", 1, "180.00")});
  service.bill(acme, "second@customer.test", "polite", {line("lamp", 2, "40.00")});
  const Invoice other = service.bill(globex, "third@customer.test", "plain", {line("paint", 1, "12.50")});
  expect(other.number == 1, "each organisation counts its own invoices");
  say("Acme's invoices, newest first:");
  service.app().in_tenant(acme, owner.values(), print_invoices);

  const std::size_t seen =
      service.app().in_tenant(globex, [](TenantTx& tx) { return colleagues(tx).size(); });
  say("Globex sees %zu of the two people, and %s invoice", seen, "one");
  expect(seen == 1, "Globex sees Bob alone");

  const tenon::Uuid berlin = service.found("Acme Berlin", "berlin-" + mark, acme);
  service.app().in_tenant(acme, owner.values(),
                          [](TenantTx& tx) { PaymentTerms{tx}.insert({.name = "usual", .days = 14}); });
  expect(service.days_to_pay(berlin, "usual") == 14, "a part keeps to the terms that are settled above it");
  expect(!service.days_to_pay(globex, "usual"), "and nobody else");
  const Invoice sent = service.bill(berlin, "fourth@customer.test", "plain", {line("beds", 2, "300.00")});
  service.send(berlin, sent.id);
  say("Acme Berlin is a part of Acme, which reads its statements:");
  const auto statements = [&](const tenon::Uuid& organisation) {
    return service.app().in_tenant(organisation, [](TenantTx& tx) { return statements_of_all(tx); });
  };
  for (const StatementsOfAll& row : statements(acme))
    say("  %s: %s", row.name.c_str(), to_string(row.amount).c_str());
  expect(statements(acme).size() == 1, "what a part has told is read above it");
  expect(statements(globex).empty(), "and nowhere else");
  service.move(berlin, std::nullopt);
  expect(statements(acme).empty(), "and no longer, once it is a part no more");

  const tenon::Uuid reading = service.support().in_transaction([](tenon::Tx& tx) {
    return open_reading_of_invoices(tx, "sue", "a customer calls about two invoices");
  });
  const std::size_t all = service.support().in_transaction(
      [&](tenon::Tx& tx) { return read_all_invoices(tx, reading, 1000).size(); });
  say("Support has said why, and reads %zu invoices or more, of all organisations",
      std::min<std::size_t>(all, 3));
  expect(all >= 3, "support reads them all");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || sodium_init() < 0) {
    std::fprintf(stderr, "usage: saas_service postgresql://…\n");
    return 2;
  }
  try {
    return serve(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "saas_service: %s\n", error.what());
    return 1;
  }
}
