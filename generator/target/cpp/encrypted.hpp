// What the program encrypts: the places of values, and how they are written and read.
#pragma once

#include <functional>
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

/// What a value's place is called, as literals; and in the version before, where that was another name.
struct PlaceNames {
  std::string name;
  std::string former;
};
PlaceNames place_names(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column);

/// The expression that reads the column of a row which holds the entity's columns.
std::string read_encrypted(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column);

/// How a field's value is written, which the program has as `value`.
using Written = std::function<std::string(const ir::Column&, const std::string& value)>;
/// Of a new row `row`, and of a patch: what is encrypted as ciphertext for its place, and a part of the key
/// that the program makes as what it has made.
Written written_new(const ir::Schema& schema, const ir::Entity& entity);
Written written_patch(const ir::Schema& schema, const ir::Entity& entity);

/// Whether the server makes a part of the key, so that a value gets its place once its row has one.
bool is_placed_later(const ir::Entity& entity);
/// Whether the application may write what gets its place later.
bool can_be_put_in(const ir::Entity& entity);

/// What `insert` and `reencrypt` need besides.
void put_encryption(const ir::Schema& schema, const ir::Entity& entity, render::View& out);

}  // namespace tenon::target::cpp
