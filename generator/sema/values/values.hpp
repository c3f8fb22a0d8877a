// Types and values: the declared types, the fields that have one, and what is written where a value stands.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sema/context/context.hpp"

namespace tenon::sema {

struct MakingSession;

struct MakingTypes : Reading {
  std::vector<ir::Enum>& enums;
  std::vector<ir::Domain>& domains;
  std::vector<ir::Struct>& structs;
  std::vector<ir::Sequence>& sequences;
  std::vector<ir::Composite>& composites;
};

void resolve_enums(const MakingTypes& context);
void resolve_domains(const MakingTypes& context);
void resolve_structs(const MakingTypes& context);
void resolve_sequences(const MakingTypes& context);
void resolve_composites(const MakingTypes& context);
/// Whether personal data is among the values of the type.
bool holds_pii(const ir::Schema& schema, const ir::Type& type);
/// Whether the value is `next(…)`, a number of a sequence's.
bool takes_next(const ast::Value& value);
/// What that is of a column of this type.
std::optional<ir::Value> next_of(const Reading& context, const ast::Call& call, const ir::Type& type);
/// `{ city = "Ulm" }`: the composite type's values in their order, and NULL for those that aren't given.
std::optional<ir::Value> row_of(const Reading& context, const ast::Object& object,
                                const ir::Composite& composite);
/// What `@example` says of session variables.
void resolve_session_examples(const MakingSession& context);
/// Fields, with their types and attributes, and the entities that relations refer to.
void resolve_fields(const Making& context);

std::optional<ir::Type> resolve_type(const Reading& context, const ast::Type& type, bool in_struct);
std::optional<ir::Value> resolve_value(const Reading& context, const ast::Value& value, const ir::Type& type);
/// How two values of the type stand to each other, as the server has it; unordered where it alone knows.
std::partial_ordering compared(const ir::Type& type, const ir::Value& a, const ir::Value& b);
/// The type that a domain is over, and any other as it is.
ir::Type underlying(const ir::Schema& schema, const ir::Type& type);
/// Whether a row can be put in without a value: by the column's default, its domain's, or by the server's
/// own doing.
bool has_default(const ir::Schema& schema, const ir::Column& column);
/// A whole number within limits; none where it was complained about.
std::optional<int> resolve_number(const Reading& context, const std::string& text, Span span,
                                  std::string_view what, int least, int most);
std::optional<ir::Unit> resolve_unit(const Reading& context, const ast::Name& name);
/// `90 days`; none where it was complained about.
std::optional<ir::Duration> resolve_duration(const Reading& context, const ast::Duration& duration);

}  // namespace tenon::sema
