// Declared queries: the server takes each of their statements, and gives the columns that programs read.
#include <fmt/format.h>

#include <set>

#include "catalog.hpp"
#include "sql.hpp"

namespace tenon::conformance {
namespace {

void compare(Probe& probe, const Query& query, const std::vector<pq::Described>& given,
             std::set<std::string>& said) {
  if (given.size() != query.columns.size()) {
    said.insert(fmt::format("gives {} columns, promised: {}", given.size(), query.columns.size()));
    return;
  }
  for (std::size_t i = 0; i < given.size(); ++i) {
    const QueryColumn& wanted = query.columns[i];
    const auto answer = rows(probe, "comparing types",
                             fmt::format("SELECT {0}::oid::regtype = {1}::regtype, {0}::oid::regtype",
                                         given[i].type, literal(probe, wanted.type)));
    if (given[i].name != wanted.name)
      said.insert(fmt::format("calls its column {} `{}`, promised: `{}`", i + 1, given[i].name, wanted.name));
    if (!is_true(answer, 0, 0))
      said.insert(fmt::format("gives `{}` as {}, promised: {}", wanted.name, answer.text(0, 1), wanted.type));
  }
}

}  // namespace

Findings queries_are_as_compiled(Probe& probe) {
  Findings findings;
  if (probe.schema().queries.empty()) return findings;
  execute(probe, "looking for names as programs do", "SET LOCAL search_path TO DEFAULT");
  for (const Query& query : probe.schema().queries) {
    std::set<std::string> said;
    for (const std::string& statement : query.statements) {
      execute(probe, "setting a savepoint", "SAVEPOINT tenon_query");
      const auto described = probe.session().describe(statement);
      if (!described) {
        expect_judgeable(probe, described.error());
        said.insert("is refused by the server: " + describe(described.error()));
        execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_query");
        continue;
      }
      if (!query.columns.empty()) compare(probe, query, *described, said);
    }
    for (const std::string& what : said)
      findings.push_back(finding("query " + query.name, fmt::format("query `{}` {}", query.name, what)));
  }
  return findings;
}

}  // namespace tenon::conformance
