// What fakes encrypt: with real keys, for a value's place, so that it opens nowhere else there either.
#include "tenon/fake_sealing.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "fake_changes.hpp"
#include "tenon/encryption.hpp"
#include "tenon/fake_store.hpp"
#include "tenon/sealing.hpp"

namespace tenon::fake {
namespace {

BytesView bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

std::string text_of(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Of all of a tenant's rows: as hashes are bound.
Place place_of(const Table& table, const std::string& tenant, std::size_t column) {
  const Seal& seal = *table.columns[column].seal;
  Place out(seal.name, seal.former);
  if (table.whose != Whose::nobodys) return std::move(out).of(TenantKey(tenant), seal.own_key);
  return out;
}

Place place_of(const Table& table, const StoredRow& row, std::size_t column) {
  Place out = place_of(table, row.tenant, column);
  for (const std::size_t key : table.uniques.front().columns)
    out = Place(std::move(out).at(bytes_of(row.cells[key].form)));
  return out;
}

std::optional<std::size_t> hash_of(const Table& table, std::size_t column) {
  const auto found = std::ranges::find(table.columns, std::optional(column), &Column::hash_of);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

bool begins_with(const Cell& cell, const Bytes& head) {
  return cell.form.starts_with(text_of(head));
}

/// One for each tenant, who has no other.
class OwnKeys final : public KeyProvider {
 public:
  std::optional<EncryptionKey> current(std::string_view) override { return key_; }
  std::optional<EncryptionKey> find(std::uint32_t number, std::string_view) override {
    return number == key_.number() ? std::optional(key_) : std::nullopt;
  }
  std::vector<EncryptionKey> searching(std::string_view) override { return {search_}; }

 private:
  EncryptionKey key_ = EncryptionKey::random(1);
  EncryptionKey search_ = EncryptionKey::random(1);
};

}  // namespace

namespace detail {

std::shared_ptr<KeyProvider> own_keys() {
  return std::make_shared<OwnKeys>();
}

tenon::detail::Sealed sealed_apart(BytesView plain) {
  static const std::shared_ptr<KeyProvider> keys = own_keys();
  const Place place("a row that is put in");
  return {tenon::detail::seal(keys, place, plain), place, keys};
}

void seal(const Table& table, StoredRow& row, std::size_t column, const std::shared_ptr<KeyProvider>& keys) {
  Cell& cell = row.cells[column];
  const auto hash = hash_of(table, column);
  if (cell.is_null()) {
    if (hash) row.cells[*hash] = {};
    return;
  }
  const Bytes plain = *static_cast<const Bytes*>(cell.value.get());
  if (hash) {
    Bytes hashed = tenon::detail::search_hash(keys, place_of(table, row.tenant, column), plain);
    std::string form = text_of(hashed);
    row.cells[*hash] = {std::make_shared<const Bytes>(std::move(hashed)), std::move(form)};
  }
  Place place = place_of(table, row, column);
  Bytes bytes = tenon::detail::seal(keys, place, plain);
  std::string form = text_of(bytes);
  cell = {std::make_shared<const tenon::detail::Sealed>(
              tenon::detail::Sealed{std::move(bytes), std::move(place), nullptr}),
          std::move(form)};
}

}  // namespace detail

void Statement::check_keys(std::size_t column) const {
  const Place place = place_of(table_, tenant_, column);
  static_cast<void>(tenon::detail::seal_head(keys(), place));
  if (hash_of(table_, column)) static_cast<void>(tenon::detail::search_head(keys(), place));
}

std::vector<std::string> Statement::hashes_of(std::size_t column, BytesView plain) const {
  const std::size_t of = table_.columns[column].hash_of.value();
  std::vector<std::string> out;
  for (const Bytes& hash : tenon::detail::search_hashes(keys(), place_of(table_, tenant_, of), plain))
    out.push_back(text_of(hash));
  return out;
}

Matches Statement::is_outdated(const Places& columns) const {
  struct Head {
    std::size_t column;
    Bytes of_now;
    std::optional<std::size_t> hash;
    Bytes hash_of_now;
  };
  std::vector<Head> heads;
  for (const std::size_t column : columns) {
    const Place place = place_of(table_, tenant_, column);
    const auto hash = hash_of(table_, column);
    heads.push_back({column, tenon::detail::seal_head(keys(), place), hash,
                     hash ? tenon::detail::search_head(keys(), place) : Bytes()});
  }
  return [heads = std::move(heads)](const Cells& cells) {
    return std::ranges::any_of(heads, [&](const Head& head) {
      if (cells[head.column].is_null()) return false;
      return !begins_with(cells[head.column], head.of_now) ||
             (head.hash && !begins_with(cells[*head.hash], head.hash_of_now));
    });
  };
}

}  // namespace tenon::fake
