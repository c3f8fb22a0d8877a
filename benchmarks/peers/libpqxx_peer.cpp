// By libpqxx: at its best prepared, and many rows as arrays; by default parsed each time, row by row.
#include <pqxx/pqxx>

#include "peer.hpp"

namespace peers {
namespace {

Order order_of(const pqxx::row& row) {
  Order out;
  out.id = uuid_of(row[0].c_str());
  out.number = row[1].as<std::int64_t>();
  out.placed = micros_of(row[2].c_str());
  out.cents = cents_of(row[3].c_str());
  out.state = state_of(row[4].c_str());
  if (!row[5].is_null()) out.note = row[5].as<std::string>();
  if (!row[6].is_null()) out.reference = uuid_of(row[6].c_str());
  out.payload = row[7].as<std::string>();
  return out;
}

std::vector<Order> orders(const pqxx::result& result) {
  std::vector<Order> out;
  out.reserve(result.size());
  for (const auto& row : result) out.push_back(order_of(row));
  return out;
}

/// An array in text: `{"a","b",NULL}`.
class ArrayText {
 public:
  void add(const std::optional<std::string>& item) {
    text_ += text_.size() > 1 ? "," : "";
    if (!item) {
      text_ += "NULL";
      return;
    }
    text_ += '"';
    for (const char c : *item) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c;
    }
    text_ += '"';
  }
  [[nodiscard]] std::string text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

const char* or_null(const std::optional<std::string>& text) {
  return text ? text->c_str() : nullptr;
}

class Pqxx final : public Peer {
 public:
  Pqxx(const Place& place, bool best)
      : tenant_(place.tenant), importer_(place.importer), best_(best), connection_(place.url) {
    if (!best_) return;
    for (const char* sql : {sql::kSetTenant, sql::kFind, sql::kAll, sql::kInsertMany, sql::kPage, sql::kPatch,
                            sql::kUpsert, sql::kLatest, sql::kLines})
      connection_.prepare(sql, sql);  // its text is its name
  }

  std::int64_t point_read(std::int64_t number) override {
    pqxx::work tx(connection_);
    enter(tx, tenant_);
    const auto result = run(tx, sql::kFind, tenant_, uuid_text(made_id(number)));
    tx.commit();
    return order_of(result[0]).cents;
  }
  void fetch_all() override {
    pqxx::work tx(connection_);
    enter(tx, tenant_);
    rows_ = orders(run(tx, sql::kAll, tenant_));
    tx.commit();
  }
  [[nodiscard]] Tally fetched() const override { return tally_of(rows_); }
  void insert() override {
    pqxx::work tx(connection_);
    enter(tx, importer_);
    if (best_) {
      insert_many(tx);
    } else {
      for (const Order& row : given_) put(tx, sql::kInsert, row);
    }
    tx.commit();
  }
  std::int64_t page(std::int64_t placed_before) override {
    pqxx::work tx(connection_);
    enter(tx, tenant_);
    const auto result = run(tx, sql::kPage, tenant_, timestamptz_text(placed_before), kNilId);
    tx.commit();
    return sum_of_page(orders(result));
  }
  void patch(std::int64_t number, const std::string& note) override {
    pqxx::work tx(connection_);
    enter(tx, tenant_);
    run(tx, sql::kPatch, tenant_, uuid_text(made_id(number)), note);
    tx.commit();
  }
  void upsert() override {
    pqxx::work tx(connection_);
    enter(tx, importer_);
    for (const Order& row : given_) put(tx, sql::kUpsert, row);
    tx.commit();
  }
  std::int64_t page_with_lines() override {
    pqxx::work tx(connection_);
    enter(tx, tenant_);
    auto page = orders(run(tx, sql::kLatest, tenant_));
    page.resize(50);
    std::int64_t sum = 0;
    if (best_) {
      ArrayText ids;
      for (const Order& row : page) ids.add(uuid_text(row.id));
      sum += counts(run(tx, sql::kLines, tenant_, ids.text()));
    } else {
      for (const Order& row : page)
        sum += counts(run(tx, sql::kLines, tenant_, "{" + uuid_text(row.id) + "}"));
    }
    tx.commit();
    return sum;
  }

 private:
  void enter(pqxx::work& tx, const std::string& tenant) { run(tx, sql::kSetTenant, tenant); }

  template <class... Args>
  pqxx::result run(pqxx::work& tx, const char* sql, const Args&... args) {
    return best_ ? tx.exec_prepared(sql, args...) : tx.exec_params(sql, args...);
  }
  void put(pqxx::work& tx, const char* sql, const Order& row) {
    const auto reference = row.reference ? std::optional(uuid_text(*row.reference)) : std::nullopt;
    run(tx, sql, importer_, uuid_text(row.id), row.number, timestamptz_text(row.placed),
        numeric_text(row.cents), std::string(label_of(row.state)), or_null(row.note), or_null(reference),
        row.payload);
  }
  void insert_many(pqxx::work& tx) {
    std::array<ArrayText, 8> columns;
    for (const Order& row : given_) {
      columns[0].add(uuid_text(row.id));
      columns[1].add(std::to_string(row.number));
      columns[2].add(timestamptz_text(row.placed));
      columns[3].add(numeric_text(row.cents));
      columns[4].add(std::string(label_of(row.state)));
      columns[5].add(row.note);
      columns[6].add(row.reference ? std::optional(uuid_text(*row.reference)) : std::nullopt);
      columns[7].add(row.payload);
    }
    run(tx, sql::kInsertMany, importer_, columns[0].text(), columns[1].text(), columns[2].text(),
        columns[3].text(), columns[4].text(), columns[5].text(), columns[6].text(), columns[7].text());
  }
  static std::int64_t counts(const pqxx::result& lines) {
    std::int64_t sum = 0;
    for (const auto& row : lines) sum += row[3].as<std::int64_t>();
    return sum;
  }

  std::string tenant_;
  std::string importer_;
  bool best_;
  pqxx::connection connection_;
  std::vector<Order> rows_;
};

std::function<std::unique_ptr<Peer>(const Place&)> maker(bool best) {
  return [best](const Place& place) { return std::make_unique<Pqxx>(place, best); };
}

}  // namespace

std::vector<Way> libpqxx_ways() {
  return {{"libpqxx/best", maker(true)}, {"libpqxx/default", maker(false)}};
}

}  // namespace peers
