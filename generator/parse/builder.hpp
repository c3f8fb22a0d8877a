// ANTLR's parse tree to the syntax tree.
#pragma once

#include <SchemaLexer.h>
#include <SchemaParser.h>
#include <antlr4-runtime.h>

#include "ast/ast.hpp"
#include "diag/diagnostic.hpp"
#include "parse/offsets.hpp"

namespace tenon::parse {

using grammar::SchemaLexer;
using grammar::SchemaParser;

/// Reads a tree without syntax errors.
class Builder {
 public:
  Builder(std::uint32_t file, const Offsets& offsets, antlr4::CommonTokenStream& tokens, diag::Sink& sink)
      : file_(file), offsets_(offsets), tokens_(tokens), sink_(sink) {}

  ast::File file(SchemaParser::FileContext* node);

 private:
  using Token = antlr4::Token;

  [[nodiscard]] Span span(const Token* token) const;
  [[nodiscard]] Span span(const antlr4::ParserRuleContext* node) const;
  [[nodiscard]] std::string doc(const antlr4::ParserRuleContext* node) const;

  ast::Name name(SchemaParser::NameContext* node) const;
  ast::Name name(const Token* token) const;
  [[nodiscard]] std::optional<ast::Name> optional_name(SchemaParser::NameContext* node) const;
  ast::Sql sql(const antlr4::tree::TerminalNode* node) const;
  std::string string(const antlr4::tree::TerminalNode* node);
  ast::Value value(SchemaParser::ValueContext* node);
  ast::Value setting_value(SchemaParser::SettingValueContext* node);
  std::vector<ast::Assignment> assignments(const std::vector<SchemaParser::AssignmentContext*>& nodes);

  ast::Declaration declaration(SchemaParser::DeclarationContext* node);
  std::vector<ast::Setting> settings(const std::vector<SchemaParser::SettingContext*>& nodes);
  ast::Entity entity(SchemaParser::EntityDeclarationContext* node);
  ast::Enum enumeration(SchemaParser::EnumDeclarationContext* node);
  ast::Struct structure(SchemaParser::StructDeclarationContext* node);
  ast::Seed seed(SchemaParser::SeedDeclarationContext* node);
  ast::SeedRow seed_row(SchemaParser::SeedRowContext* node);

  std::vector<ast::Member> members(const std::vector<SchemaParser::MemberContext*>& nodes);
  ast::Member member(SchemaParser::MemberContext* node);
  ast::Field field(SchemaParser::FieldContext* node);
  ast::Type type(SchemaParser::TypeContext* node);
  ast::Attribute attribute(SchemaParser::AttributeContext* node);
  std::vector<ast::Column> columns(SchemaParser::ColumnsContext* node);
  ast::Index index(SchemaParser::IndexMemberContext* node);
  ast::Policy policy(SchemaParser::PolicyMemberContext* node);
  std::optional<ast::GlobalReason> global(SchemaParser::GlobalReasonContext* node);
  ast::GlobalReason reason(SchemaParser::BecauseContext* node);

  std::uint32_t file_;
  const Offsets& offsets_;
  antlr4::CommonTokenStream& tokens_;
  diag::Sink& sink_;
};

}  // namespace tenon::parse
