#include "target/cpp/streams.hpp"

#include <fmt/format.h>

#include "target/cpp/statements.hpp"
#include "target/cpp/views.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_string;
using render::View;

/// Rows that a program holds at a time.
constexpr int kHeld = 1000;

View each_view(const ir::Schema& schema, const ir::Entity& entity, const std::string& method,
               const SqlText& select) {
  const std::string cursor = fmt::format("{}.{}", ir::stem(entity), method);
  View out;
  out.put("method", cpp_code(method));
  out.put("statement", statement_name(schema, entity, method));
  out.put("sql", cpp_string(declaration(cursor) + select.str()));
  put_cursor(fmt::format("{}.{}", schema.name, cursor), cursor, out);
  out.put("arguments", arguments(entity, {}));
  return out;
}

}  // namespace

std::string declaration(const std::string& cursor) {
  return fmt::format("DECLARE \"{}\" NO SCROLL CURSOR FOR\n", cursor);
}

void put_cursor(const std::string& statement, const std::string& cursor, View& out) {
  out.put("fetch_name", cpp_string(statement + ".fetch"));
  out.put("fetch_sql", cpp_string(fmt::format("FETCH {} FROM \"{}\"", kHeld, cursor)));
  out.put("close_name", cpp_string(statement + ".close"));
  out.put("close_sql", cpp_string(fmt::format("CLOSE \"{}\"", cursor)));
  out.put("batch", cpp_code(std::to_string(kHeld)));
}

void put_each(const ir::Schema& schema, const ir::Entity& entity, View& out) {
  const bool can = entity.tenancy != ir::Tenancy::kRoot;
  out.put("can_stream", can);
  View::List each;
  if (can) each.push_back(each_view(schema, entity, "for_each", select_sql(schema, entity, {})));
  if (can && entity.soft_delete)
    each.push_back(each_view(schema, entity, "for_each_live", select_all_live_sql(schema, entity)));
  out.put("each", std::move(each));
}

}  // namespace tenon::target::cpp
