// The server that the ways to rows are measured on, with the rows of two tenants.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "catalog/private_server.hpp"
#include "peer.hpp"
#include "tenon/pq/session.hpp"

namespace peers {

inline constexpr const char* kTenant = "00000000-0000-4000-8000-00000000aaaa";
inline constexpr const char* kOther = "00000000-0000-4000-8000-00000000bbbb";
inline constexpr const char* kImporter = "00000000-0000-4000-8000-00000000cccc";  ///< has none at first

/// TENON_BENCH_ROWS is how many orders the tenant has, 100,000 unless it says otherwise.
class Data {
 public:
  static Data& get();
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] const Tally& all() const { return all_; }
  [[nodiscard]] Tally tally(const std::string& condition);
  void run(const std::string& sql);
  [[nodiscard]] std::int64_t number(const std::string& sql);

 private:
  Data();

  std::int64_t rows_;
  std::optional<tenon::catalog::PrivateServer> server_;
  std::optional<tenon::pq::Session> session_;
  Place place_;
  Tally all_;
};

}  // namespace peers
