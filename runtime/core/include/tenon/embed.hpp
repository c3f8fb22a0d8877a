// Rows within rows, without a statement for each: what generated queries that embed others are made of.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// Puts rows of another entity into those that they belong to. `key_of` gives a row's key, or nothing where
/// it has none; `fetch` takes the keys, a vector for each of their columns, and gives items; `put` puts an
/// item into a row.
template <class Key, class Row, class KeyOf, class Fetch, class KeyOfItem, class Put>
void embed(std::span<Row> rows, KeyOf key_of, Fetch fetch, KeyOfItem key_of_item, Put put) {
  std::map<Key, std::vector<Row*>> owners;
  for (Row& row : rows) {
    if (const std::optional<Key> key = key_of(row)) owners[*key].push_back(&row);
  }
  if (owners.empty()) return;
  const auto column = [&]<std::size_t Place>(std::integral_constant<std::size_t, Place>) {
    std::vector<std::tuple_element_t<Place, Key>> out;
    for (const auto& [key, of] : owners) out.push_back(std::get<Place>(key));
    return out;
  };
  const auto items = [&]<std::size_t... Place>(std::index_sequence<Place...>) {
    return fetch(column(std::integral_constant<std::size_t, Place>())...);
  }
  (std::make_index_sequence<std::tuple_size_v<Key>>());
  for (const auto& item : items) {
    for (Row* row : owners.at(key_of_item(item))) put(*row, item);
  }
}

/// To each of the rows the items that have its key, in their order; of two rows with one key to the first.
/// Quick where items of one key come one after the other.
template <class Key, class Row, class Item, class KeyOf, class KeyOfItem>
std::vector<std::vector<Item>> grouped(const std::vector<Row>& rows, std::vector<Item> items, KeyOf key_of,
                                       KeyOfItem key_of_item) {
  std::vector<std::pair<Key, std::size_t>> places;
  places.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) places.emplace_back(key_of(rows[i]), i);
  std::sort(places.begin(), places.end());
  std::vector<std::vector<Item>> out(rows.size());
  for (auto first = items.begin(); first != items.end();) {
    const std::pair<Key, std::size_t> least(key_of_item(*first), 0);
    const auto place = std::lower_bound(places.begin(), places.end(), least);
    if (place == places.end() || place->first != least.first)
      throw std::out_of_range("an item has none of the rows' keys");
    const auto end = std::find_if(std::next(first), items.end(),
                                  [&](const Item& item) { return key_of_item(item) != least.first; });
    auto& group = out[place->second];
    group.insert(group.end(), std::move_iterator(first), std::move_iterator(end));
    first = end;
  }
  return out;
}

}  // namespace tenon
