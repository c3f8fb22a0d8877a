#include "tenon/types.hpp"

#include "tenon/error.hpp"
#include "tenon/tenant.hpp"

namespace tenon {

TenantKey::TenantKey(std::string key) : text_(std::move(key)) {
  if (text_.empty()) throw EncodeError("a tenant's key is empty: the policies take that for no tenant");
  // The text would end there on its way to the server, and name another tenant.
  if (text_.find('\0') != std::string::npos) throw EncodeError("a tenant's key holds a NUL byte");
}

}  // namespace tenon
