// Rows to search among: texts of words as frequent as those of a language, and vectors in clusters, as
// embeddings are. The same ones each time.
#pragma once

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace tenon::benchmarks {

/// A tenant, and how many of a thousand rows are its own.
struct Share {
  const char* name;
  double per_mille;
};
/// The rest of the rows are of many small tenants.
constexpr std::array<Share, 4> kShares = {{{"50%", 500}, {"10%", 100}, {"1%", 10}, {"0.1%", 1}}};
constexpr int kOthers = 400;

/// Rows in all; TENON_SEARCH_ROWS has another number.
inline int row_count() {
  const char* wish = std::getenv("TENON_SEARCH_ROWS");
  return wish == nullptr ? 200'000 : std::atoi(wish);
}

class Data {
 public:
  /// The number of the tenant whose row it is: those of kShares first.
  int tenant() {
    double at = std::uniform_real_distribution<double>(0, 1000)(random_);
    for (std::size_t i = 0; i < kShares.size(); ++i) {
      at -= kShares[i].per_mille;
      if (at < 0) return static_cast<int>(i);
    }
    return static_cast<int>(kShares.size()) + std::uniform_int_distribution<int>(0, kOthers - 1)(random_);
  }

  /// The n-th most frequent word comes 1/n as often as the first.
  std::string text(int words) {
    std::string out;
    for (int i = 0; i < words; ++i) out += fmt::format("{}w{}ing", i == 0 ? "" : " ", word());
    return out;
  }

  int word() {
    constexpr double kWords = 20'000;
    return static_cast<int>(std::exp(std::uniform_real_distribution<double>(0, std::log(kWords))(random_)));
  }

  /// Around one of the centres, by as much as half the distance between them.
  std::string vector(int dimensions) {
    if (centres_.empty()) {
      constexpr int kCentres = 256;
      for (int i = 0; i < kCentres; ++i) centres_.push_back(point(dimensions));
    }
    const auto& centre =
        centres_[std::uniform_int_distribution<std::size_t>(0, centres_.size() - 1)(random_)];
    const std::vector<double> away = point(dimensions);
    std::string out = "[";
    for (std::size_t i = 0; i < centre.size(); ++i)
      out += fmt::format("{}{:.4f}", i == 0 ? "" : ",", centre[i] + away[i] / 2);
    return out + "]";
  }

 private:
  std::vector<double> point(int dimensions) {
    std::vector<double> out;
    std::normal_distribution<double> normal;
    for (int i = 0; i < dimensions; ++i) out.push_back(normal(random_));
    return out;
  }

  std::mt19937 random_{7};
  std::vector<std::vector<double>> centres_;
};

}  // namespace tenon::benchmarks
