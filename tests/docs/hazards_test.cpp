// docs/hazards: a page for each hazard; the change that it shows has it, and what stands instead hasn't.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "code_blocks.hpp"
#include "driver/migrate/versions.hpp"
#include "plan/pages.hpp"
#include "written_schema.hpp"

namespace {

using tenon::plan::Hazard;

std::optional<tenon::driver::Version> version(const std::string& page, const std::string& name) {
  const auto blocks = tenon::test::code_blocks(page, "schema " + name);
  if (blocks.size() != 1) return std::nullopt;
  const tenon::test::WrittenSchema file(blocks.front());
  return tenon::driver::read_version(file.path());
}

bool has(const tenon::plan::Plan& plan, Hazard hazard) {
  return std::any_of(plan.steps.begin(), plan.steps.end(),
                     [&](const tenon::plan::Step& step) { return tenon::plan::has(step, hazard); });
}

TEST(HazardPages, AreThereForEach) {
  ASSERT_EQ(tenon::plan::pages().size(), tenon::plan::kHazards);
  for (std::size_t i = 0; i < tenon::plan::kHazards; ++i) {
    const auto hazard = static_cast<Hazard>(i);
    const auto title =
        fmt::format("# {}: {}\n", tenon::plan::hazard_name(hazard), tenon::plan::hazard_text(hazard));
    EXPECT_TRUE(std::any_of(tenon::plan::pages().begin(), tenon::plan::pages().end(),
                            [&](const tenon::plan::Page& page) { return page.text.starts_with(title); }))
        << title;
  }
}

TEST(HazardPages, ShowAChangeThatHasIt) {
  for (const tenon::plan::Page& page : tenon::plan::pages()) {
    const std::string text(page.text);
    const auto before = version(text, "before");
    const auto after = version(text, "after");
    ASSERT_TRUE(before && after) << page.name;
    const Hazard hazard = *tenon::plan::find_hazard(page.name);
    EXPECT_TRUE(has(tenon::driver::plan_between(*before, *after), hazard)) << page.name;
    if (text.find("```schema instead") == std::string::npos) continue;
    const auto instead = version(text, "instead");
    ASSERT_TRUE(instead) << page.name;
    const auto plan = tenon::driver::plan_between(*before, *instead);
    EXPECT_FALSE(has(plan, hazard)) << page.name;
    EXPECT_FALSE(plan.steps.empty()) << page.name;
  }
}

}  // namespace
