// The template engine: mustache without escaping and without mercy. A name that the view lacks is an error,
// and a tag that stands alone on its line leaves no line behind. Knows nothing of SQL, C++ or schemas.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "render/view.hpp"

namespace tenon::render {

/// A template that is missing or wrong: `postgres/create.sql.mustache: unknown name `foo``.
class TemplateError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A view in the engine's own form, for more than one template.
class Prepared {
 public:
  explicit Prepared(const View& view);
  ~Prepared();
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

 private:
  friend class Templates;
  struct Data;
  std::unique_ptr<Data> data_;
};

class Templates {
 public:
  /// The templates of the binary; those in `override_directory`, if it is given, come before them, a file at
  /// a time.
  explicit Templates(std::string override_directory = "");
  ~Templates();
  Templates(const Templates&) = delete;
  Templates& operator=(const Templates&) = delete;

  /// `path` is below templates/, without `.mustache`. Throws TemplateError.
  std::string render(std::string_view path, const View& view) { return render(path, Prepared(view)); }
  std::string render(std::string_view path, const Prepared& view);

 private:
  struct Parsed;
  Parsed& parsed(std::string_view path);

  std::string override_directory_;
  std::map<std::string, std::unique_ptr<Parsed>, std::less<>> cache_;
};

}  // namespace tenon::render
