#include "tenon/pool.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "connection.hpp"
#include "tenon/conninfo/conninfo.hpp"
#include "tenon/error.hpp"
#include "waiter.hpp"

namespace tenon {
namespace detail {

/// The connections that wait for work, and the count of all there are.
class PoolState {
 public:
  PoolState(std::string url, const SchemaInfo& schema, PoolOptions options)
      : name_(schema.name),
        fingerprint_(schema.fingerprint),
        setting_(schema.tenant_setting),
        session_texts_(schema.session_settings.begin(), schema.session_settings.end()),
        session_settings_(session_texts_.begin(), session_texts_.end()),
        tool_version_(schema.tool_version),
        config_{std::move(url),
                {name_, fingerprint_, setting_, session_settings_, schema.tenant_is_signed,
                 schema.has_own_code, tool_version_},
                std::move(options)} {
    if (config_.options.signing_key) sign_with(*std::exchange(config_.options.signing_key, std::nullopt));
    config_.options.size = std::max<std::size_t>(config_.options.size, 1);
  }

  void sign_with(SigningKey key) {
    if (!config_.schema.tenant_is_signed) {
      throw Error("schema `" + name_ + "` isn't `signed`: there is nothing to sign with the key");
    }
    auto shared = std::make_shared<const SigningKey>(key);
    const std::lock_guard lock(mutex_);
    signing_key_ = std::move(shared);
  }

  /// A connection with a transaction open, old or new.
  std::unique_ptr<Connection> begin(const TenantKey* tenant, const Session& session,
                                    const TxOptions& options) {
    const Entry entry{tenant, &session, signing_key(tenant), options};
    std::unique_ptr<Connection> connection = reserve();
    try {
      for (; connection != nullptr; connection = take_idle()) {
        if (try_begin(*connection, entry)) return connection;
      }
      connection = std::make_unique<Connection>(config_);
      connection->begin(entry);
      return connection;
    } catch (...) {
      if (connection != nullptr) connection->rollback();
      release(std::move(connection));
      throw;
    }
  }

  /// Takes a connection back; one that is of no use any more is closed, and its place is free.
  void release(std::unique_ptr<Connection> connection) noexcept {
    if (connection != nullptr && !connection->is_reusable()) connection.reset();
    {
      const std::lock_guard lock(mutex_);
      --in_use_;
      if (connection != nullptr) idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
  }

 private:
  /// What a transaction of the tenant is signed with, if at all.
  std::shared_ptr<const SigningKey> signing_key(const TenantKey* tenant) {
    if (tenant == nullptr || !config_.schema.tenant_is_signed) return nullptr;
    const std::lock_guard lock(mutex_);
    if (signing_key_ == nullptr) {
      throw Error("schema `" + name_ +
                  "` is `signed`: name a key of the database in PoolOptions::signing_key");
    }
    return signing_key_;
  }

  /// Waits until fewer connections are in use than there may be, and takes one that is idle, if there is one.
  std::unique_ptr<Connection> reserve() {
    std::unique_lock lock(mutex_);
    const auto is_free = [this] { return in_use_ < config_.options.size; };
    if (!is_free() && !freed_.wait_for(lock, config_.options.wait, is_free)) {
      throw PoolTimeout("all " + std::to_string(config_.options.size) + " connections stayed in use for " +
                        std::to_string(config_.options.wait.count()) + " ms");
    }
    // Room in advance, so that release() can't fail.
    idle_.reserve(config_.options.size);
    ++in_use_;
    return last_idle();
  }

  std::unique_ptr<Connection> take_idle() {
    const std::lock_guard lock(mutex_);
    return last_idle();
  }

  /// The one used last: its caches are warm, and the others may time out behind a proxy in peace.
  std::unique_ptr<Connection> last_idle() {
    if (idle_.empty()) return nullptr;
    std::unique_ptr<Connection> taken = std::move(idle_.back());
    idle_.pop_back();
    return taken;
  }

  /// False where the connection broke while it lay idle. Nothing was done yet, so that another one may serve.
  static bool try_begin(Connection& connection, const Entry& entry) {
    try {
      connection.begin(entry);
      return true;
    } catch (const ConnectionLost&) {
      return false;
    }
  }

  const std::string name_;
  const std::string fingerprint_;
  const std::string setting_;
  const std::vector<std::string> session_texts_;
  const std::vector<std::string_view> session_settings_;  ///< into the texts
  const std::string tool_version_;
  ConnectionConfig config_;
  std::mutex mutex_;
  std::shared_ptr<const SigningKey> signing_key_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t in_use_ = 0;
};

Lease::Lease(PoolState& pool, std::unique_ptr<Connection> connection)
    : pool_(pool), connection_(std::move(connection)) {}

Lease::~Lease() {
  connection_->rollback();  // nothing to do after a commit
  pool_.release(std::move(connection_));
}

void Lease::commit() const {
  connection_->commit();
}

/// A server that is started again takes no connections for a while: that is no reason to give up then.
bool may_retry(const Error& error, int made, int allowed) {
  const bool may_connect_again = made > 0 && dynamic_cast<const ConnectionFailed*>(&error) != nullptr;
  return made < allowed && (error.retryable() || may_connect_again);
}

/// Of random length, so that two who were in each other's way aren't again; longer each time.
void wait_before_retry(int made) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const int most = std::min(1000, 5 << std::min(made, 8));
  const std::chrono::milliseconds time(std::uniform_int_distribution(1, most)(random));
  if (Waiter* waiter = current_waiter()) return waiter->sleep(time);
  std::this_thread::sleep_for(time);
}

}  // namespace detail

Pool::Pool(std::string url, const SchemaInfo& schema, PoolOptions options) {
  if (const std::string objection = conninfo::objection_to(url); !objection.empty()) {
    throw ConnectionFailed(objection);
  }
  state_ = std::make_unique<detail::PoolState>(std::move(url), schema, std::move(options));
}

Pool::~Pool() = default;

void Pool::sign_with(SigningKey key) {
  state_->sign_with(key);
}

detail::Lease Pool::begin(const TenantKey* tenant, const Session& session, const TxOptions& options) {
  return {*state_, state_->begin(tenant, session, options)};
}

}  // namespace tenon
