// `@encrypted(searchable)`: what is found by its value without being shown.
#pragma once

#include "sema/context/context.hpp"

namespace tenon::sema {

/// The argument of that name, or null.
const ast::Name* argument_named(const ast::Attribute& attribute, std::string_view name);
[[nodiscard]] bool is_searchable(const FieldDraft& field);
/// What is unique by its ciphertext isn't, and what has several forms has several hashes.
void check_searchable(const Reading& context, const FieldDraft& field);
/// The column of its keyed hash, behind the column of the field.
void add_hash_column(const Reading& context, Draft& draft, const FieldDraft& field);
/// How it is found, where it isn't unique.
void add_hash_index(Draft& draft, const FieldDraft& field);

}  // namespace tenon::sema
