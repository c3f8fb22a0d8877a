// A described value as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "described/described.hpp"

namespace tenon::described {

using Json = nlohmann::ordered_json;

inline Json json(const std::string& text) {
  return text;
}
inline Json json(bool value) {
  return value;
}
inline Json json(int value) {
  return value;
}
inline Json json(double value) {
  return value;
}

template <typename T>
requires std::is_enum_v<T> Json json(T value) {
  return Names<T>::kAll[static_cast<std::size_t>(value)];
}

template <typename T>
requires std::is_class_v<T> Json json(const T& item);
template <typename A, typename B>
Json json(const std::pair<A, B>& item);
template <typename T>
Json json(const std::vector<T>& items);

template <typename T>
Json json(const std::optional<T>& item) {
  return item ? json(*item) : Json(nullptr);
}

template <typename A, typename B>
Json json(const std::pair<A, B>& item) {
  return Json::array({json(item.first), json(item.second)});
}

template <typename T>
Json json(const std::vector<T>& items) {
  Json out = Json::array();
  for (const T& item : items) out.push_back(json(item));
  return out;
}

struct Writer {
  Json& out;

  template <typename T>
  void operator()(const char* name, const T& member) {
    out[name] = json(member);
  }
  template <typename T>
  void rare(const char* name, const T& member) {
    if (member != T{}) (*this)(name, member);
  }
};

template <typename T>
requires std::is_class_v<T> Json json(const T& item) {
  if constexpr (Textual<T>) {
    return item.text;
  } else {
    Json out = Json::object();
    fields(Writer{out}, item);
    return out;
  }
}

}  // namespace tenon::described
