// C++ names and types of a schema's parts.
#pragma once

#include <string>

#include "ir/ir.hpp"
#include "render/cpp_text.hpp"

namespace tenon::target::cpp {

using render::CppText;

/// Of a value that is there: `tenon::Uuid`, `std::vector<std::string>`, `Plan`.
CppText value_type(const ir::Type& type);
/// Of a column as a repository's argument: no optional, no secret.
CppText argument_type(const ir::Column& column);
/// Of a column in an entity's struct: optional where it can be NULL, a secret where it is one.
CppText field_type(const ir::Column& column);
/// In `New…`: an optional where there is a default, and a patch where there is a default and NULL too.
CppText new_type(const ir::Column& column);
/// In `…Patch`: an optional keeps or sets; where NULL can be set too, a patch.
CppText patch_type(const ir::Column& column);

/// `Sessions`, of the entity `Session`.
std::string repository_name(const ir::Entity& entity);
CppText field_name(const ir::Column& column);
/// The column as a function's parameter: another name where the generated function has one of its own.
CppText parameter_name(const ir::Column& column);
/// `const tenon::Uuid& id, const std::string& name`
CppText parameters(const std::vector<const ir::Column*>& columns);

}  // namespace tenon::target::cpp
