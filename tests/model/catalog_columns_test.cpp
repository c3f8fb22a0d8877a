// Every column of the servers' own catalogs is read, follows from what is read, or is left out for a reason:
// the table in catalog_columns.txt says which, and is held against the servers and the reader's queries.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "catalog/reader_queries.hpp"
#include "cluster.hpp"
#include "model/database.hpp"
#include "model/fields.hpp"

namespace model_tests {
namespace {

using namespace tenon;

struct Line {
  std::string column;  ///< `pg_class.relname`, `pg_cast.*`
  int from = 15;
  int to = 99;
  std::string how;
  std::string what;
};

Line line_of(const std::string& text) {
  static const std::regex form(R"((\S+)\s+(\d*)-(\d*)\s+(\S+)\s+(\S.*))");
  std::smatch found;
  if (!std::regex_match(text, found, form)) throw std::runtime_error("no line of the table: " + text);
  const auto number = [](const std::string& digits, int otherwise) {
    return digits.empty() ? otherwise : std::stoi(digits);
  };
  return {found[1], number(found[2], 15), number(found[3], 99), found[4], found[5]};
}

const std::vector<Line>& table() {
  static const std::vector<Line> all = [] {
    std::vector<Line> out;
    std::ifstream file(std::string(TENON_SOURCE) + "/tests/model/catalog_columns.txt");
    for (std::string text; std::getline(file, text);) {
      if (!text.empty() && !text.starts_with('#')) out.push_back(line_of(text));
    }
    return out;
  }();
  return all;
}

std::string catalog_of(const std::string& column) {
  return column.substr(0, column.find('.'));
}

std::set<std::string> columns_of(const dumps::Cluster& cluster) {
  auto session = cluster.connect("postgres");
  const auto rows = session.query(
      "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
      "WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT "
      "a.attisdropped");
  std::set<std::string> out;
  for (std::size_t row = 0; rows && row < rows->size(); ++row) out.insert(rows->text(row, 0));
  return out;
}

void expect_told(const std::set<std::string>& columns, int version) {
  std::set<std::string> told;
  for (const Line& line : table()) {
    if (line.from <= version && version <= line.to) told.insert(line.column);
  }
  for (const std::string& column : columns) {
    const bool whole = told.contains(catalog_of(column) + ".*");
    EXPECT_TRUE(whole || told.contains(column)) << column << " is not in the table";
    EXPECT_FALSE(whole && told.contains(column)) << column << " is in the table twice";
  }
  for (const std::string& column : told) {
    const bool there =
        column.ends_with(".*")
            ? std::ranges::any_of(
                  columns, [&](const std::string& each) { return catalog_of(each) == catalog_of(column); })
            : columns.contains(column);
    EXPECT_TRUE(there) << column << " is in the table, and not on the server";
  }
}

TEST(CatalogColumns, EachOfEveryVersionIsInTheTable) {
  const dumps::Cluster& own = dumps::postgres(0, dumps::Place::kHere);
  for (const int version : dumps::versions_from(own.version())) {
    const dumps::Cluster& cluster = dumps::postgres(version, dumps::Place::kHere);
    SCOPED_TRACE(fmt::format("PostgreSQL {}", cluster.version()));
    const auto columns = columns_of(cluster);
    EXPECT_GT(columns.size(), 500U);
    expect_told(columns, cluster.version());
  }
}

/// The names of a kind's fields.
struct Names {
  std::set<std::string>& out;
  void operator()(const char* name, const auto& /*member*/) { out.insert(name); }
  void rare(const char* name, const auto& /*member*/) { out.insert(name); }
};

struct KindRead {
  std::string sql;
  std::set<std::string> fields = {"schema", "table", "name", "signature"};
};

template <typename T>
void add_fields(std::map<std::string, KindRead>& kinds) {
  Names names{kinds[std::string(model::kind_name(T::kKind))].fields};
  const T none{};
  fields(names, none);
}

template <typename... T>
void add_all_fields(const std::variant<T...>* /*definition*/, std::map<std::string, KindRead>& kinds) {
  (add_fields<T>(kinds), ...);
}

/// The kinds by name, with the reader's queries.
const std::map<std::string, KindRead>& kinds() {
  static const auto all = [] {
    std::map<std::string, KindRead> out;
    add_all_fields(static_cast<const model::Definition*>(nullptr), out);
    for (const auto& queries :
         {catalog::queries_of_roles(), catalog::queries_of_types(), catalog::queries_of_tables(),
          catalog::queries_of_constraints(), catalog::queries_of_code(), catalog::queries_of_rights()}) {
      for (const catalog::KindQuery& query : queries)
        out[std::string(model::kind_name(query.kind))].sql += query.sql;
    }
    return out;
  }();
  return all;
}

bool names_word(const std::string& sql, const std::string& word) {
  return std::regex_search(sql, std::regex("\\b" + word + "\\b"));
}

/// What is wrong with `KIND.FIELD` as the place where `word` is read; nothing where it is.
std::string wrong_place(const std::string& place, const std::string& word) {
  if (place == "needs")
    return names_word(catalog::needs_query() + catalog::parts_query(), word) ? ""
                                                                             : "no query of needs names it";
  if (place == "comments")
    return names_word(catalog::comments_query(), word) ? "" : "no query of comments names it";
  const std::size_t dot = place.find('.');
  const auto kind = kinds().find(place.substr(0, dot));
  if (kind == kinds().end()) return "there is no such kind";
  if (dot != std::string::npos && !kind->second.fields.contains(place.substr(dot + 1)))
    return "the kind has no such field";
  return names_word(kind->second.sql, word) ? "" : "the query of the kind doesn't name it";
}

std::string wrong_line(const Line& line) {
  const std::string column = line.column.substr(line.column.find('.') + 1);
  if (line.how == "read" || line.how == "picks") return wrong_place(line.what, column);
  if (line.how == "through") {
    const std::size_t blank = line.what.find(' ');
    return wrong_place(line.what.substr(blank + 1), line.what.substr(0, blank));
  }
  if (line.how == "named")
    return catalog::uncovered_query().find("'" + line.what + "'") != std::string::npos
               ? ""
               : "nothing is named so";
  return line.how == "derived" || line.how == "left" ? "" : "no word of the table";
}

/// The table says of no column that it is read where it isn't.
TEST(CatalogColumns, AreReadWhereTheTableSaysSo) {
  ASSERT_GT(table().size(), 300U);
  for (const Line& line : table()) {
    EXPECT_EQ(wrong_line(line), "") << line.column << " " << line.how << " " << line.what;
  }
}

}  // namespace
}  // namespace model_tests
