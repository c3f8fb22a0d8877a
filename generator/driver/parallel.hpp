// Work that is independent, on all processors.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace tenon::driver {

/// `make(i)` for each i below `count`, in their order whoever made them. Throws what the first of them threw.
template <typename Result, typename Make>
std::vector<Result> in_parallel(std::size_t count, const Make& make) {
  std::vector<Result> out(count);
  std::vector<std::exception_ptr> thrown(count);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        out[i] = make(i);
      } catch (...) {
        thrown[i] = std::current_exception();
      }
    }
  };
  {
    const std::size_t processors = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min(count, processors); ++i) threads.emplace_back(work);
    work();
  }
  for (const std::exception_ptr& error : thrown) {
    if (error) std::rethrow_exception(error);
  }
  return out;
}

}  // namespace tenon::driver
