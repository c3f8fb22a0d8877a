#include "parse/parse.hpp"

#include <SchemaLexer.h>
#include <SchemaParser.h>
#include <antlr4-runtime.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "parse/builder.hpp"
#include "parse/errors.hpp"

namespace tenon::parse {
namespace {

/// ANTLR's parser recurses with the text; no schema of a person nests nearly as deep.
constexpr int kMaxDepth = 64;

/// Neither Postgres nor C++ takes a NUL in a text. There is no excerpt: the line can't be shown as text.
bool report_no_text(const SourceFile& source, diag::Sink& sink) {
  const auto bad = invalid_utf8(source.text());
  const std::size_t nul = source.text().find('\0');
  if (!bad && nul == std::string_view::npos) return false;
  const std::size_t at = bad ? std::min(*bad, nul) : nul;
  const std::size_t line = source.locate(at).line;
  const std::string_view what = at == nul ? "holds a NUL" : "is not UTF-8";
  sink.report(diag::Code::kInvalidUtf8,
              fmt::format("`{}` {} at byte {} (line {})", source.path(), what, at, line))
      .help("save the file as UTF-8 text");
  return true;
}

bool report_too_deep(antlr4::CommonTokenStream& tokens, std::uint32_t id, const Offsets& offsets,
                     diag::Sink& sink) {
  int depth = 0;
  for (const antlr4::Token* token : tokens.getTokens()) {
    const std::size_t type = token->getType();
    if (type == SchemaParser::LBRACE || type == SchemaParser::LPAREN || type == SchemaParser::LBRACKET)
      ++depth;
    if (type == SchemaParser::RBRACE || type == SchemaParser::RPAREN || type == SchemaParser::RBRACKET)
      depth = std::max(0, depth - 1);
    if (depth > kMaxDepth) {
      const std::uint32_t begin = offsets.byte(token->getStartIndex());
      sink.report(diag::Code::kTooDeep, fmt::format("brackets nest deeper than {} levels", kMaxDepth))
          .at({id, begin, begin + 1});
      return true;
    }
  }
  return false;
}

void set_mode(SchemaParser& parser, antlr4::atn::PredictionMode mode) {
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
}

/// SLL prediction is fast and right for nearly every text; where it fails, LL decides whether the text is
/// wrong.
SchemaParser::FileContext* parse_tree(SchemaParser& parser, antlr4::CommonTokenStream& tokens,
                                      ErrorListener& listener) {
  parser.removeErrorListeners();
  set_mode(parser, antlr4::atn::PredictionMode::SLL);
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  try {
    return parser.file();
  } catch (const antlr4::ParseCancellationException&) {
    tokens.seek(0);
    parser.reset();
  }
  set_mode(parser, antlr4::atn::PredictionMode::LL);
  parser.setErrorHandler(std::make_shared<Recovery>());
  parser.addErrorListener(&listener);
  return parser.file();
}

}  // namespace

std::optional<ast::File> parse(const SourceSet& sources, std::uint32_t id, diag::Sink& sink) {
  const SourceFile& source = sources.at(id);
  if (report_no_text(source, sink)) return std::nullopt;
  const Offsets offsets(source.text());
  antlr4::ANTLRInputStream input{std::string(source.text())};
  SchemaLexer lexer(&input);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream tokens(&lexer);
  tokens.fill();
  if (report_too_deep(tokens, id, offsets, sink)) return std::nullopt;
  const std::size_t before = sink.all().size();
  SchemaParser parser(&tokens);
  ErrorListener listener(id, offsets, sink);
  SchemaParser::FileContext* tree = parse_tree(parser, tokens, listener);
  if (sink.all().size() > before || parser.getNumberOfSyntaxErrors() > 0) return std::nullopt;
  return Builder(id, offsets, tokens, sink).file(tree);
}

}  // namespace tenon::parse
