// What a transaction gives its session: the tenant, who asks, how long statements may take, and the role.
#include <algorithm>
#include <vector>

#include "connection.hpp"
#include "connection_io.hpp"
#include "statement_name.hpp"
#include "tenon/error.hpp"

namespace tenon::detail {
namespace {

constexpr Oid kText = 25;

/// The process comes first: it tells whether a pooler stands in between.
template <class Spell>
std::string settings_sql(std::size_t count, Spell spell) {
  std::string sql = "SELECT pg_catalog.pg_backend_pid()";
  for (std::size_t i = 0; i < count; ++i) {
    const auto [name, value] = spell(i);
    sql += ", pg_catalog.set_config(" + name + ", " + value + ", true)";
  }
  return sql;
}

std::string parameter(std::size_t number) {
  return "$" + std::to_string(number);
}

std::string prepared_sql(std::size_t count) {
  return settings_sql(count,
                      [](std::size_t i) { return std::pair(parameter(2 * i + 1), parameter(2 * i + 2)); });
}

}  // namespace

/// A session-wide value that some SQL left behind must not count: what isn't said is emptied, the tenant too.
/// A signed tenant goes its own way.
std::vector<Connection::Setting> Connection::settings_for(const Entry& entry) const {
  const SchemaInfo& schema = config_.schema;
  std::vector<Setting> out;
  if (schema.tenant_setting.empty() && entry.tenant != nullptr) {
    throw Error("schema `" + std::string(schema.name) + "` has no tenants: use Pool::in_transaction");
  }
  if (!schema.tenant_setting.empty() && entry.key == nullptr) {
    out.push_back({schema.tenant_setting, entry.tenant == nullptr ? "" : entry.tenant->text()});
  }
  put_session(entry.session, out);
  const auto limit = [&](std::string_view setting, std::chrono::milliseconds most) {
    if (most.count() > 0) out.push_back({setting, std::to_string(most.count())});
  };
  limit("statement_timeout", entry.options.statement_timeout);
  limit("lock_timeout", entry.options.lock_timeout);
  if (!config_.options.role.empty()) out.push_back({"role", config_.options.role});
  return out;
}

/// Each of the schema's variables, those that aren't said emptied.
void Connection::put_session(const Session* session, std::vector<Setting>& out) const {
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  for (const std::string_view setting : config_.schema.session_settings) out.push_back({setting, ""});
  if (session == nullptr) return;
  for (const auto& [name, text] : session->values()) {
    const auto known = std::find_if(out.begin() + first, out.end(),
                                    [&name = name](const Setting& each) { return each.name == name; });
    if (known == out.end()) {
      throw Error("schema `" + std::string(config_.schema.name) + "` reads nothing of who asks from `" +
                  name + "`: the values are another schema's");
    }
    known->value = text;
  }
}

std::string Connection::settings_text() const {
  return settings_sql(settings_.size(), [&](std::size_t i) {
    return std::pair(quoted(settings_[i].name), quoted(settings_[i].value));
  });
}

bool Connection::knows_settings() const {
  return settings_names_.contains(settings_.size());
}

/// Once on a connection for as many settings, in a transaction that is open.
void Connection::prepare_settings() {
  const std::string sql = prepared_sql(settings_.size());
  const std::vector<Oid> types(2 * settings_.size(), kText);
  std::string name = server_name_of(sql, types);
  if (!is_on_server(name)) {
    const ResultHandle result(detail::prepare(connection_.get(), name.c_str(), sql.c_str(),
                                              static_cast<int>(types.size()), types.data()));
    expect_success(result.get(), "preparing a transaction's beginning");
    on_server_.insert(name);
  }
  settings_names_.emplace(settings_.size(), std::move(name));
}

}  // namespace tenon::detail
