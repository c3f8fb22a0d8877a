// Identifiers, times, secrets, patches, without a server.
#include "tenon/types.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <unordered_set>

#include "tenon/access.hpp"
#include "tenon/error.hpp"
#include "tenon/fmt.hpp"

namespace tenon {
namespace {

using namespace std::chrono_literals;

TEST(Uuid, ReadsAndPrints) {
  const std::string text = "00112233-4455-6677-8899-aabbccddeeff";
  EXPECT_EQ(to_string(Uuid::parse(text)), text);
  EXPECT_EQ(to_string(Uuid::parse("00112233445566778899AABBCCDDEEFF")), text);
  EXPECT_EQ(to_string(Uuid{}), "00000000-0000-0000-0000-000000000000");
  EXPECT_EQ(fmt::format("{:>40}", Uuid::parse(text)), "    " + text);
}

TEST(Uuid, RefusesWhatIsNone) {
  for (const std::string text :
       {"", "0", "00112233-4455-6677-8899-aabbccddeef", "00112233-4455-6677-8899-aabbccddeefg",
        "0011223-34455-6677-8899-aabbccddeeff", "00112233+4455+6677+8899+aabbccddeeff"}) {
    EXPECT_THROW(static_cast<void>(Uuid::parse(text)), ParseError) << text;
  }
}

TEST(Uuid, MakesRandomOnes) {
  std::unordered_set<Uuid> all;
  for (int i = 0; i < 1000; ++i) {
    const Uuid id = Uuid::v4();
    EXPECT_EQ(to_string(id)[14], '4');
    EXPECT_EQ(std::to_integer<int>(id.bytes[8]) >> 6, 2);
    all.insert(id);
  }
  EXPECT_EQ(all.size(), 1000u);
}

TEST(Uuid, MakesOrderedOnes) {
  const auto millis = [](const Uuid& id) {
    std::int64_t out = 0;
    for (std::size_t i = 0; i < 6; ++i) out = out << 8 | std::to_integer<std::int64_t>(id.bytes[i]);
    return std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(out));
  };
  const Uuid id = Uuid::v7();
  EXPECT_EQ(to_string(id)[14], '7');
  EXPECT_EQ(std::to_integer<int>(id.bytes[8]) >> 6, 2);
  EXPECT_LT(std::chrono::system_clock::now() - millis(id), 10s);
  EXPECT_GE(std::chrono::system_clock::now() - millis(id), 0s);
}

TEST(Uuid, OrdersByBytes) {
  EXPECT_LT(Uuid::parse("7fffffffffffffffffffffffffffffff"), Uuid::parse("80000000000000000000000000000000"));
  EXPECT_LT(Uuid{}, Uuid::parse("00000000000000000000000000000001"));
}

TEST(Time, PrintsIso8601) {
  using std::chrono::sys_days;
  const Timestamptz noon = sys_days(std::chrono::year(2024) / 2 / 29) + 12h;
  EXPECT_EQ(to_string(noon), "2024-02-29T12:00:00Z");
  EXPECT_EQ(to_string(noon + 1us), "2024-02-29T12:00:00.000001Z");
  EXPECT_EQ(to_string(Timestamptz(-1us)), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(to_string(Timestamp(0us)), "1970-01-01T00:00:00");
  EXPECT_EQ(to_string(Date(std::chrono::year(7) / 3 / 4)), "0007-03-04");
  EXPECT_EQ(to_string(Time{24h}), "24:00:00");
  EXPECT_EQ(to_string(Time{1us}), "00:00:00.000001");
}

TEST(Time, PrintsIntervals) {
  EXPECT_EQ(to_string(Interval{}), "PT0S");
  EXPECT_EQ(to_string(Interval{.months = 14, .days = 3, .time = 5500ms}), "P14M3DT5.500000S");
  EXPECT_EQ(to_string(Interval{.days = -1, .time = -1us}), "P-1DT-0.000001S");
  EXPECT_EQ(to_string(Interval{.time = -90s}), "PT-90S");
}

TEST(Secret, ShowsNothing) {
  const Secret<std::string> secret("hunter2");
  std::ostringstream out;
  out << secret << ' ' << Secret<int>(4711);
  EXPECT_EQ(out.str(), "[redacted] [redacted]");
  EXPECT_EQ(fmt::format("{}", secret), "[redacted]");
  EXPECT_EQ(::testing::PrintToString(secret), "[redacted]");
  EXPECT_EQ(secret.reveal(), "hunter2");
}

TEST(SecretHash, IsTheSha256) {
  const SecretHash hash = SecretHash::of("abc");
  std::string hex;
  for (const std::byte byte : hash.reveal()) hex += fmt::format("{:02x}", std::to_integer<int>(byte));
  EXPECT_EQ(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash, SecretHash::of(Secret<std::string>("abc")));
  EXPECT_NE(hash, SecretHash::of("abd"));
  EXPECT_EQ(fmt::format("{}", hash), "[redacted]");
}

TEST(Secret, MovesAndDoesNotCopy) {
  static_assert(!std::is_copy_constructible_v<Secret<std::string>>);
  static_assert(!std::is_copy_assignable_v<Secret<std::string>>);
  static_assert(!std::is_convertible_v<std::string, Secret<std::string>>);
  static_assert(!std::is_convertible_v<Secret<std::string>, std::string>);
  Secret<std::string> secret("hunter2");
  const Secret<std::string> moved = std::move(secret);
  EXPECT_EQ(moved.reveal(), "hunter2");
  EXPECT_EQ(Secret<std::string>("x").reveal(), "x");
}

TEST(Secret, ComparesWhole) {
  EXPECT_TRUE(Secret<std::string>("token") == Secret<std::string>("token"));
  EXPECT_FALSE(Secret<std::string>("token") == Secret<std::string>("tokem"));
  EXPECT_FALSE(Secret<std::string>("token") == Secret<std::string>("xoken"));
  EXPECT_FALSE(Secret<std::string>("token") == Secret<std::string>("toke"));
  EXPECT_FALSE(Secret<std::string>("toke") == Secret<std::string>("token"));
  EXPECT_TRUE(Secret<std::string>() == Secret<std::string>(""));
  EXPECT_FALSE(Secret<int>(1) == Secret<int>(2));
}

struct Changes {
  Patch<std::string> name;
  Patch<std::int64_t> count;
  Patch<Numeric> cost;
  Patch<Secret<std::string>> key;
  Patch<std::vector<std::string>> tags;
};

TEST(Patch, HasThreeStates) {
  const Changes none{};
  EXPECT_TRUE(none.name.is_keep() && !is_set(none.name) && !none.name.has_value());
  const Changes some{.name = "x", .count = 5, .cost = 7, .key = Secret<std::string>("s"), .tags = null};
  EXPECT_EQ(some.name.value(), "x");
  EXPECT_EQ(some.count.value(), 5);
  EXPECT_EQ(some.cost.value(), Numeric(7));
  EXPECT_EQ(some.key.value().reveal(), "s");
  EXPECT_TRUE(some.tags.is_null() && is_set(some.tags) && !some.tags.has_value());
  EXPECT_THROW(static_cast<void>(some.tags.value()), std::bad_optional_access);
  const Patch<std::string> nothing = std::nullopt;
  EXPECT_TRUE(nothing.is_null());
  EXPECT_NE(nothing, Patch<std::string>{});
}

TEST(Patch, TakesAnOptional) {
  const Patch<std::string> value = std::optional<std::string>("x");
  const Patch<std::string> nothing = std::optional<std::string>();
  EXPECT_EQ(value.value(), "x");
  EXPECT_TRUE(nothing.is_null());
}

TEST(TenantKey, ComesFromKeys) {
  EXPECT_EQ(TenantKey(Uuid{}).text(), "00000000-0000-0000-0000-000000000000");
  EXPECT_EQ(TenantKey(42).text(), "42");
  EXPECT_EQ(TenantKey(std::int64_t{-1}).text(), "-1");
  EXPECT_EQ(TenantKey("acme").text(), "acme");
  EXPECT_THROW(TenantKey(""), EncodeError);
  EXPECT_THROW(TenantKey(std::string("a\0b", 3)), EncodeError);
}

TEST(Version, IsComparable) {
  static_assert(TENON_RUNTIME_VERSION >= TENON_MAKE_VERSION(0, 1, 0));
  EXPECT_EQ(std::string(TENON_RUNTIME_VERSION_STRING),
            fmt::format("{}.{}.{}", TENON_RUNTIME_VERSION_MAJOR, TENON_RUNTIME_VERSION_MINOR,
                        TENON_RUNTIME_VERSION_PATCH));
}

}  // namespace
}  // namespace tenon
