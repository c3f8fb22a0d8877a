#include "catalog/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>

#include "catalog/reader_queries.hpp"
#include "model/json.hpp"

namespace tenon::catalog {
namespace {

/// Where an object is in the server's catalogs: `classid`, `objid`, `objsubid`.
using Address = std::array<std::string, 3>;

/// How the server prints what it is asked for, whatever the session has set; every name but its own with its
/// schema.
constexpr const char* kPinned =
    "SET LOCAL search_path TO pg_catalog; SET LOCAL TimeZone TO 'UTC'; "
    "SET LOCAL DateStyle TO 'ISO, MDY'; SET LOCAL IntervalStyle TO 'postgres'; SET LOCAL bytea_output TO "
    "'hex'; "
    "SET LOCAL extra_float_digits TO 1; SET LOCAL quote_all_identifiers TO off; "
    "SET LOCAL standard_conforming_strings TO on; SET LOCAL row_security TO off; "
    // Queries of catalogs are estimated dear, and are short.
    "SET LOCAL jit TO off";

struct Failure {
  std::string text;
};

class Reader {
 public:
  explicit Reader(pq::Session& session) : session_(session) {}

  Reading read_one(model::Kind kind) {
    begin();
    const bool are_comments = kind == model::Kind::kComment;  // which may be about anything that is read
    for (const auto& queries : all_queries()) {
      for (const KindQuery& query : queries) {
        if (query.kind == kind || are_comments) read_kind(query);
      }
    }
    if (are_comments) read_comments_alone();
    if (kind == model::Kind::kRegisteredRow) read_registered_rows();
    for (model::Object& object : objects_) out_.database.add(std::move(object));
    return std::move(out_);
  }

  /// `whole`: with what no kind holds.
  Reading read(bool whole) {
    begin();
    for (const auto& queries : all_queries()) {
      for (const KindQuery& query : queries) read_kind(query);
    }
    const std::size_t held = objects_.size();
    if (whole) {
      for (const KindQuery& query : queries_of_opaque()) read_kind(query);
    }
    read_parts();
    read_comments();
    read_registered_rows();
    read_needs();
    for (const auto& row : rows("what no kind holds", uncovered_query()))
      out_.uncovered.push_back({row[0], row[1]});
    for (std::size_t i = held; i < objects_.size(); ++i) cover(objects_[i].identity);
    for (model::Object& object : objects_) out_.database.add(std::move(object));
    return std::move(out_);
  }

 private:
  using Row = std::vector<std::string>;

  static std::vector<std::vector<KindQuery>> all_queries() {
    return {queries_of_roles(),       queries_of_types(), queries_of_tables(),
            queries_of_constraints(), queries_of_code(),  queries_of_rights()};
  }

  /// An opaque object is told after all.
  void cover(const model::Identity& identity) {
    if (identity.kind != model::Kind::kOpaque) return;
    std::erase_if(out_.uncovered, [&](const Uncovered& each) {
      const std::size_t dot = identity.schema.empty() ? 0 : identity.schema.size() + 1;
      return identity.name.starts_with(each.what + " ") && each.name.size() > dot &&
             each.name.substr(dot) == identity.name.substr(each.what.size() + 1);
    });
  }

  void begin() {
    if (auto begun = session_.script(kPinned); !begun) throw Failure{failed("beginning", begun.error())};
  }

  static std::string failed(std::string_view what, const pq::SqlError& error) {
    return fmt::format("reading the database: {}: {} {}", what, error.sqlstate, error.message);
  }

  std::vector<Row> rows(std::string_view what, const std::string& sql) {
    auto result = session_.query(sql);
    if (!result) throw Failure{failed(what, result.error())};
    std::vector<Row> out(result->size());
    for (std::size_t row = 0; row < result->size(); ++row) {
      for (std::size_t column = 0; column < result->columns(); ++column)
        out[row].push_back(result->text(row, column));
    }
    return out;
  }

  void read_kind(const KindQuery& query) {
    for (const Row& row : rows(model::kind_name(query.kind), query.sql)) {
      model::Identity identity{query.kind, row[3], row[4], row[5], row[6]};
      auto definition = model::read_definition(query.kind, row[7]);
      if (!definition) throw Failure{fmt::format("{}: {}", text(identity), definition.error())};
      if (row[0] != "0") known_.emplace(Address{row[0], row[1], row[2]}, identity);
      objects_.push_back({std::move(identity), std::move(*definition)});
    }
  }

  /// A grant's and a comment's own identity is the object's, with its kind before the signature.
  void add_comment(const model::Identity& object, const std::string& text,
                   std::vector<model::Identity> needs) {
    objects_.push_back({model::comment_on(object), model::Comment{object, text}, std::move(needs)});
  }

  void read_comments() {
    for (const Row& row : rows("comments", comments_query())) {
      const auto object = known_.find({row[0], row[1], row[2]});
      const auto whole = known_.find({row[0], row[1], "0"});
      // What is opaque is made with its comment.
      const bool is_opaque = object != known_.end() && object->second.kind == model::Kind::kOpaque;
      if (object != known_.end() && !is_opaque) {
        add_comment(object->second, row[3], {});
      } else if (whole != known_.end() && !row[4].empty()) {
        // The columns of a view and of a composite type are no objects, and can be commented on as such.
        const model::Identity& of = whole->second;
        add_comment({model::Kind::kColumn, of.schema, of.name, row[4], ""}, row[3], {of});
      } else if (!is_opaque && !row[5].empty()) {
        out_.uncovered.push_back({"comment", row[5]});
      }
    }
  }

  void read_comments_alone() {
    read_parts();
    objects_.clear();
    read_comments();
  }

  /// The tables of a database that tenon maintains.
  void read_registered_rows() {
    for (const std::string table : {"partitioned", "retained", "refreshed"}) {
      const auto found =
          rows("the tables of maintenance", fmt::format("SELECT to_regclass('tenon.{}') IS NOT NULL", table));
      if (found[0][0] != "t") continue;
      for (const Row& row : rows("what is maintained", fmt::format(R"sql(
             SELECT r.relation::text, n.nspname, c.relname, c.relkind = 'm',
                    (SELECT jsonb_agg(jsonb_build_array(e.key, e.value) ORDER BY e.key)
                     FROM jsonb_each_text(to_jsonb(r)) AS e WHERE e.value IS NOT NULL)
             FROM tenon.{} r JOIN pg_class c ON c.oid = r.relation JOIN pg_namespace n ON n.oid = c.relnamespace
             ORDER BY 1)sql",
                                                                   table))) {
        auto definition =
            model::read_definition(model::Kind::kRegisteredRow, fmt::format("{{\"values\": {}}}", row[4]));
        if (!definition) throw Failure{definition.error()};
        objects_.push_back(
            {{model::Kind::kRegisteredRow, "tenon", table, row[0], ""},
             std::move(*definition),
             {{row[3] == "t" ? model::Kind::kView : model::Kind::kTable, row[1], "", row[2], ""}}});
      }
    }
  }

  void read_parts() {
    for (const Row& row : rows("parts of objects", parts_query())) {
      const auto whole = known_.find({row[3], row[4], row[5]});
      if (whole != known_.end()) known_.emplace(Address{row[0], row[1], row[2]}, whole->second);
    }
  }

  void read_needs() {
    std::map<model::Identity, std::set<model::Identity>> needs;
    for (const Row& row : rows("what objects need", needs_query())) {
      auto object = known_.find({row[0], row[1], row[2]});
      auto needed = known_.find({row[3], row[4], row[5]});
      // A column of a view, and a value of a composite type, is no object.
      if (object == known_.end()) object = known_.find({row[0], row[1], "0"});
      if (needed == known_.end()) needed = known_.find({row[3], row[4], "0"});
      if (object == known_.end() || needed == known_.end() || object->second == needed->second) continue;
      needs[object->second].insert(needed->second);
    }
    for (model::Object& object : objects_) {
      const auto found = needs.find(object.identity);
      if (found != needs.end())
        object.needs.insert(object.needs.end(), found->second.begin(), found->second.end());
    }
  }

  pq::Session& session_;
  std::map<Address, model::Identity> known_;
  std::vector<model::Object> objects_;
  Reading out_;
};

/// Whoever has set a bound of his own knows why.
constexpr const char* kPatience =
    "SELECT pg_catalog.set_config('lock_timeout', '10s', true) WHERE "
    "pg_catalog.current_setting('lock_timeout') = '0'";
constexpr std::string_view kLockNotAvailable = "55P03";

constexpr const char* kHolders = R"(
  SELECT string_agg(DISTINCT format('%s (%s)', l.pid, coalesce(nullif(a.application_name, ''), a.usename, 'unknown')), ', ')
  FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))";

/// Who keeps everybody from a table.
std::string holders(pq::Session& session) {
  const auto found = session.query(kHolders);
  if (!found || found->size() == 0 || !found->at(0, 0)) return "";
  return "; a table is locked by session " + found->text(0, 0) + ": wait until it ends, or end it";
}

}  // namespace

const char* pinned_settings() {
  return kPinned;
}

namespace {

tl::expected<Reading, std::string> read(pq::Session& session, bool whole) {
  try {
    return Reader(session).read(whole);
  } catch (const Failure& failure) {
    return tl::unexpected(failure.text);
  }
}

tl::expected<Reading, std::string> read_alone(pq::Session& session, bool whole) {
  if (auto begun = session.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); !begun)
    return tl::unexpected("reading the database: " + begun.error().message);
  session.script(kPatience);
  auto out = read(session, whole);
  session.script("ROLLBACK");
  if (!out && out.error().find(kLockNotAvailable) != std::string::npos)
    return tl::unexpected(out.error() + holders(session));
  return out;
}

}  // namespace

tl::expected<Reading, std::string> read_within(pq::Session& session, Depth depth) {
  return read(session, depth == Depth::kWhole);
}

tl::expected<Reading, std::string> read_kind_within(pq::Session& session, model::Kind kind) {
  try {
    return Reader(session).read_one(kind);
  } catch (const Failure& failure) {
    return tl::unexpected(failure.text);
  }
}

tl::expected<Reading, std::string> read_database(pq::Session& session) {
  return read_alone(session, false);
}

tl::expected<Reading, std::string> read_whole_database(pq::Session& session) {
  return read_alone(session, true);
}

}  // namespace tenon::catalog
