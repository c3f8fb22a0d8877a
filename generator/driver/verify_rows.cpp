#include "driver/verify_rows.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iterator>

#include "driver/connect.hpp"
#include "rows/rows.hpp"

namespace tenon::driver {
namespace {

void show_rows(std::size_t done, std::size_t total, const rows::Question& next) {
  fmt::print(stderr, "\r\x1b[Krows {}/{} {}", done, total, model::text(next.constraint));
}

}  // namespace

void examine_rows(const VerifyOptions& options, pq::Session& session, const Compilation& compilation,
                  conformance::Report& report) {
  const bool on_terminal = ::isatty(STDERR_FILENO) != 0;
  conformance::Report found =
      rows::examine(session, compilation.lowered(), {std::chrono::seconds(options.rows_timeout)},
                    on_terminal ? rows::Progress(show_rows) : rows::Progress());
  if (on_terminal) fmt::print(stderr, "\r\x1b[K");
  report.checks += found.checks;
  report.unmade += found.unmade;
  std::move(found.findings.begin(), found.findings.end(), std::back_inserter(report.findings));
  std::move(found.unjudged.begin(), found.unjudged.end(), std::back_inserter(report.unjudged));
}

}  // namespace tenon::driver
