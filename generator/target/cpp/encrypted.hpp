// What the program encrypts: the places of values, and how they are written and read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/ir.hpp"
#include "render/cpp_text.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// Columns of a result that isn't an entity's row: where a value stands isn't known, and it is carried as it
/// is stored.
std::vector<ir::Column> without_places(std::vector<ir::Column> columns);

/// Whether one of its fields is encrypted.
bool has_encrypted(const ir::Entity& entity);

/// The expression that reads the column of a row which holds the entity's columns.
std::string read_encrypted(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column);

/// Of a new row, or of a patch: the ciphertext of `value` for its place.
std::string sealed_new(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column,
                       const std::string& value);
std::string sealed_patch(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column,
                         const std::string& value);

/// Of a new row's key the part that the program makes before the row is written; else the value.
std::string new_key(const ir::Entity& entity, const ir::Column& column, const std::string& value);

/// Whether the server makes a part of the key, so that a value gets its place once its row has one.
bool is_placed_later(const ir::Entity& entity);
/// Whether the application may write what gets its place later.
bool can_be_put_in(const ir::Entity& entity);

/// What `insert` and `reencrypt` need besides.
void put_encryption(const ir::Schema& schema, const ir::Entity& entity, render::View& out);

}  // namespace tenon::target::cpp
