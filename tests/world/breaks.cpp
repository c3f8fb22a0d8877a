#include "breaks.hpp"

namespace world_tests {

const std::vector<Break>& breaks() {
  static const std::vector<Break> kAll = [] {
    std::vector<Break> out;
    for (const auto& some : {breaks_of_ways_out(), breaks_of_hidden_ways(), breaks_of_code(),
                             breaks_of_roles(), breaks_of_settings(), breaks_of_tables()})
      out.insert(out.end(), some.begin(), some.end());
    return out;
  }();
  return kAll;
}

}  // namespace world_tests
