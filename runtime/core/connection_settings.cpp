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

/// The process comes first: it tells whether a pooler stands in between. One column, which costs the least to
/// read.
template <class Spell>
std::string settings_sql(std::size_t count, Spell spell) {
  std::string sql = "SELECT pg_catalog.concat_ws(' ', pg_catalog.pg_backend_pid()";
  for (std::size_t i = 0; i < count; ++i) {
    const auto [name, value] = spell(i);
    sql += ", pg_catalog.set_config(" + name + ", " + value + ", true)";
  }
  sql += ")";
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
void Connection::put_settings(const Entry& entry) {
  const SchemaInfo& schema = config_.schema;
  settings_count_ = 0;
  if (schema.tenant_setting.empty() && entry.tenant != nullptr) {
    throw Error("schema `" + std::string(schema.name) + "` has no tenants: use Pool::in_transaction");
  }
  if (!schema.tenant_setting.empty() && entry.key == nullptr) {
    put_setting(schema.tenant_setting, entry.tenant == nullptr ? "" : entry.tenant->text());
  }
  put_session(entry.session);
  const auto limit = [&](std::string_view setting, std::chrono::milliseconds most) {
    if (most.count() > 0) put_setting(setting, std::to_string(most.count()));
  };
  limit("statement_timeout", entry.options.statement_timeout);
  limit("lock_timeout", entry.options.lock_timeout);
  if (!config_.options.role.empty()) put_setting("role", config_.options.role);
}

void Connection::put_setting(std::string_view name, std::string_view value) {
  if (settings_count_ == settings_.size()) settings_.emplace_back();
  Setting& setting = settings_[settings_count_++];
  setting.name = name;
  setting.value = value;
}

/// Each of the schema's variables, those that aren't said emptied.
void Connection::put_session(const Session* session) {
  const std::size_t first = settings_count_;
  for (const std::string_view setting : config_.schema.session_settings) put_setting(setting, "");
  if (session == nullptr) return;
  for (const auto& [name, text] : session->values()) {
    const auto ours = std::span(settings_).subspan(first, settings_count_ - first);
    const auto known = std::find_if(ours.begin(), ours.end(),
                                    [&name = name](const Setting& each) { return each.name == name; });
    if (known == ours.end()) {
      throw Error("schema `" + std::string(config_.schema.name) + "` reads nothing of who asks from `" +
                  name + "`: the values are another schema's");
    }
    known->value = text;
  }
}

std::string Connection::settings_text() const {
  return settings_sql(settings_count_, [&](std::size_t i) {
    return std::pair(quoted(settings_[i].name), quoted(settings_[i].value));
  });
}

bool Connection::knows_settings() const {
  return settings_names_.contains(settings_count_);
}

/// Once on a connection for as many settings, in a transaction that is open.
void Connection::prepare_settings() {
  const std::string sql = prepared_sql(settings_count_);
  const std::vector<Oid> types(2 * settings_count_, kText);
  std::string name = server_name_of(sql, types);
  if (!is_on_server(name)) {
    const ResultHandle result(detail::prepare(connection_.get(), name.c_str(), sql.c_str(),
                                              static_cast<int>(types.size()), types.data()));
    expect_success(result.get(), "preparing a transaction's beginning");
    on_server_.insert(name);
  }
  settings_names_.emplace(settings_count_, std::move(name));
}

}  // namespace tenon::detail
