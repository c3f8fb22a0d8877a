// One way to break one field of objects of one kind: a part of `mutation.hpp`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/database.hpp"

namespace tenon::mutation {

struct Break {
  model::Kind kind;
  std::string_view field;
  /// Empty where the field of this object can't be broken so.
  std::string (*sql)(const model::Object&);
  std::string_view left_out = "";  ///< why there is none
};

/// By ALTER and the like.
std::span<const Break> altered();
/// By taking the object away and making it in another form.
std::span<const Break> remade();
/// What is added beside an object, or given to somebody.
std::span<const Break> added();

/// The statement that takes the object away with all that needs it.
std::string gone(const model::Object& object);

}  // namespace tenon::mutation
