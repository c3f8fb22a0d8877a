// Telling those who listen, when the transaction is committed.
#include <sodium.h>

#include <array>

#include "tenon/cursor.hpp"
#include "tenon/error.hpp"
#include "tenon/statement.hpp"
#include "tenon/transaction.hpp"
#include "tenon/uuid.hpp"

namespace tenon {
namespace {

constexpr std::size_t kMostName = 63;
constexpr std::size_t kMostPayload = 7999;
constexpr std::size_t kHashBytes = 16;

/// One key may be written in several ways, and has one channel.
std::string canonical_text(const std::string& tenant) {
  try {
    return to_string(Uuid::parse(tenant));
  } catch (const ParseError&) {
    return tenant;
  }
}

std::string hash_of(const std::string& text) {
  std::array<unsigned char, kHashBytes> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::array<char, 2 * kHashBytes + 1> hexadecimal{};
  return sodium_bin2hex(hexadecimal.data(), hexadecimal.size(), hash.data(), hash.size());
}

}  // namespace

std::string tenant_channel(std::string_view name, const TenantKey& tenant) {
  const std::string key = canonical_text(tenant.text());
  std::string out = std::string(name) + ".";
  if (out.size() + 2 * kHashBytes > kMostName)
    throw EncodeError("a channel of a tenant's has a name of at most 30 bytes");
  return out.size() + key.size() <= kMostName ? out + key : out + hash_of(key);
}

void Tx::notify(std::string_view channel, std::string_view payload) {
  static constexpr Statement kStatement{"tenon.notify", "SELECT pg_catalog.pg_notify($1::text, $2::text)"};
  if (channel.empty() || channel.size() > kMostName) throw EncodeError("a channel's name has 1 to 63 bytes");
  if (payload.size() > kMostPayload) throw EncodeError("a notification's payload has at most 7,999 bytes");
  execute(*this, kStatement, channel, payload);
}

namespace detail {

OpenCursor::~OpenCursor() {
  try {
    execute(tx_, close_);
  } catch (...) {  // of a transaction that failed nothing is left open
  }
}

}  // namespace detail
}  // namespace tenon
