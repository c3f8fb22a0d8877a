// What a user's program takes of generated code: types, repositories, typed errors, without a server.
#include <cstdio>
#include <string>
#include <tenon/error.hpp>
#include <tenon/pool.hpp>

#include "shop_access.hpp"

namespace {

/// An exception that a library throws is caught by its type here, whichever kind of library that is.
bool misses_the_server() {
  tenon::Pool pool{"host=/nowhere dbname=shop connect_timeout=2", shop::db::kSchema, {.role = "shop_app"}};
  try {
    pool.in_tenant(tenon::Uuid::v4(), [](tenon::TenantTx& tx) {
      shop::db::Articles{tx}.insert({.name = "chair", .price = tenon::Numeric::parse("12.50")});
    });
  } catch (const tenon::ConnectionFailed&) {
    return true;
  }
  return false;
}

}  // namespace

int main() {
  std::printf("%s %s\n", std::string(shop::db::kSchema.name).c_str(),
              std::string(shop::db::to_string(shop::db::State::sold)).c_str());
  return misses_the_server() ? 0 : 1;
}
