#include "mutation/mutation.hpp"

#include <fmt/format.h>

#include "mutation/breaks.hpp"

namespace tenon::mutation {
namespace {

void apply_all(std::span<const Break> breaks, const model::Object& object, bool is_beside,
               std::vector<Mutant>& out) {
  for (const Break& each : breaks) {
    if (each.kind != object.identity.kind || each.sql == nullptr) continue;
    std::string sql = each.sql(object);
    if (!sql.empty())
      out.push_back({object.identity, fmt::format("{}: {}", text(object.identity), each.field),
                     std::move(sql), is_beside});
  }
}

}  // namespace

std::vector<Mutant> mutants(const model::Database& promised) {
  std::vector<Mutant> out;
  for (const model::Object& object : promised.objects()) {
    apply_all(altered(), object, false, out);
    apply_all(remade(), object, false, out);
    apply_all(added(), object, true, out);
    if (std::string sql = gone(object); !sql.empty())
      out.push_back({object.identity, fmt::format("{}: gone", text(object.identity)), std::move(sql)});
  }
  return out;
}

std::vector<FieldRule> field_rules() {
  std::vector<FieldRule> out;
  for (const auto& breaks : {altered(), remade()}) {
    for (const Break& each : breaks) out.push_back({each.kind, each.field, each.left_out});
  }
  return out;
}

std::vector<FieldRule> addition_rules() {
  std::vector<FieldRule> out;
  for (const Break& each : added()) out.push_back({each.kind, each.field, each.left_out});
  return out;
}

}  // namespace tenon::mutation
