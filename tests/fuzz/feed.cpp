#include "feed.hpp"

#include "diag/render.hpp"
#include "format/format.hpp"
#include "ir/ir.hpp"
#include "parse/parse.hpp"
#include "sema/compile.hpp"

namespace tenon::test {
namespace {

struct Text {
  explicit Text(std::string text) { id = sources.add(SourceFile("fuzzed.schema", std::move(text))); }

  SourceSet sources;
  diag::Sink sink;
  std::uint32_t id = 0;
};

std::string judge(const std::string& text) {
  Text source(text);
  std::optional<ast::File> file = parse::parse(source.sources, source.id, source.sink);
  if (!file && !source.sink.has_errors()) return "a text was refused without an error";
  std::optional<ir::Schema> schema;
  std::vector<ast::File> files;
  if (file) files.push_back(std::move(*file));
  if (!files.empty()) schema = sema::compile(files, source.sink);
  sema::places(files);
  for (const auto format : {diag::Format::kText, diag::Format::kGcc, diag::Format::kJson}) {
    diag::render(source.sink.sorted(), source.sources, {format, true});
  }
  if (schema.has_value() == source.sink.has_errors() && !files.empty())
    return "a schema and errors, or neither";
  if (!schema) return "";
  const std::string json = ir::to_json(*schema);
  const auto read = ir::read_json(json);
  if (!read) return "a snapshot was refused: " + read.error().path + ": " + read.error().message;
  if (ir::to_json(*read) != json || !(*read == *schema)) return "a snapshot was read as another schema";
  return ir::fingerprint(*read) == ir::fingerprint(*schema) ? "" : "a snapshot has another fingerprint";
}

std::string lay_out(const std::string& text) {
  Text source(text);
  const auto once = format::formatted(source.sources, source.id, source.sink);
  if (!once) return source.sink.has_errors() ? "" : "a text wasn't laid out, and no error says why";
  Text again(*once);
  const auto twice = format::formatted(again.sources, again.id, again.sink);
  if (!twice) return "what was laid out has errors";
  return *twice == *once ? "" : "laid out twice, a text differs";
}

}  // namespace

std::string feed(std::string text) {
  // As the driver reads files.
  while (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::string wrong = judge(text);
  return wrong.empty() ? lay_out(text) : wrong;
}

}  // namespace tenon::test
