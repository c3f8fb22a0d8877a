// The hash of a schema's meaning, taken from its values as they stand: writing them down first would be a
// third of all the time that generating takes.
#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "ir/fields.hpp"

namespace tenon::ir {
namespace {

// What a database that was made of the schema doesn't differ by; how the last version became this one is no
// part of what it is.
constexpr std::string_view kNoMeaning[] = {
    "doc",   "example", "was",     "backfill",  "frozen",        "namespace", "kept_because",
    "seeds", "allowed", "queries", "json_name", "null_elements", "unknown",   "keyless_reason"};

class Hasher {
 public:
  explicit Hasher(StableHash& hash) : hash_(hash) {}

  template <typename T>
  void operator()(const char* name, const T& member) {
    const std::string_view called = name;  // measured once, not for each that it is compared with
    if (std::find(std::begin(kNoMeaning), std::end(kNoMeaning), called) != std::end(kNoMeaning)) return;
    hash_.add(called);
    add(member);
  }
  template <typename T>
  void rare(const char* name, const T& member) {
    if (member != T{}) (*this)(name, member);
  }

 private:
  // Each value with its length or its like, so that no two sequences of values look the same.
  void add(const std::string& text) { hash_.add(text); }
  void add(bool value) { hash_.add(value ? "1" : "0"); }
  void add(int value) { hash_.add(std::to_string(value)); }
  void add(double value) { hash_.add(std::to_string(value)); }
  template <typename T>
  requires std::is_enum_v<T>
  void add(T value) { hash_.add(described::Names<T>::kAll[static_cast<std::size_t>(value)]); }
  template <typename T>
  requires std::is_class_v<T>
  void add(const T& item) {
    hash_.add("{");
    fields(*this, item);
    hash_.add("}");
  }
  template <typename T>
  void add(const std::optional<T>& item) {
    hash_.add(item ? "1" : "0");
    if (item) add(*item);
  }
  template <typename A, typename B>
  void add(const std::pair<A, B>& item) {
    add(item.first);
    add(item.second);
  }
  template <typename T>
  void add(const std::vector<T>& items) {
    add(static_cast<int>(items.size()));
    for (const T& item : items) add(item);
  }

  StableHash& hash_;
};

}  // namespace

std::string fingerprint(const Schema& schema) {
  StableHash hash;
  Hasher hasher(hash);
  fields(hasher, schema);
  return hash.text();
}

}  // namespace tenon::ir
