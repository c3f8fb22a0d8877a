// What the comparisons of a fake with a server have in common: rows and errors as text, rows told by few
// numbers.
#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <tenon/describe.hpp>
#include <tenon/encrypted.hpp>
#include <tenon/error.hpp>
#include <tenon/pool.hpp>
#include <tenon/types.hpp>
#include <type_traits>
#include <vector>

namespace fake_script {

/// Rows are told by few numbers, so that operations meet.
inline tenon::Uuid id_of(char kind, int number) {
  tenon::Uuid out;
  out.bytes[0] = std::byte(kind);
  out.bytes[15] = std::byte(static_cast<unsigned char>(number));
  return out;
}
inline tenon::Timestamptz hour(int number) {
  return tenon::Timestamptz{std::chrono::hours(480'000 + number)};
}

/// A row's members. Of times that a clock gave it says which of them are the same.
class Teller {
 public:
  template <class T>
  void add(const std::optional<T>& value) {
    if (value) return add(*value);
    out += "-";
  }
  template <class T>
  void add(const tenon::Encrypted<T>& value) {
    try {
      add(value.reveal());
    } catch (const tenon::KeyMissing&) {
      out += "no key";
    } catch (const tenon::BrokenSeal&) {
      out += "broken";
    }
  }
  void add(const std::string& text) { out += text; }
  void add(const tenon::Bytes& bytes) { out += std::string(bytes.size(), 'b'); }
  void add(tenon::Timestamptz time) {
    if (time < hour(1000)) {
      out += std::to_string(time.time_since_epoch().count());
      return;
    }
    const auto known = std::ranges::find(times_, time);
    out += "now" + std::to_string(known - times_.begin());
    if (known == times_.end()) times_.push_back(time);
  }
  template <class T>
  requires std::integral<T>
  void add(T value) { out += std::to_string(value); }
  template <class T>
  requires(std::is_enum_v<T> || std::same_as<T, tenon::Uuid> ||
           std::same_as<T, tenon::Numeric>) void add(const T& value) {
    out += to_string(value);
  }
  std::string out;

 private:
  std::vector<tenon::Timestamptz> times_;
};

template <class Row>
std::string told(const Row& row) {
  Teller teller;
  if constexpr (std::integral<Row>) {
    teller.add(row);
  } else {
    tenon::for_each_field(row, [&](const tenon::FieldInfo&, const auto& member) {
      teller.add(member);
      teller.out += ' ';
    });
  }
  return teller.out;
}
template <class T>
std::string told(const std::optional<T>& row) {
  return row ? told(*row) : "none";
}
template <class T>
std::string told(const std::vector<T>& rows) {
  std::string out = "[";
  for (const T& row : rows) out += told(row) + "; ";
  return out + "]";
}
template <class T>
std::string sorted(const std::vector<T>& rows) {
  std::vector<std::string> all;
  for (const T& row : rows) all.push_back(told(row));
  std::ranges::sort(all);
  std::string out;
  for (const std::string& each : all) out += each + "; ";
  return out;
}

/// Every row, in an order of our own.
template <class Row, class Repository>
std::string all_of(Repository&& repository) {
  std::vector<std::string> rows;
  repository.for_each([&](const Row& row) { rows.push_back(told(row)); });
  std::ranges::sort(rows);
  std::string out;
  for (const std::string& each : rows) out += each + "; ";
  return out;
}

/// What an operation came to: its answer, or what was thrown.
template <class Body>
std::string outcome(Body body) {
  try {
    return body();
  } catch (const tenon::IntegrityViolation& error) {
    return std::string("refused: ") + error.what();
  } catch (const tenon::DataError& error) {
    return "data " + error.sqlstate();
  } catch (const tenon::InsufficientPrivilege&) {
    return "not allowed";
  } catch (const tenon::ServerError& error) {
    return "server " + error.sqlstate();
  } catch (const tenon::Outdated& error) {
    return std::string("outdated: ") + error.what();
  } catch (const tenon::KeyMissing&) {
    return "no key";  // of several that are missing any is named
  } catch (const tenon::TransactionAborted&) {
    return "aborted";
  } catch (const tenon::EncodeError&) {
    return "not encoded";
  } catch (const std::runtime_error& error) {
    return std::string("program: ") + error.what();
  }
}

}  // namespace fake_script
