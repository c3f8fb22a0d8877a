// `tenon generate` as build systems run it: directories of imports, the stamp, the C++'s namespace.
#include <gmock/gmock.h>

#include <filesystem>

#include "process.hpp"

namespace tenon::test {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class GenerateBuildTest : public CliTest {
 protected:
  Outcome generate(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"generate", "--lint", "all=off", "--out", path("out")});
    return tenon(arguments);
  }
};

TEST_F(GenerateBuildTest, AnImportIsLookedForInTheDirectoriesInTheirOrder) {
  const std::string shop = file("shop.schema", small_schema("shop", "import \"part.schema\"\n"));
  file("first/other.schema", "");
  const std::string part = file("second/part.schema", "entity Part { id: uuid = uuid() @key }\n");
  file("third/part.schema", "nothing that is read\n");
  EXPECT_THAT(generate({shop}).err, HasSubstr("can't be read: there is no such file"));
  const Outcome outcome = generate({shop, "--import-dir", path("first"), "--import-dir", path("second"),
                                    "--import-dir", path("third"), "--depfile", path("shop.d")});
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_THAT(read_file(path("shop.d")), HasSubstr(part));
  EXPECT_EQ(tenon({"check", shop, "--import-dir", path("second")}).exit, 0);
}

TEST_F(GenerateBuildTest, AnImportBesideItsFileGoesBefore) {
  const std::string shop = file("shop.schema", small_schema("shop", "import \"part.schema\"\n"));
  file("part.schema", "entity Part { id: uuid = uuid() @key }\n");
  file("there/part.schema", "nothing that is read\n");
  const Outcome outcome = generate({shop, "--import-dir", path("there")});
  EXPECT_EQ(outcome.exit, 0) << outcome.err;
}

TEST_F(GenerateBuildTest, TheStampIsNewerThoughNothingWasWritten) {
  const std::string shop = file("shop.schema", small_schema("shop"));
  const std::vector<std::string> arguments = {shop, "--depfile", path("shop.d"), "--stamp", path("in/stamp")};
  ASSERT_EQ(generate(arguments).exit, 0);
  EXPECT_THAT(read_file(path("shop.d")), StartsWith(path("in/stamp") + " :")) << "the one target";
  const auto past = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(path("in/stamp"), past);
  fs::last_write_time(path("out/shop.hpp"), past);
  ASSERT_EQ(generate(arguments).exit, 0);
  EXPECT_GT(fs::last_write_time(path("in/stamp")), past);
  EXPECT_EQ(fs::last_write_time(path("out/shop.hpp")), past);
}

TEST_F(GenerateBuildTest, AnErrorLeavesTheStampAsItWas) {
  const std::string shop = file("shop.schema", small_schema("shop", "entity Part { id: nothing }\n"));
  const Outcome outcome = generate({shop, "--stamp", path("stamp")});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr(shop + ":"));
  EXPECT_FALSE(fs::exists(path("stamp")));
  EXPECT_EQ(generate({file("well.schema", small_schema("well")), "--stamp", "/proc/no/stamp"}).exit, 3);
}

TEST_F(GenerateBuildTest, TheNamespaceIsAnother) {
  const std::string shop = file("shop.schema", small_schema("shop"));
  ASSERT_EQ(generate({shop, "--namespace", "my::own"}).exit, 0);
  EXPECT_THAT(read_file(path("out/shop.hpp")), HasSubstr("namespace my::own {"));
  EXPECT_THAT(read_file(path("out/shop_access.hpp")), Not(HasSubstr("namespace shop")));
}

TEST_F(GenerateBuildTest, ANamespaceIsOneSchemasAndANamespace) {
  const std::string shop = file("shop.schema", small_schema("shop"));
  const Outcome two = generate({shop, file("cafe.schema", small_schema("cafe")), "--namespace", "my"});
  EXPECT_EQ(two.exit, 2);
  EXPECT_THAT(two.err, HasSubstr("`--namespace` takes one schema"));
  for (const char* wrong : {"", "a.b", "a::", "::a", "1a", "a b", "a;b"}) {
    EXPECT_EQ(generate({shop, "--namespace", wrong}).exit, 2) << wrong;
  }
}

}  // namespace
}  // namespace tenon::test
