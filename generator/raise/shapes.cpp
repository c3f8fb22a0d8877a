#include "raise/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
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
  const bool stands_alone = !table.partition_of && table.inherits.empty();
  return stands_alone && table.persistence == model::Persistence::kPermanent && table.access_method.empty() &&
         table.tablespace.empty();
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
  return statistics.expressions.empty() && statistics.target < 0;
}

bool has_words_for(const model::Domain& domain) {
  return domain.collation.empty() && !domain.not_null &&
         std::all_of(domain.checks.begin(), domain.checks.end(),
                     [](const model::DomainCheck& check) { return check.validated; });
}

bool has_words_for(const model::Enum& item) {
  return !item.labels.empty();
}

bool has_words_for(const model::Composite& composite) {
  return !composite.attributes.empty() &&
         std::all_of(composite.attributes.begin(), composite.attributes.end(),
                     [](const model::Attribute& each) { return each.collation.empty(); });
}

namespace {

struct Counted {
  std::string_view type;
  std::string_view ours;
  std::string_view most;
};
constexpr Counted kCounted[] = {{"smallint", "int2", "32767"},
                                {"integer", "int4", "2147483647"},
                                {"bigint", "int8", "9223372036854775807"}};

const Counted* counted(std::string_view type) {
  const auto* found = std::find_if(std::begin(kCounted), std::end(kCounted),
                                   [&](const Counted& each) { return each.type == type; });
  return found == std::end(kCounted) ? nullptr : found;
}

}  // namespace

bool has_words_for(const model::Sequence& sequence) {
  return !sequence.unlogged && counted(sequence.type) != nullptr;
}

bool asks_as_invoker(const model::View& view) {
  return view.options == model::Options{{"security_invoker", "true"}};
}

/// What is kept by `materialized view` stands in the schema `tenon`, and is none as the server has them.
bool has_words_for(const model::View& view) {
  return !view.materialized && (view.options.empty() || asks_as_invoker(view));
}

std::string sequence_options(const model::Sequence& sequence) {
  const Counted& type = *counted(sequence.type);
  std::string out = type.ours == "int8" ? "" : fmt::format(" as {}", type.ours);
  // One that counts down says its bounds: those of the type are others then.
  const bool down = sequence.increment.starts_with('-');
  const auto add = [&](std::string_view word, const std::string& value, std::string_view usual) {
    if (down || value != usual) out += fmt::format(" {} {}", word, value);
  };
  add("start", sequence.start, sequence.minimum);
  add("increment", sequence.increment, "1");
  add("min", sequence.minimum, "1");
  add("max", sequence.maximum, type.most);
  if (sequence.cache != "1") out += " cache " + sequence.cache;
  return out + (sequence.cycles ? " cycle" : "");
}

bool fits(const model::Sequence& sequence, const std::string& type) {
  const Counted* of = counted(sequence.type);
  const Counted* into = counted(type);
  return of != nullptr && into != nullptr && of <= into;
}

bool is_serial(const model::Object& object, const model::Object& column) {
  const auto& sequence = object.as<model::Sequence>();
  const auto& of = column.as<model::Column>();
  const Counted* type = counted(sequence.type);
  return type != nullptr && sequence.type == of.type.text && sequence.maximum == type->most &&
         sequence.start == "1" && sequence.increment == "1" && sequence.minimum == "1" &&
         sequence.cache == "1" && !sequence.cycles && !sequence.unlogged && of.not_null &&
         sequence.owned_by && sequence.owned_by->first == column.identity.table &&
         sequence.owned_by->second == column.identity.name &&
         object.identity.schema == column.identity.schema;
}

}  // namespace tenon::raise
