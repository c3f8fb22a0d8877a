// A secret given to printf.
//> a secret is moved; only reveal.. gives its value
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
void show(const tenon::Secret<std::string>& pin) {
  std::printf("%s", pin.reveal().c_str());
}
#else
void show(const tenon::Secret<std::string>& pin) {
  std::printf("%s", pin);
}
#endif
