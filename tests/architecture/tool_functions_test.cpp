// The functions that templates and the dialect make stand in the list of names that no trigger's function may
// take.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sources.hpp"

namespace tenon::architecture {
namespace {

std::string_view text_of(std::string_view path) {
  for (const Source& source : sources()) {
    if (source.path == path) return source.text;
  }
  return "";
}

/// The names that follow `before`.
std::vector<std::string> names_after(std::string_view text, std::string_view before) {
  static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  std::vector<std::string> out;
  for (std::size_t at = text.find(before); at != std::string_view::npos; at = text.find(before, at)) {
    at += before.size();
    const std::size_t end = text.find_first_not_of(kLetters, at);
    if (end > at) out.emplace_back(text.substr(at, end - at));
  }
  return out;
}

void expect_listed(const std::vector<std::string>& names) {
  const std::string_view list = text_of("generator/ir/names.cpp");
  for (const std::string& name : names)
    EXPECT_NE(list.find("\"" + name + "\""), std::string_view::npos) << name << " is missing";
}

TEST(ToolFunctions, AreListed) {
  std::size_t found = 0;
  for (const Source& source : sources()) {
    if (!source.path.starts_with("templates/postgres/")) continue;
    const auto names = names_after(source.text, "FUNCTION tenon.");
    found += names.size();
    expect_listed(names);
  }
  const auto of_tenants = names_after(text_of("generator/dialect/tenant.cpp"), "made(\"");
  EXPECT_GT(found, 20U);
  EXPECT_GT(of_tenants.size(), 1U);
  expect_listed(of_tenants);
}

}  // namespace
}  // namespace tenon::architecture
