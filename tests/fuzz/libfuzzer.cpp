// For libFuzzer, which finds texts by the code that they reach.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "feed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 1U << 16U;
  if (size > kMost) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (!tenon::test::feed(text).empty()) std::abort();
  return 0;
}
