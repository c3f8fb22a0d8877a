// The template engine: mustache without escaping and without mercy. A name that the view lacks is an error,
// and a tag that stands alone on its line leaves no line behind. Knows nothing of SQL, C++ or schemas.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "render/view.hpp"

namespace tenon::render {

/// A template that is missing or wrong: `postgres/create.sql.mustache: unknown name `foo``.
class TemplateError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A list of a view whose items are made one at a time.
struct LongList {
  std::string name;
  std::size_t size = 0;
  std::function<View(std::size_t)> item;
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
  std::string render(std::string_view path, const View& view);

  /// One text for each path, all of the same view and list. The list stands outermost in the templates, as
  /// often as they like. An item is made once, laid out wherever it stands and forgotten, so that the time
  /// and the memory of one don't grow with their number.
  std::vector<std::string> render(std::span<const std::string_view> paths, const View& view,
                                  const LongList& list);

 private:
  struct Parsed;
  Parsed& parsed(std::string_view path, const std::string& long_list = "");

  std::string override_directory_;
  std::map<std::string, std::unique_ptr<Parsed>, std::less<>> cache_;
};

}  // namespace tenon::render
