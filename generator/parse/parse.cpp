#include "parse/parse.hpp"

#include <SchemaLexer.h>
#include <SchemaParser.h>
#include <antlr4-runtime.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "parse/backticks.hpp"
#include "parse/builder.hpp"
#include "parse/comments.hpp"
#include "parse/salvage.hpp"

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

/// The declaration that begins with the next token; null where it is wrong. SLL prediction is fast and right
/// for nearly every text; where it fails, LL decides.
SchemaParser::DeclarationContext* next_declaration(SchemaParser& parser, antlr4::CommonTokenStream& tokens) {
  const std::size_t begin = tokens.index();
  for (const auto mode : {antlr4::atn::PredictionMode::SLL, antlr4::atn::PredictionMode::LL}) {
    set_mode(parser, mode);
    // It forgets the tree of the declaration before, too: memory stays that of one.
    parser.reset();
    tokens.seek(begin);
    try {
      return parser.declaration();
    } catch (const antlr4::ParseCancellationException&) {
    }
  }
  return nullptr;
}

/// None where the text is wrong.
std::optional<ast::File> read(antlr4::CommonTokenStream& tokens, std::uint32_t id, const Offsets& offsets,
                              diag::Sink& sink) {
  SchemaParser parser(&tokens);
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  // What is wrong in a string is told with the rest where the text turns out to be wrong further down.
  diag::Sink found;
  Builder builder(id, offsets, tokens, found);
  ast::File out{id, {}};
  while (tokens.LA(1) != antlr4::Token::EOF) {
    auto* tree = next_declaration(parser, tokens);
    if (tree == nullptr) return std::nullopt;
    out.declarations.push_back(builder.declaration(tree));
  }
  for (const diag::Diagnostic& diagnostic : found.all()) sink.add(diagnostic);
  return out;
}

struct Lexed {
  explicit Lexed(const std::string& text) : input(text), lexer(&input), tokens(&lexer) {
    lexer.removeErrorListeners();
    tokens.fill();
  }
  antlr4::ANTLRInputStream input;
  SchemaLexer lexer;
  antlr4::CommonTokenStream tokens;
};

/// Reads a text that is wrong.
ast::File salvage(const SourceFile& source, std::uint32_t id, const Offsets& offsets, diag::Sink& sink) {
  std::string text(source.text());
  const std::size_t before = sink.all().size();
  for (const std::uint32_t begin : blank_foreign_comments(text)) {
    const std::uint32_t width = source.text()[begin] == '#' ? 1 : 2;
    sink.report(diag::Code::kSyntaxError, fmt::format("unexpected `{}`", source.text().substr(begin, width)))
        .at({id, begin, begin + width})
        .help("a comment is written `// …`");
  }
  const std::set<std::size_t> unclosed = close_backticks(text);
  Lexed lexed(text);
  ast::File file = Salvage(source, id, offsets, lexed.tokens.getTokens(), unclosed, sink).read();
  // The grammar refused the text: where no piece of it was found to be wrong, it is wrong all the same.
  if (sink.all().size() == before) {
    const auto end = static_cast<std::uint32_t>(source.text().size());
    sink.report(diag::Code::kSyntaxError, "the declarations end where they can't").at({id, end, end});
  }
  return file;
}

}  // namespace

std::optional<ast::File> parse(const SourceSet& sources, std::uint32_t id, diag::Sink& sink) {
  const SourceFile& source = sources.at(id);
  if (report_no_text(source, sink)) return std::nullopt;
  const Offsets offsets(source.text());
  Lexed lexed{std::string(source.text())};
  if (report_too_deep(lexed.tokens, id, offsets, sink)) return std::nullopt;
  auto file = read(lexed.tokens, id, offsets, sink);
  return file ? std::move(file) : salvage(source, id, offsets, sink);
}

}  // namespace tenon::parse
