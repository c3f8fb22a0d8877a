// By hand on libpq. At its best: binary, prepared, each transaction in one round trip: the limit of what can
// be had. As it is written without a thought: text, parsed each time, a round trip for each statement.
#include <libpq-fe.h>

#include <bit>
#include <cstring>
#include <initializer_list>
#include <stdexcept>
#include <utility>

#include "libpq_values.hpp"
#include "peer.hpp"

namespace peers {
namespace {

/// Parameters in one buffer, in binary.
class Parameters {
 public:
  void add(std::string bytes) { values_.emplace_back(std::move(bytes)); }
  void add_null() { values_.emplace_back(std::nullopt); }
  void add(const std::array<unsigned char, 16>& id) {
    values_.emplace_back(std::in_place, reinterpret_cast<const char*>(id.data()), id.size());
  }
  template <class T>
  void add_number(T value) {
    put(values_.emplace_back(std::in_place).value(), value);
  }
  void add_order(const Order& row) {
    add(row.id);
    add_number(row.number);
    add_number(row.placed - kEpoch);
    put_binary_cents(values_.emplace_back(std::in_place).value(), row.cents);
    add(std::string(label_of(row.state)));
    row.note ? add(*row.note) : add_null();
    row.reference ? add(*row.reference) : add_null();
    add('\1' + row.payload);
  }
  void clear() { values_.clear(); }
  [[nodiscard]] const std::vector<std::optional<std::string>>& values() const { return values_; }

 private:
  std::vector<std::optional<std::string>> values_;
};

using Texts = std::vector<std::optional<std::string>>;

/// Of fields as they travel: an array of one dimension, with NULLs.
class ArrayText {
 public:
  explicit ArrayText(std::uint32_t type) : type_(type) {}
  void add(const std::optional<std::string>& item) {
    ++count_;
    if (!item) {
      has_null_ = true;
      put<std::int32_t>(items_, -1);
      return;
    }
    put<std::int32_t>(items_, static_cast<std::int32_t>(item->size()));
    items_ += *item;
  }
  [[nodiscard]] std::string bytes() const {
    std::string out;
    put<std::int32_t>(out, 1);
    put<std::int32_t>(out, has_null_ ? 1 : 0);
    put<std::uint32_t>(out, type_);
    put<std::int32_t>(out, count_);
    put<std::int32_t>(out, 1);
    return out + items_;
  }

 private:
  std::uint32_t type_;
  std::string items_;
  std::int32_t count_ = 0;
  bool has_null_ = false;
};

class Connection {
 public:
  explicit Connection(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
    if (PQstatus(connection_.get()) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(connection_.get()));
  }
  [[nodiscard]] PGconn* get() const { return connection_.get(); }
  ResultHandle checked(PGresult* result) const {
    ResultHandle out(result);
    const auto status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
      throw std::runtime_error(PQresultErrorMessage(result));
    return out;
  }

 private:
  std::unique_ptr<PGconn, Clear> connection_;
};

class Best final : public Peer {
 public:
  explicit Best(const Place& place)
      : tenant_(place.tenant), importer_(place.importer), connection_(place.url) {
    for (const auto& [name, text] :
         std::initializer_list<std::pair<const char*, const char*>>{{"set", sql::kSetTenant},
                                                                    {"find", sql::kFind},
                                                                    {"all", sql::kAll},
                                                                    {"many", sql::kInsertMany},
                                                                    {"page", sql::kPage},
                                                                    {"patch", sql::kPatch},
                                                                    {"upsert", sql::kUpsert},
                                                                    {"latest", sql::kLatest},
                                                                    {"lines", sql::kLines}})
      connection_.checked(PQprepare(connection_.get(), name, text, 0, nullptr));
    // Their types' numbers are the database's own.
    const auto type = connection_.checked(PQexec(connection_.get(), "SELECT 'public.state'::regtype::oid"));
    state_type_ = static_cast<std::uint32_t>(std::atoll(PQgetvalue(type.get(), 0, 0)));
  }

  std::int64_t point_read(std::int64_t number) override {
    parameters_.clear();
    parameters_.add(uuid_of(tenant_));
    parameters_.add(made_id(number));
    return order_at(alone("find", tenant_).get(), 0, true).cents;
  }
  void fetch_all() override {
    parameters_.clear();
    parameters_.add(uuid_of(tenant_));
    rows_ = orders(alone("all", tenant_).get());
  }
  [[nodiscard]] Tally fetched() const override { return tally_of(rows_); }
  void insert() override {
    constexpr std::uint32_t kUuid = 2950, kInt8 = 20, kTimestamptz = 1184, kNumeric = 1700, kText = 25,
                            kJsonb = 3802;
    std::vector<ArrayText> columns;
    for (const std::uint32_t type : {kUuid, kInt8, kTimestamptz, kNumeric, state_type_, kText, kUuid, kJsonb})
      columns.emplace_back(type);
    for (const Order& row : given_) {
      parameters_.clear();
      parameters_.add_order(row);
      for (std::size_t i = 0; i < columns.size(); ++i) columns[i].add(parameters_.values()[i]);
    }
    parameters_.clear();
    parameters_.add(uuid_of(importer_));
    for (const ArrayText& column : columns) parameters_.add(column.bytes());
    rows_ = orders(alone("many", importer_).get());
  }
  std::int64_t page(std::int64_t placed_before) override {
    parameters_.clear();
    parameters_.add(uuid_of(tenant_));
    parameters_.add_number(placed_before - kEpoch);
    parameters_.add(uuid_of(kNilId));
    return sum_of_page(orders(alone("page", tenant_).get()));
  }
  void patch(std::int64_t number, const std::string& note) override {
    parameters_.clear();
    parameters_.add(uuid_of(tenant_));
    parameters_.add(made_id(number));
    parameters_.add(note);
    orders(alone("patch", tenant_).get());
  }
  void upsert() override {
    constexpr std::size_t kBatch = 500;
    begin(importer_);
    for (std::size_t i = 0; i < given_.size(); ++i) {
      parameters_.clear();
      parameters_.add(uuid_of(importer_));
      parameters_.add_order(given_[i]);
      send("upsert");
      if (i + 1 == given_.size())
        PQsendQueryParams(connection_.get(), "COMMIT", 0, nullptr, nullptr, nullptr, nullptr, 0);
      if ((i + 1) % kBatch == 0 || i + 1 == given_.size()) {
        for (const auto& result : received()) {
          if (PQntuples(result.get()) == 1 && PQnfields(result.get()) == 8) rows_ = orders(result.get());
        }
      }
    }
    PQexitPipelineMode(connection_.get());
  }
  std::int64_t page_with_lines() override {
    parameters_.clear();
    parameters_.add(uuid_of(tenant_));
    begin(tenant_);
    send("latest");
    const auto results = received();
    auto page = orders(results.back().get());
    page.resize(50);
    ArrayText ids(2950);
    for (const Order& row : page)
      ids.add(std::string(reinterpret_cast<const char*>(row.id.data()), row.id.size()));
    parameters_.add(ids.bytes());
    send("lines");
    std::int64_t sum = 0;
    for (const auto& of_one : lines_of(page, end().get())) {
      for (const Line& line : of_one) sum += line.count;
    }
    return sum;
  }

 private:
  /// Of each order its lines, which come order by order.
  static std::vector<std::vector<Line>> lines_of(const std::vector<Order>& page, const PGresult* lines) {
    std::vector<std::vector<Line>> out(page.size());
    std::size_t at = 0;
    for (int i = 0; i < PQntuples(lines); ++i) {
      const auto order = id_at(lines, i, 1, true);
      while (page[at].id != order) at = (at + 1) % page.size();
      Line& line = out[at].emplace_back();
      line.id = id_at(lines, i, 0, true);
      line.order = order;
      line.sku = PQgetvalue(lines, i, 2);
      line.count = big_endian<std::int32_t>(PQgetvalue(lines, i, 3));
    }
    return out;
  }
  static std::vector<Order> orders(const PGresult* result) {
    std::vector<Order> out;
    out.reserve(static_cast<std::size_t>(PQntuples(result)));
    for (int i = 0; i < PQntuples(result); ++i) out.push_back(order_at(result, i, true));
    return out;
  }
  void begin(const std::string& tenant) {
    PQenterPipelineMode(connection_.get());
    PQsendQueryParams(connection_.get(), "BEGIN", 0, nullptr, nullptr, nullptr, nullptr, 0);
    set(tenant);
  }
  void set(const std::string& tenant) {
    const char* const value = tenant.c_str();
    PQsendQueryPrepared(connection_.get(), "set", 1, &value, nullptr, nullptr, 0);
  }
  void send(const char* name) {
    std::vector<const char*> values;
    std::vector<int> lengths;
    for (const auto& value : parameters_.values()) {
      values.push_back(value ? value->data() : nullptr);
      lengths.push_back(value ? static_cast<int>(value->size()) : 0);
    }
    const std::vector<int> formats(values.size(), 1);
    PQsendQueryPrepared(connection_.get(), name, static_cast<int>(values.size()), values.data(),
                        lengths.data(), formats.data(), 1);
  }
  std::vector<ResultHandle> received() {
    PQpipelineSync(connection_.get());
    std::vector<ResultHandle> out;
    for (;;) {
      PGresult* result = PQgetResult(connection_.get());
      if (result == nullptr) continue;
      if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
        PQclear(result);
        return out;
      }
      out.push_back(connection_.checked(result));
    }
  }
  /// The last statement's.
  ResultHandle end() {
    PQsendQueryParams(connection_.get(), "COMMIT", 0, nullptr, nullptr, nullptr, nullptr, 0);
    auto results = received();
    PQexitPipelineMode(connection_.get());
    return std::move(results[results.size() - 2]);
  }
  /// What a round trip has is a transaction to the server, without BEGIN and COMMIT.
  ResultHandle alone(const char* name, const std::string& tenant) {
    PQenterPipelineMode(connection_.get());
    set(tenant);
    send(name);
    auto results = received();
    PQexitPipelineMode(connection_.get());
    return std::move(results.back());
  }

  std::string tenant_;
  std::string importer_;
  Connection connection_;
  std::uint32_t state_type_ = 0;
  Parameters parameters_;
  std::vector<Order> rows_;
};

class Plain final : public Peer {
 public:
  explicit Plain(const Place& place) : tenant_(uuid_of(place.tenant)), connection_(place.admin_url) {
    connection_.checked(PQprepare(connection_.get(), "find", sql::kFind, 0, nullptr));
  }

  std::int64_t point_read(std::int64_t number) override {
    const auto id = made_id(number);
    const std::array<const char*, 2> values{reinterpret_cast<const char*>(tenant_.data()),
                                            reinterpret_cast<const char*>(id.data())};
    constexpr std::array<int, 2> kLengths{16, 16};
    constexpr std::array<int, 2> kFormats{1, 1};
    const auto result = connection_.checked(
        PQexecPrepared(connection_.get(), "find", 2, values.data(), kLengths.data(), kFormats.data(), 1));
    return order_at(result.get(), 0, true).cents;
  }
  void fetch_all() override {}
  [[nodiscard]] Tally fetched() const override { return {}; }
  void insert() override {}
  std::int64_t page(std::int64_t) override { return 0; }
  void patch(std::int64_t, const std::string&) override {}
  void upsert() override {}
  std::int64_t page_with_lines() override { return 0; }

 private:
  std::array<unsigned char, 16> tenant_;
  Connection connection_;
};

Texts texts_of(const std::string& tenant, const Order& row) {
  return {tenant,
          uuid_text(row.id),
          std::to_string(row.number),
          timestamptz_text(row.placed),
          numeric_text(row.cents),
          std::string(label_of(row.state)),
          row.note,
          row.reference ? std::optional(uuid_text(*row.reference)) : std::nullopt,
          row.payload};
}

class Default final : public Peer {
 public:
  explicit Default(const Place& place)
      : tenant_(place.tenant), importer_(place.importer), connection_(place.url) {}

  std::int64_t point_read(std::int64_t number) override {
    begin(tenant_);
    const auto result = run(sql::kFind, {tenant_, uuid_text(made_id(number))});
    run("COMMIT", {});
    return order_at(result.get(), 0, false).cents;
  }
  void fetch_all() override {
    begin(tenant_);
    rows_ = orders(run(sql::kAll, {tenant_}).get());
    run("COMMIT", {});
  }
  [[nodiscard]] Tally fetched() const override { return tally_of(rows_); }
  void insert() override { each(sql::kInsert); }
  std::int64_t page(std::int64_t placed_before) override {
    begin(tenant_);
    const auto result = run(sql::kPage, {tenant_, timestamptz_text(placed_before), kNilId});
    run("COMMIT", {});
    return sum_of_page(orders(result.get()));
  }
  void patch(std::int64_t number, const std::string& note) override {
    begin(tenant_);
    run(sql::kPatch, {tenant_, uuid_text(made_id(number)), note});
    run("COMMIT", {});
  }
  void upsert() override { each(sql::kUpsert); }
  std::int64_t page_with_lines() override {
    begin(tenant_);
    std::int64_t sum = 0;
    auto page = orders(run(sql::kLatest, {tenant_}).get());
    page.resize(50);
    for (const Order& row : page) {
      const auto lines =
          run("SELECT id, order_id, sku, count FROM public.lines WHERE tenant_id = $1 AND order_id = $2",
              {tenant_, uuid_text(row.id)});
      for (int i = 0; i < PQntuples(lines.get()); ++i) sum += std::atoll(PQgetvalue(lines.get(), i, 3));
    }
    run("COMMIT", {});
    return sum;
  }

 private:
  static std::vector<Order> orders(const PGresult* result) {
    std::vector<Order> out;
    for (int i = 0; i < PQntuples(result); ++i) out.push_back(order_at(result, i, false));
    return out;
  }
  void begin(const std::string& tenant) {
    run("BEGIN", {});
    run(sql::kSetTenant, {tenant});
  }
  void each(const char* sql) {
    begin(importer_);
    for (const Order& row : given_) run(sql, texts_of(importer_, row));
    run("COMMIT", {});
  }
  ResultHandle run(const char* sql, const Texts& texts) {
    std::vector<const char*> values;
    for (const auto& text : texts) values.push_back(text ? text->c_str() : nullptr);
    return connection_.checked(PQexecParams(connection_.get(), sql, static_cast<int>(values.size()), nullptr,
                                            values.data(), nullptr, nullptr, 0));
  }

  std::string tenant_;
  std::string importer_;
  Connection connection_;
  std::vector<Order> rows_;
};

}  // namespace

Way plain_way() {
  return {"libpq/without_tenant", [](const Place& place) { return std::make_unique<Plain>(place); }};
}

std::vector<Way> libpq_ways() {
  return {{"libpq/best", [](const Place& place) { return std::make_unique<Best>(place); }},
          {"libpq/default", [](const Place& place) { return std::make_unique<Default>(place); }}};
}

}  // namespace peers
