// What some changes cost programs at work, as planned and as somebody would write them down plainly: by hand,
// `tenon_figures ROWS [NAME]`. The figures are the machine's.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "driver/migrate/bench.hpp"
#include "migration/rehearsal.hpp"
#include "pair.hpp"
#include "replay.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

struct Change {
  std::string_view name;
  std::string_view outside;  ///< lines of the pair beside the entity
  std::string_view lines;    ///< of the entity
  std::string_view plain;    ///< transactions, one in each line
};
constexpr Change kChanges[] = {
    {"NOT NULL", "", "-  body: text?\n+  body: text @backfill(\"none\")\n",
     "UPDATE notes SET body = 'none' WHERE body IS NULL;\nALTER TABLE notes ALTER COLUMN body SET NOT NULL;"},
    {"foreign key", "", "-  author_id: uuid?\n+  author: Author? @was(author_id)\n",
     "ALTER TABLE notes ADD CONSTRAINT notes_author_fkey FOREIGN KEY (tenant_id, author_id) REFERENCES "
     "authors (tenant_id, id);\nCREATE INDEX ON notes (tenant_id, author_id);"},
    {"unique", "", "+  unique (title)\n", "ALTER TABLE notes ADD UNIQUE (tenant_id, title);"},
    {"int4 to int8", "", "-  words: int4\n+  words: int8\n",
     "ALTER TABLE notes ALTER COLUMN words TYPE int8;"},
    {"plain to partitioned", "",
     "   made_at: timestamptz = now()\n-  key (id)\n+  key (made_at, id)\n+  partition by "
     "range (made_at) every month\n",
     "ALTER TABLE notes RENAME TO notes_old; "
     "CREATE TABLE notes (LIKE notes_old INCLUDING DEFAULTS, PRIMARY KEY (tenant_id, made_at, id)) PARTITION "
     "BY "
     "RANGE (made_at); CREATE TABLE notes_all PARTITION OF notes DEFAULT; INSERT INTO notes SELECT * FROM "
     "notes_old; DROP TABLE notes_old; ALTER TABLE notes ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON notes "
     "TO figures_app USING (tenant_id = tenon.current_tenant()); GRANT SELECT, INSERT, UPDATE, DELETE ON "
     "notes "
     "TO figures_app;"},
    {"column renamed", "", "-  kind: text\n+  sort: text @was(kind)\n",
     "ALTER TABLE notes RENAME COLUMN kind TO sort;"},
    {"enum value removed", "-enum State { draft shared gone }\n+enum State { draft shared }\n",
     "   state: State = draft\n",
     "ALTER TYPE state RENAME TO state_old; CREATE TYPE state AS ENUM ('draft', 'shared'); "
     "ALTER TABLE notes ALTER COLUMN state DROP DEFAULT; "
     "ALTER TABLE notes ALTER COLUMN state TYPE state USING state::text::state; "
     "ALTER TABLE notes ALTER COLUMN state SET DEFAULT 'draft'; DROP TYPE state_old;"},
};

std::string pair_text(const Change& change) {
  std::string out = std::string(change.outside) +
                    " schema figures { postgres 15 }\n"
                    " tenancy { root Tenant app figures_app owner figures_owner }\n"
                    " entity Tenant { id: uuid = uuid() @key }\n"
                    " entity Author { id: uuid = uuid() @key  name: text }\n"
                    " entity Note {\n"
                    "   title: text\n";
  // A change that names a key has it among its lines.
  const bool has_key = change.lines.find("key (") != std::string_view::npos;
  out += has_key ? "   id: uuid = uuid()\n" : "   id: uuid = uuid() @key\n";
  out += change.lines;
  return out + " }\n";
}

/// Nobody holds what is taken away.
constexpr const char* kMended =
    "DO $$ BEGIN UPDATE notes SET state = 'draft' WHERE state = 'gone'; EXCEPTION WHEN OTHERS THEN NULL; END "
    "$$;";
std::vector<migration::Request> mended(std::vector<migration::Request> requests) {
  for (migration::Request& each : requests) {
    if (const auto at = each.sql.find("'gone'"); at != std::string::npos) each.sql.replace(at, 6, "'draft'");
  }
  return requests;
}

std::vector<plan::Step> plain_steps(const Change& change) {
  std::vector<plan::Step> out;
  std::istringstream in{std::string(change.plain)};
  for (std::string line; std::getline(in, line);)
    out.push_back({.what = line,
                   .sql = "RESET ROLE; " + line,
                   .mode = plan::Mode::kAlone,
                   .lock = plan::Lock::kAccessExclusive,
                   .on = "every table",
                   .rewrites = true,
                   .hazards = {plan::Hazard::kBreaksClients}});
  return out;
}

void print(std::string_view name, std::string_view how, const migration::Rehearsal& seen) {
  double took = 0;
  double read = 0;
  double write = 0;
  long wal = 0;
  long disk = 0;
  for (const migration::RehearsedStep& step : seen.steps) {
    took += std::chrono::duration<double>(step.end - step.begin).count();
    read = std::max(read, step.reader_waited);
    write = std::max(write, step.writer_waited);
    wal += step.wal;
    disk += step.disk;
  }
  constexpr double kMega = 1024.0 * 1024.0;
  fmt::print("{:<20} {:<8} {:>8.1f} s {:>9.0f} ms {:>9.0f} ms {:>8.0f} MB {:>8.0f} MB {:>7} {:>7} {}\n", name,
             how, took, read, write, static_cast<double>(wal) / kMega, static_cast<double>(disk) / kMega,
             seen.requests, seen.failed + seen.announced_failed, seen.wrong);
  for (const std::string& finding : seen.findings) fmt::print("    {}\n", finding);
  std::fflush(stdout);
}

void tell(const Change& change, int rows, bool plainly) {
  const Pair pair = pair_of(pair_text(change));
  std::string wrong;
  const auto before = compiled(pair.before, wrong);
  const auto after = compiled(pair.after, wrong);
  if (!before || !after) {
    fmt::print("{}\n", wrong);
    return;
  }
  const std::string url = dumps::postgres(0, dumps::Place::kHere).url("postgres");
  driver::Bench bench(url, "figures");
  const int tenants = std::max(5, rows / 1000);
  wrong = bench.make(*before);
  const migration::SampleOptions options = driver::rows_for(*before, *after, rows, tenants);
  wrong += bench.put_rows(*before, options).failed;
  auto session = std::move(*bench.connect());
  session.script(std::string("SET search_path TO public;") + kMended);
  session.script("VACUUM ANALYZE");
  session.script("CHECKPOINT");
  migration::Play play{url, "figures", "figures", "public", {rows, tenants}, {}, {}};
  play.before = migration::taken(
      session, mended(migration::requests_of(session, *before->schema, options.foreseen)), play.extent);
  plan::Plan plan = driver::plan_between(*before, *after);
  if (plainly) plan.steps = plain_steps(change);
  std::vector<migration::RehearsedPart> parts;
  const auto texts = driver::texts_of(*before, *after, plan, "Figures.");
  for (const auto& [part, phase] : {std::pair(migration::kExpand, plan::Phase::kExpand),
                                    std::pair(migration::kContract, plan::Phase::kContract)}) {
    const auto text = texts.find(part);
    if (text != texts.end()) parts.push_back({std::string(part), phase, text->second});
  }
  if (!wrong.empty()) fmt::print("{}\n", wrong);
  print(change.name, plainly ? "plainly" : "planned", migration::rehearse(play, plan, parts));
}

}  // namespace
}  // namespace plan_tests

int main(int argc, char** argv) {
  const int rows = argc > 1 ? std::atoi(argv[1]) : 10000;
  fmt::print("{:<20} {:<8} {:>10} {:>12} {:>12} {:>11} {:>11} {:>7} {:>7}\n", "", "", "took", "read", "write",
             "log", "disk", "asked", "failed");
  for (const auto& change : plan_tests::kChanges) {
    if (argc > 2 && change.name != argv[2]) continue;
    for (const bool plainly : {false, true}) plan_tests::tell(change, rows, plainly);
  }
  dumps::stop_clusters();
  return 0;
}
