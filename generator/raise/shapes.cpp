#include "raise/shapes.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "types/types.hpp"

namespace tenon::raise {

using model::ConstraintType;

namespace {

bool is_plain(const model::IndexElement& element) {
  return element.operator_class.find('(') == std::string::npos;
}

/// The options that the method has in the language.
bool knows(const types::IndexMethod& method, const model::Options& options) {
  return std::all_of(options.begin(), options.end(), [&](const auto& option) {
    return std::find(method.options.begin(), method.options.end(), option.first) != method.options.end();
  });
}

}  // namespace

const model::Object* primary_key(const Parts& parts) {
  const auto found = std::find_if(parts.constraints.begin(), parts.constraints.end(), [](const auto* each) {
    return each->template as<model::Constraint>().type == ConstraintType::kPrimary;
  });
  return found == parts.constraints.end() ? nullptr : *found;
}

bool has_words_for(const model::Table& table) {
  const bool stands_alone = !table.partition_by && !table.partition_of && table.inherits.empty();
  return stands_alone && table.persistence == model::Persistence::kPermanent && table.access_method.empty() &&
         table.tablespace.empty();
}

std::string collation_name(const std::string& sql) {
  constexpr std::string_view kServers = "pg_catalog.";
  if (!sql.starts_with(kServers)) return "";
  const std::string name = sql.substr(kServers.size());
  const bool is_quoted = name.size() > 1 && name.front() == '"' && name.back() == '"';
  return is_quoted ? name.substr(1, name.size() - 2) : name;
}

bool has_words_for(const model::Column& column) {
  return column.collation.empty() || !collation_name(column.collation).empty();
}

bool has_words_for(const model::Constraint& constraint) {
  const bool usual = constraint.validated && constraint.enforced && !constraint.no_inherit &&
                     !constraint.without_overlaps && constraint.options.empty() &&
                     constraint.tablespace.empty() && !constraint.is_inherited;
  if (!usual) return false;
  switch (constraint.type) {
    case ConstraintType::kPrimary:
      return constraint.include.empty() && !constraint.deferrable;
    case ConstraintType::kUnique:
    case ConstraintType::kCheck:
      return true;
    case ConstraintType::kForeign:
      return constraint.match == model::Match::kSimple && constraint.set_columns.empty();
    case ConstraintType::kExclusion:
      return false;
  }
  return false;
}

bool has_words_for(const model::Index& index) {
  const types::IndexMethod* method = types::find_index_method(index.method);
  return method != nullptr && index.valid && !index.is_inherited && index.tablespace.empty() &&
         knows(*method, index.options) && std::all_of(index.elements.begin(), index.elements.end(), is_plain);
}

bool has_words_for(const model::Statistics& statistics) {
  return statistics.expressions.empty();
}

bool has_words_for(const model::Domain& domain) {
  return domain.collation.empty() && !domain.not_null &&
         std::all_of(domain.checks.begin(), domain.checks.end(),
                     [](const model::DomainCheck& check) { return check.validated; });
}

bool has_words_for(const model::Enum& item) {
  return !item.labels.empty();
}

bool is_serial(const model::Object& object, const model::Object& column) {
  static constexpr std::pair<std::string_view, std::string_view> kMost[] = {
      {"smallint", "32767"}, {"integer", "2147483647"}, {"bigint", "9223372036854775807"}};
  const auto& sequence = object.as<model::Sequence>();
  const auto& of = column.as<model::Column>();
  const auto* most = std::find_if(std::begin(kMost), std::end(kMost),
                                  [&](const auto& each) { return each.first == sequence.type; });
  return most != std::end(kMost) && sequence.type == of.type.text && sequence.maximum == most->second &&
         sequence.start == "1" && sequence.increment == "1" && sequence.minimum == "1" &&
         sequence.cache == "1" && !sequence.cycles && !sequence.unlogged && of.not_null &&
         sequence.owned_by && sequence.owned_by->first == column.identity.table &&
         sequence.owned_by->second == column.identity.name &&
         object.identity.schema == column.identity.schema;
}

}  // namespace tenon::raise
