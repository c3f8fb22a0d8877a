#include "golden.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "diag/render.hpp"
#include "driver/compilation.hpp"
#include "driver/read.hpp"
#include "driver/targets.hpp"
#include "format/format.hpp"
#include "ir/ir.hpp"
#include "lower/lower.hpp"
#include "prisma/prisma.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "//>";
constexpr std::string_view kKindMark = "// golden: ";
constexpr std::string_view kPrisma = ".prisma";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("can't read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("can't write " + path.string());
}

/// Where the first line of the expectation begins.
std::size_t expectation_begin(const std::string& text) {
  if (text.starts_with(kMark)) return 0;
  const std::size_t found = text.find("\n" + std::string(kMark));
  return found == std::string::npos ? text.size() : found + 1;
}

std::string unmarked(const std::string& block) {
  std::string out;
  for (std::size_t at = 0; at < block.size();) {
    const std::size_t end = std::min(block.find('\n', at), block.size());
    std::string line = block.substr(at, end - at);
    line.erase(0, line.starts_with("//> ") ? 4 : 3);
    out += line + "\n";
    at = end + 1;
  }
  return out;
}

std::string marked(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    out += std::string(kMark) + (line.empty() ? "" : " " + line) + "\n";
    at = end + 1;
  }
  return out;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

/// How the diagnostics are shown.
diag::Format format_of(const Golden& golden) {
  if (golden.kind == "gcc") return diag::Format::kGcc;
  return golden.kind == "json" ? diag::Format::kJson : diag::Format::kText;
}

/// Lints look at whole schemas; what a golden shows of something else would else be lost among them.
sema::LintLevels lint_levels(const Golden& golden) {
  if (golden.kind == "lints" || format_of(golden) != diag::Format::kText) return {};
  return {{"all", sema::Level::kOff}};
}

std::string outputs(const driver::Compilation& compilation, std::string_view target) {
  render::Templates templates;
  std::string out;
  for (const render::OutputFile& file : driver::find_target(target)->generate(compilation, templates)) {
    out += "==== " + file.path + "\n" + file.text;
  }
  return out;
}

/// What the schema makes, without what stands in every file: its head, its end, and what tells the tenant and
/// the version.
std::string steps(const ir::Schema& schema) {
  render::Templates templates;
  const auto pieces =
      target::postgres::create_pieces(schema, lower::lower(schema), {"", ""}, templates, false);
  const auto is_version = [](const auto& piece) {
    return piece.what.find("tenon.schema_version") != std::string::npos;
  };
  const auto version = std::find_if(pieces.rbegin(), pieces.rend(), is_version);
  std::string out;
  for (auto piece = version.base(); piece + 1 != pieces.end(); ++piece) out += piece->sql;
  return out;
}

std::string plan(const ir::Schema& schema) {
  render::Templates templates;
  return target::postgres::plan_text(schema, lower::lower(schema), templates);
}

std::string made(const driver::Compilation& compilation, const std::string& kind) {
  if (kind == "check" || kind == "lints" || kind == "against") return "";
  if (kind == "ir") return ir::to_json(*compilation.schema);
  if (kind == "plan") return plan(*compilation.schema);
  if (kind == "steps") return steps(*compilation.schema);
  if (kind == "sql" || kind == "tests") return outputs(compilation, kind);
  throw std::runtime_error("no golden is of the kind `" + kind + "`");
}

/// The file in its layout, whatever it means.
std::string laid_out(const std::string& path) {
  SourceSet sources;
  diag::Sink sink;
  const std::uint32_t id = sources.add(SourceFile(path, driver::plain_text(read(path))));
  const auto text = format::formatted(sources, id, sink);
  return text ? *text : diag::render(sink.sorted(), sources, {});
}

/// What is wrong with a Prisma schema.
std::string imported(const std::string& path) {
  SourceSet sources;
  diag::Sink sink;
  sources.add(SourceFile(path, driver::plain_text(read(path))));
  prisma::imported(sources, sink);
  return diag::render(sink.sorted(), sources, {});
}

}  // namespace

const fs::path& golden_directory() {
  static const fs::path directory = TENON_GOLDENS;
  return directory;
}

std::vector<std::string> golden_paths() {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(golden_directory())) {
    const bool part = entry.path().parent_path().filename() == "parts";
    if ((entry.path().extension() != ".schema" && entry.path().extension() != kPrisma) || part) continue;
    out.push_back(fs::relative(entry.path(), golden_directory()).string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Golden read_golden(const std::string& path) {
  const std::string text = read(golden_directory() / path);
  const std::size_t end = expectation_begin(text);
  Golden out{path, "check", "", text.substr(0, end), unmarked(text.substr(end))};
  if (text.starts_with(kKindMark)) {
    const std::string line = text.substr(0, text.find_first_of("\r\n"));
    out.kind = line.substr(kKindMark.size());
    if (out.kind.starts_with("against ")) {
      out.before = out.kind.substr(out.kind.find(' ') + 1);
      out.kind = "against";
    }
  }
  return out;
}

void write_golden(const Golden& golden, const std::string& actual) {
  if (actual != golden.expected) write(golden_directory() / golden.path, golden.source + marked(actual));
}

std::string compiled(const Golden& golden) {
  if (golden.kind == "format") return laid_out(golden.path);
  if (golden.path.ends_with(kPrisma)) return imported(golden.path);
  const driver::Compilation compilation =
      golden.before.empty() ? driver::compile(golden.path, lint_levels(golden))
                            : driver::compile_against(
                                  golden.path, (fs::path(golden.path).parent_path() / golden.before).string(),
                                  lint_levels(golden));
  std::string out = diag::render(compilation.sink.sorted(), compilation.sources, {format_of(golden), false});
  if (!compilation.schema || format_of(golden) != diag::Format::kText) return out;
  out += made(compilation, golden.kind);
  // A release changes no golden, nor does a change to how a schema's meaning is written down.
  replace_all(out, std::string("tenon ") + TENON_VERSION + " from", "tenon VERSION from");
  replace_all(out, std::string("'") + TENON_VERSION + "'", "'VERSION'");
  replace_all(out, ir::fingerprint(*compilation.schema), "FINGERPRINT");
  return out;
}

void lay_out_sources(const fs::path& directory) {
  for (const auto& entry : fs::recursive_directory_iterator(golden_directory())) {
    const fs::path extension = entry.path().extension();
    if (extension != ".schema" && extension != ".json" && extension != ".lints" && extension != kPrisma)
      continue;
    const std::string text = read(entry.path());
    write(directory / fs::relative(entry.path(), golden_directory()),
          text.substr(0, expectation_begin(text)));
  }
}

}  // namespace tenon::test
