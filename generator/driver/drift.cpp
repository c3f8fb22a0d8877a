// `tenon drift`: how a database differs from what its schema makes, object by object.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "catalog/elaborate.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/database.hpp"
#include "driver/migrate/concern.hpp"
#include "driver/migrate/versions.hpp"
#include "driver/report.hpp"
#include "driver/wanted.hpp"

namespace tenon::driver {
namespace {

using Json = nlohmann::ordered_json;
using catalog::Depth;
using model::Difference;
using model::Kind;

/// What somebody has to think of where an object of the kind isn't what it should be.
struct Meaning {
  Kind kind;
  std::string_view text;
};
constexpr std::string_view kApart = "isolation: which rows a role sees and writes";
constexpr std::string_view kMay = "isolation: who may do what";
constexpr Meaning kMeanings[] = {
    {Kind::kPolicy, kApart},
    {Kind::kRowSecurity, kApart},
    {Kind::kView, kApart},
    {Kind::kGrant, kMay},
    {Kind::kDefaultPrivilege, kMay},
    {Kind::kFunction, "what runs with its owner's rights, or beside each write"},
    {Kind::kTrigger, "what happens beside each write"},
    {Kind::kRule, "what happens instead of a statement"},
    {Kind::kPublication, "which rows leave the database"},
    {Kind::kConstraint, "which rows the table takes"},
    {Kind::kTable, "what programs read and write"},
    {Kind::kColumn, "what programs read and write"},
    {Kind::kEnum, "which values programs meet"},
    {Kind::kComposite, "which values programs meet"},
    {Kind::kDomain, "which values programs meet"},
    {Kind::kSequence, "which numbers rows get"},
    {Kind::kIndex, "how fast it is; of a unique one, which rows the table takes"},
    {Kind::kStatistics, "how fast it is"},
    {Kind::kComment, "what people read"},
    {Kind::kRegisteredRow, "what tenon.maintain() goes by"},
};

std::string_view meaning_of(Kind kind) {
  const auto* row = std::find_if(std::begin(kMeanings), std::end(kMeanings),
                                 [&](const Meaning& each) { return each.kind == kind; });
  return row == std::end(kMeanings) ? "what all else stands on" : row->text;
}

std::string_view standing(const Difference& each) {
  if (each.after == nullptr) return "missing";
  return each.before == nullptr ? "more" : "different";
}

std::string or_nothing(const std::string& json) {
  return json.empty() ? "nothing" : json;
}

void print_text(const std::vector<Difference>& differences) {
  for (const Difference& each : differences) {
    fmt::print("{}: {} ({})\n", model::text(each.identity()), standing(each),
               meaning_of(each.identity().kind));
    for (const model::FieldDifference& field : each.fields)
      fmt::print("  {}: should be {}, is {}\n", field.field, or_nothing(field.before),
                 or_nothing(field.after));
  }
}

Json value_of(const std::string& json) {
  return json.empty() ? Json() : Json::parse(json, nullptr, false);
}

void print_json(const std::string& schema, const std::vector<Difference>& differences) {
  Json list = Json::array();
  for (const Difference& each : differences) {
    Json fields = Json::array();
    for (const model::FieldDifference& field : each.fields)
      fields.push_back(
          {{"field", field.field}, {"should_be", value_of(field.before)}, {"is", value_of(field.after)}});
    const model::Identity& identity = each.identity();
    list.push_back({{"object", model::text(identity)},
                    {"kind", model::kind_name(identity.kind)},
                    {"drift", standing(each)},
                    {"means", meaning_of(identity.kind)},
                    {"fields", std::move(fields)}});
  }
  fmt::print("{}\n", Json{{"schema", schema}, {"drift", std::move(list)}}.dump(2));
}

/// The database with nothing in it that isn't the schema's to say: as it is where it differs, and else as it
/// should be.
model::Database as_it_is(const migration::Compared& sides) {
  model::Database out;
  std::set<model::Identity> differing;
  for (const Difference& each : sides.differences) differing.insert(each.identity());
  for (const model::Object& object : sides.wanted.objects()) {
    if (!differing.contains(object.identity)) out.add(object);
  }
  for (const model::Object& object : sides.found.objects()) {
    if (differing.contains(object.identity)) out.add(object);
  }
  return model::ordered(out);
}

void print_scripts(const plan::Plan& plan, const std::string& head) {
  const auto has = [&](plan::Phase phase) {
    return std::ranges::find(plan.steps, phase, &plan::Step::phase) != plan.steps.end();
  };
  const bool are_two = has(plan::Phase::kExpand) && has(plan::Phase::kContract);
  const std::string what = "What would make the database what its schema says.";
  fmt::print("{}{}",
             plan::script_text(plan, plan::Phase::kExpand,
                               {what + (are_two ? "\nThe first of two scripts." : ""), head}),
             are_two ? "\n" : "");
  fmt::print("{}", plan::script_text(
                       plan, plan::Phase::kContract,
                       {what + (are_two ? "\nThe second of two scripts, for behind the first." : ""), head}));
}

/// What would make the database what it should be; 1 where something of it no step can.
int print_plan(const ir::Schema& schema, const migration::Compared& sides) {
  const Version is{schema, as_it_is(sides), true};
  const Version should_be{schema, sides.wanted, true};
  const plan::Plan plan = plan_between(is, should_be, model::Intent{});
  print_scripts(plan, script_head(is, schema));
  for (const plan::Refusal& each : plan.refused)
    print_error(fmt::format("{}: {}", model::text(each.object), each.why), each.way_out);
  return kFinding;
}

std::optional<catalog::Reading> wanted_reading(const Compilation& compilation, const DriftOptions& options,
                                               int major) {
  const catalog::Wanted sql = wanted(compilation);
  auto made = options.scratch.empty() ? catalog::elaborate(major, sql, Depth::kWhole)
                                      : catalog::elaborate_at(options.scratch, sql, Depth::kWhole);
  if (!made && options.scratch.empty()) {
    auto beside = catalog::elaborate_at(options.database, sql, Depth::kWhole);
    if (beside) made = std::move(beside);
  }
  if (made) return std::move(*made);
  print_error("what the schema makes can't be told here: " + made.error().message, made.error().help);
  return std::nullopt;
}

/// Whether a table of the schema's is there.
bool holds_any(const model::Database& should_be, const model::Database& is, const ir::Schema& schema) {
  const std::vector<std::string> own = ir::spaces(schema);
  return std::ranges::any_of(should_be.objects(), [&](const model::Object& each) {
    return each.identity.kind == Kind::kTable && contains(own, each.identity.schema) &&
           is.find(each.identity) != nullptr;
  });
}

/// One look; the exit code.
int look(const Compilation& compilation, const model::Database& should_be, const DriftOptions& options) {
  auto session = connect(options.database);
  if (!session) return kEnvironment;
  const ir::Schema& schema = *compilation.schema;
  const auto installed = catalog::installed_fingerprint(*session, schema.name);
  if (!installed) return fail_sql("the database's version of the schema can't be read", installed.error());
  const auto found = catalog::read_whole_database(*session);
  if (!found) {
    print_error("what the database is can't be read: " + found.error(),
                "connect as its owner, or as a superuser");
    return kEnvironment;
  }
  const bool is_taken = installed->has_value();
  if (!is_taken && !holds_any(should_be, found->database, schema)) {
    print_error(fmt::format("the database doesn't hold `{}`", schema.name),
                "put it there with `tenon apply`");
    return kFinding;
  }
  if (!is_taken && options.fix) {
    print_error(
        fmt::format("the database has no history of `{}` yet, and so nothing is mended in it", schema.name),
        "take it as it is with `tenon migrate baseline`; the next migration makes it what the schema says");
    return kFinding;
  }
  if (!is_taken)
    fmt::print(stderr,
               "the database has no history of `{}` yet: `tenon migrate baseline` takes it as it is\n",
               schema.name);
  const migration::Sift sift = drift_of(schema);
  const migration::Compared sides =
      migration::compared(should_be, found->database, is_taken ? sift : before_tenon(sift), Depth::kWhole);
  if (options.fix && !sides.differences.empty()) return print_plan(schema, sides);
  if (options.form == "json") {
    print_json(schema.name, sides.differences);
  } else {
    print_text(sides.differences);
    fmt::print("{} on the given database: {} differences\n", schema.name, sides.differences.size());
  }
  return sides.differences.empty() ? kSuccess : kFinding;
}

}  // namespace

int drift(const DriftOptions& options) {
  const std::vector<Compilation> compilations = compile_and_report(options.common);
  const Compilation& compilation = compilations.front();
  if (!compilation.schema) return kFinding;
  int major = 0;
  {
    const auto session = connect(options.database);
    if (!session) return kEnvironment;
    major = session->server_version() / 10000;
  }
  const auto should_be = wanted_reading(compilation, options, major);
  if (!should_be) return kEnvironment;
  for (;;) {
    const int code = look(compilation, should_be->database, options);
    if (options.watch == 0) return code;
    std::fflush(stdout);
    std::this_thread::sleep_for(std::chrono::seconds(options.watch));
  }
}

}  // namespace tenon::driver
