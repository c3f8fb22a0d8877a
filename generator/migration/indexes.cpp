#include "migration/indexes.hpp"

#include <fmt/format.h>

#include <optional>
#include <regex>

namespace tenon::migration {
namespace {

constexpr std::string_view kLeaf = "{leaf}";

/// What the statement does to which index; nothing where it is another one.
struct Deed {
  bool creates = false;
  std::string index;
};

std::string without_remarks(const std::string& sql) {
  static const std::regex kRemark("--[^\n]*\n");
  return std::regex_replace(sql, kRemark, "");
}

std::optional<Deed> deed_of(const std::string& sql) {
  static const std::regex kForm(
      R"(^\s*(CREATE(?: UNIQUE)?|DROP) INDEX CONCURRENTLY ((?:"(?:[^"]|"")+"|[^\s";.]+)(?:\.(?:"(?:[^"]|"")+"|[^\s";.]+))?))");
  std::smatch found;
  const std::string plain = without_remarks(sql);
  if (!std::regex_search(plain, found, kForm)) return std::nullopt;
  if (found[2] == "ON") return std::nullopt;
  return Deed{found[1].str().starts_with("CREATE"), found[2]};
}

/// The index of a leaf has no name of its own.
bool is_of_leaf(const std::string& sql) {
  static const std::regex kForm(R"(^\s*CREATE(?: UNIQUE)? INDEX CONCURRENTLY\s+ON\s)");
  return std::regex_search(without_remarks(sql), kForm);
}

/// From ` USING ` on, as the server prints it: the same for every table with the same columns.
std::string definition_of(std::string printed) {
  const std::size_t at = printed.find(" USING ");
  return at == std::string::npos ? printed : printed.substr(at);
}

}  // namespace

bool is_of_index(const std::string& sql) {
  return deed_of(sql).has_value() || is_of_leaf(sql);
}

tl::expected<Leftover, pq::SqlError> leftover(pq::Session& session, const std::string& sql) {
  const auto deed = deed_of(sql);
  if (!deed) return Leftover::kNone;
  const pq::Parameter name[] = {deed->index};
  const auto rows = session.query(
      "SELECT i.indisvalid FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass($1)", name);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->size() == 0) return deed->creates ? Leftover::kNone : Leftover::kDone;
  if (!deed->creates) return Leftover::kNone;
  return rows->text(0, 0) == "t" ? Leftover::kDone : Leftover::kHalf;
}

tl::expected<pq::Rows, pq::SqlError> drop_leftover(pq::Session& session, const std::string& sql) {
  return session.script(fmt::format("DROP INDEX CONCURRENTLY {}", deed_of(sql)->index));
}

tl::expected<std::vector<std::string>, pq::SqlError> leaves_of(pq::Session& session,
                                                               const std::string& table) {
  const pq::Parameter name[] = {table};
  const auto rows = session.query(
      "SELECT relid::regclass::text FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass($1)) WHERE "
      "isleaf AND level > 0 ORDER BY 1",
      name);
  if (!rows) return tl::unexpected(rows.error());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < rows->size(); ++i) out.push_back(rows->text(i, 0));
  return out;
}

std::string for_leaf(const std::string& sql, const std::string& leaf) {
  std::string out = sql;
  const std::size_t at = out.find(kLeaf);
  return at == std::string::npos ? out : out.replace(at, kLeaf.size(), leaf);
}

tl::expected<bool, pq::SqlError> has_index(pq::Session& session, const std::string& leaf,
                                           const std::string& sql) {
  const pq::Parameter name[] = {leaf};
  const auto rows = session.query(
      "SELECT i.indexrelid::regclass::text, i.indisvalid, pg_catalog.pg_get_indexdef(i.indexrelid) FROM "
      "pg_catalog.pg_index i "
      "WHERE i.indrelid = pg_catalog.to_regclass($1) AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h "
      "WHERE h.inhrelid = i.indexrelid) "
      "AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conindid = i.indexrelid)",
      name);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->size() == 0) return false;
  // How the server prints what the statement makes is seen on an empty table.
  std::string like = for_leaf(without_remarks(sql), "pg_temp.tenon_like");
  like.replace(like.find("CONCURRENTLY "), std::string_view("CONCURRENTLY ").size(), "");
  const auto printed =
      session.script(fmt::format("BEGIN; CREATE TEMPORARY TABLE tenon_like (LIKE {}) ON COMMIT DROP; {} "
                                 "SELECT pg_catalog.pg_get_indexdef(indexrelid) FROM "
                                 "pg_catalog.pg_index WHERE indrelid = 'pg_temp.tenon_like'::regclass",
                                 leaf, like));
  session.script("ROLLBACK");
  if (!printed) return tl::unexpected(printed.error());
  const std::string wanted = definition_of(printed->text(0, 0));
  bool has = false;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    if (rows->text(i, 1) != "t") {
      if (const auto gone = session.script("DROP INDEX CONCURRENTLY " + rows->text(i, 0)); !gone)
        return tl::unexpected(gone.error());
    } else if (definition_of(rows->text(i, 2)) == wanted) {
      has = true;
    }
  }
  return has;
}

}  // namespace tenon::migration
