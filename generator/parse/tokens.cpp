#include "parse/tokens.hpp"

#include <SchemaLexer.h>
#include <SchemaParser.h>
#include <antlr4-runtime.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "parse/offsets.hpp"

namespace tenon::parse {
namespace {

using grammar::SchemaLexer;
using grammar::SchemaParser;

constexpr std::pair<std::size_t, Starts> kStarts[] = {
    {SchemaParser::RuleDeclaration, Starts::kDeclaration},
    {SchemaParser::RuleEnumDeclaration, Starts::kEnum},
    {SchemaParser::RuleSetting, Starts::kSetting},
    {SchemaParser::RuleReadAll, Starts::kSetting},
    {SchemaParser::RuleLintSetting, Starts::kSetting},
    {SchemaParser::RuleLintBaseline, Starts::kSetting},
    {SchemaParser::RuleAllowance, Starts::kSetting},
    {SchemaParser::RuleMember, Starts::kMember},
    {SchemaParser::RuleField, Starts::kField},
    {SchemaParser::RuleSessionVariable, Starts::kField},
    {SchemaParser::RuleEnumValue, Starts::kEnumValue},
    {SchemaParser::RuleSeedItem, Starts::kRow},
    {SchemaParser::RuleSeedRow, Starts::kRow},
    {SchemaParser::RuleAssignment, Starts::kAssignment},
};

// What the opening brace or bracket of a rule opens.
constexpr std::pair<std::size_t, Opens> kOpens[] = {
    {SchemaParser::RuleSchemaDeclaration, Opens::kBlock},
    {SchemaParser::RuleTenancyDeclaration, Opens::kBlock},
    {SchemaParser::RuleSessionDeclaration, Opens::kBlock},
    {SchemaParser::RuleLintsDeclaration, Opens::kBlock},
    {SchemaParser::RuleAllowDeclaration, Opens::kBlock},
    {SchemaParser::RuleEntityDeclaration, Opens::kBlock},
    {SchemaParser::RuleExtendDeclaration, Opens::kBlock},
    {SchemaParser::RuleMixinDeclaration, Opens::kBlock},
    {SchemaParser::RuleStructDeclaration, Opens::kBlock},
    {SchemaParser::RuleTypeDeclaration, Opens::kBlock},
    {SchemaParser::RuleRoleDeclaration, Opens::kBlock},
    {SchemaParser::RuleSeedDeclaration, Opens::kBlock},
    {SchemaParser::RuleSeedScope, Opens::kBlock},
    {SchemaParser::RuleEnumDeclaration, Opens::kEnum},
    {SchemaParser::RuleSeedRow, Opens::kGroup},
    {SchemaParser::RuleObject, Opens::kGroup},
    {SchemaParser::RulePartitionList, Opens::kGroup},
    {SchemaParser::RuleList, Opens::kGroup},
};

// Rules whose round or square brackets and numbers belong to the word before them.
constexpr std::size_t kTight[] = {SchemaParser::RuleTypeArguments,       SchemaParser::RuleArraySuffix,
                                  SchemaParser::RuleAttribute,           SchemaParser::RuleQueryDeclaration,
                                  SchemaParser::RuleFunctionDeclaration, SchemaParser::RuleValue};

template <typename T, std::size_t N>
T row(const std::pair<std::size_t, T> (&table)[N], std::size_t rule, T otherwise) {
  const auto* found =
      std::find_if(std::begin(table), std::end(table), [&](const auto& pair) { return pair.first == rule; });
  return found == std::end(table) ? otherwise : found->second;
}

/// Writes what the parse tree knows into the tokens.
class Marker {
 public:
  explicit Marker(std::vector<Token>& tokens) : tokens_(tokens) {}

  void rule(antlr4::ParserRuleContext* node) {
    const std::size_t kind = node->getRuleIndex();
    // A file of no declarations starts with its end.
    if (node->children.empty()) return;
    Token& first = tokens_[node->start->getTokenIndex()];
    first.starts = row(kStarts, kind, first.starts);
    for (antlr4::tree::ParseTree* child : node->children) {
      if (auto* inner = dynamic_cast<antlr4::ParserRuleContext*>(child)) {
        if (kind == SchemaParser::RuleList) tokens_[inner->start->getTokenIndex()].starts = Starts::kElement;
        if (kind == SchemaParser::RuleType && inner == node->children.front())
          // What stands in a namespace is no column type.
          tokens_[inner->start->getTokenIndex()].type_name =
              inner->getRuleIndex() == SchemaParser::RuleReference && inner->children.size() == 1;
        rule(inner);
      } else {
        terminal(*dynamic_cast<antlr4::tree::TerminalNode*>(child)->getSymbol(), kind);
      }
    }
  }

 private:
  void terminal(const antlr4::Token& symbol, std::size_t parent) {
    Token& token = tokens_[symbol.getTokenIndex()];
    const std::size_t type = symbol.getType();
    if (type == SchemaParser::LBRACE || type == SchemaParser::LBRACKET)
      token.opens = row(kOpens, parent, Opens::kNothing);
    if (type == SchemaParser::ELLIPSIS) token.starts = Starts::kMember;
    const bool can = type == SchemaParser::LPAREN || type == SchemaParser::LBRACKET ||
                     (type == SchemaParser::NUMBER && parent == SchemaParser::RuleTypeArguments);
    token.tight = can && std::find(std::begin(kTight), std::end(kTight), parent) != std::end(kTight);
  }

  std::vector<Token>& tokens_;
};

Token::Kind kind_of(std::size_t type) {
  if (type == antlr4::Token::EOF) return Token::Kind::kEnd;
  if (type == SchemaLexer::SQL) return Token::Kind::kSql;
  return type == SchemaLexer::COMMENT || type == SchemaLexer::DOC_COMMENT ? Token::Kind::kComment
                                                                          : Token::Kind::kText;
}

/// The tokens as they stand in the text, comments among them.
std::vector<Token> plain(std::string_view text, const antlr4::CommonTokenStream& stream) {
  const Offsets offsets(text);
  std::vector<Token> out;
  std::size_t last = 0;
  std::size_t line_begin = 0;
  for (const antlr4::Token* token : const_cast<antlr4::CommonTokenStream&>(stream).getTokens()) {
    const std::size_t begin = offsets.byte(token->getStartIndex());
    const bool end = token->getType() == antlr4::Token::EOF;
    const std::size_t stop = end ? text.size() : offsets.byte(token->getStopIndex() + 1);
    Token made{kind_of(token->getType()), text.substr(begin, stop - begin)};
    const std::string_view between = text.substr(last, begin - last);
    made.breaks =
        static_cast<int>(std::min<std::ptrdiff_t>(2, std::count(between.begin(), between.end(), '\n')));
    if (made.breaks > 0) line_begin = last + between.rfind('\n') + 1;
    // Of other tokens nobody asks it, and to count them all would take long where a line is long.
    if (made.kind == Token::Kind::kComment)
      made.column = code_points(text.substr(line_begin, begin - line_begin));
    const std::size_t newline = made.text.rfind('\n');
    if (newline != std::string_view::npos) line_begin = begin + newline + 1;
    last = stop;
    out.push_back(made);
  }
  return out;
}

}  // namespace

std::vector<Token> tokens(const SourceFile& source) {
  antlr4::ANTLRInputStream input{std::string(source.text())};
  SchemaLexer lexer(&input);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream stream(&lexer);
  stream.fill();
  SchemaParser parser(&stream);
  parser.removeErrorListeners();
  std::vector<Token> out = plain(source.text(), stream);
  Marker(out).rule(parser.file());
  return out;
}

}  // namespace tenon::parse
