// Stands in for a generated source: expectations and one line.
#include <cstdlib>

#include "sample_database.hpp"
#include "tenon/conformance/gtest.hpp"

namespace {

tenon::conformance::Schema blog_expectations() {
  const char* prefix = std::getenv("TENON_SAMPLE_PREFIX");
  return tenon::conformance::sample::expectations(prefix == nullptr ? "nobody" : prefix);
}

}  // namespace

TENON_CONFORMANCE_SUITE(blog, blog_expectations());
