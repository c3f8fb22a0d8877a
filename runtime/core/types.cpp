#include "tenon/types.hpp"

#include <ostream>

#include "tenon/error.hpp"
#include "tenon/tenant.hpp"

namespace tenon {
namespace detail {

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  // Volatile, so that the compiler doesn't leave the loop at the first difference.
  volatile unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto bits =
        static_cast<unsigned char>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    difference = static_cast<unsigned char>(difference | bits);
  }
  return difference == 0;
}

std::ostream& print_redacted(std::ostream& out) {
  return out << kRedacted;
}

}  // namespace detail

TenantKey::TenantKey(std::string key) : text_(std::move(key)) {
  if (text_.empty()) throw EncodeError("a tenant's key is empty: the policies take that for no tenant");
  // The text would end there on its way to the server, and name another tenant.
  if (text_.find('\0') != std::string::npos) throw EncodeError("a tenant's key holds a NUL byte");
}

}  // namespace tenon
