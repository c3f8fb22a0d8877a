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
  ast::Declaration declaration(SchemaParser::DeclarationContext* node);

 private:
  using Token = antlr4::Token;

  [[nodiscard]] Span span(const Token* token) const;
  [[nodiscard]] Span span(const antlr4::ParserRuleContext* node) const;
  [[nodiscard]] std::string doc(const antlr4::ParserRuleContext* node) const;

  ast::Name name(SchemaParser::NameContext* node) const;
  ast::Name name(SchemaParser::ReferenceContext* node) const;
  ast::Name name(const Token* token) const;
  [[nodiscard]] std::optional<ast::Name> optional_name(SchemaParser::NameContext* node) const;
  [[nodiscard]] std::vector<ast::Name> names(SchemaParser::NamesContext* node) const;
  [[nodiscard]] std::vector<ast::Name> names(SchemaParser::ReferencesContext* node) const;
  ast::Sql sql(const antlr4::tree::TerminalNode* node) const;
  ast::Sql sql(const Token* token) const;
  ast::Value number(const Token* token) const;
  [[nodiscard]] ast::Duration duration(SchemaParser::DurationContext* node) const;
  [[nodiscard]] std::optional<ast::Sql> where(SchemaParser::WhereClauseContext* node) const;
  std::string string(const antlr4::tree::TerminalNode* node);
  ast::Value value(SchemaParser::ValueContext* node);
  ast::Value setting_value(SchemaParser::SettingValueContext* node);
  std::vector<ast::Assignment> assignments(const std::vector<SchemaParser::AssignmentContext*>& nodes);

  std::vector<ast::Setting> settings(const std::vector<SchemaParser::SettingContext*>& nodes);
  ast::SessionBlock session(SchemaParser::SessionDeclarationContext* node);
  ast::Name sql_name(SchemaParser::SqlNameContext* node);
  std::optional<ast::Placed> placed(SchemaParser::PlacedContext* node);
  ast::Visible visible(SchemaParser::VisibleContext* node);
  ast::Entity entity(SchemaParser::EntityDeclarationContext* node);
  ast::Enum enumeration(SchemaParser::EnumDeclarationContext* node);
  ast::Struct structure(SchemaParser::StructDeclarationContext* node);
  ast::Domain domain(SchemaParser::DomainDeclarationContext* node);
  ast::Sequence sequence(SchemaParser::SequenceDeclarationContext* node);
  ast::Composite composite(SchemaParser::TypeDeclarationContext* node);
  ast::Raw raw(SchemaParser::RawDeclarationContext* node);
  ast::QueryEmbed embed(SchemaParser::QueryClauseContext* node);
  ast::Role role(grammar::SchemaParser::RoleDeclarationContext* node);
  std::vector<ast::QueryParameter> parameters(const std::vector<SchemaParser::ParameterContext*>& nodes);
  ast::Query query(SchemaParser::QueryDeclarationContext* node);
  ast::View stored_view(SchemaParser::StoredViewDeclarationContext* node);
  ast::Function function(SchemaParser::FunctionDeclarationContext* node);
  ast::LintsBlock lints(SchemaParser::LintsDeclarationContext* node);
  ast::AllowBlock allow(SchemaParser::AllowDeclarationContext* node);
  ast::Name allowed(SchemaParser::AllowedContext* node) const;
  ast::Seed seed(SchemaParser::SeedDeclarationContext* node);
  ast::SeedRow seed_row(SchemaParser::SeedRowContext* node);

  std::vector<ast::Member> members(const std::vector<SchemaParser::MemberContext*>& nodes);
  ast::Member member(SchemaParser::MemberContext* node);
  ast::Field field(SchemaParser::FieldContext* node);
  ast::Type type(SchemaParser::TypeContext* node);
  ast::Attribute attribute(SchemaParser::AttributeContext* node);
  std::vector<ast::Attribute> attributes(const std::vector<SchemaParser::AttributeContext*>& nodes);
  ast::Column column(SchemaParser::ColumnContext* node);
  std::vector<ast::Column> columns(SchemaParser::ColumnsContext* node);
  std::vector<ast::Option> options(SchemaParser::OptionListContext* node);
  ast::Unique unique(SchemaParser::UniqueMemberContext* node);
  ast::Key key(SchemaParser::KeyMemberContext* node);
  ast::ForeignKey foreign_key(SchemaParser::ForeignKeyMemberContext* node);
  ast::Index index(SchemaParser::IndexMemberContext* node);
  ast::Check check(SchemaParser::CheckMemberContext* node);
  ast::Exclude exclude(SchemaParser::ExcludeMemberContext* node);
  ast::Policy policy(SchemaParser::PolicyMemberContext* node);
  ast::Partition partition(SchemaParser::PartitionMemberContext* node);
  ast::Member retain(SchemaParser::RetainMemberContext* node);
  ast::Search search(SchemaParser::SearchMemberContext* node);
  ast::Trigger trigger(SchemaParser::TriggerMemberContext* node);
  ast::Audit audit(SchemaParser::AuditMemberContext* node);
  std::vector<ast::Column> plain_columns(SchemaParser::NamesContext* node);
  ast::Lookup lookup(SchemaParser::LookupMemberContext* node);
  ast::Statistics statistics(SchemaParser::StatisticsMemberContext* node);
  std::optional<ast::GlobalReason> global(SchemaParser::GlobalReasonContext* node);
  ast::GlobalReason reason(SchemaParser::BecauseContext* node);

  std::uint32_t file_;
  const Offsets& offsets_;
  antlr4::CommonTokenStream& tokens_;
  diag::Sink& sink_;
};

}  // namespace tenon::parse
