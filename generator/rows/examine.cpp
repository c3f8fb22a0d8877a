#include <fmt/format.h>

#include <iterator>

#include "rows/rows.hpp"

namespace tenon::rows {
namespace {

constexpr std::string_view kCheck = "rows.constraints";

/// Of an error the kind, so that no value of a row is told.
conformance::Unjudged unjudged(const Question& question, const pq::SqlError& error, const Bounds& bounds) {
  conformance::Unjudged out{std::string(kCheck), question.table, "", "", false};
  if (error.sqlstate == "57014") {
    out.why =
        fmt::format("looking for rows that break {} took longer than {} s", model::text(question.constraint),
                    std::chrono::duration_cast<std::chrono::seconds>(bounds.statement).count());
    out.remedy = "give it longer with `--rows-timeout SECONDS`, or an index on the columns that refer";
  } else if (error.sqlstate == "42501") {
    out.why = "row security hides rows from this role";
    out.remedy = "connect as a role with BYPASSRLS, or as a superuser";
  } else {
    out.why = fmt::format("the server refuses to look for rows that break {}: {}",
                          model::text(question.constraint), error.sqlstate);
    out.remedy = "see what `tenon verify` finds without `--rows`, and mend that first";
  }
  return out;
}

/// Where its names are looked for, and whether an index may answer.
void prepare(pq::Session& session, const Question& question) {
  const std::string path = question.path.empty() ? "" : ", " + session.quote_identifier(question.path);
  session.script(fmt::format(
      "SET search_path TO pg_catalog{0}, pg_temp; "
      "SET enable_indexscan TO {1}; SET enable_indexonlyscan TO {1}; SET enable_bitmapscan TO {1}",
      path, question.past_indexes ? "off" : "on"));
}

}  // namespace

conformance::Report examine(pq::Session& session, const model::Database& promised, const Bounds& bounds,
                            const Progress& progress) {
  conformance::Report out;
  const std::vector<Question> all = questions(promised);
  // Rows that a policy would hide make an error of the query, and no false peace.
  const std::string settings = fmt::format(
      "SET statement_timeout TO {}; SET row_security TO off; SET default_transaction_read_only TO on",
      bounds.statement.count());
  if (const auto set = session.script(settings); !set) {
    out.unmade = all.size();
    out.unjudged.push_back({std::string(kCheck), "", set.error().message, "try again", false});
    return out;
  }
  for (const Question& question : all) {
    if (progress) progress(out.checks, all.size(), question);
    prepare(session, question);
    const auto answer = session.query(question.sql);
    ++out.checks;
    if (!answer) {
      out.unjudged.push_back(unjudged(question, answer.error(), bounds));
      if (session.is_lost()) {
        out.unmade = all.size() - out.checks;
        return out;
      }
      continue;
    }
    const std::string number = answer->text(0, 0);
    if (number == "0") continue;
    const std::string told = number == std::to_string(kMost) ? number + " or more" : number;
    out.findings.push_back({std::string(kCheck), question.table, question.message + ": " + told,
                            question.severity, question.remedy});
  }
  return out;
}

}  // namespace tenon::rows
