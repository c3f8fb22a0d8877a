// Each field that the model has is broken by some mutant, or there is a reason why not.
#include <gmock/gmock.h>

#include <set>

#include "model/fields.hpp"
#include "mutation/mutation.hpp"

namespace {

using namespace tenon;
using Field = std::pair<model::Kind, std::string>;

struct Names {
  model::Kind kind;
  std::set<Field>& out;
  void operator()(const char* name, const auto& /*member*/) const { out.emplace(kind, name); }
  void rare(const char* name, const auto& /*member*/) const { out.emplace(kind, name); }
};

template <std::size_t I = 0>
void collect(std::set<Field>& out) {
  if constexpr (I < std::variant_size_v<model::Definition>) {
    using Definition = std::variant_alternative_t<I, model::Definition>;
    const Definition example{};
    fields(Names{Definition::kKind, out}, example);
    collect<I + 1>(out);
  }
}

std::set<Field> fields_of_the_model() {
  std::set<Field> out;
  collect(out);
  return out;
}

std::set<Field> fields_with_a_rule() {
  std::set<Field> out;
  for (const mutation::FieldRule& rule : mutation::field_rules()) out.emplace(rule.kind, rule.field);
  return out;
}

/// What no schema makes: each such object is unexplained where there is one.
bool is_never_promised(model::Kind kind) {
  return kind == model::Kind::kPublication || kind == model::Kind::kOpaque;
}

TEST(FieldRules, EachFieldHasOne) {
  const std::set<Field> ruled = fields_with_a_rule();
  for (const Field& field : fields_of_the_model()) {
    if (is_never_promised(field.first)) continue;
    EXPECT_TRUE(ruled.contains(field)) << model::kind_name(field.first) << ": " << field.second;
  }
}

TEST(FieldRules, EachIsOfAField) {
  const std::set<Field> known = fields_of_the_model();
  for (const Field& field : fields_with_a_rule())
    EXPECT_TRUE(known.contains(field)) << model::kind_name(field.first) << ": " << field.second;
}

}  // namespace
