// Finding one of thousands by its name.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tenon::ir {

/// What a list's items are called, learned when it is asked. It is no part of the value that it stands in: a
/// copy learns anew, and all are equal.
class NameIndex {
 public:
  NameIndex() = default;
  NameIndex(const NameIndex& /*other*/) {}
  NameIndex& operator=(const NameIndex& /*other*/) { return *this; }
  ~NameIndex() = default;
  bool operator==(const NameIndex& /*other*/) const { return true; }

  template <typename T>
  const T* find(const std::vector<T>& list, std::string_view name) const {
    const std::lock_guard lock(mutex_);
    const std::string key(name);
    if (const T* found = known(list, key)) return found;
    if (learned_ != list.size()) {
      numbers_.clear();
      for (std::size_t i = 0; i < list.size(); ++i) numbers_.emplace(list[i].name, i);
      learned_ = list.size();
      return known(list, key);
    }
    // One that isn't there, or has a new name since.
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const T& item) { return item.name == name; });
    return found == list.end() ? nullptr : &*found;
  }

 private:
  template <typename T>
  const T* known(const std::vector<T>& list, const std::string& name) const {
    const auto found = numbers_.find(name);
    const bool still =
        found != numbers_.end() && found->second < list.size() && list[found->second].name == name;
    return still ? &list[found->second] : nullptr;
  }

  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::size_t> numbers_;
  mutable std::size_t learned_ = 0;
};

}  // namespace tenon::ir
