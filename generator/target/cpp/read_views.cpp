// Views of the schema, which are read and not written.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "render/cpp_text.hpp"
#include "target/cpp/described.hpp"
#include "target/cpp/encrypted.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/statements.hpp"
#include "target/cpp/views.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_string;
using render::View;

/// Whether what the view reads is a tenant's, through other views too.
bool reads_a_tenant(const ir::Schema& schema, const ir::View& view) {
  return std::any_of(view.reads.begin(), view.reads.end(), [&](const std::string& name) {
    if (const ir::Entity* entity = schema.entity(name)) return has_tenant(*entity);
    return std::any_of(schema.views.begin(), schema.views.end(), [&](const ir::View& other) {
      return other.name == name && reads_a_tenant(schema, other);
    });
  });
}

/// The view as a table: its columns, and whose rows they are.
ir::Entity as_table(const ir::View& view) {
  ir::Entity out;
  out.name = view.name;
  out.space = view.space;
  out.table = view.sql_name;
  out.columns = without_places(view.columns);
  out.tenant_column = view.tenant_column;
  out.inherited = view.inherited;
  if (view.shared) out.shared_reason = "the view shows them";
  return out;
}

}  // namespace

View read_view(const ir::Schema& schema, const ir::View& view) {
  const ir::Entity table = as_table(view);
  const std::string tenant = has_tenant(table) ? ", tx_.tenant()" : "";
  View out;
  out.put("name", render::cpp_name(view.name));
  out.put("repository", cpp_code(view.name + "View"));
  out.put("read", cpp_code("read_" + snake_case(view.name)));
  put_transaction(reads_a_tenant(schema, view), out);
  out.put_optional("doc", render::cpp_doc(view.doc, 0));
  out.put("fields", fields(struct_columns(table), field_type));
  out.put("reads", reads(schema, table));
  put_description(schema, table, "view", out);
  out.put("all_statement", cpp_string(fmt::format("{}.{}.all", schema.name, ir::stem(table))));
  out.put("all_sql", cpp_string(select_sql(schema, table, {}).str()));
  out.put("count_statement", cpp_string(fmt::format("{}.{}.count", schema.name, ir::stem(table))));
  out.put("count_sql", cpp_string(count_sql(schema, table).str()));
  out.put("arguments", cpp_code("tx_, kStatement" + tenant));
  out.put("tag", cpp_string(fmt::format("FakeDb::queries::{}View_all", view.name)));
  return out;
}

}  // namespace tenon::target::cpp
