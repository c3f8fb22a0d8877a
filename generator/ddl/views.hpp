// What the template of each kind gets: a part of `ddl.hpp`.
#pragma once

#include <string_view>

#include "ddl/ddl.hpp"

namespace tenon::ddl {

struct Rendered {
  std::string_view path;  ///< of the template; empty where the object is made with another
  render::View view;
};

/// `made` begins with the object; what is made with it comes behind. `closed` are roles from whom all rights
/// on it are taken, PUBLIC among them; none where there is nothing to take. `about` is what a right is to or
/// a comment about, null where that isn't known. `replaces` says that a view may be there already.
Rendered rendered(const std::vector<const model::Object*>& made, const render::SqlText& closed,
                  const model::Object* about, bool replaces);

}  // namespace tenon::ddl
