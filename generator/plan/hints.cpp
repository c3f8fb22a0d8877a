// What may have been meant.
#include <fmt/format.h>

#include "plan/both_names.hpp"
#include "plan/planning.hpp"

namespace tenon::plan {

std::vector<std::string> hints(const Planning& planning, const std::vector<Difference>& differences) {
  std::vector<std::string> out;
  for (const Difference& gone : differences) {
    const bool has_name = gone.after == nullptr && !gone.before->why.declaration.empty();
    if (!has_name || is_kept_beside(planning, gone.identity()) ||
        (gone.identity().kind != Kind::kColumn && gone.identity().kind != Kind::kTable))
      continue;
    std::vector<const Object*> likely;
    for (const Difference& fresh : differences) {
      if (fresh.before != nullptr || fresh.identity().kind != gone.identity().kind ||
          fresh.identity().table != gone.identity().table || fresh.after->why.declaration.empty())
        continue;
      const bool alike = gone.identity().kind == Kind::kTable ||
                         fresh.after->as<model::Column>().type == gone.before->as<model::Column>().type;
      if (alike) likely.push_back(fresh.after);
    }
    if (likely.size() != 1) continue;
    const std::string& was = gone.before->why.declaration;
    out.push_back(
        fmt::format("if `{}` is what `{}` was, `@was({})` says so: it is renamed then, and no value is lost",
                    likely.front()->why.declaration, was, was.substr(was.find('.') + 1)));
  }
  return out;
}

}  // namespace tenon::plan
