// The templates that the build compiled in.
#pragma once

#include <span>
#include <string_view>

namespace tenon::render {

struct EmbeddedTemplate {
  std::string_view path;  ///< below templates/: `postgres/create.sql.mustache`
  std::string_view text;
};

std::span<const EmbeddedTemplate> embedded_templates();

}  // namespace tenon::render
