#include "render/view.hpp"

#include <nlohmann/json.hpp>

namespace tenon::render {
namespace {

nlohmann::ordered_json json(const View& view) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (const auto& [name, node] : view.members()) {
    if (const auto* list = std::get_if<View::List>(&node)) {
      out[name] = nlohmann::ordered_json::array();
      for (const View& item : *list) out[name].push_back(json(item));
    } else if (const auto* flag = std::get_if<bool>(&node)) {
      out[name] = *flag;
    } else {
      out[name] = std::get<std::string>(node);
    }
  }
  return out;
}

}  // namespace

void mark_last(View::List& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool last = i + 1 == list.size();
    list[i].put("last", last);
    list[i].put("comma", Text<void>::trusted(last ? "" : ","));
  }
}

std::string to_json(const View& view) {
  return json(view).dump(2) + "\n";
}

}  // namespace tenon::render
