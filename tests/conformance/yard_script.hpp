// Operations on the schema `yard`, which know neither the server nor the fake.
#pragma once

#include <memory>
#include <tenon/encryption.hpp>

#include "yard_secrets_script.hpp"

namespace yard_script {

constexpr int kTenants = 4;

inline tenon::EncryptionKey key_of(int number) {
  std::array<std::byte, tenon::EncryptionKey::kBytes> bytes{};
  bytes[0] = std::byte(static_cast<unsigned char>(number));
  return {static_cast<std::uint32_t>(number), bytes};
}

template <AnyDb Db>
class Script : private Secrets<Db> {
 public:
  using Tx = typename Db::TenantTx;
  using Pool = typename Db::Pool;

  Script(Pool& app, Pool& provisioner, std::shared_ptr<tenon::KeyRing> keys, unsigned seed)
      : Secrets<Db>(seed), app_(app), provisioner_(provisioner), keys_(std::move(keys)) {
    for (int i = 0; i < kTenants; ++i) give_keys(i, 1);
    keys_->add(key_of(1));
    keys_->add_searching(key_of(101));
    for (int i = 0; i < kTenants; ++i) put_org(i);
  }

  std::string next() {
    const int kind = pick(26);
    const tenon::Uuid tenant = id_of('T', pick(kTenants));
    return std::to_string(kind) + ": " + outcome([&] { return run(kind, tenant); });
  }

 private:
  using Secrets<Db>::any;
  using Secrets<Db>::beds;
  using Secrets<Db>::letters;
  using Secrets<Db>::memos;
  using Secrets<Db>::once_in;
  using Secrets<Db>::people;
  using Secrets<Db>::perhaps;
  using Secrets<Db>::pick;
  using Secrets<Db>::word;

  void give_keys(int tenant, int number) {
    keys_->add(id_of('T', tenant), key_of(number));
    keys_->add_searching(id_of('T', tenant), key_of(100 + number));
  }
  void put_org(int number) {
    provisioner_.in_tenant(id_of('T', number), [&](Tx& tx) {
      typename Db::Orgs(tx).insert({.name = "org" + std::to_string(number)});
    });
  }

  std::string run(int kind, const tenon::Uuid& tenant) {
    switch (kind) {
      case 0:
        return provisioner_.in_tenant(tenant, [&](Tx& tx) { return change_org(tx); });
      case 1:
        return change_keys();
      case 2:
        return look_up();
      case 3:
        return app_.in_tenant(tenant, [&](Tx& tx) { return run(tx, 4 + pick(16)); }, {.read_only = true});
      case 4:
        return app_.in_tenant(once_in(2) ? tenant : tenon::Uuid(), [&](Tx& tx) { return of_nobody(tx); });
      default:
        return app_.in_tenant(tenant, [&](Tx& tx) { return run(tx, kind - 1); });
    }
  }

  std::string change_org(Tx& tx) {
    typename Db::Orgs orgs(tx);
    if (once_in(12)) return "remove " + std::to_string(orgs.remove());
    if (once_in(4))
      return "insert " +
             told(orgs.insert({.name = word("org", kTenants), .parent_id = perhaps(any('T', kTenants))}));
    OrgPatch patch;
    patch.parent_id = once_in(4) ? tenon::Patch<tenon::Uuid>(tenon::null) : any('T', kTenants);
    return "move " + told(orgs.update(patch)) + told(orgs.count());
  }

  /// Of all tenants, of one, and gone.
  std::string change_keys() {
    const int number = 1 + pick(3);
    if (once_in(3)) {
      keys_->add(key_of(number));
    } else if (once_in(6)) {
      keys_->erase(any('T', kTenants));
    } else if (once_in(2)) {
      give_keys(pick(kTenants), number);
    } else {
      keys_->add_searching(key_of(100 + number));
    }
    return "keys";
  }

  std::string look_up() {
    return app_.in_transaction([&](typename Db::Tx& tx) {
      const auto key = Db::Persons::key_by_email(tx, word("p"));
      std::string out = key ? to_string(key->id) + key->name : "none";
      std::vector<std::string> all;
      for (const auto& each : Db::Members::tenants_by_person_id(tx, any('P')))
        all.push_back(to_string(each.tenant_id) + each.role);
      std::ranges::sort(all);
      for (const std::string& each : all) out += each;
      return out;
    });
  }

  /// In the name of what shared rows have in a tenant's place nothing is there.
  std::string of_nobody(Tx& tx) {
    typename Db::Parts parts(tx);
    std::string out = told(parts.count()) + told(parts.find(any('S'))) +
                      told(parts.update(any('Q'), {.price = tenon::Numeric(2)})) +
                      told(typename Db::Persons(tx).count());
    if (once_in(3)) return out + told(typename Db::Makers(tx).insert({.code = 90, .name = "m"}));
    return out;
  }

  std::string run(Tx& tx, int kind) {
    switch (kind) {
      case 4:
      case 5:
        return rules(tx);
      case 6:
      case 7:
        return reports(tx);
      case 8:
      case 9:
        return makers(tx);
      case 10:
      case 11:
        return tools(tx);
      case 12:
        return signs(tx);
      case 13:
        return boxes(tx);
      case 14:
      case 15:
        return parts(tx);
      case 16:
        return orders(tx);
      case 17:
      case 18:
      case 19:
        return letters(tx);
      case 20:
        return memos(tx);
      case 21:
        return beds(tx);
      case 22:
      case 23:
        return people(tx);
      default:
        return within_savepoint(tx);
    }
  }

  std::string rules(Tx& tx) {
    typename Db::Rules all(tx);
    const tenon::Uuid id = any('R');
    switch (pick(8)) {
      case 0:
        return told(all.insert({.id = id, .code = word("r"), .text = perhaps(word("text"))}));
      case 1:
        return told(all.upsert_by_code({.id = id, .code = word("r"), .text = perhaps(word("text"))}));
      case 2:
        return sorted(all.find_many({id, any('R'), any('R')})) + told(all.find(id)) +
               told(all.find_live(id)) + told(all.lock(id));
      case 3: {
        const auto page = all.page_by_code({.limit = 3});
        return told(all.find_by_code(word("r"))) + told(page.items) +
               (page.next ? told(all.page_by_code({.limit = 9, .after = page.next}).items) : "");
      }
      case 4:
        return std::to_string(once_in(2) ? all.soft_remove(id) : all.restore(id)) + told(all.count_live()) +
               told(all.live_page_by_code().items);
      case 5:
        return told(all.update(id, {.text = word("text")})) + told(all.count());
      case 6:
        return std::to_string(all.remove(id)) + all_of<Rule>(all);
      default:
        return sorted(all.take_by_code({.from = word("r")}, {.limit = 100})) +
               told(all.update_where_code({.until = word("r")}, {.text = "moved"}));
    }
  }

  std::string reports(Tx& tx) {
    typename Db::Reports all(tx);
    const tenon::Uuid id = any('U', 12);
    const NewReport made{
        .id = id, .kind = perhaps(Kind::poor), .rule_id = perhaps(any('R')), .total = pick(3)};
    switch (pick(7)) {
      case 0:
        return told(all.insert(made));
      case 1:
        return told(all.upsert(made)) + told(all.find_by_number(1 + pick(9)));
      case 2:
        return sorted(all.insert_many({made, {.id = any('U', 12)}}));
      case 3:
        return told(all.update(id, {.total = pick(3)})) + all_of<Report>(all);
      case 4: {
        if (once_in(4)) all.remove_at_version(id, 1 + pick(2));
        return told(all.update_at_version(id, 1 + pick(3), {.kind = Kind::fine}));
      }
      case 5: {
        const auto page = all.page_by_kind_total(Kind::fine, {.limit = 2});
        return told(page.items) +
               (page.next ? told(all.page_by_kind_total(Kind::fine, {.limit = 9, .after = page.next}).items)
                          : "");
      }
      default:
        return told(all.remove_where_rule(any('R'))) + told(all.find(id)) +
               sorted(all.find_many({id, any('U', 12)})) + told(all.count());
    }
  }

  std::string makers(Tx& tx) {
    typename Db::Makers all(tx);
    const int code = pick(4);
    const std::string name = (once_in(2) ? "M" : "m") + std::to_string(pick(4));
    switch (pick(6)) {
      case 0:
        return told(all.insert({.code = code, .name = name}));
      case 1:
      case 2:
        return told(all.upsert({.code = code, .name = name}));
      case 3:
        return told(all.update(code, {.name = name})) + all_of<Sign>(typename Db::Signs(tx));
      case 4:
        return std::to_string(all.remove(code)) + all_of<Tool>(typename Db::Tools(tx)) +
               all_of<Sign>(typename Db::Signs(tx));
      default: {
        std::string out;
        auto some = all.find_many({0, 1, 2, code});
        std::ranges::sort(some, {}, &Maker::code);
        for (const auto& each : all.load_tools(some)) out += sorted(each);
        for (const auto& each : all.load_parts(some)) out += sorted(each);
        return told(some) + out;
      }
    }
  }

  std::string tools(Tx& tx) {
    typename Db::Tools all(tx);
    const tenon::Uuid id = any('V', 3);
    NewTool made{.id = id, .maker_code = perhaps(pick(4)), .second_code = perhaps(pick(4))};
    if (once_in(2)) made.weight = tenon::Numeric(pick(2));
    switch (pick(5)) {
      case 0:
        return told(all.insert(made));
      case 1:
        return told(all.upsert(made));
      case 2: {
        ToolPatch patch;
        if (once_in(2)) patch.second_code = once_in(3) ? tenon::Patch<std::int32_t>(tenon::null) : pick(4);
        patch.weight = tenon::Numeric::parse(once_in(2) ? "1" : "1.0");
        return told(all.update(id, patch));
      }
      case 3:
        return told(all.page_by_maker_code({.limit = 4}).items) +
               told(all.update_where_second(pick(4), {.maker_code = pick(4)}));
      default:
        return std::to_string(all.remove(id)) + all_of<Tool>(all);
    }
  }

  std::string signs(Tx& tx) {
    typename Db::Signs all(tx);
    const std::string label = (once_in(2) ? "M" : "m") + std::to_string(pick(4));
    switch (pick(4)) {
      case 0:
        return told(all.insert({.id = 1 + pick(9), .label = label, .maker = perhaps(word("x"))}));
      case 1:
        return told(all.upsert({.id = 1 + pick(9), .label = label}));
      case 2:
        return told(all.update(1 + pick(9), {.label = label})) + told(all.page_by_label().items);
      default:
        return told(all.remove_where_label({.from = label, .until = "m3"})) + told(all.count());
    }
  }

  std::string boxes(Tx& tx) {
    typename Db::Boxes all(tx);
    const std::int64_t sign = 1 + pick(9);
    switch (pick(4)) {
      case 0:
      case 1:
        return told(all.upsert({.sign_id = sign, .nr = pick(2), .held_code = perhaps(pick(4))}));
      case 2:
        return sorted(all.find_many({{sign, 0}, {sign, 1}, {1 + pick(9), 0}})) + told(all.find(sign, 1));
      default:
        return std::to_string(all.remove(sign, pick(2))) + all_of<Box>(all);
    }
  }

  NewPart part() {
    NewPart out{.id = once_in(4) ? any('S') : any('Q'), .name = word("part")};
    if (once_in(2)) out.price = tenon::Numeric::from_unscaled(pick(30) == 0 ? 99999999 : pick(100), 3);
    if (once_in(3)) out.within_id = once_in(2) ? any('S') : any('Q');
    if (once_in(3)) out.within_shared = once_in(2);
    if (once_in(3)) out.maker_code = pick(4);
    if (once_in(2)) out.place = pick(3);
    return out;
  }

  std::string parts(Tx& tx) {
    typename Db::Parts all(tx);
    const tenon::Uuid id = once_in(3) ? any('S') : any('Q');
    switch (pick(8)) {
      case 0:
        return told(all.insert(part()));
      case 1:
        return told(all.upsert_by_name(part()));
      case 2:
        return told(all.find(id)) + told(all.find_live(id)) + told(all.lock(id)) +
               told(all.find_by_name(word("part")));
      case 3: {
        const auto page = all.live_page_by_place({.limit = 3});
        return told(page.items) +
               (page.next ? told(all.live_page_by_place({.limit = 9, .after = page.next}).items) : "");
      }
      case 4:
        return sorted(all.find_many({id, any('S'), any('Q')})) + told(all.count()) + told(all.count_live());
      case 5:
        return told(all.update(id, {.place = pick(3)})) +
               told(all.update_where_place({.from = pick(3)}, {.price = tenon::Numeric(3)})) +
               all_of<Part>(all);
      case 6:
        return std::to_string(once_in(2) ? all.soft_remove(id) : all.restore(id)) +
               sorted(all.take_by_place({}, {.limit = 99}));
      default:
        return std::to_string(all.remove(id));
    }
  }

  std::string orders(Tx& tx) {
    typename Db::Orders all(tx);
    const tenon::Uuid id = any('O', 9);
    NewOrder made{.id = id, .part_id = once_in(2) ? any('S') : any('Q')};
    if (once_in(2)) made.part_shared = true;
    if (once_in(3)) made.spare_id = any('Q');
    switch (pick(3)) {
      case 0:
        return told(all.insert(made));
      case 1:
        return told(all.upsert(made)) + told(all.find_by_queue(1 + pick(9)));
      default:
        return std::to_string(all.remove(id)) + all_of<Order>(all);
    }
  }

  /// What fails within it is taken back, whether it passes through or was caught inside.
  std::string within_savepoint(Tx& tx) {
    const int kind = 4 + pick(19);
    const bool swallows = once_in(3);
    const std::string caught = outcome([&] {
      return tx.savepoint([&] {
        const std::string out = swallows ? outcome([&] { return run(tx, kind); }) : run(tx, kind);
        if (once_in(3)) throw std::runtime_error("no");
        return out;
      });
    });
    if (once_in(3)) tx.commit_with_next();
    return caught + told(typename Db::Parts(tx).count()) + all_of<Order>(typename Db::Orders(tx));
  }

  Pool& app_;
  Pool& provisioner_;
  std::shared_ptr<tenon::KeyRing> keys_;
};

}  // namespace yard_script
