#include <utility>

#include "server_error.hpp"
#include "tenon/fake.hpp"

namespace tenon::fake {
namespace {

[[noreturn]] void refuse_statement(std::string_view sqlstate, std::string_view what) {
  ServerErrorFields fields;
  fields.sqlstate = sqlstate;
  tenon::detail::throw_server_error(std::move(fields), what);
}

}  // namespace

void Tx::notify(std::string_view channel, std::string_view payload) {
  constexpr std::size_t kLongestName = 63;
  constexpr std::size_t kLongestPayload = 7999;
  if (channel.empty() || channel.size() > kLongestName)
    throw EncodeError("a channel's name has 1 to 63 bytes");
  if (payload.size() > kLongestPayload) throw EncodeError("a notification's payload has at most 7,999 bytes");
  begin_statement("notify", false);
  database_.store.state.notified.emplace_back(channel, payload);
  end_statement();
}

void Tx::begin_statement(const std::string& what, bool writes) const {
  if (committed_) throw TransactionAborted(what + ": the transaction was committed by the statement before");
  if (failed_) refuse_statement("25P02", what);
  if (writes && read_only_) refuse_statement("25006", what);
}

std::string Tx::tenant_text() const {
  if (!tenant_of_rows_) return {};
  if (database_.canonical == nullptr) return tenant_of_rows_->text();
  try {
    return database_.canonical(*tenant_of_rows_).text();
  } catch (const Error&) {  // what is no key of a tenant's
    refuse_statement("22P02", {});
  }
}

void Tx::end_statement() {
  if (!ends_) return;
  database_.store.check_deferred();
  committed_ = true;
}

void Tx::no_handler(std::string_view name, std::string_view tag) {
  throw Error(std::string(name) + ": the fake runs no SQL and has no handler for this: give it one by on<" +
              std::string(tag) + ">()");
}

namespace detail {

Open::Open(Database& database, Tx& tx) : database_(database), tx_(tx) {
  if (database.busy == std::this_thread::get_id())
    throw Error("a fake runs one transaction at a time, and this one began in another");
  database.mutex.lock();
  database.busy = std::this_thread::get_id();
  tx.now_ = database.sources.clock();
  before_ = database.store.state;
}

Open::~Open() {
  if (!tx_.committed_) database_.store.state = std::move(before_);
  database_.busy = std::thread::id();
  database_.mutex.unlock();
}

void Open::commit() {
  if (tx_.committed_) return;
  if (tx_.failed_)
    throw TransactionAborted(
        "the transaction wasn't committed: an error of one of its statements was caught");
  database_.store.check_deferred();
  tx_.committed_ = true;
}

Savepoint::Savepoint(Tx& tx) : tx_(tx), before_(tx.database_.store.state) {
  tx.begin_statement("savepoint", false);
}

void Savepoint::keep() {
  if (tx_.failed_) refuse_statement("25P02", "releasing a savepoint");
  is_kept_ = true;
}

Savepoint::~Savepoint() {
  if (is_kept_ || tx_.committed_) return;
  tx_.database_.store.state = std::move(before_);
  tx_.failed_ = false;
}

}  // namespace detail
}  // namespace tenon::fake
