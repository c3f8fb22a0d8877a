// A secret copied unnoticed.
//> a secret is moved; only reveal.. gives its value
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
tenon::Secret<std::string> kept(tenon::Secret<std::string>& pin) {
  return std::move(pin);
}
#else
tenon::Secret<std::string> kept(tenon::Secret<std::string>& pin) {
  return pin;
}
#endif
