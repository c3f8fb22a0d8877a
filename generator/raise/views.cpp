#include "raise/views.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace tenon::raise {

using model::Identity;
using model::Kind;
using model::Object;

namespace {

void write_view(const Writing& writing, const Object& object) {
  const Identity& identity = object.identity;
  const auto& view = object.as<model::View>();
  const std::string& name = writing.choices.views.at({identity.schema, identity.name});
  const bool is_plain = telling_of(writing.tellings, identity) == Telling::kPlain;
  const std::string query =
      is_plain ? view.query.text : readable_query(view.query.text, writing.options.space);
  write_doc(writing, identity, "");
  writing.out.add(fmt::format("view {}{}{} as {}\n", name, placed(writing, identity, snake_case(name)),
                              asks_as_invoker(view) ? "" : " definer", in_backticks("\n" + query + "\n")),
                  identity);
}

}  // namespace

void write_views(const Writing& writing) {
  for (const Object& object : writing.database.objects()) {
    if (object.identity.kind == Kind::kView && writing.choices.is_declared(object.identity))
      write_view(writing, object);
  }
}

}  // namespace tenon::raise
