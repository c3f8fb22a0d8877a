#include "target/cpp/headers.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ir/fields.hpp"
#include "render/cpp_text.hpp"
#include "types/types.hpp"

namespace tenon::target::cpp {
namespace {

/// Finds each type that a schema names, wherever it stands.
class Types {
 public:
  template <typename T>
  void operator()(const char*, const T& member) {
    add(member);
  }
  template <typename T>
  void rare(const char*, const T& member) {
    add(member);
  }
  std::set<std::string_view> headers;

 private:
  void add(const ir::Type& type) {
    if (type.kind != ir::Type::Kind::kColumn) return;
    const types::ColumnType* row = types::find_column_type(type.name);
    if (row != nullptr && !row->header.empty()) headers.insert(row->header);
  }
  void add(const std::string&) {}
  template <typename T>
  void add(const T& item) {
    if constexpr (std::is_class_v<T>) fields(*this, item);
  }
  template <typename T>
  void add(const std::optional<T>& item) {
    if (item) add(*item);
  }
  template <typename A, typename B>
  void add(const std::pair<A, B>& item) {
    add(item.first);
    add(item.second);
  }
  template <typename T>
  void add(const std::vector<T>& items) {
    for (const T& item : items) add(item);
  }
};

}  // namespace

render::View::List header_views(const ir::Schema& schema) {
  Types types;
  fields(types, schema);
  render::View::List out;
  for (const std::string_view header : types.headers) {
    render::View item;
    item.put("header", render::cpp_code(std::string(header)));
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace tenon::target::cpp
