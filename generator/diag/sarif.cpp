// SARIF 2.1.0, as code scanning reads it.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"
#include "diag/render.hpp"

namespace tenon::diag {
namespace {

using Json = nlohmann::ordered_json;

/// A path as a URI's: what can't stand in one is in hexadecimal digits.
std::string uri_of(std::string_view path) {
  static constexpr std::string_view kPlain = "-._~/";
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x80 && std::isalnum(byte) != 0) || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte / 16];
      out += kDigits[byte % 16];
    }
  }
  return out;
}

/// Columns count code points, as `columnKind` says.
Json region_of(const SourceFile& file, Span span) {
  const LineColumn begin = file.locate(span.begin);
  const LineColumn end = file.locate(span.end);
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

Json artifact_of(const SourceFile& file) {
  return {{"uri", uri_of(file.path())}};
}

Json physical_of(const SourceSet& sources, Span span) {
  const SourceFile& file = sources.of(span);
  return {{"artifactLocation", artifact_of(file)}, {"region", region_of(file, span)}};
}

Json rules() {
  Json out = Json::array();
  for (const Entry& row : catalogue()) {
    out.push_back({{"id", row.id},
                   {"shortDescription", {{"text", row.title}}},
                   {"defaultConfiguration", {{"level", severity_name(row.severity)}}}});
  }
  return out;
}

std::string message_of(const Diagnostic& diagnostic) {
  std::string out = diagnostic.message;
  if (diagnostic.primary && !diagnostic.primary->text.empty()) out += ": " + diagnostic.primary->text;
  for (const std::string& note : diagnostic.notes) out += "\nnote: " + note;
  for (const std::string& help : diagnostic.helps) out += "\nhelp: " + help;
  return out;
}

Json fix_of(const SourceSet& sources, const Fix& fix) {
  const SourceFile& file = sources.of(fix.span);
  const Json replacement = {{"deletedRegion", region_of(file, fix.span)},
                            {"insertedContent", {{"text", fix.text}}}};
  const Json change = {{"artifactLocation", artifact_of(file)}, {"replacements", Json::array({replacement})}};
  return {{"artifactChanges", Json::array({change})}};
}

Json result_of(const Diagnostic& diagnostic, const SourceSet& sources) {
  Json out = {{"ruleId", entry(diagnostic.code).id},
              {"ruleIndex", static_cast<std::size_t>(diagnostic.code)},
              {"level", severity_name(severity_of(diagnostic))},
              {"message", {{"text", message_of(diagnostic)}}}};
  if (!diagnostic.primary) return out;
  out["locations"] = Json::array({{{"physicalLocation", physical_of(sources, diagnostic.primary->span)}}});
  for (const Label& label : diagnostic.secondary) {
    out["relatedLocations"].push_back(
        {{"physicalLocation", physical_of(sources, label.span)}, {"message", {{"text", label.text}}}});
  }
  for (const Fix& fix : diagnostic.fixes) out["fixes"].push_back(fix_of(sources, fix));
  return out;
}

}  // namespace

std::string sarif(const std::vector<Rendered>& runs) {
  Json results = Json::array();
  for (const Rendered& run : runs) {
    for (const Diagnostic& diagnostic : run.diagnostics)
      results.push_back(result_of(diagnostic, *run.sources));
  }
  const Json run = {{"tool", {{"driver", {{"name", "tenon"}, {"rules", rules()}}}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", std::move(results)}};
  const Json out = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({run})}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tenon::diag
