#include "migration/load.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "catalog/session.hpp"
#include "dialect/samples.hpp"

namespace tenon::migration {
namespace {

using std::chrono::milliseconds;

/// What is kept of a request that went well: only a wait is worth it.
constexpr milliseconds kLong{2};
constexpr milliseconds kPause{1};
constexpr std::size_t kMostOutcomes = 200'000;

std::string id(const std::string& name) {
  return render::sql_identifier(name).str();
}

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Requests {
 public:
  Requests(pq::Session& session, const ir::Schema& schema, const Foreseen& foreseen)
      : schema_(schema), values_(session, schema, foreseen) {}

  std::vector<Request> all() {
    std::vector<Request> out;
    for (const ir::Entity& entity : schema_.entities) {
      for (Request each : {read(entity), change(entity), insertion(entity)}) {
        if (each.sql.empty()) continue;
        each.table = ir::handle(entity);
        each.enter = enter();
        out.push_back(std::move(each));
      }
    }
    return out;
  }

 private:
  [[nodiscard]] std::string table(const ir::Entity& entity) const {
    return dialect::qualified_table(schema_, entity).str();
  }

  /// The tenant's key is what the root's row of that number has.
  std::string enter() {
    if (!schema_.tenancy) return "";
    const ir::Entity& root = *schema_.entity(schema_.tenancy->root);
    const std::string key =
        values_.of(root, *root.column(root.tenant_column), {"{owner}", "{owner}", "{owner}"});
    return fmt::format("SELECT tenon.enter_tenant(({})::text); SET LOCAL ROLE {};", key,
                       id(schema_.tenancy->app));
  }

  std::string value(const ir::Entity& entity, const ir::Column& column, const std::string& number) {
    const bool root = entity.tenancy == ir::Tenancy::kRoot;
    return values_.of(entity, column, {root ? "{owner}" : number, "{owner}", root ? "{owner}" : "{row}"});
  }

  static std::string names(const ir::Entity& entity) {
    std::vector<std::string> out;
    for (const ir::Column& column : entity.columns) out.push_back(id(column.name));
    return join(out, ", ");
  }

  std::string by_key(const ir::Entity& entity) {
    std::vector<std::string> out;
    for (const std::string& name : entity.primary_key.columns)
      out.push_back(fmt::format("{} = {}", id(name), value(entity, *entity.column(name), "{row}")));
    return join(out, " AND ");
  }

  Request read(const ir::Entity& entity) {
    if (!ir::has_key(entity)) return {};
    return {"", false,
            fmt::format("SELECT {} FROM {} WHERE {}", names(entity), table(entity), by_key(entity))};
  }

  Request insertion(const ir::Entity& entity) {
    std::vector<std::string> into;
    std::vector<std::string> values;
    for (const ir::Column& column : entity.columns) {
      const std::string given =
          column.identity == ir::Identity::kNone ? value(entity, column, "{new}") : std::string();
      if (given.empty()) continue;
      into.push_back(id(column.name));
      values.push_back(given);
    }
    // A row that no member row refers to yet isn't seen.
    const std::string returning = entity.visible ? "" : " RETURNING " + names(entity);
    return {"", true,
            fmt::format("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING{}", table(entity),
                        join(into, ", "), join(values, ", "), returning)};
  }

  Request change(const ir::Entity& entity) {
    if (!ir::has_key(entity)) return {};
    std::vector<std::string> sets;
    for (const ir::Column& column : entity.columns) {
      const bool stays = holds(entity.primary_key.columns, column.name) ||
                         column.name == entity.tenant_column || dialect::in_unique(entity, column.name) ||
                         dialect::relation_of(entity, column.name) != nullptr ||
                         column.identity != ir::Identity::kNone;
      const std::string given = stays ? "" : value(entity, column, "{row}");
      if (!given.empty()) sets.push_back(fmt::format("{} = {}", id(column.name), given));
    }
    if (sets.empty()) return {};
    return {"", true,
            fmt::format("UPDATE {} SET {} WHERE {} RETURNING {}", table(entity), join(sets, ", "),
                        by_key(entity), names(entity))};
  }

  const ir::Schema& schema_;
  SampleValues values_;
};

std::string with_rows(const Request& request, const Extent& extent, unsigned turn, int new_row) {
  const int row = 1 + static_cast<int>(turn % static_cast<unsigned>(std::max(extent.rows, 1)));
  const int owner = 1 + (row - 1) % std::max(extent.tenants, 1);
  // The new row is of the tenant whose rows it refers to.
  const int steps = extent.rows / std::max(extent.tenants, 1) + 1 + new_row;
  std::string out = "BEGIN;" + request.enter + request.sql;
  out = replaced(std::move(out), "{row}", std::to_string(row));
  out = replaced(std::move(out), "{owner}", std::to_string(owner));
  return replaced(std::move(out), "{new}", std::to_string(owner + steps * extent.tenants));
}

}  // namespace

std::vector<Request> requests_of(pq::Session& session, const ir::Schema& schema, const Foreseen& foreseen) {
  // What checks bear is asked under savepoints.
  session.script("BEGIN");
  std::vector<Request> out = Requests(session, schema, foreseen).all();
  session.script("ROLLBACK");
  return out;
}

std::vector<Request> taken(pq::Session& session, const std::vector<Request>& requests, const Extent& extent) {
  std::vector<Request> out;
  for (const Request& each : requests) {
    if (session.script(with_rows(each, extent, 0, 0))) out.push_back(each);
    session.script("ROLLBACK");
  }
  return out;
}

Load::Load(Setting setting, std::vector<Request> requests)
    : setting_(std::move(setting)), requests_(std::move(requests)) {
  for (const bool writes : {false, true}) threads_.emplace_back([this, writes] { work(writes, 1); });
}

Load::~Load() {
  stop();
}

void Load::stop() {
  stopped_ = true;
  for (std::thread& each : threads_) {
    if (each.joinable()) each.join();
  }
}

Outcome Load::ask(pq::Session& session, const Request& request, unsigned turn) {
  const int new_row = request.writes ? new_rows_.fetch_add(1) : 0;
  const std::string sql = with_rows(request, setting_.extent, turn, new_row) + ";COMMIT";
  Outcome out{Clock::now(), {}, request.table, request.writes, setting_.of_new_version, ""};
  const auto done = session.script(sql);
  out.end = Clock::now();
  if (!done) {
    out.error = fmt::format("{} ({})", done.error().message, done.error().sqlstate);
    session.script("ROLLBACK");
  }
  ++count_;
  return out;
}

void Load::work(bool writes, unsigned seed) {
  auto session = catalog::connect(setting_.url, setting_.database);
  if (!session) return;
  session->script(fmt::format("SET application_name TO '{}'; SET search_path TO {}, public",
                              writes ? kWriter : kReader, id(setting_.path)));
  std::vector<const Request*> mine;
  for (const Request& each : requests_) {
    if (each.writes == writes) mine.push_back(&each);
  }
  // Rows far from one another, as tenants ask for them.
  constexpr unsigned kStride = 7919;
  for (unsigned turn = seed; !mine.empty() && !stopped_ && !session->is_lost(); ++turn) {
    Outcome outcome = ask(*session, *mine[turn % mine.size()], turn * kStride);
    if (!outcome.error.empty() || outcome.end - outcome.begin >= kLong) {
      const std::lock_guard lock(mutex_);
      if (outcomes_.size() < kMostOutcomes) outcomes_.push_back(std::move(outcome));
    }
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace tenon::migration
