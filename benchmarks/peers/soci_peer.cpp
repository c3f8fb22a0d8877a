// By SOCI: at its best prepared statements, and vectors of many rows; by default a statement for each row.
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <string>

#include "peer.hpp"

namespace peers {
namespace {

/// SOCI names parameters, and takes them in the order of their places: `$1` is `:p1`.
std::string named(const char* sql) {
  std::string out;
  for (const char* at = sql; *at != '\0'; ++at) {
    if (*at == '$') {
      out += ":p";
    } else {
      out += *at;
    }
  }
  return out;
}

/// What is sent of many rows, and what is received: a vector a column, text where SOCI has no type.
struct Columns {
  std::vector<std::string> tenant, id, placed, total, state, note, reference, payload;
  std::vector<long long> number;
  std::vector<soci::indicator> has_note, has_reference;

  Columns() = default;
  explicit Columns(std::size_t size)
      : id(size),
        placed(size),
        total(size),
        state(size),
        note(size),
        reference(size),
        payload(size),
        number(size),
        has_note(size),
        has_reference(size) {}

  void add(const std::string& of, const Order& row) {
    tenant.push_back(of);
    id.push_back(uuid_text(row.id));
    number.push_back(row.number);
    placed.push_back(timestamptz_text(row.placed));
    total.push_back(numeric_text(row.cents));
    state.emplace_back(label_of(row.state));
    note.push_back(row.note.value_or(""));
    has_note.push_back(row.note ? soci::i_ok : soci::i_null);
    reference.push_back(row.reference ? uuid_text(*row.reference) : "");
    has_reference.push_back(row.reference ? soci::i_ok : soci::i_null);
    payload.push_back(row.payload);
  }
  [[nodiscard]] Order order(std::size_t i) const {
    Order out;
    out.id = uuid_of(id[i]);
    out.number = number[i];
    out.placed = micros_of(placed[i]);
    out.cents = cents_of(total[i]);
    out.state = state_of(state[i]);
    if (has_note[i] == soci::i_ok) out.note = note[i];
    if (has_reference[i] == soci::i_ok) out.reference = uuid_of(reference[i]);
    out.payload = payload[i];
    return out;
  }
};

/// A prepared statement with one parameter beside the tenant, or a page's two, or none, that gives orders by
/// the thousand.
class Select {
 public:
  Select(soci::session& session, const char* sql, std::string& tenant, std::size_t batch)
      : columns_(batch), statement_(session), batch_(batch) {
    statement_.exchange(soci::use(tenant));
    if (std::string(sql).find("$2") != std::string::npos) statement_.exchange(soci::use(argument_));
    if (std::string(sql).find("$3") != std::string::npos) statement_.exchange(soci::use(nil_));
    statement_.exchange(soci::into(columns_.id));
    statement_.exchange(soci::into(columns_.number));
    statement_.exchange(soci::into(columns_.placed));
    statement_.exchange(soci::into(columns_.total));
    statement_.exchange(soci::into(columns_.state));
    statement_.exchange(soci::into(columns_.note, columns_.has_note));
    statement_.exchange(soci::into(columns_.reference, columns_.has_reference));
    statement_.exchange(soci::into(columns_.payload));
    statement_.alloc();
    statement_.prepare(named(sql));
    statement_.define_and_bind();
  }
  std::vector<Order> run(const std::string& argument = "") {
    argument_ = argument;
    std::vector<Order> out;
    resize();
    for (bool more = statement_.execute(true); more; more = statement_.fetch()) {
      for (std::size_t i = 0; i < columns_.id.size(); ++i) out.push_back(columns_.order(i));
      resize();
    }
    return out;
  }

 private:
  void resize() { columns_ = Columns(batch_); }

  std::string argument_;
  std::string nil_ = kNilId;
  Columns columns_;
  soci::statement statement_;
  std::size_t batch_;
};

class Soci final : public Peer {
 public:
  Soci(const Place& place, bool best)
      : tenant_(place.tenant), importer_(place.importer), best_(best), session_(soci::postgresql, place.url) {
    if (!best_) return;
    set_ = std::make_unique<soci::statement>(
        (session_.prepare << named(sql::kSetTenant), soci::use(current_), soci::into(was_)));
    find_ = std::make_unique<Select>(session_, sql::kFind, tenant_, 1);
    patch_ = std::make_unique<soci::statement>((session_.prepare << without_rows(sql::kPatch),
                                                soci::use(note_), soci::use(tenant_), soci::use(id_)));
    all_ = std::make_unique<Select>(session_, sql::kAll, tenant_, 1000);
    page_ = std::make_unique<Select>(session_, sql::kPage, tenant_, 51);
    latest_ = std::make_unique<Select>(session_, sql::kLatest, tenant_, 51);
  }

  std::int64_t point_read(std::int64_t number) override {
    soci::transaction tx(session_);
    enter(tenant_);
    const auto rows = selected(find_, sql::kFind, 1, uuid_text(made_id(number)));
    tx.commit();
    return rows.at(0).cents;
  }
  void fetch_all() override {
    soci::transaction tx(session_);
    enter(tenant_);
    rows_ = selected(all_, sql::kAll, 1);
    tx.commit();
  }
  [[nodiscard]] Tally fetched() const override { return tally_of(rows_); }
  void insert() override { put(named(sql::kInsert)); }
  std::int64_t page(std::int64_t placed_before) override {
    soci::transaction tx(session_);
    enter(tenant_);
    const auto rows = selected(page_, sql::kPage, 1, timestamptz_text(placed_before));
    tx.commit();
    return sum_of_page(rows);
  }
  void patch(std::int64_t number, const std::string& note) override {
    soci::transaction tx(session_);
    enter(tenant_);
    id_ = uuid_text(made_id(number));
    note_ = note;
    if (best_) {
      patch_->execute(true);
    } else {
      session_ << without_rows(sql::kPatch), soci::use(note_), soci::use(tenant_), soci::use(id_);
    }
    tx.commit();
  }
  void upsert() override { put(without_rows(sql::kUpsert)); }
  std::int64_t page_with_lines() override {
    soci::transaction tx(session_);
    enter(tenant_);
    std::int64_t sum = 0;
    std::string ids;
    auto page = selected(latest_, sql::kLatest, 1);
    page.resize(50);
    for (const Order& row : page) {
      if (!best_) sum += counts("{" + uuid_text(row.id) + "}");
      ids += (ids.empty() ? "" : ",") + uuid_text(row.id);
    }
    if (best_) sum = counts("{" + ids + "}");
    tx.commit();
    return sum;
  }

 private:
  /// SOCI refuses rows that nothing takes.
  static std::string without_rows(const char* sql) {
    const std::string text = named(sql);
    return text.substr(0, text.find(" RETURNING"));
  }
  void enter(const std::string& tenant) {
    current_ = tenant;
    if (best_) {
      set_->execute(true);
    } else {
      session_ << named(sql::kSetTenant), soci::use(current_), soci::into(was_);
    }
  }
  std::vector<Order> selected(const std::unique_ptr<Select>& prepared, const char* sql, std::size_t batch,
                              const std::string& argument = "") {
    if (prepared) return prepared->run(argument);
    return Select(session_, sql, tenant_, batch).run(argument);
  }
  void put(const std::string& sql) {
    soci::transaction tx(session_);
    enter(importer_);
    if (best_) {
      Columns all;
      for (const Order& row : given_) all.add(importer_, row);
      send(sql, all);
    } else {
      for (const Order& row : given_) {
        Columns one;
        one.add(importer_, row);
        send(sql, one);
      }
    }
    tx.commit();
  }
  void send(const std::string& sql, Columns& all) {
    using soci::use;
    soci::statement statement = (session_.prepare << sql, use(all.tenant), use(all.id), use(all.number),
                                 use(all.placed), use(all.total), use(all.state), use(all.note, all.has_note),
                                 use(all.reference, all.has_reference), use(all.payload));
    statement.execute(true);
  }
  std::int64_t counts(const std::string& ids) {
    long long sum = 0;
    std::vector<std::string> id(1000), order(1000), sku(1000);
    std::vector<int> count(1000);
    soci::statement lines = (session_.prepare << named(sql::kLines), soci::use(tenant_), soci::use(ids),
                             soci::into(id), soci::into(order), soci::into(sku), soci::into(count));
    for (bool more = lines.execute(true); more; more = lines.fetch()) {
      for (const int each : count) sum += each;
      for (auto* texts : {&id, &order, &sku}) texts->resize(1000);
      count.resize(1000);
    }
    return sum;
  }

  std::string tenant_, importer_, current_, was_, id_, note_;
  bool best_;
  soci::session session_;
  std::unique_ptr<soci::statement> set_, patch_;
  std::unique_ptr<Select> find_, all_, page_, latest_;
  std::vector<Order> rows_;
};

std::function<std::unique_ptr<Peer>(const Place&)> maker(bool best) {
  return [best](const Place& place) { return std::make_unique<Soci>(place, best); };
}

}  // namespace

std::vector<Way> soci_ways() {
  return {{"soci/best", maker(true)}, {"soci/default", maker(false)}};
}

}  // namespace peers
