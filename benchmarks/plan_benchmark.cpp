// Planning: ten changes of a schema of 173 tables, from a snapshot; and the same pair read anew, as the
// command does it.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "driver/migrate/versions.hpp"
#include "made_schema.hpp"

namespace {

namespace fs = std::filesystem;
using tenon::driver::Version;

constexpr int kEntities = 172;  // and the tenant's

/// In the entity of that number.
void change(std::string& schema, int entity, const std::string& from, const std::string& to) {
  const std::size_t begin = schema.find(fmt::format("entity Thing{} ", entity));
  const std::size_t at = schema.find(from, begin);
  if (at == std::string::npos) throw std::logic_error("nothing there to change: " + from);
  schema.replace(at, from.size(), to);
}

std::string changed() {
  std::string out = tenon::benchmarks::schema(kEntities);
  change(out, 3, "name: varchar(200)", "name: text");
  change(out, 7, "count: int4 = 0", "count: int8 = 0");
  change(out, 11, "note: text?", "note: text?\n  body: text?");
  change(out, 20, "  flag: bool = false\n", "");
  change(out, 31, "total: numeric(12,2) = 0", "total: numeric(12,2) = 1");
  change(out, 41, "tags: text[]?", "tags: text[]?\n  kind: text @backfill(\"old\")");
  change(out, 60, "index (state, created_at desc)", "index (state, created_at)");
  change(out, 99, "total: numeric(12,2) = 0", "total: numeric(12,2)? = 0");
  out.replace(out.find("enum State { open closed }"), 26, "enum State { open waiting closed }");
  return out +
         "\nentity Extra { id: uuid = uuid() @key  thing: Thing5  label: text  unique (thing, label) }\n";
}

Version version(const std::string& text) {
  const fs::path path = fs::temp_directory_path() / fmt::format("bench-{}.schema", ::getpid());
  std::ofstream(path) << text;
  auto out = tenon::driver::read_version(path.string());
  fs::remove(path);
  if (!out) throw std::logic_error("the schema has errors");
  return std::move(*out);
}

void ten_changes(benchmark::State& state) {
  const Version before = version(tenon::benchmarks::schema(kEntities));
  const Version after = version(changed());
  std::size_t steps = 0;
  for (auto _ : state) steps = tenon::driver::plan_between(before, after).steps.size();
  state.counters["steps"] = static_cast<double>(steps);
}

void no_change(benchmark::State& state) {
  const Version before = version(tenon::benchmarks::schema(kEntities));
  for (auto _ : state) benchmark::DoNotOptimize(tenon::driver::plan_between(before, before).steps.size());
}

}  // namespace

BENCHMARK(ten_changes)->Unit(benchmark::kMillisecond);
BENCHMARK(no_change)->Unit(benchmark::kMillisecond);
