// The compiler's stages: the platform's schema, and made-up ones of 10 to 1,000 entities, whose time by
// entity has to stay flat.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "driver/compilation.hpp"
#include "driver/targets.hpp"
#include "parse/parse.hpp"

namespace {

namespace fs = std::filesystem;

const std::string kPlatform = std::string(TENON_SOURCE) + "/schema/platform.schema";

/// A realistic entity: eleven columns, a relation to the one before it, two indexes, a check.
std::string entity(int number) {
  std::string text = fmt::format("/// Entity {0}.\nentity Thing{0} with Timestamps {{\n", number);
  text +=
      "  id: uuid = uuid() @key\n  name: varchar(200)\n  email: text? @unique @pii\n  state: State = open\n";
  text +=
      "  total: numeric(12,2) = 0\n  count: int4 = 0\n  flag: bool = false\n  note: text?\n  tags: text[]?\n";
  if (number > 0) text += fmt::format("  before: Thing{}? @on_delete(set_null)\n", number - 1);
  text += "  index (state, created_at desc)\n  index (name)\n  check total_not_negative `total >= 0`\n}\n\n";
  return text;
}

std::string schema(int entities) {
  std::string text = "schema big { postgres 15 }\ntenancy { root Tenant app big_app owner big_owner }\n";
  text +=
      "enum State { open closed }\nmixin Timestamps { created_at: timestamptz = now()  updated_at: "
      "timestamptz = now() @touch }\n";
  text += "entity Tenant { id: uuid = uuid() @key  name: text }\n";
  for (int i = 0; i < entities; ++i) text += entity(i);
  return text;
}

/// A schema in a file of its own, gone with the object.
class SchemaFile {
 public:
  explicit SchemaFile(int entities)
      : path_(fs::temp_directory_path() / fmt::format("bench-{}-{}.schema", ::getpid(), entities)) {
    std::ofstream(path_) << schema(entities);
  }
  SchemaFile(const SchemaFile&) = delete;
  SchemaFile& operator=(const SchemaFile&) = delete;
  ~SchemaFile() { fs::remove(path_); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

void count_entities(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["per_entity"] =
      benchmark::Counter(static_cast<double>(state.range(0)),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void parse(benchmark::State& state) {
  tenon::SourceSet sources;
  const auto id = sources.add(tenon::SourceFile("big.schema", schema(static_cast<int>(state.range(0)))));
  for (auto _ : state) {
    tenon::diag::Sink sink;
    benchmark::DoNotOptimize(tenon::parse::parse(sources, id, sink));
  }
  count_entities(state);
}

void compile(benchmark::State& state) {
  const SchemaFile file(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(tenon::driver::compile(file.path()));
  count_entities(state);
}

void generate(benchmark::State& state, const char* target) {
  const SchemaFile file(static_cast<int>(state.range(0)));
  const auto compilation = tenon::driver::compile(file.path());
  tenon::render::Templates templates;
  for (auto _ : state)
    benchmark::DoNotOptimize(tenon::driver::find_target(target)->generate(compilation, templates));
  count_entities(state);
}

void platform(benchmark::State& state) {
  for (auto _ : state) {
    const auto compilation = tenon::driver::compile(kPlatform);
    tenon::render::Templates templates;
    for (const auto& target : tenon::driver::targets())
      benchmark::DoNotOptimize(target.generate(compilation, templates));
  }
}

constexpr auto kUnit = benchmark::kMillisecond;

BENCHMARK(platform)->Unit(kUnit);
BENCHMARK(parse)->RangeMultiplier(10)->Range(10, 1000)->Unit(kUnit);
BENCHMARK(compile)->RangeMultiplier(10)->Range(10, 1000)->Unit(kUnit);
BENCHMARK_CAPTURE(generate, sql, "sql")->RangeMultiplier(10)->Range(10, 1000)->Unit(kUnit);
BENCHMARK_CAPTURE(generate, cpp, "cpp")->RangeMultiplier(10)->Range(10, 1000)->Unit(kUnit);
BENCHMARK_CAPTURE(generate, tests, "tests")->RangeMultiplier(10)->Range(10, 1000)->Unit(kUnit);

}  // namespace
