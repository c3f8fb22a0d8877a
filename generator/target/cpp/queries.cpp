#include "target/cpp/queries.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/functions.hpp"
#include "dialect/queries.hpp"
#include "render/cpp_text.hpp"
#include "target/cpp/described.hpp"
#include "target/cpp/embeds.hpp"
#include "target/cpp/encrypted.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/statements.hpp"
#include "target/cpp/streams.hpp"
#include "target/cpp/views.hpp"

namespace tenon::target::cpp {
namespace {

using ir::Cardinality;
using render::cpp_code;
using render::cpp_string;
using render::View;

struct Wording {
  Cardinality cardinality;
  std::string_view flag;     ///< which the template asks for
  std::string_view returns;  ///< `{}` is the row
  std::string_view doc;      ///< where the author wrote none
};

constexpr Wording kWordings[] = {
    {Cardinality::kOne, "one", "std::optional<{}>", "The row, where there is one. Throws Error for several."},
    {Cardinality::kExactlyOne, "exactly_one", "{}",
     "The row. Throws NoRow where there is none, and Error for several."},
    {Cardinality::kMany, "many", "std::vector<{}>", "All the rows."},
    {Cardinality::kStream, "stream", "void", "Gives the rows one by one, and holds a thousand at a time."},
    {Cardinality::kAffected, "affected", "std::int64_t", "How many rows it changed."},
    {Cardinality::kExists, "exists", "bool", "Whether there is a row."},
};

const Wording& wording_of(const ir::Query& query) {
  return *std::find_if(std::begin(kWordings), std::end(kWordings),
                       [&](const Wording& row) { return row.cardinality == query.cardinality; });
}

ir::Column as_column(const ir::QueryParameter& parameter) {
  ir::Column out;
  out.name = out.field = parameter.name;
  out.type = parameter.type;
  out.nullable = parameter.nullable;
  return out;
}

/// The result as a table's rows, in a struct of its own.
ir::Entity as_table(const ir::Query& query) {
  ir::Entity out;
  out.name = pascal_case(query.name);
  out.columns = without_places(query.columns);
  return out;
}

std::string row_type(const ir::Query& query) {
  if (!query.row_of.empty()) return query.row_of;
  return ir::makes_rows_of_its_own(query) ? pascal_case(query.name)
                                          : field_type(as_table(query).columns[0]).str();
}

std::string read_row(const ir::Query& query) {
  if (!query.row_of.empty()) return fmt::format("read_{}(row)", snake_case(query.row_of));
  if (ir::makes_rows_of_its_own(query)) return fmt::format("read_{}(row)", query.name);
  // One column alone is given as what it is.
  return fmt::format("row.get<{}>(0)", row_type(query));
}

std::string cursor_type(const ir::Query& query) {
  return pascal_case(query.name) + "Cursor";
}

std::string order_type(const ir::Query& query) {
  return pascal_case(query.name) + "Order";
}

std::string_view transaction(const ir::Query& query) {
  return query.in_tenant ? "tenon::TenantTx" : "tenon::Tx";
}

/// With their defaults where they are declared: what may be missing and stands last.
std::string parameter_list(const ir::Query& query, const std::string& row, bool declared,
                           std::string_view tx) {
  std::vector<std::string> out = {fmt::format("{}& tx", tx)};
  const bool more = query.cardinality == Cardinality::kStream || !query.orders.empty();
  for (std::size_t i = 0; i < query.parameters.size(); ++i) {
    const ir::Column column = as_column(query.parameters[i]);
    const bool last = !more && std::all_of(query.parameters.begin() + static_cast<std::ptrdiff_t>(i),
                                           query.parameters.end(),
                                           [](const ir::QueryParameter& item) { return item.nullable; });
    out.push_back(fmt::format("const {}& {}{}", field_type(column).str(), parameter_name(column).str(),
                              declared && last ? " = {}" : ""));
  }
  if (!query.orders.empty()) out.push_back(order_type(query) + " order");
  if (query.cardinality == Cardinality::kStream)
    out.push_back(fmt::format("const std::function<void(const {}&)>& take", row));
  if (!query.page.empty())
    out.push_back(
        fmt::format("const tenon::PageRequest<{}>& request{}", cursor_type(query), declared ? " = {}" : ""));
  return join(out, ", ");
}

/// What a fake's handler of the query takes, and how it is called.
void put_handler(const ir::Schema& schema, const ir::Query& query, const std::string& row,
                 std::string_view transaction, View& out) {
  const std::string_view tx = transaction.substr(transaction.rfind(':') + 1);
  std::vector<std::string> types = {fmt::format("{}&", tx)};
  std::vector<std::string> names = {"tx"};
  for (const ir::QueryParameter& item : query.parameters) {
    types.push_back(fmt::format("const {}&", field_type(as_column(item)).str()));
    names.push_back(parameter_name(as_column(item)).str());
  }
  const auto add = [&](bool wanted, const std::string& type, const char* name) {
    if (!wanted) return;
    types.push_back(type);
    names.emplace_back(name);
  };
  add(!query.orders.empty(), order_type(query), "order");
  add(query.cardinality == Cardinality::kStream, fmt::format("const std::function<void(const {}&)>&", row),
      "take");
  add(!query.page.empty(), fmt::format("const tenon::PageRequest<{}>&", cursor_type(query)), "request");
  const std::string name = render::cpp_name(query.name).str();
  out.put("called", cpp_string(fmt::format("{}.query.{}", schema.name, query.name)));
  out.put("tag", cpp_string("FakeDb::queries::" + name));
  out.put("handler_types", cpp_code(join(types, ", ")));
  out.put("argument_names", cpp_code(join(names, ", ")));
  out.put("fake_declaration", cpp_code(parameter_list(query, row, true, tx)));
}

/// Which of the statements is meant, by what is given.
std::string statement_index(const ir::Query& query, bool after) {
  std::vector<std::string> out;
  std::size_t weight = 1;
  for (const ir::QueryParameter* parameter : ir::optional_parameters(query)) {
    out.push_back(fmt::format("({} ? 0U : {}U)", parameter_name(as_column(*parameter)).str(), weight));
    weight *= 2;
  }
  if (!query.orders.empty()) out.push_back(fmt::format("static_cast<std::size_t>(order) * {}U", weight));
  if (after) out.push_back(fmt::format("{}U", weight));
  return out.empty() ? "0" : join(out, " + ");
}

std::string argument_list(const ir::Query& query, bool after) {
  std::vector<std::string> out = {"tx", fmt::format("kStatements[{}]", statement_index(query, after))};
  if (query.in_tenant) out.emplace_back("tx.tenant()");
  for (const ir::QueryParameter& item : query.parameters)
    out.push_back(parameter_name(as_column(item)).str());
  for (const ir::QuerySort& sort : query.page) {
    if (after) out.push_back(fmt::format("request.after->{}", render::cpp_name(sort.column).str()));
  }
  if (!query.page.empty()) out.emplace_back("request.fetch()");
  return join(out, ", ");
}

View::List statement_views(const ir::Schema& schema, const ir::Query& query) {
  View::List out;
  for (const dialect::QueryStatement& item : dialect::query_statements(schema, query)) {
    std::string name = fmt::format("{}.query.{}", schema.name, query.name);
    if (!item.order.empty()) name += "." + item.order;
    if (item.after) name += ".after";
    for (const std::string& absent : item.absent) name += ".without_" + absent;
    const bool streams = query.cardinality == Cardinality::kStream;
    View view;
    view.put("name", cpp_string(name));
    view.put("sql", cpp_string((streams ? declaration(query.name) : "") + item.sql.str()));
    out.push_back(std::move(view));
  }
  return out;
}

View::List cursor_fields(const ir::Query& query) {
  View::List out;
  for (const ir::QuerySort& sort : query.page) {
    const auto column = std::find_if(query.columns.begin(), query.columns.end(),
                                     [&](const ir::Column& item) { return item.name == sort.column; });
    View field;
    field.put("type", field_type(*column));
    field.put("name", field_name(*column));
    field.put("comma", cpp_code(out.size() + 1 < query.page.size() ? "," : ""));
    out.push_back(std::move(field));
  }
  return out;
}

View::List order_values(const ir::Query& query) {
  View::List out;
  for (const ir::QueryOrder& order : query.orders) {
    View value;
    value.put("name", render::cpp_name(order.name));
    out.push_back(std::move(value));
  }
  return out;
}

constexpr Wording kProcedure = {Cardinality::kAffected, "procedure", "void", "Calls the procedure."};

View made_view(const ir::Schema& schema, const ir::Query& query, const Wording& wording,
               std::string_view tx) {
  const ir::Entity table = as_table(query);
  const std::string row = ir::gives_rows(query) ? row_type(query) : "";
  View out;
  out.put("method", render::cpp_name(query.name));
  out.put("name", render::cpp_name(pascal_case(query.name)));
  out.put("has_struct", ir::makes_rows_of_its_own(query));
  out.put("doc", render::cpp_doc(query.doc.empty() ? std::string(wording.doc) : query.doc, 0));
  out.put("fields", fields(struct_columns(table), field_type));
  out.put("reads", reads(schema, table));
  put_description(schema, table, "result", out, query.embeds);
  out.put("read", cpp_code("read_" + query.name));
  out.put("row", cpp_code(row));
  out.put("read_row", cpp_code(ir::gives_rows(query) ? read_row(query) : ""));
  const bool paged = !query.page.empty();
  out.put("returns", cpp_code(paged ? fmt::format("tenon::Page<{}, {}>", row, cursor_type(query))
                                    : fmt::format(fmt::runtime(wording.returns), row)));
  for (const Wording& each : kWordings)
    out.put(std::string(each.flag), each.flag == wording.flag && !(paged && each.flag == "many"));
  out.put("procedure", wording.flag == kProcedure.flag);
  out.put("nodiscard", query.cardinality != Cardinality::kStream && query.is_select);
  out.put("declaration", cpp_code(parameter_list(query, row, true, tx)));
  out.put("parameters", cpp_code(parameter_list(query, row, false, tx)));
  put_handler(schema, query, row, tx, out);
  out.put("statements", statement_views(schema, query));
  out.put("arguments", cpp_code(argument_list(query, false)));
  out.put("paged", paged).put("cursor", cpp_code(paged ? cursor_type(query) : ""));
  out.put("next_arguments", cpp_code(paged ? argument_list(query, true) : ""));
  out.put("page_fields", cursor_fields(query));
  out.put("ordered", !query.orders.empty());
  out.put("order_type", cpp_code(order_type(query)));
  out.put("orders", order_values(query));
  put_cursor(fmt::format("{}.query.{}", schema.name, query.name), query.name, out);
  out.put("hidden", query.hidden);
  out.put("tx", cpp_code(std::string(tx)));
  out.put("has_embeds", !query.embeds.empty());
  out.put("embeds", embed_views(schema, query));
  return out;
}

}  // namespace

View query_view(const ir::Schema& schema, const ir::Query& query) {
  return made_view(schema, query, wording_of(query), transaction(query));
}

View procedure_view(const ir::Schema& schema, const ir::Function& procedure) {
  return made_view(schema, dialect::procedure_call(schema, procedure), kProcedure,
                   procedure.in_tenant ? "tenon::TenantTx" : "tenon::Tx");
}

}  // namespace tenon::target::cpp
