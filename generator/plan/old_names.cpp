#include "plan/old_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace tenon::plan {
namespace {

/// A table, or a view.
bool has_rows(const Rename& rename) {
  return rename.from.kind == Kind::kTable || rename.from.kind == Kind::kView;
}

/// The table's rename in which the column stands; null where the table keeps its name.
const Rename* table_of(const std::vector<Rename>& renames, const Identity& column) {
  const auto found = std::find_if(renames.begin(), renames.end(), [&](const Rename& each) {
    return each.from.kind == Kind::kTable && each.to.schema == column.schema && each.to.name == column.table;
  });
  return found == renames.end() ? nullptr : &*found;
}

std::string new_name(const std::vector<Rename>& renames, const Identity& column) {
  const auto found =
      std::find_if(renames.begin(), renames.end(), [&](const Rename& each) { return each.from == column; });
  return found == renames.end() ? column.name : found->to.name;
}

/// The old name, as the table was to code of the version before.
Object view_of(const model::Database& before, const std::vector<Rename>& renames, const Rename& table,
               const std::string& path) {
  model::View view;
  view.owner = model::owner_of(*before.find(table.from));
  view.options = {{"security_invoker", "true"}};
  std::vector<std::string> columns;
  if (table.from.kind == Kind::kView) {
    view.columns = before.find(table.from)->as<model::View>().columns;
    for (const std::string& each : view.columns) columns.push_back(id(each));
  }
  for (const Object& each : before.objects()) {
    const Identity& identity = each.identity;
    if (identity.kind != Kind::kColumn || identity.schema != table.from.schema ||
        identity.table != table.from.name)
      continue;
    view.columns.push_back(identity.name);
    columns.push_back(
        id(new_name(renames, {Kind::kColumn, table.to.schema, table.to.name, identity.name, ""})));
  }
  view.query = {fmt::format("SELECT {} FROM {}", join(columns, ", "), ddl::qualified(table.to, path).str())};
  return {{Kind::kView, table.from.schema, "", table.from.name, ""},
          std::move(view),
          {},
          {"",
           fmt::format("what the {} was called, for code of the version before",
                       model::kind_name(table.from.kind)),
           ""},
          path};
}

/// The view with the rights that the table had.
model::Database with_rights(const model::Database& before, const Rename& table, Object view) {
  model::Database out;
  const Identity identity = view.identity;
  out.add(std::move(view));
  for (const Object& each : before.objects()) {
    const auto* grant = std::get_if<model::Grant>(&each.definition);
    if (grant == nullptr || grant->object != table.from) continue;
    model::Grant same = *grant;
    same.object = identity;
    out.add({model::right_on(identity, each.identity.name), std::move(same), {identity}, {}, each.path});
  }
  return out;
}

}  // namespace

bool is_kept(const std::vector<Rename>& renames, const Rename& rename) {
  return has_rows(rename) || (rename.from.kind == Kind::kColumn && table_of(renames, rename.to) != nullptr);
}

void keep_old_names(Planning& planning, const model::Database& before, const std::vector<Rename>& renames) {
  for (const Rename& rename : renames) {
    if (!has_rows(rename)) continue;
    const Object view = view_of(before, renames, rename, planning.settings.path);
    planning.add(Stage::kRename,
                 {.what = deed("let code of the version before find", rename.from),
                  .sql = planning.made_of(with_rights(before, rename, view)),
                  .why = "under its old name, with the rights that it had, and with its rows' policies"});
    planning.add(Stage::kUnbuild,
                 {.what = fmt::format("drop the old name of {} ", model::kind_name(rename.to.kind)) +
                          rename.to.schema + "." + rename.to.name,
                  .sql = ddl::removal(view)});
  }
}

}  // namespace tenon::plan
