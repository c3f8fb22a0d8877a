#include <algorithm>

#include "sema/embedded/known.hpp"
#include "sema/values/values.hpp"
#include "types/types.hpp"

namespace tenon::sema {
namespace {

const ir::Column* column_of(const Reading& context, const sql::Origin& origin) {
  const std::vector<ir::Column>* columns = nullptr;
  if (const ir::Entity* entity = entity_of_table(context, origin.table)) columns = &entity->columns;
  if (const ir::View* view = view_of_table(context, origin.table)) columns = &view->columns;
  if (columns == nullptr) return nullptr;
  const auto found = std::find_if(columns->begin(), columns->end(),
                                  [&](const ir::Column& column) { return column.name == origin.column; });
  return found == columns->end() ? nullptr : &*found;
}

/// Types of PostgreSQL's that no row holds, so that no program can read them.
bool is_no_value(const std::string& type) {
  return type.empty() || type == "record" || type == "void" || type == "unknown" || type.starts_with("any");
}

std::optional<ir::Type> type_of(const ir::Schema& schema, const sql::SqlType& type) {
  if (is_no_value(type.name)) return std::nullopt;
  if (type.is_enum) {
    for (const ir::Enum& item : schema.enums) {
      if (!item.as_text && ir::handle(item) == type.name)
        return ir::Type{ir::Type::Kind::kEnum, item.name, {}, type.dimensions};
    }
  }
  for (const ir::Composite& item : schema.composites) {
    if (ir::handle(item) == type.name)
      return ir::Type{ir::Type::Kind::kComposite, item.name, {}, type.dimensions};
  }
  const bool known = types::find_column_type(type.name) != nullptr;
  return ir::Type{known ? ir::Type::Kind::kColumn : ir::Type::Kind::kRaw, type.name, {}, type.dimensions};
}

}  // namespace

std::optional<ir::Column> column_of_output(const Reading& context, const sql::OutputColumn& output) {
  ir::Column out;
  const ir::Column* origin = output.origin ? column_of(context, *output.origin) : nullptr;
  if (origin != nullptr) {
    out = *origin;
    out.default_value.reset();
    out.example.reset();
    out.backfill.reset();
    out.generated.clear();
    out.identity = ir::Identity::kNone;
    out.numbering.reset();
    out.was.clear();
    out.collation.clear();
    out.rule = ir::Rule::kDeclared;
  } else {
    const auto type = type_of(context.schema, output.type);
    if (!type) return std::nullopt;
    out.type = *type;
    for (const sql::Origin& made_of : output.made_of) {
      const ir::Column* column = column_of(context, made_of);
      if (column == nullptr) continue;
      out.pii = out.pii || column->pii;
      out.secret = out.secret || column->secret;
    }
  }
  out.name = out.field = output.name;
  out.nullable = output.nullable;
  // The server tells of a domain's values as of what it is over.
  out.type = underlying(context.schema, out.type);
  return out;
}

}  // namespace tenon::sema
