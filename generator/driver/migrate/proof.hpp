// Whether a migration does what it says, tried on a server that nobody uses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/migrate/versions.hpp"
#include "migration/directory.hpp"
#include "migration/sample_rows.hpp"
#include "migration/state.hpp"

namespace tenon::driver {

/// Rows that each table gets before.
constexpr int kSampleRows = 7;

struct Replay {
  std::string wrong;
  migration::Sampled rows;  ///< that were there before
};

/// Nothing is wrong where the database that was changed is the same as one that was made anew, all rows of
/// what stays are there, and the way back, where there is one, leads to where it began. `url` is a
/// superuser's; two databases come and go.
Replay prove_at(const std::string& url, const Version& before, const Version& after,
                const migration::Texts& texts, int rows);

struct Proof {
  bool made = false;   ///< or there is no server that has what the schema needs
  std::string wrong;   ///< and why
  std::string server;  ///< as people call it
  std::string rows;    ///< with how many, and where they didn't come in
};
/// On a private server.
Proof prove(const Version& before, const Version& after, const migration::Texts& texts);

/// Whether all migrations, one after the other on a database that has nothing, lead to the last version.
/// Differences that `sift` lets be aside.
Proof prove_chain(const Version& last, const std::vector<migration::Texts>& chain,
                  const migration::Sift& sift = nullptr);

}  // namespace tenon::driver
