// `tenon verify`: what an author's own SQL may do to tables that are held to tenants.
#include <gmock/gmock.h>

#include "migrating.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;

class RawSqlTest : public MigrateTest {
 protected:
  [[nodiscard]] Outcome verify(const std::string& raw) const {
    return tenon({"verify", file(name() + ".schema", R"(
schema shop { }
tenancy { root Shop app shop_app owner shop_owner }
entity Shop { id: uuid = uuid() @key }
entity Order { id: uuid = uuid() @key  code: text  note: text? }
entity Line { id: uuid = uuid() @key  order: Order? @on_delete(set_null)  other: uuid?  ref: uuid?  note: text? }
)" + raw),
                  "--lint", "all=off"});
  }
};

TEST_F(RawSqlTest, KeepsRowsInOrder) {
  const Outcome said = verify(R"(
sql after orderly `
  CREATE INDEX by_note ON orders (note);
  ALTER TABLE orders ADD CONSTRAINT noted CHECK (note <> '');
  CREATE FUNCTION told() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NULL; END';
  CREATE TRIGGER told AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION told();
  GRANT EXECUTE ON FUNCTION told() TO shop_app`
)");
  EXPECT_EQ(said.exit, 0) << said.out << said.err;
}

/// Whatever changes rows past the policies, or tells of them.
TEST_F(RawSqlTest, OpensNothing) {
  constexpr std::pair<const char*, const char*> kOpening[] = {
      {"foreign key `lines_ref`",
       "ALTER TABLE lines ADD CONSTRAINT lines_ref FOREIGN KEY (other, ref) REFERENCES orders (tenant_id, "
       "id) ON "
       "DELETE CASCADE"},
      {"index `by_code`", "CREATE UNIQUE INDEX by_code ON orders (code) WHERE code LIKE 'inv%'"},
      {"trigger `sweeps`",
       "CREATE FUNCTION sweep() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS "
       "'BEGIN "
       "DELETE FROM public.orders WHERE note = OLD.note; RETURN NEW; END'; CREATE TRIGGER sweeps BEFORE "
       "UPDATE ON "
       "lines FOR EACH ROW EXECUTE FUNCTION sweep()"},
      {"search_path",
       "CREATE FUNCTION turned() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO orders (code) VALUES "
       "(''x''); "
       "RETURN NULL; END'; CREATE TRIGGER turned AFTER UPDATE ON lines FOR EACH ROW EXECUTE FUNCTION "
       "turned()"}};
  for (const auto& [what, sql] : kOpening) {
    const Outcome said = verify(std::string("sql after opening `") + sql + "`");
    EXPECT_EQ(said.exit, 1) << what << said.out << said.err;
    EXPECT_THAT(said.out, HasSubstr(what));
  }
}

}  // namespace
}  // namespace tenon::test
