#include "shop_access.hpp"

int main() {
  return my::own::kSchema.name == "shop" ? 0 : 1;
}
