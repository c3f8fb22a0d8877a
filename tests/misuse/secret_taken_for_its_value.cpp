// A secret where its value is wanted.
//> only reveal.. gives a secret's value
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
std::string shown(const tenon::Secret<std::string>& pin) {
  return pin.reveal();
}
#else
std::string shown(const tenon::Secret<std::string>& pin) {
  return pin;
}
#endif
