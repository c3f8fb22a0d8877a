// What `tenon check` says of a text as a type's value, beside what a real server says of it.
#include <gmock/gmock.h>

#include "scratch.hpp"

namespace tenon::test {
namespace {

struct Text {
  const char* type;
  const char* text;
};

constexpr Text kGood[] = {
    {"inet", "10.0.0.1"},
    {"inet", "10.0.0.1/8"},
    {"inet", "2001:db8::1/64"},
    {"inet", "::ffff:10.0.0.1"},
    {"inet", "::"},
    {"cidr", "10"},
    {"cidr", "10.1.0.0/16"},
    {"cidr", "2001:db8::/32"},
    {"interval", "1 day 02:30:00"},
    {"interval", "P1Y2M3DT4H5M6S"},
    {"interval", "3 mons ago"},
    {"interval", "1h 30m"},
    {"interval", "5"},
    {"interval", "-1.5 weeks"},
    {"interval", "2-3"},
    {"interval", "1 century"},
    {"int4range", "[1,10)"},
    {"int8range", "empty"},
    {"numrange", "(,1.5]"},
    {"daterange", "[2026-01-01,infinity)"},
    {"tstzrange", "[\"2026-01-01 00:00:00+00\",2026-01-02T00:00Z)"},
    {"tsrange", "[2026-01-01,2026-01-02 08:00)"},
    {"inet", "10.1/16"},
    {"inet", "10/8"},
    {"cidr", "0x0a000000/8"},
    {"interval", "1h30m"},
    {"interval", "1 day, 2 hours"},
    {"interval", "- 1 day"},
    {"interval", "P0001-02-03T04:05:06"},
    {"interval", "1 Microseconds"},
    {"int4range", "EMPTY"},
    {"int4range", "[\" 1\",2)"},
    {"daterange", "[Infinity,)"},
    {"daterange", "[20260101,)"},
    {"daterange", "[2026-01-01 08:00,)"},
    {"daterange", "[2026-1-5,)"},
    {"numrange", "[inf,)"},
    {"numrange", "[nan,)"},
    {"tsrange", "[now,)"},
    {"tsrange", "[2026-01-01 08:00 PM,)"},
    {"date", "2024-02-29"},
    {"time", "23:59"},
    {"uuid", "00000000-0000-0000-0000-00000000000A"},
    {"macaddr", "08:00:2b:01:02:03"},
    {"macaddr", "08002b-010203"},
    {"macaddr", "0800.2b01.0203"},
    {"macaddr", "8:0:2b:1:2:3"},
    {"macaddr8", "08:00:2b:01:02:03"},
    {"macaddr8", "08002b0102030405"},
    {"bit(4)", "0101"},
    {"varbit(4)", "01"},
    {"varbit(4)", ""},
    {"pg_lsn", "16/B374D848"},
    {"point", "(1,2.5)"},
    {"point", "1e3 , -2"},
    {"xml", "<a>b</a> and so on"},
    {"xml", "no tag"},
    {"tsquery", "fat & (rat | !cat)"},
    {"tsquery", "fat:ab & cat:*"},
    {"tsquery", "a <-> b"},
    {"int4multirange", "{[1,10), [20,30)}"},
    {"nummultirange", "{}"},
    {"tstzmultirange", "{[\"2026-01-01 00:00:00+00\",)}"},
    {"datemultirange", "{empty,[2026-01-01,infinity)}"},
};

constexpr Text kBad[] = {
    {"inet", "10.0.0.256"},
    {"inet", "10.0.0"},
    {"inet", "10.0.0.1/33"},
    {"inet", "2001:db8:::g"},
    {"inet", "localhost"},
    {"inet", "1:2:3:4:5:6:7:8:9:a"},
    {"cidr", "10.0.0.1/8"},
    {"cidr", "10.0.0.0/x"},
    {"cidr", ""},
    {"interval", "1 fortnight"},
    {"interval", "soon"},
    {"interval", "P"},
    {"interval", ""},
    {"interval", "1h30x"},
    {"interval", "1 day day2night"},
    {"interval", "day"},
    {"int4range", "1-10"},
    {"int4range", "[a,b)"},
    {"int8range", "[1.5,2)"},
    {"numrange", "[1.5)"},
    {"numrange", "[1,2,3)"},
    {"daterange", "[2026-01-01,2026-13-01)"},
    {"tstzrange", "2026"},
    {"tsrange", "[2026-01-01 25:00,)"},
    {"tsrange", "[2026-02-30T08:00Z,)"},
    {"numrange", "[infinite,)"},
    {"date", "2026-02-30"},
    {"time", "25:00"},
    {"uuid", "123"},
    {"macaddr", "08:00"},
    {"macaddr", "08:00:2b:01:02:03:04"},
    {"macaddr8", "host"},
    {"bit(4)", "0102"},
    {"varbit(4)", "0102"},
    {"pg_lsn", "16"},
    {"pg_lsn", "123456789/0"},
    {"point", "1"},
    {"point", "(a,b)"},
    {"xml", "<a"},
    {"xml", "a < b"},
    {"tsquery", "a &"},
    {"tsquery", "(a"},
    {"tsquery", "& a"},
    {"int4multirange", "[1,2)"},
    {"int4multirange", "{[1,2) [3,4)}"},
    {"tsmultirange", "{[2026-02-30T00:00,)}"},
    {"nummultirange", "{[a,b)}"},
};

class LiteralsTest : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    sql("CREATE FUNCTION takes(text, text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN "
        "EXECUTE format('SELECT %L::%s', $2, $1); RETURN true; EXCEPTION WHEN OTHERS THEN RETURN false; END "
        "$$");
  }
  [[nodiscard]] bool server_takes(const Text& text) const {
    return sql(std::string("SELECT takes('") + text.type + "', '" + text.text + "')") == "t";
  }
  [[nodiscard]] int check(const Text& text) const {
    std::string literal;
    for (const char c : std::string_view(text.text)) literal += c == '"' ? "\\\"" : std::string(1, c);
    return tenon({"check", file("s.schema", "schema s { }\nentity E {\n  id: int8 @key\n  f: " +
                                                std::string(text.type) + " = \"" + literal + "\"\n}\n")})
        .exit;
  }
};

TEST_F(LiteralsTest, WhatIsTakenTheServerTakes) {
  for (const Text& text : kGood) {
    EXPECT_TRUE(server_takes(text)) << text.type << " " << text.text;
    EXPECT_EQ(check(text), 0) << text.type << " " << text.text;
  }
}

TEST_F(LiteralsTest, LongTextIsLeftToTheServer) {
  const std::string digits(200'000, '1');
  const std::string type_and_text[][2] = {{"interval", digits + " day"},
                                          {"numrange", "[" + digits + ",)"},
                                          {"int4range", digits},
                                          {"inet", digits + ":" + digits},
                                          {"uuid", digits}};
  for (const auto& [type, text] : type_and_text) EXPECT_EQ(check({type.c_str(), text.c_str()}), 0) << type;
}

TEST_F(LiteralsTest, WhatIsRefusedTheServerRefuses) {
  for (const Text& text : kBad) {
    EXPECT_FALSE(server_takes(text)) << text.type << " " << text.text;
    EXPECT_EQ(check(text), 1) << text.type << " " << text.text;
  }
}

TEST_F(DatabaseTest, ASeedPutsInValuesOfCompositeTypes) {
  const std::string desk = file("desk.schema", "schema " + name() + " { }\ntenancy { root Firm app " +
                                                   name() + "_app owner " + name() + R"(_owner }
enum Kind { home work }
struct More { floor: int4? }
type Spot { x: float8  y: numeric(6, 2) }
type Address { street: text  zip: varchar(5)  spot: Spot  kind: Kind  tags: text[]  since: date  more: json<More> }
entity Firm { id: uuid = uuid() @key }
entity Customer { id: uuid = uuid() @key  home: Address = { zip = "89073" }  former: Address[] }
seed demo {
  acme: Firm { }
  in acme {
    Customer { former = [{ street = "it's", tags = ["a", "b"] }, { spot = { y = 1.5 }, kind = work }] }
    Customer { home = { since = "2026-01-31", more = { floor = 3 }, street = `upper('x')` }, former = [] }
  }
})");
  for (int run = 0; run < 2; ++run) {
    const Outcome applied = tenon({"apply", desk, "--db", url(), "--seed", "--lint", "all=off"});
    EXPECT_EQ(applied.exit, 0) << applied.err;
  }
  EXPECT_EQ(sql("SELECT string_agg(home::text || ' ' || former::text, ' ' ORDER BY former) FROM customers"),
            R"~((X,,,,,2026-01-31,"{""floor"": 3}") {} (,89073,,,,,) )~"
            R"~({"(it's,,,,\"{a,b}\",,)","(,,\"(,1.50)\",work,,,)"})~");
}

}  // namespace
}  // namespace tenon::test
