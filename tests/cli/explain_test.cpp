// `tenon explain`, and what the command line says of lints.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "process.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;

constexpr const char* kShop = R"(schema shop { }
tenancy { root Shop app shop_app owner shop_owner }
entity Shop { id: uuid = uuid() @key  slug: text @unique  created_at: timestamptz = now() }
entity Order {
  id:     uuid = uuid() @key
  status: text
  former: Order? @on_delete(set_null)
}
)";

TEST_F(CliTest, ExplainPrintsACodesPage) {
  for (const char* name : {"L0001", "status_as_text"}) {
    const Outcome page = tenon({"explain", name});
    EXPECT_EQ(page.exit, 0) << page.err;
    EXPECT_THAT(page.out, HasSubstr("# L0001: "));
    EXPECT_THAT(page.out, HasSubstr("```schema wrong"));
  }
  EXPECT_EQ(tenon({"explain", "E9999"}).exit, 2);
}

TEST_F(CliTest, ExplainTellsWhatAnEntityBecameAndWhy) {
  const std::string shop = file("shop.schema", kShop);
  const Outcome order = tenon({"explain", shop, "Order", "--lint", "all=off"});
  EXPECT_EQ(order.exit, 0) << order.err;
  for (const char* part : {"Order is the table orders", "T1: ", "T2: ", "T3: ", "T5: ",
                           "orders_select for SELECT to shop_app: ", "T7: ", "line 6"}) {
    EXPECT_THAT(order.out, HasSubstr(part));
  }
  const Outcome unknown = tenon({"explain", shop, "Ordr", "--lint", "all=off"});
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean `Order`?"));
}

TEST_F(CliTest, ExplainTellsWhatAQueryBecame) {
  const std::string shop = file("shop.schema", std::string(kShop) + R"(
query behind(order: Order, status: text?) many as `
  select o.id, f.id as former from orders o left join orders f on f.id = o.former_id
  where o.id > :order and (:status is null or o.status = :status)` page by (id)
query forget(former: Order) affected as `delete from orders where former_id = :former`
)");
  const Outcome behind = tenon({"explain", shop, "behind", "--lint", "all=off"});
  EXPECT_EQ(behind.exit, 0) << behind.err;
  for (const char* part : {"behind gives any number of rows; it keeps to the tenant",
                           "order   uuid, the key of Order", "status  text?", "former  uuid?", "reads Order",
                           "statement for a page behind another without status:",
                           "from (SELECT * FROM public.orders WHERE tenant_id = $1::uuid) o left join "
                           "(SELECT * FROM public.orders "
                           "WHERE tenant_id = $1::uuid) f",
                           "(true OR $3::text IS NULL)", "WHERE (id) > ($4::uuid)"})
    EXPECT_THAT(behind.out, HasSubstr(part));
  const Outcome forget = tenon({"explain", shop, "forget", "--lint", "all=off"});
  EXPECT_THAT(
      forget.out,
      HasSubstr("delete from public.orders where orders.tenant_id = $1::uuid AND ( former_id = ($2::uuid))"));
  EXPECT_THAT(forget.out, HasSubstr("deletes from Order"));
  EXPECT_THAT(tenon({"explain", shop, "behnid", "--lint", "all=off"}).err,
              HasSubstr("did you mean `behind`?"));
}

TEST_F(CliTest, ExplainTellsWhoHasATypeAndTakesNumbers) {
  const std::string shop = file("shop.schema", std::string(kShop) + R"(
sequence place_no start 5
type Place { city: text }
entity Stand { id: uuid = uuid() @key  number: int8 = next(place_no)  place: Place }
)");
  const Outcome sequence = tenon({"explain", shop, "place_no", "--lint", "all=off"});
  EXPECT_EQ(sequence.exit, 0) << sequence.err;
  for (const char* part : {"place_no is the sequence public.place_no; of Stand.number",
                           "CREATE SEQUENCE place_no AS bigint", "GRANT USAGE ON SEQUENCE place_no TO"})
    EXPECT_THAT(sequence.out, HasSubstr(part));
  EXPECT_THAT(tenon({"explain", shop, "Place", "--lint", "all=off"}).out,
              HasSubstr("Place is the type public.place; of Stand.place"));
  EXPECT_THAT(tenon({"explain", shop, "place_nr", "--lint", "all=off"}).err,
              HasSubstr("did you mean `place_no`?"));
}

TEST_F(CliTest, ExplainTellsWhatAFunctionSeesAndItsSql) {
  const std::string shop = file("shop.schema", std::string(kShop) + R"(
function orders_of(status: text?) : int8 stable definer reads Order because "a policy counts them" as `
  select count(*) from orders o where o.status = orders_of.status`
)");
  const Outcome made = tenon({"explain", shop, "orders_of", "--lint", "all=off"});
  EXPECT_EQ(made.exit, 0) << made.err;
  for (const char* part :
       {"orders_of is the function tenon.orders_of(status text), and gives int8",
        "it sees more than its caller, because a policy counts them", "it reads Order",
        "(SELECT * FROM public.orders WHERE tenant_id = (SELECT tenon.current_tenant())) o",
        "GRANT EXECUTE ON FUNCTION tenon.orders_of(text) TO"})
    EXPECT_THAT(made.out, HasSubstr(part));
  EXPECT_THAT(tenon({"explain", shop, "order_of", "--lint", "all=off"}).err,
              HasSubstr("did you mean `orders_of`?"));
}

/// What a declaration is told by, kind by kind.
struct Told {
  const char* name;
  std::vector<const char*> parts;
};

TEST_F(CliTest, ExplainTellsWhateverIsDeclared) {
  const std::string shop = file("shop.schema", std::string(kShop) + R"(
enum State { open paid }
enum Way as text { post = "by post"  van }
domain Rate: int4 check `VALUE >= 0`
struct Look { dark: bool  size: int4? }
type Place { city: text  state: State }
sequence place_no
role billing { select Totals, Order }
role books because "the year is closed" { read all Sale }
entity Sale {
  id:    uuid = uuid() @key
  state: State = open
  way:   Way
  rate:  Rate
  look:  json<Look>
  token: text @unique
  place: Place
  lookup (token) gives (id)
  index (state)
  policy cheap for select `rate < 5`
}
view Opened in opened as `select id, tenant_id, state from sales`
materialized view Totals refreshed every 1 hour by billing because "it adds up all" as `select state, count(*) as n from sales group by state` key (state)
query paid(state: State) many as `select id from sales where state = :state`
function rates(rate: Rate) : int4 stable as `select 1`
procedure clear(id: uuid) as `delete from sales where sales.id = clear.id;`
sql after extras `select 1` undo `select 1`
seed demo {
  acme: Shop { slug = "acme" }
  in acme { first: Order { status = "new" } }
}
)");
  const Told told[] = {
      {"State",
       {"State is the enum public.state: open, paid; of Sale.state, Place.state, paid.state",
        "CREATE TYPE state AS ENUM"}},
      {"Way", {"Way is the enum kept as text: post ('by post'), van; of Sale.way"}},
      {"Rate", {"Rate is the domain public.rate; of Sale.rate, rates.rate", "CREATE DOMAIN rate AS int4"}},
      {"Look", {"Look is the shape of a jsonb", "of Sale.look", "  size: int4?"}},
      {"Place", {"Place is the type public.place; of Sale.place", "CREATE TYPE place AS"}},
      {"place_no", {"place_no is the sequence public.place_no; nothing has it", "CREATE SEQUENCE place_no"}},
      {"Opened",
       {"Opened is the view public.opened of Sale, and shows what its reader may see", "security_invoker",
        "GRANT SELECT ON opened TO shop_app"}},
      {"Totals",
       {"Totals is the materialised view public.totals, refreshed by tenon maintain every 60 minutes, "
        "billing",
        "CREATE MATERIALIZED VIEW tenon.totals_stored", "CREATE UNIQUE INDEX totals_stored_",
        "security_barrier", "CREATE OR REPLACE FUNCTION tenon.totals_refresh()",
        "INSERT INTO tenon.refreshed", "GRANT SELECT ON totals TO billing",
        "GRANT EXECUTE ON FUNCTION tenon.totals_refresh() TO billing"}},
      {"paid", {"paid gives any number of rows", "statement:"}},
      {"rates", {"rates is the function public.rates(rate public.rate), and gives int4"}},
      {"clear",
       {"clear is the procedure public.clear(id uuid)", "CREATE OR REPLACE PROCEDURE clear(id uuid)"}},
      {"extras", {"extras are the author's statements, run after all else", "select 1;"}},
      {"demo", {"demo puts in 2 rows", "  acme of Shop\n", "  first of Order, in acme\n"}},
      {"billing", {"billing is a role: ", "it may\n", "  SELECT on view public.totals\n"}},
      {"books", {"it reads all rows of Sale, because the year is closed"}},
      {"shop_app", {"shop_app is a role: what requests run as", "policies hold it to\n", "rate < 5"}},
      {"shop_owner", {"it owns\n", "  table public.sales\n"}},
      // What has no name in the schema has one in the database.
      {"sales_lookup_token",
       {"sales_lookup_token is the function tenon.sales_lookup_token(", "; of Sale, declared at ",
        "CREATE OR REPLACE FUNCTION tenon.sales_lookup_token(", "GRANT EXECUTE ON FUNCTION"}},
      {"sales_select",
       {"sales_select is the policy sales_select of public.sales; of Sale", "CREATE POLICY sales_select"}},
      {"sales", {"sales is the table public.sales; of Sale", "CREATE TABLE sales"}},
  };
  for (const Told& each : told) {
    const Outcome outcome = tenon({"explain", shop, each.name, "--lint", "all=off"});
    EXPECT_EQ(outcome.exit, 0) << each.name << outcome.err;
    for (const char* part : each.parts) EXPECT_THAT(outcome.out, HasSubstr(part)) << each.name;
  }
  const Outcome unknown = tenon({"explain", shop, "Totls", "--lint", "all=off"});
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_THAT(unknown.err, HasSubstr("declares no `Totls`, and makes nothing of that name"));
  EXPECT_THAT(unknown.err, HasSubstr("did you mean `Totals`?"));
}

TEST_F(CliTest, ExplainTellsWhoAsksAndWhatAsksForIt) {
  const std::string desk = file("desk.schema", R"(schema desk { }
tenancy { root Firm app desk_app owner desk_owner }
session { user: uuid from app.user_id @actor }
entity Firm { id: uuid = uuid() @key }
entity Note { id: uuid = uuid() @key  author: uuid  policy own for update `author = session.user` }
)");
  const Outcome session = tenon({"explain", desk, "session", "--lint", "all=off"});
  EXPECT_EQ(session.exit, 0) << session.err;
  EXPECT_EQ(session.out,
            "session.user is uuid, read from app.user_id by tenon.session_user(); logs have it as the actor\n"
            "  asked for by policy notes_update of public.notes\n");
}

TEST_F(CliTest, ExplainTellsEveryObjectOfAnEntity) {
  const std::string hotel = file("hotel.schema", R"(schema hotel { extensions btree_gist }
tenancy { root Inn app inn_app owner inn_owner }
entity Inn { id: uuid = uuid() @key }
entity Stay {
  id:         uuid = uuid() @key
  room:       int
  during:     tstzrange
  note:       text? @check(`note <> ''`)
  changed_at: timestamptz = now() @touch
  came_at:    timestamptz = now()
  exclude (room with =, during with `&&`)
  statistics (came_at, room) for mcv
  retain 2 years by came_at
  audit
  trigger tell after insert `perform 1;`
}
view Notes as `select id, note from stays`
)");
  const Outcome stay = tenon({"explain", hotel, "Stay", "--lint", "all=off"});
  EXPECT_EQ(stay.exit, 0) << stay.err;
  for (const char* part :
       {"columns\n", "constraints\n", "EXCLUDE USING gist", "CHECK (note <> '')", "statistics\n",
        "(mcv) ON room, came_at", "triggers\n", "touch_changed_at BEFORE", "audit_insert AFTER INSERT",
        "enabled, and forced", "to inn_owner: ", "in tenon.retained", "retain: rows are deleted",
        "functions\n", "tenon.audit_stays()", "views\n"})
    EXPECT_THAT(stay.out, HasSubstr(part));
}

TEST_F(CliTest, WarningsLeaveTheExitCodeAndErrorsDont) {
  const std::string shop = file("shop.schema", kShop);
  const Outcome warned = tenon({"check", shop});
  EXPECT_EQ(warned.exit, 0);
  EXPECT_THAT(warned.err, HasSubstr("warning: `status` takes any text [L0001]"));
  const Outcome refused = tenon({"check", shop, "--lint", "status_as_text=error"});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, HasSubstr("error: `status` takes any text [L0001]"));
  EXPECT_EQ(tenon({"check", shop, "--lint", "all=off"}).err, "");
  const Outcome unknown = tenon({"check", shop, "--lint", "all=loud"});
  EXPECT_EQ(unknown.exit, 2);
  const std::string help = tenon({"check", "--help"}).out;
  for (const std::string level : {"off", "note", "warn", "error"}) {
    EXPECT_NE(tenon({"check", shop, "--lint", "all=" + level}).exit, 2) << level;
    EXPECT_THAT(unknown.err, HasSubstr(level));
    EXPECT_THAT(help, testing::ContainsRegex("--lint .*" + level));
  }
  EXPECT_EQ(tenon({"check", shop, "--lint", "status_as_txt=off"}).exit, 2);
}

/// Nothing is wrong with a name that was cut.
TEST_F(CliTest, ANoteIsNoWarning) {
  const std::string shop =
      file("shop.schema",
           "schema shop { }\nentity Order {\n  id: int8 = 1 @key\n  created_at: timestamptz = now()\n"
           "  check the_number_of_an_order_is_greater_than_all_that_were_before_it `id > 0`\n}\n");
  const Outcome noted = tenon({"check", shop});
  EXPECT_EQ(noted.exit, 0);
  EXPECT_THAT(noted.err, HasSubstr("note: a name is longer than the 63 bytes that Postgres keeps [L0035]"));
  EXPECT_THAT(noted.err,
              HasSubstr("`orders_the_number_of_an_order_is_greater_than_all_that_were_before_it`"));
  EXPECT_THAT(tenon({"check", shop, "--format", "sarif"}).out, HasSubstr("\"level\": \"note\""));
  EXPECT_THAT(tenon({"check", shop, "--lint", "shortened_name=warn"}).err, HasSubstr("warning: a name"));
  EXPECT_EQ(tenon({"check", shop, "--lint", "shortened_name=error"}).exit, 1);
}

TEST_F(CliTest, SarifIsOneLogForAllFiles) {
  const std::string shop = file("shop.schema", kShop);
  const std::string wrong = file("wrong.schema", "schema s { }\nentity User { id: uuidd @key }\n");
  const Outcome outcome = tenon({"check", shop, wrong, "--format", "sarif", "--lint", "all=off"});
  EXPECT_EQ(outcome.exit, 1);
  const auto log = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(log.at("runs").size(), 1U);
  EXPECT_EQ(log.at("runs").at(0).at("results").at(0).at("ruleId"), "E0201");
}

}  // namespace
}  // namespace tenon::test
