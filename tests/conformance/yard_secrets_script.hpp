// Operations on what the schema `yard` encrypts, and on its accounts: a part of yard_script.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "fake_script.hpp"
#include "yard_fake.hpp"

namespace yard_script {

using namespace yard::db;
using fake_script::all_of;
using fake_script::hour;
using fake_script::id_of;
using fake_script::outcome;
using fake_script::sorted;
using fake_script::told;

/// Rows are told by few numbers, so that operations meet.
class Picking {
 public:
  explicit Picking(unsigned seed) : random_(seed) {}

  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  bool once_in(int times) { return pick(times) == 0; }
  tenon::Uuid any(char kind, int of = 5) { return id_of(kind, pick(of)); }
  std::string word(const char* stem, int of = 4) { return stem + std::to_string(pick(of)); }
  template <class T>
  std::optional<T> perhaps(T value) {
    return once_in(2) ? std::optional<T>(std::move(value)) : std::nullopt;
  }
  static tenon::Secret<std::string> secret(std::string text) {
    return tenon::Secret<std::string>(std::move(text));
  }

 private:
  std::mt19937 random_;
};

template <AnyDb Db>
class Secrets : public Picking {
 public:
  using Tx = typename Db::TenantTx;
  using Picking::Picking;

  NewLetter letter() {
    NewLetter out{.id = any('L', 5), .title = word("title"), .text = secret(word("text"))};
    if (once_in(2)) out.scan = tenon::Secret<tenon::Bytes>(tenon::Bytes(static_cast<std::size_t>(pick(4))));
    if (once_in(2)) out.email = secret(word("mail", 2));
    if (once_in(2)) out.tag = secret(word("tag"));
    return out;
  }

  std::string letters(Tx& tx) {
    typename Db::Letters all(tx);
    const tenon::Uuid id = any('L', 5);
    switch (pick(8)) {
      case 0:
        return told(all.insert(letter()));
      case 1:
        return told(all.upsert(letter()));
      case 2: {
        std::vector<NewLetter> rows;
        rows.push_back(letter());
        rows.push_back(letter());
        return sorted(all.insert_many(rows));
      }
      case 3:
        return told(all.find_by_email(word("mail", 2)));
      case 4:
        return sorted(all.find_by_tag(word("tag"))) + told(all.page_by_title({.limit = 4}).items);
      case 5:
      case 6: {
        LetterPatch patch;
        if (once_in(2)) patch.text = secret(word("text"));
        if (once_in(2))
          patch.email =
              once_in(3) ? tenon::Patch<tenon::Secret<std::string>>(tenon::null) : secret(word("mail", 2));
        if (once_in(2)) patch.tag = secret(word("tag"));
        return told(once_in(2) ? all.update(id, patch) : all.update_at_version(id, 1 + pick(3), patch));
      }
      default:
        if (once_in(3)) return "anew " + std::to_string(all.reencrypt()) + all_of<Letter>(all);
        return std::to_string(all.remove(id)) + told(all.find(id)) + all_of<Letter>(all);
    }
  }

  std::string memos(Tx& tx) {
    typename Db::Memos all(tx);
    switch (pick(3)) {
      case 0: {
        NewMemo made;
        if (!once_in(4)) made.text = secret(word("memo"));
        return told(all.insert(made));
      }
      case 1: {
        MemoPatch patch;
        if (once_in(2)) patch.text = secret(word("memo"));
        return told(all.update(1 + pick(9), patch));
      }
      default:
        return "anew " + std::to_string(all.reencrypt()) + all_of<Memo>(all);
    }
  }

  std::string beds(Tx& tx) {
    typename Db::Beds all(tx);
    const std::string ward = word("ward", 2);
    if (once_in(3)) return told(all.find(ward, 0)) + sorted(all.find_many({{ward, 0}, {ward, 1}}));
    NewBed made{.ward = ward, .nr = pick(2), .code = secret(word("code"))};
    return told(once_in(2) ? all.insert(made) : all.upsert(made));
  }

  std::string people(Tx& tx) {
    typename Db::Persons all(tx);
    typename Db::Members members(tx);
    const tenon::Uuid id = any('P');
    switch (pick(8)) {
      case 0:
        return told(all.insert(
            {.id = id, .email = word("p"), .name = std::string(static_cast<std::size_t>(pick(10)), 'n')}));
      case 1:
      case 2:
        return told(members.insert({.id = any('N', 20), .person_id = id}));
      case 3:
        return told(members.upsert_by_person_id({.id = any('N', 20), .person_id = id, .role = "boss"}));
      case 4: {
        std::string out;
        auto some = all.find_many({id, any('P')});
        std::ranges::sort(some, {}, &Person::id);
        for (const auto& each : all.load_members(some)) out += sorted(each);
        return told(all.find(id)) + told(all.find_by_email(word("p"))) + told(all.lock(id)) +
               told(all.page_by_name().items) + out;
      }
      case 5:
        return told(all.update(id, {.name = word("n")})) +
               told(all.update_where_name({.from = "n1"}, {.name = "moved"})) + all_of<Person>(all);
      case 6: {
        const bool done = once_in(2) ? all.soft_remove(id) : all.restore(id);
        return std::to_string(done) + told(all.find_live(id)) + told(all.count_live());
      }
      default: {
        const auto found = members.find_by_person_id(id);
        const tenon::Uuid of = found ? found->id : id;
        const bool done = once_in(3)   ? members.remove(of)
                          : once_in(2) ? members.soft_remove(of)
                                       : members.restore(of);
        return std::to_string(done) + told(all.count()) + all_of<Member>(members);
      }
    }
  }
};

}  // namespace yard_script
