#include "tenon/session.hpp"

#include "tenon/error.hpp"

namespace tenon {

void Session::set(std::string_view setting, const std::string& value) {
  if (value.empty()) throw EncodeError("an empty text says nothing of who asks: leave it out");
  if (value.find('\0') != std::string::npos) throw EncodeError("who asks holds a NUL byte");
  add(setting, value);
}

}  // namespace tenon
