// The compiler's stages: the platform's schema, and made-up ones of 10 to 10,000 entities, whose time and
// memory by entity have to stay flat.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>

#include "driver/compilation.hpp"
#include "driver/targets.hpp"
#include "made_schema.hpp"
#include "parse/parse.hpp"

namespace {

namespace fs = std::filesystem;

const std::string kPlatform = std::string(TENON_SOURCE) + "/schema/platform.schema";

using tenon::benchmarks::schema;

/// All that was ever asked for on the heap: what a stage takes, whether it keeps it or not.
std::atomic<std::size_t> allocated = 0;

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

/// What the loop allocates and how long it takes, by entity: both have to stay flat.
void count_entities(benchmark::State& state, std::size_t before) {
  const auto entities = static_cast<double>(state.range(0)) * static_cast<double>(state.iterations());
  state.counters["bytes_per_entity"] = static_cast<double>(allocated - before) / entities;
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["per_entity"] =
      benchmark::Counter(static_cast<double>(state.range(0)),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void parse(benchmark::State& state) {
  tenon::SourceSet sources;
  const auto id = sources.add(tenon::SourceFile("big.schema", schema(static_cast<int>(state.range(0)))));
  const std::size_t before = allocated;
  for (auto _ : state) {
    tenon::diag::Sink sink;
    benchmark::DoNotOptimize(tenon::parse::parse(sources, id, sink));
  }
  count_entities(state, before);
}

void compile(benchmark::State& state) {
  const SchemaFile file(static_cast<int>(state.range(0)));
  const std::size_t before = allocated;
  for (auto _ : state) benchmark::DoNotOptimize(tenon::driver::compile(file.path()));
  count_entities(state, before);
}

void generate(benchmark::State& state, const char* target) {
  const SchemaFile file(static_cast<int>(state.range(0)));
  const auto compilation = tenon::driver::compile(file.path());
  tenon::render::Templates templates;
  const std::size_t before = allocated;
  for (auto _ : state)
    benchmark::DoNotOptimize(tenon::driver::find_target(target)->generate(compilation, templates));
  count_entities(state, before);
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

/// Long enough for several rounds of the largest: memory that a process touches for the first time is the
/// system's cost, and the first round alone pays it.
void by_size(benchmark::internal::Benchmark* benchmark) {
  constexpr double kSeconds = 4;
  benchmark->RangeMultiplier(10)->Range(10, 10000)->Unit(kUnit)->MinTime(kSeconds);
}

BENCHMARK(platform)->Unit(kUnit);
BENCHMARK(parse)->Apply(by_size);
BENCHMARK(compile)->Apply(by_size);
BENCHMARK_CAPTURE(generate, sql, "sql")->Apply(by_size);
BENCHMARK_CAPTURE(generate, cpp, "cpp")->Apply(by_size);
BENCHMARK_CAPTURE(generate, tests, "tests")->Apply(by_size);

}  // namespace

// Not inlined: the compiler would see free() where it knows of a new, and take them for mismatched.
[[gnu::noinline]] void* operator new(std::size_t size) {
  allocated += size;
  if (void* out = std::malloc(size)) return out;
  throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept {
  std::free(memory);
}
