#include "sema/context/context.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace tenon::sema {

const FieldDraft* Draft::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldDraft& field) { return field.name() == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> Draft::field_names() const {
  std::vector<std::string> out;
  for (const FieldDraft& field : fields) out.push_back(field.name());
  return out;
}

bool Draft::may_lack(const std::string& name) const {
  return incomplete && !nearest(name, field_names());
}

Draft& Drafts::add(const ast::Entity& syntax) {
  Draft& draft = all_.emplace_back();
  draft.syntax = &syntax;
  draft.entity.name = syntax.name.text;
  by_name_.emplace(draft.entity.name, &draft);
  by_field_name_.emplace(snake_case(draft.entity.name), &draft);
  return draft;
}

const Draft* Drafts::named(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

Draft* Drafts::named(std::string_view name) {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

const Draft* Drafts::meant_by(std::string_view field_name) const {
  const auto found = by_field_name_.find(field_name);
  return found == by_field_name_.end() ? nullptr : found->second;
}

std::vector<std::string> Drafts::names() const {
  std::vector<std::string> out;
  for (const Draft& draft : all_) out.push_back(draft.syntax->name.text);
  return out;
}

const FieldDraft* field_of_column(const Draft& draft, const std::string& column) {
  for (const ir::Relation& relation : draft.entity.relations) {
    if (std::find(relation.columns.begin(), relation.columns.end(), column) != relation.columns.end())
      return draft.field(relation.field);
  }
  const ir::Column* known = draft.entity.column(column);
  return known == nullptr ? nullptr : draft.field(known->field);
}

std::string NameSet::free(const std::string& wanted) {
  std::string name = identifier(wanted);
  for (int n = 1; !take(name); ++n) name = identifier(wanted + std::to_string(n));
  return name;
}

namespace {

template <typename Declared>
std::string sql_name(const Declared& item) {
  return item.placed ? item.placed->name.text : identifier(snake_case(item.name.text));
}

}  // namespace

std::string sql_name_of(const ast::Entity& item) {
  return item.placed ? item.placed->name.text : identifier(plural(snake_case(item.name.text)));
}

std::string sql_name_of(const ast::Enum& item) {
  return sql_name(item);
}

std::string sql_name_of(const ast::Domain& item) {
  return sql_name(item);
}

std::string sql_name_of(const ast::Sequence& item) {
  return sql_name(item);
}

std::string sql_name_of(const ast::Composite& item) {
  return sql_name(item);
}

std::string sql_name_of(const ast::View& item) {
  return sql_name(item);
}

std::string sql_name_of(const ast::Function& item) {
  return item.placed ? item.placed->name.text : item.name.text;
}

bool is_definer(const ast::Function& item) {
  return std::any_of(item.words.begin(), item.words.end(),
                     [](const ast::Name& word) { return word.text == "definer"; });
}

}  // namespace tenon::sema
