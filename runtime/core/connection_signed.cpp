// Transactions whose tenant is signed: the setting goes along as a parameter, and in the same round trip.
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "connection.hpp"
#include "signature.hpp"
#include "tenon/error.hpp"

namespace tenon::detail {

/// For the process of the transaction before, which a pooler may have changed: the first result tells.
std::vector<Connection::TextCall> Connection::signed_settings() const {
  TextCall set{"SELECT pg_catalog.pg_backend_pid(), pg_catalog.set_config($1, $2, true)",
               {std::string(config_.schema.tenant_setting),
                signed_tenant(*key_, config_.schema.name, process_, tenant_)}};
  for (const Setting& setting : settings()) {
    set.values.emplace_back(setting.name);
    set.values.push_back(setting.value);
    const std::string last = std::to_string(set.values.size());
    const std::string before = std::to_string(set.values.size() - 1);
    set.sql += ", pg_catalog.set_config($" + before + ", $" + last + ", true)";
  }
  return {std::move(set), {"SELECT tenon.current_tenant() IS NOT NULL"}};
}

void Connection::open_signed(const std::string& before) {
  std::vector<TextCall> calls;
  if (!before.empty()) calls.push_back({before});
  calls.push_back({begin_});
  enter_signed(std::move(calls));
}

/// Signs for the last process, and again where the transaction turns out to have another. Nothing would be
/// seen where the signature isn't taken: better an error than a tenant without rows.
void Connection::enter_signed(std::vector<TextCall> calls) {
  for (;;) {
    const int signed_for = process_;
    for (TextCall& call : signed_settings()) calls.push_back(std::move(call));
    const std::vector<ResultHandle> results = pipeline(calls, "setting the tenant");
    note_process(results.at(results.size() - 2).get());
    if (std::string_view(PQgetvalue(results.back().get(), 0, 0)) == "t") return;
    if (process_ == signed_for) refuse_tenant();
    calls.clear();
  }
}

void Connection::refuse_tenant() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const ResultHandle answer =
      script("SELECT pg_catalog.floor(extract(epoch FROM pg_catalog.clock_timestamp()))", "comparing clocks");
  const std::string_view text = PQgetvalue(answer.get(), 0, 0);
  long long theirs = 0;
  std::from_chars(text.data(), text.data() + text.size(), theirs);
  const long long apart = theirs - std::chrono::duration_cast<std::chrono::seconds>(now).count();
  const std::string key = "key " + std::to_string(key_->number());
  if (std::llabs(apart) > 60) {
    throw TenantRefused("the server doesn't take the tenant: its clock is " +
                        std::to_string(std::llabs(apart)) + " s " + (apart > 0 ? "ahead of" : "behind") +
                        " the program's, and a minute is allowed");
  }
  throw TenantRefused(
      "the server doesn't take the tenant signed with " + key +
      ": the database has another key of this number, or none, or the signature is of another "
      "schema than its own");
}

}  // namespace tenon::detail
