// Keys, checks and references of a frozen entity.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "diff/freeze_report.hpp"

namespace tenon::diff {
namespace {

using diag::Code;

constexpr const char* kLeave =
    "leave the constraints of frozen fields as they are; those of new fields alone are free";

class Constraints {
 public:
  Constraints(const ir::Entity& before, const ir::Entity& after, FreezeReport& report)
      : before_(before), after_(after), report_(report) {}

  void check() {
    if (before_.key != after_.key || before_.primary_key.columns != after_.primary_key.columns)
      say(before_.primary_key.name, "the primary key of the frozen entity `{}` is another", before_.name);
    compare("unique constraint", before_.uniques, after_.uniques);
    compare("foreign key", before_.foreign_keys, after_.foreign_keys);
    compare("check", before_.checks, after_.checks);
    compare("exclusion", before_.exclusions, after_.exclusions);
    indexes();
    statistics();
    lookups();
  }

 private:
  /// `name` is of what is another: its member's line is shown, or the entity's where it has none.
  template <typename... Arguments>
  void say(const std::string& name, fmt::format_string<Arguments...> message, Arguments&&... arguments) {
    report_
        .changed(Code::kFrozenConstraint, before_.name + "." + name,
                 fmt::format(message, std::forward<Arguments>(arguments)...), "changed here")
        .help(kLeave);
  }

  /// A column that wasn't there, or one whose own change is reported: what it brings along isn't a second
  /// one.
  [[nodiscard]] bool excused(const std::string& name) const {
    const ir::Column* old = before_.column(name);
    const ir::Column* now = after_.column(name);
    const ir::Column* known = old != nullptr ? old : now;
    return old == nullptr || (known != nullptr && report_.told(before_.name + "." + known->field));
  }
  [[nodiscard]] bool excused(const std::vector<std::string>& columns) const {
    bool any = false;
    for (const std::string& name : columns) {
      if (name == before_.tenant_column) continue;
      if (!excused(name)) return false;
      any = true;
    }
    return any;
  }

  /// Whether an expression names columns, and only such that are excused.
  [[nodiscard]] bool excused_expression(const std::string& sql) const {
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    std::vector<std::string> named;
    for (std::size_t i = 0; i < sql.size();) {
      std::size_t end = i;
      while (end < sql.size() && is_word(sql[end])) ++end;
      const std::string word = sql.substr(i, end - i);
      if (before_.column(word) != nullptr || after_.column(word) != nullptr) named.push_back(word);
      i = end > i ? end : i + 1;
    }
    return excused(named);
  }

  [[nodiscard]] bool excused(const ir::Key& key) const {
    return excused(key.columns) && !key.nulls_not_distinct;
  }
  [[nodiscard]] bool excused(const ir::ForeignKey& key) const { return excused(key.columns); }
  [[nodiscard]] bool excused(const ir::Check& check) const {
    // What a text may hold is the enum's matter.
    if (!check.one_of.empty())
      return excused(check.column) || before_.column(check.column)->type.kind == ir::Type::Kind::kEnum;
    if (check.octets != 0) return excused(check.column);
    return check.expression.empty() ? excused(check.all_or_none) : excused_expression(check.expression);
  }
  [[nodiscard]] bool excused(const ir::Exclusion& exclusion) const {
    return std::all_of(exclusion.elements.begin(), exclusion.elements.end(), [&](const auto& element) {
      const ir::IndexColumn& column = element.column;
      return column.column.empty() ? excused_expression(column.expression)
                                   : column.column == before_.tenant_column || excused(column.column);
    });
  }

  template <typename T>
  static const T* named(const std::vector<T>& list, const std::string& name) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const T& x) { return x.name == name; });
    return found == list.end() ? nullptr : &*found;
  }

  template <typename T>
  void compare(const char* kind, const std::vector<T>& old_ones, const std::vector<T>& new_ones) {
    for (const T& old : old_ones) {
      const T* now = named(new_ones, old.name);
      if ((now != nullptr && *now == old) || excused(old)) continue;
      say(old.name, "the {} `{}` of the frozen entity `{}` is {}", kind, old.name, before_.name,
          now == nullptr ? "gone" : "changed");
    }
    for (const T& now : new_ones) {
      if (named(old_ones, now.name) != nullptr || excused(now)) continue;
      say(now.name, "the frozen entity `{}` has a new {} `{}`", before_.name, kind, now.name);
    }
  }

  /// New ones are free, and those that were derived come and go with what makes them needless.
  void indexes() {
    for (const ir::Index& old : before_.indexes) {
      const ir::Index* now = named(after_.indexes, old.name);
      if ((now != nullptr && *now == old) || old.rule == ir::Rule::kT5 || old.rule == ir::Rule::kLookup ||
          excused(old))
        continue;
      say(old.name, "the index `{}` of the frozen entity `{}` is {}", old.name, before_.name,
          now == nullptr ? "gone" : "changed");
    }
    for (const ir::Index& now : after_.indexes) {
      if (now.unique && named(before_.indexes, now.name) == nullptr && !excused(now))
        say(now.name, "the frozen entity `{}` has a new unique index `{}`", before_.name, now.name);
    }
  }
  [[nodiscard]] bool excused(const ir::Index& index) const {
    std::vector<std::string> columns;
    for (const ir::IndexColumn& column : index.columns) {
      if (column.column.empty() && !excused_expression(column.expression)) return false;
      if (!column.column.empty()) columns.push_back(column.column);
    }
    return excused(columns) && !index.nulls_not_distinct;
  }

  /// New ones are free: they change no answer.
  void statistics() {
    for (const ir::Statistics& old : before_.statistics) {
      const ir::Statistics* now = named(after_.statistics, old.name);
      if ((now != nullptr && *now == old) || excused(old.columns)) continue;
      say(old.name, "the statistics `{}` of the frozen entity `{}` are {}", old.name, before_.name,
          now == nullptr ? "gone" : "changed");
    }
  }

  /// Requests come in by them.
  void lookups() {
    for (const ir::Lookup& old : before_.lookups) {
      const auto& now = after_.lookups;
      if (std::find(now.begin(), now.end(), old) != now.end() || excused(old.columns)) continue;
      say("lookup", "the lookup of the frozen entity `{}` by `{}` is gone or gives something else",
          before_.name, join(old.columns, ", "));
    }
  }

  const ir::Entity& before_;
  const ir::Entity& after_;
  FreezeReport& report_;
};

}  // namespace

void check_frozen_constraints(const ir::Entity& before, const ir::Entity& after, FreezeReport& report) {
  Constraints(before, after, report).check();
}

}  // namespace tenon::diff
