// `import … as`: from the files to a database that keeps what they promise, and back out of the namespace.
#include <gmock/gmock.h>

#include "migrating.hpp"

namespace tenon::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// Both files have a `State`, a `Line` and a `Numbered`. The namespace is called as the test's roles are, so
/// that its role is gone with them.
class NamespacesTest : public MigrateTest {
 protected:
  [[nodiscard]] std::string named(std::string text) const {
    for (std::size_t at = text.find("NS"); at != std::string::npos; at = text.find("NS", at))
      text.replace(at, 2, name());
    return text;
  }
  void write(const std::string& more = "", const std::string& more_of_billing = "") const {
    file("billing.schema", named(R"(
enum State { open paid }
mixin Numbered { number: int4 = 0 }
struct Address { street: text }
domain Cents: int8 check `value >= 0`
sequence line_no
function twice(cents: int8) : int8 immutable as `cents * 2`
role clerk { select Invoice, InvoiceAudit, Unpaid }

entity Invoice with Numbered {
  id:    uuid = uuid() @key
  state: State = open
  note:  Note?
  to:    json<Address>? @pii
  total: Cents = 0
  audit
  policy unpaid for select to clerk `state = 'open'`
}
entity Line {
  id:      uuid = uuid() @key
  at:      int8 = next(line_no)
  invoice: Invoice @on_delete(cascade)
  cents:   int8 = 0
  unique (invoice, at)
}
view Unpaid as `select tenant_id, id from NS.invoices where state = 'open'`
query still_open(least: Cents) many as `
  select i.id, NS.twice(i.total) as twice from NS.invoices i where i.total >= :least and i.state = 'open'`
)") + more_of_billing);
    schema(named(R"(
import "billing.schema" as NS
enum State { draft sent }
mixin Numbered { code: text? }
entity Line with Numbered {
  id:    uuid = uuid() @key
  state: State = draft
  bill:  NS.Line?
  was:   NS.State = paid
  cents: NS.Cents = 0
}
extend NS.Invoice { remark: text? }
role NS_support because "they are asked" { read all NS.Invoice  select NS.Line }
query lines_of(state: NS.State) many as `
  select l.id from public.lines l join NS.lines b on b.id = l.bill_id join NS.invoices i on i.id = b.invoice_id
  where i.state = :state`
query with_lines(id: NS.Invoice) one as `select i.id, i.number from NS.invoices i where i.id = :id` embed NS.Line as lines
)") + more);
  }
};

TEST_F(NamespacesTest, AreProvedOnAServer) {
  write();
  const std::string schema = path(name() + ".schema");
  const Outcome applied = tenon({"apply", schema, "--db", url(), "--lint", "all=off"});
  ASSERT_EQ(applied.exit, 0) << applied.err;
  EXPECT_EQ(sql(named("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = "
                      "'NS'::regnamespace "
                      "AND relkind IN ('r', 'p', 'v', 'S') AND NOT relispartition")),
            "invoices invoices_audit line_no lines unpaid");
  EXPECT_EQ(sql(named("SELECT string_agg(typname, ' ' ORDER BY typname) FROM pg_type WHERE typnamespace = "
                      "'NS'::regnamespace "
                      "AND typtype IN ('e', 'd')")),
            "cents state");
  EXPECT_EQ(sql(named("SELECT count(*) FROM pg_roles WHERE rolname = 'NS_clerk'")), "1");
  const Outcome verified = tenon({"verify", schema, "--db", url(), "--lint", "all=off"});
  EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
}

TEST_F(NamespacesTest, AreCompiled) {
  write();
  const Outcome made =
      tenon({"generate", path(name() + ".schema"), "--out", path("made"), "--lint", "all=off"});
  ASSERT_EQ(made.exit, 0) << made.err;
  const std::string whole = name() + "_access.hpp";
  const Outcome compiled =
      run(TENON_CXX, {"-std=c++20", "-x", "c++", "-w", "-fsyntax-only", "-I", path("made"), "-I",
                      TENON_RUNTIME, file("all.cpp", "#include \"" + whole + "\"\n")});
  EXPECT_EQ(compiled.exit, 0) << compiled.err.substr(0, 3000);
}

TEST_F(NamespacesTest, ExplainTakesBothNames) {
  file("billing.schema", "entity Invoice { id: uuid = uuid() @key }\n");
  const std::string shop =
      file("shop.schema", small_schema("shop", "import \"billing.schema\" as billing\n"));
  for (const char* entity : {"billing.Invoice", "BillingInvoice"}) {
    const Outcome explained = tenon({"explain", shop, entity, "--lint", "all=off"});
    EXPECT_EQ(explained.exit, 0) << explained.err;
    EXPECT_THAT(explained.out, AllOf(HasSubstr("BillingInvoice is the table billing.invoices, declared at "),
                                     HasSubstr("billing.schema:1; ")));
  }
  EXPECT_EQ(tenon({"explain", shop, "Invoice", "--lint", "all=off"}).exit, 2);
}

/// The rows stay, and code of the version before goes on at the former place.
TEST_F(NamespacesTest, AMoveIntoOneIsARename) {
  schema(
      "enum State { open paid }\nentity Invoice { id: uuid = uuid() @key  state: State = open  note: Note? "
      "}\n");
  ASSERT_EQ(make("init").exit, 0);
  ASSERT_EQ(up().exit, 0);
  sql("INSERT INTO tenants (id, name) VALUES (gen_random_uuid(), 'a'); INSERT INTO invoices (tenant_id, "
      "state) SELECT id, "
      "'paid' FROM tenants");
  file("billing.schema",
       "enum State @was(State) { open paid }\n"
       "entity Invoice @was(Invoice) { id: uuid = uuid() @key  state: State = open  note: Note? }\n");
  schema("import \"billing.schema\" as billing\n");
  const Outcome made = migrate("new", {"billing", "--allow", kEverything});
  ASSERT_EQ(made.exit, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("proved on PostgreSQL"));
  for (const std::vector<std::string>& part : {std::vector<std::string>{}, {"--contract"}}) {
    const Outcome ran = up(part);
    ASSERT_EQ(ran.exit, 0) << ran.err;
  }
  EXPECT_EQ(sql("SELECT string_agg(state::text, ',') FROM billing.invoices"), "paid");
  EXPECT_EQ(sql("SELECT typnamespace::regnamespace FROM pg_type WHERE typname = 'state'"), "billing");
  EXPECT_EQ(tenon({"verify", path(name() + ".schema"), "--db", url(), "--lint", "all=off"}).exit, 0);
}

/// One that is called so already stays what it was.
TEST_F(NamespacesTest, TheWholeNameIsTheSameEntity) {
  schema("entity BillingInvoice in billing.invoices { id: uuid = uuid() @key  note: Note? }\n");
  ASSERT_EQ(make("init").exit, 0);
  file("billing.schema", "entity Invoice { id: uuid = uuid() @key  note: Note? }\n");
  schema("import \"billing.schema\" as billing\n");
  const Outcome planned = migrate("plan");
  EXPECT_EQ(planned.exit, 0) << planned.err;
  EXPECT_THAT(planned.out, HasSubstr("-- nothing else changes in the database"));
}

}  // namespace
}  // namespace tenon::test
