// What generated values can do: printed, compared, hashed, described, and as JSON both ways, which the server
// is asked about.
#include "values_access.hpp"

#include <compare>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <tenon/fmt.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>
#include <unordered_set>
#include <vector>

#include "live_database.hpp"
#include "values_describe.hpp"
#include "values_json.hpp"

namespace {

using namespace values;
using Tree = nlohmann::json;

tenon::Pool& pool() {
  static tenon::Pool app{
      live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = "values_app", .size = 2}};
  return app;
}

tenon::Uuid make_firm() {
  const tenon::Uuid id = tenon::Uuid::v4();
  tenon::Pool provisioner{
      live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = "values_provisioner"}};
  provisioner.in_tenant(id, [](tenon::TenantTx& tx) { Firms{tx}.insert({.name = "A firm"}); });
  return id;
}

/// A row of each type, with what is awkward in it; of the second all that may be NULL is.
constexpr const char* kFull = R"(
  INSERT INTO things VALUES ($1, 1, -32768, 2147483647, 9223372036854775807, 0.1, 1e-7, 12345678901234567890.0123456789,
    true, '\x00ff10', '2026-02-28', '24:00:00', '2026-05-01 12:34:56.000001', '1969-12-31 23:59:59.5+00',
    '-14 mons +3 days -04:05:06.7', '{"a": [1, 2.50, null], "ü": "\u20ac\n"}',
    '{"maxSpend": 1.5, "type": "usual", "spots": [{"xAxis": 2}], "state": "open",
      "bigNumber": 9007199254740993, "ownerId": "00112233-4455-6677-8899-aabbccddeeff", "anything": [{}],
      "elsewhere": 12345678901234567890.123, "max_spend": "another"}',
    '[{"xAxis": 1.0}, {"xAxis": 2, "note": "n"}]',
    '{"name": "root", "children": [{"name": "leaf"}, {"name": "twig", "children": [{"name": "bud"}]}]}',
    'shut for "good"', '{open,"shut for \"good\""}', '{"","a \"b\" \\\\ {c},d","line\nbreak"}', '{1,2,3}', '{t,f}',
    '{1.50,-0.000001}', '{00112233-4455-6677-8899-aabbccddeeff}', '{"2026-05-01 00:00:00+00"}',
    'short', 'Folded', '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', '1010', '101',
    '16/B374D848', 4294967295, '(1,2.5)', '<a b="c">d</a>', 'a=>1, b=>NULL', 'a.b', '''fat'' & ''cat''', '''a'':1 ''b'':2',
    '[1,5)', '[1,5)', '(1.5,2.50]', '["2026-01-01 00:00:00",infinity)', '["2026-01-01 00:00:00+00",)', 'empty',
    '{[1,2),[5,8)}', '{}', '{(1.5,2.50]}', '{}', '{["2026-01-01 00:00:00+00",)}', '{}'))";

constexpr const char* kBare = R"(
  INSERT INTO things (tenant_id, id, small, middle, large, single, twice, exact, yes, raw, day, at, moment, instant, span,
    any_json, limits, spots, state, states, words, flags, exacts, keys)
  VALUES ($1, 2, 0, 0, -9223372036854775808, 'NaN', '-Infinity', 0, false, '', '0001-01-01', '00:00', '9999-12-31 00:00',
    '2026-05-01 00:00+00', '0', 'null', '{"type": ""}', '[]', 'open', '{}', '{}', '{}', '{}', '{}'))";

/// The firm's things, and how the server writes them.
struct Stored {
  std::vector<Thing> rows;
  std::vector<Tree> server;
};

Stored stored(const tenon::Uuid& firm) {
  return pool().in_tenant(firm, [&](tenon::TenantTx& tx) {
    tenon::execute(tx, "SET LOCAL xmloption = content");
    tenon::execute(tx, kFull, firm);
    tenon::execute(tx, kBare, firm);
    Stored out;
    for (const std::int64_t id : {1, 2}) out.rows.push_back(*Things{tx}.find(id));
    for (const auto& [text] :
         tenon::query<std::string>(tx, "SELECT row_to_json(t)::text FROM things t ORDER BY id"))
      out.server.push_back(Tree::parse(text));
    return out;
  });
}

TEST(Values, RowsAsJsonAreAsTheServerWritesThem) {
  // RFC 3339, within ranges too, base64, ISO 8601; a number, and a text, where the server writes a string and
  // an object.
  const std::set<std::string_view> otherwise = {"raw",    "moment", "instant",  "span",       "instants",
                                                "object", "pairs",  "range_ts", "range_tstz", "many_tstz"};
  const auto [rows, server] = stored(make_firm());
  ASSERT_EQ(rows.size(), server.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string text = tenon::to_json(rows[i]);
    const Tree ours = Tree::parse(text);
    EXPECT_EQ(ours.size(), tenon::describe<Thing>().fields.size());
    for (const tenon::FieldInfo& field : tenon::describe<Thing>().fields) {
      if (otherwise.contains(field.column)) continue;
      const std::string column(field.column);
      EXPECT_EQ(ours.at(std::string(field.json)), server[i].at(column)) << column;
    }
  }
  EXPECT_NE(tenon::to_json(rows[0]).find("\"exact\":12345678901234567890.0123456789,"), std::string::npos)
      << "to the last digit";
}

TEST(Values, TheServerReadsTimesAndBytesFromJson) {
  const tenon::Uuid firm = make_firm();
  const auto [rows, server] = stored(firm);
  pool().in_tenant(firm, [&](tenon::TenantTx& tx) {
    for (const Thing& row : rows) {
      const auto same = tenon::query<bool, bool, bool, bool, bool>(tx, R"(
        SELECT decode(j->>'raw', 'base64') = raw, (j->>'moment')::timestamp = moment, (j->>'instant')::timestamptz = instant,
          (j->>'span')::interval = span, (j->'instants'->>0)::timestamptz IS NOT DISTINCT FROM instants[1]
        FROM things, CAST($1 AS jsonb) j WHERE id = $2)",
                                                                   tenon::Json{tenon::to_json(row)}, row.id);
      EXPECT_EQ(same.at(0), std::tuple(true, true, true, true, true));
    }
  });
}

TEST(Values, RowsComeBackFromJson) {
  const auto [rows, server] = stored(make_firm());
  EXPECT_EQ(tenon::from_json<Thing>(tenon::to_json(rows[0])), rows[0]);
  EXPECT_EQ(tenon::from_json<Thing>(tenon::to_json(rows[0], {.big_numbers_as_text = true})), rows[0]);
  EXPECT_EQ(tenon::to_json(tenon::from_json<std::vector<Thing>>(tenon::to_json(rows))), tenon::to_json(rows));
  const Tree texts = Tree::parse(tenon::to_json(rows[0], {.big_numbers_as_text = true}));
  EXPECT_EQ(texts.at("large"), "9223372036854775807");
  EXPECT_EQ(texts.at("exact"), "12345678901234567890.0123456789");
  EXPECT_EQ(texts.at("middle"), 2147483647);
  EXPECT_EQ(texts.at("limits").at("bigNumber"), "9007199254740993");
}

TEST(Values, ARowsJsonIsThatOfARowToInsert) {
  const auto [rows, server] = stored(make_firm());
  const std::string texts = tenon::to_json(rows);
  pool().in_tenant(make_firm(), [&](tenon::TenantTx& tx) {
    for (const NewThing& row : tenon::from_json<std::vector<NewThing>>(texts)) Things{tx}.insert(row);
    std::vector<Thing> again;
    for (const std::int64_t id : {1, 2}) again.push_back(*Things{tx}.find(id));
    EXPECT_EQ(tenon::to_json(again), texts);
  });
}

Person person() {
  Person out;
  out.id = tenon::Uuid::parse("00112233-4455-6677-8899-aabbccddeeff");
  out.full_name = "Ann Marker";
  out.password = tenon::Secret<std::string>("hunter2");
  out.state = State::shut;
  out.note = "two\nlines";
  return out;
}

TEST(Values, JsonHoldsNoSecretsAndMarksPersonalData) {
  const Person row = person();
  const Tree shown = Tree::parse(tenon::to_json(row));
  EXPECT_EQ(
      shown,
      Tree::parse(R"({"id": "00112233-4455-6677-8899-aabbccddeeff", "fullName": "Ann Marker", "mail": null,
    "state": "shut for \"good\"", "rank": 0, "note": "two\nlines", "bossId": null})"));
  const std::string marked = tenon::to_json(row, {.personal = tenon::Personal::marked});
  EXPECT_EQ(Tree::parse(marked).at("fullName"), "[personal]");
  EXPECT_THROW((void)tenon::from_json<Person>(marked), tenon::JsonError);
  const std::string without = tenon::to_json(row, {.personal = tenon::Personal::left_out});
  EXPECT_FALSE(Tree::parse(without).contains("fullName"));
  EXPECT_FALSE(Tree::parse(without).contains("mail"));
}

TEST(Values, PatchesTellAbsentFromNull) {
  const auto patch = tenon::from_json<PersonPatch>(R"({"note": null, "rank": 3, "password": "new"})");
  EXPECT_TRUE(patch.note.is_null());
  EXPECT_TRUE(patch.email.is_keep());
  EXPECT_EQ(patch.rank, 3);
  EXPECT_FALSE(patch.state);
  EXPECT_EQ(patch.password->reveal(), "new");
  EXPECT_EQ(tenon::to_json(patch), R"({"rank":3,"note":null})") << "secrets are read, and never written";
}

TEST(Values, RowsToInsertTakeDefaultsAndHashSecrets) {
  const auto row = tenon::from_json<NewPerson>(
      R"({"fullName": "Ann", "password": "p", "token": "t", "iban": "DE02", "note": null})");
  EXPECT_FALSE(row.state);
  EXPECT_TRUE(row.note.is_null());
  EXPECT_EQ(row.token, tenon::SecretHash::of("t"));
  EXPECT_EQ(row.iban->reveal(), "DE02");
  EXPECT_EQ(tenon::to_json(row), R"({"fullName":"Ann","note":null})");
}

/// What is said of a text that isn't the type's JSON.
template <class T>
std::string refusal(std::string_view text, const tenon::JsonReading& how = {}) {
  try {
    (void)tenon::from_json<T>(text, how);
  } catch (const tenon::JsonError& error) {
    return error.what();
  }
  return "";
}

TEST(Values, RefusalsNameThePlaceAndNoValue) {
  EXPECT_EQ(refusal<NewPerson>(R"({"fullName": 1, "password": "p"})"), "`fullName` is no string");
  EXPECT_EQ(refusal<NewPerson>(R"({"fullName": null, "password": "p"})"), "`fullName` is null");
  EXPECT_EQ(refusal<NewPerson>(R"({"password": "p"})"), "`fullName` is missing");
  EXPECT_EQ(refusal<NewPerson>(R"({"fullName": "a", "password": "p", "rank": null})"), "`rank` is null");
  EXPECT_EQ(refusal<NewPerson>(R"({"fullName": "a", "password": "p", "state": "hunter2"})"),
            "`state` is none of its labels");
  EXPECT_EQ(refusal<NewPerson>(R"({"fullName": "a", "fullName": "b", "password": "p"})"),
            "`fullName` stands there twice");
  EXPECT_EQ(refusal<NewPerson>(R"({"fullName": "a", "password": "p", "admin": 1})"),
            "`admin` is no member that can stand here");
  EXPECT_EQ(refusal<NewPerson>("{\"fullName\": \"a\", \"password\": \"p\", \"a\\nb\": 1}"),
            "the JSON has a member that can't stand there");
  EXPECT_EQ(refusal<NewPerson>(R"({"fullName": "a", "password": "p", "admin": 1})", {.ignore_unknown = true}),
            "");
  EXPECT_EQ(refusal<Person>(R"({"password": "p"})"), "`id` is missing") << "a row's secret isn't read";
  EXPECT_EQ(refusal<PersonPatch>(R"({"rank": 2147483648})"), "`rank` is a number out of range");
  EXPECT_EQ(refusal<PersonPatch>(R"({"rank": 1.5})"), "`rank` is no whole number");
  EXPECT_EQ(refusal<PersonPatch>("[]"), "the JSON is no object");
  EXPECT_EQ(refusal<std::vector<PersonPatch>>(R"([{}, {"bossId": "hunter2"}])"), "`[1].bossId` is no UUID");
  EXPECT_EQ(refusal<ThingPatch>(R"({"limits": {"type": "", "spots": [{"xAxis": 1}, {"xAxis": "hunter2"}]}})"),
            "`limits.spots[1].xAxis` is no number");
  EXPECT_EQ(refusal<ThingPatch>(R"({"instant": "2026-05-01T00:00:00"})"),
            "`instant` is no point in time, as in 2026-05-01T12:34:56Z");
}

TEST(Values, ArePrintedWithoutWhatNobodyIsToSee) {
  const Person row = person();
  const std::string text =
      "Person{id: 00112233-4455-6677-8899-aabbccddeeff, full_name: [personal], email: [personal], "
      "password: [redacted], token: [redacted], iban: [redacted], state: shut for \"good\", rank: 0, "
      "note: \"two\\x0alines\", boss_id: null}";
  EXPECT_EQ(to_string(row), text);
  EXPECT_EQ(fmt::format("{}", row), text);
  std::ostringstream out;
  out << row << State::open;
  EXPECT_EQ(out.str(), text + "open");
  EXPECT_EQ(fmt::format("{:>6}", State::open), "  open");
  EXPECT_EQ(to_string(Spot{.x_axis = 1.5, .note = {}}), "Spot{x_axis: 1.5, note: null}");
}

TEST(Values, AreComparedAndHashed) {
  EXPECT_LT((Spot{.x_axis = 1, .note = "b"}), (Spot{.x_axis = 2, .note = "a"}));
  EXPECT_FALSE(std::three_way_comparable<Person>) << "a secret has no order";
  const auto [rows, server] = stored(make_firm());
  const std::unordered_set<Thing> set(rows.begin(), rows.end());
  EXPECT_TRUE(set.contains(rows[0]));
  Thing other = rows[0];
  other.states.push_back(State::open);
  EXPECT_FALSE(set.contains(other));
  EXPECT_NE(std::hash<Thing>{}(other), std::hash<Thing>{}(rows[0]));
}

constexpr std::size_t count_personal() {
  std::size_t out = 0;
  tenon::for_each_field<Person>(
      [&](const tenon::FieldInfo& field, auto /*member*/) { out += field.personal; });
  return out;
}

TEST(Values, AreDescribedAtCompileTime) {
  constexpr const tenon::TypeInfo& person_type = tenon::describe<Person>();
  static_assert(person_type.table == "public.people" && person_type.key[0] == "id");
  static_assert(person_type.doc == "Somebody who works for a firm.");
  constexpr const tenon::FieldInfo& email = *person_type.field("email");
  static_assert(email.sql_type == "citext" && email.cpp_type == "std::optional<std::string>");
  static_assert(email.json == "mail" && email.nullable && email.personal && !email.in_key && email.given);
  static_assert(person_type.field("full_name")->doc == "As on the passport.");
  static_assert(person_type.field("rank")->default_sql == "1");
  static_assert(person_type.field("password")->secret && person_type.field("iban")->encrypted);
  static_assert(person_type.uniques[0].columns[0] == "full_name" && person_type.uniques.size() == 1);
  static_assert(person_type.relations[0].entity == "Person" &&
                person_type.relations[0].columns[0] == "boss_id");
  static_assert(tenon::describe<Spot>().kind == tenon::TypeKind::json);
  static_assert(tenon::describe<Names>().kind == tenon::TypeKind::view);
  static_assert(tenon::labels<State>()[1].label == "shut for \"good\"");
  static_assert(count_personal() == 2);
  Person row;
  tenon::for_each_field(row, [](const tenon::FieldInfo& field, auto& member) {
    if constexpr (std::is_same_v<decltype(member), std::string&>) member = field.name;
  });
  EXPECT_EQ(row.full_name, "full_name");
}

TEST(Values, OfViewsAndQueriesDoTheSame) {
  pool().in_tenant(make_firm(), [](tenon::TenantTx& tx) {
    NewPerson row{.full_name = "Ann", .password = tenon::Secret<std::string>("p")};
    const Person ann = Persons{tx}.insert(row);
    const Task task = Tasks{tx}.insert({.title = "t", .owner_id = ann.id});
    const auto found = persons_by_state(tx, State::open);
    EXPECT_EQ(tenon::to_json(found),
              fmt::format(R"([{{"id":"{}","fullName":"Ann","state":"open","twiceRank":2,)"
                          R"("openTasks":[{{"id":"{}","title":"t","ownerId":"{}"}}]}}])",
                          to_string(ann.id), to_string(task.id), to_string(ann.id)));
    EXPECT_EQ(to_string(found[0]),
              fmt::format("PersonsByState{{id: {}, full_name: [personal], state: open, "
                          "twice_rank: 2, open_tasks: [Task{{id: {}, title: \"t\", owner_id: {}}}]}}",
                          to_string(ann.id), to_string(task.id), to_string(ann.id)));
    EXPECT_EQ(tenon::to_json(NamesView{tx}.all()),
              fmt::format(R"([{{"id":"{}","fullName":"Ann"}}])", to_string(ann.id)));
  });
}

}  // namespace
