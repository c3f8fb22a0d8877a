#include "peer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>
#include <set>

namespace peers {
namespace {

constexpr std::string_view kStates[] = {"open", "paid", "shipped"};
constexpr std::int64_t kFirst = 1'767'225'600;  // 2026-01-01, in seconds

std::int64_t number_at(std::string_view text, std::size_t first, std::size_t count) {
  std::int64_t out = 0;
  std::from_chars(text.data() + first, text.data() + first + count, out);
  return out;
}

}  // namespace

Tally tally_of(std::span<const Order> rows) {
  Tally out;
  std::set<std::array<unsigned char, 16>> ids;
  for (const Order& row : rows) {
    ids.insert(row.id);
    ++out.rows;
    out.numbers += row.number;
    out.cents += row.cents;
    out.seconds += row.placed / 1'000'000;
    out.letters += row.note ? static_cast<std::int64_t>(row.note->size()) : 1;
    out.states += row.state;
  }
  out.distinct = static_cast<std::int64_t>(ids.size());
  return out;
}

std::int64_t sum_of_page(std::span<const Order> rows) {
  std::int64_t out = 0;
  for (const Order& row : rows.first(std::min<std::size_t>(rows.size(), 50))) out += row.number;
  return out;
}

std::string tally_sql(const std::string& condition) {
  return "SELECT count(*), count(DISTINCT id), coalesce(sum(number), 0), coalesce(sum(total * 100)::int8, "
         "0), "
         "coalesce(sum(floor(extract(epoch FROM placed)))::int8, 0), coalesce(sum(coalesce(length(note), "
         "1)), 0), "
         "coalesce(sum(array_position(enum_range(NULL::public.state), state) - 1), 0) FROM public.orders "
         "WHERE " +
         condition;
}

std::array<unsigned char, 16> made_id(std::int64_t number) {
  std::array<unsigned char, 16> out{};
  out[6] = 0x40;
  out[8] = 0x80;
  for (std::size_t i = 15; i >= 10; --i, number /= 256) out[i] = static_cast<unsigned char>(number % 256);
  return out;
}

/// What its SQL in the benchmark's data says too.
Order made_order(std::int64_t number) {
  Order out;
  out.id = made_id(number);
  out.number = number;
  out.placed = (kFirst + number * 17) * 1'000'000;
  out.cents = number % 100'000;
  out.state = static_cast<int>(number % 3);
  if (number % 3 != 0) out.note = fmt::format("note {}", number);
  if (number % 4 != 0) out.reference = out.id;
  out.payload = fmt::format(R"({{"n": {}}})", number);
  return out;
}

std::string uuid_text(const std::array<unsigned char, 16>& id) {
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += "0123456789abcdef"[id[i] >> 4U];
    out += "0123456789abcdef"[id[i] & 15U];
  }
  return out;
}

std::array<unsigned char, 16> uuid_of(std::string_view text) {
  std::array<unsigned char, 16> out{};
  std::size_t at = 0;
  const auto digit = [&]() -> unsigned {
    if (text[at] == '-') ++at;
    const char c = text[at++];
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  for (unsigned char& byte : out) {
    const unsigned high = digit();
    byte = static_cast<unsigned char>(high << 4U | digit());
  }
  return out;
}

std::int64_t micros_of(std::string_view text) {
  using namespace std::chrono;
  const year_month_day day(year(static_cast<int>(number_at(text, 0, 4))),
                           month(static_cast<unsigned>(number_at(text, 5, 2))),
                           std::chrono::day(static_cast<unsigned>(number_at(text, 8, 2))));
  std::int64_t out = sys_days(day).time_since_epoch().count() * 86'400 + number_at(text, 11, 2) * 3600 +
                     number_at(text, 14, 2) * 60 + number_at(text, 17, 2);
  out *= 1'000'000;
  if (text.size() > 19 && text[19] == '.') {
    std::int64_t unit = 100'000;
    for (std::size_t at = 20; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
      out += unit * (text[at] - '0');
  }
  return out;
}

std::string timestamptz_text(std::int64_t micros) {
  using namespace std::chrono;
  const sys_time<microseconds> at{microseconds(micros)};
  const auto midnight = floor<days>(at);
  const year_month_day day(midnight);
  const std::int64_t rest = (at - midnight).count();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:06}+00", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                     rest / 3'600'000'000, rest / 60'000'000 % 60, rest / 1'000'000 % 60, rest % 1'000'000);
}

std::int64_t cents_of(std::string_view text) {
  std::int64_t out = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') out = out * 10 + (c - '0');
  }
  return !text.empty() && text.front() == '-' ? -out : out;
}

std::string numeric_text(std::int64_t cents) {
  return fmt::format("{}.{:02}", cents / 100, cents % 100);
}

int state_of(std::string_view label) {
  for (std::size_t i = 0; i < std::size(kStates); ++i) {
    if (kStates[i] == label) return static_cast<int>(i);
  }
  return -1;
}

std::string_view label_of(int state) {
  return kStates[static_cast<std::size_t>(state)];
}

}  // namespace peers
