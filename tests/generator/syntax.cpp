// Texts of the grammar, a function a rule: grammar/SchemaParser.g4 in the same order.
#include <functional>

#include "generator.hpp"
#include "spelling.hpp"

namespace tenon::test {
namespace {

class Syntax : Spelling {
 public:
  explicit Syntax(unsigned seed) : Spelling(seed) {}

  Words file() {
    many(0, 8, [&] { declaration(); });
    return std::move(out_);
  }

 private:
  void declaration() {
    using Self = Syntax;
    static constexpr void (Self::*kKinds[])() = {
        &Self::import,     &Self::schema,    &Self::tenancy, &Self::lints,       &Self::allow,
        &Self::session,    &Self::entity,    &Self::entity,  &Self::entity,      &Self::mixin,
        &Self::enums,      &Self::enums,     &Self::domain,  &Self::structure,   &Self::view,
        &Self::sequence,   &Self::composite, &Self::query,   &Self::stored_view, &Self::function,
        &Self::role_block, &Self::raw,       &Self::seed};
    (this->*random_.of(kKinds))();
  }
  void import() {
    add({"import"}), string(), maybe([&] { add({"as"}), name(); });
  }
  void settings() {
    add({"{"});
    many(0, 4, [&] { setting(); });
    add({"}"});
  }
  void schema() {
    add({"schema"}), name();
    settings();
  }
  void tenancy() {
    add({"tenancy"});
    settings();
  }
  // Names of their own, since `frozen` and `signed` alone are settings too.
  void setting() {
    if (random_.one_in(5)) return add({random_.one_in(2) ? "frozen" : "signed"});
    identifier();
    many(
        1, 3, [&] { setting_value(); }, ",");
  }
  void setting_value() {
    if (random_.one_in(3)) return number();
    if (random_.one_in(3)) return string();
    identifier();
    while (random_.one_in(3)) {
      out_.emplace_back(random_.one_in(2) ? "." : "::");
      name();
    }
  }
  void lints() {
    add({"lints", "{"});
    many(0, 3, [&] { identifier(), identifier(), maybe([&] { because(); }); });
    add({"}"});
  }
  void session() {
    add({"session", "{"});
    many(0, 3, [&] { name(), add({":"}), type(), maybe({"?"}), add({"from"}), name(), add({"."}), name(); });
    add({"}"});
  }
  void allow() {
    add({"allow", "{"});
    many(0, 3, [&] { name(), allowed(), maybe([&] { add({"to"}), allowed(); }), because(); });
    add({"}"});
  }
  void allowed() {
    if (random_.one_in(3)) return sql();
    name();
    while (random_.one_in(2)) add({"."}), name();
  }
  void because() { add({"because"}), string(); }
  void reference() {
    name();
    if (random_.one_in(4)) add({"."}), name();
  }

  void entity() {
    maybe({"frozen"});
    maybe([&] { add({random_.one_in(2) ? "global" : "shared"}); });
    add({"entity"}), name();
    maybe([&] { add({"in"}), name(); });
    maybe([&] {
      add({"with"}), many(
                         1, 3, [&] { reference(); }, ",");
    });
    attributes();
    maybe([&] { add({"inherited"}), name(); });
    maybe([&] { because(); });
    maybe([&] { add({"visible", "through"}), name(), maybe([&] { add({"."}), reference(); }); });
    maybe([&] {
      add({"writable", "by"});
      reference();
      maybe([&] { because(); });
    });
    members();
  }
  void mixin() {
    add({"mixin"}), name();
    members();
  }
  void enums() {
    add({"enum"}), name();
    maybe([&] { add({"as"}), name(); });
    attributes();
    add({"{"});
    many(0, 9, [&] { name(), attributes(); });
    add({"}"});
  }
  void domain() {
    add({"domain"}), name();
    add({":"});
    type();
    maybe([&] { add({"="}), value(2); });
    many(0, 2, [&] { check(); });
  }
  void sequence() {
    add({"sequence"}), name();
    maybe([&] { add({"in"}), name(); });
    maybe([&] { add({"as"}), name(); });
    maybe([&] { add({"start", "5"}); });
    maybe([&] { add({"increment", "-2"}); });
    maybe([&] { add({"cycle"}); });
  }
  void composite() {
    add({"type"}), name();
    add({"{"});
    many(1, 4, [&] { field(); });
    add({"}"});
  }
  void structure() {
    add({"struct"}), name();
    add({"{"});
    many(0, 4, [&] { field(); });
    maybe({"..."});
    add({"}"});
  }
  void view() {
    add({"view"}), name();
    maybe([&] { add({"in"}), name(); });
    add({"as"}), sql();
  }
  void stored_view() {
    maybe({"global"});
    add({"materialized"});
    add({"view"}), name();
    maybe({"refreshed", "every", "2", "hours"});
    maybe([&] { because(); });
    add({"as"}), sql();
    many(0, 2, [&] { add({random_.one_in(2) ? "key" : "index"}), columns(); });
  }
  void query() {
    maybe({"global"});
    add({"query"}), name(), add({"("});
    many(
        0, 2, [&] { name(), add({":"}), type(), maybe({"?"}); }, ",");
    add({")"});
    out_.emplace_back(random_.one_in(2) ? "many" : "exactly one");
    maybe([&] { add({"because"}), string(); });
    add({"as"}), sql();
    maybe([&] { add({"order"}), name(), add({"by"}), columns(); });
  }
  void function() {
    add({random_.one_in(3) ? "procedure" : "function"}), name(), add({"("});
    many(
        0, 2, [&] { name(), add({":"}), type(), maybe({"?"}); }, ",");
    add({")"});
    maybe([&] { add({":"}), type(), maybe({"?"}); });
    maybe([&] { add({"language"}), name(); });
    maybe([&] { add({random_.one_in(2) ? "immutable" : "stable"}); });
    maybe([&] { add({"parallel", "safe"}); });
    maybe([&] {
      add({"reads"}), many(
                          1, 2, [&] { reference(); }, ",");
    });
    maybe([&] { add({"to"}), reference(); });
    maybe([&] { because(); });
    add({"as"}), sql();
  }
  void role_block() {
    add({"role"}), name();
    maybe([&] { because(); });
    settings();
  }
  void raw() {
    add({"sql"});
    out_.emplace_back(random_.one_in(2) ? "before" : "after");
    maybe([&] { name(); });
    sql();
    maybe([&] { add({"undo"}), sql(); });
  }

  void members() {
    add({"{"});
    many(0, 7, [&] { random_.one_in(2) ? field() : member(); });
    add({"}"});
  }
  void member() {
    using Self = Syntax;
    static constexpr void (Self::*kKinds[])() = {
        &Self::key,         &Self::unique,    &Self::index,   &Self::check,      &Self::exclude,
        &Self::policy,      &Self::partition, &Self::retain,  &Self::search,     &Self::trigger,
        &Self::soft_delete, &Self::audit,     &Self::storage, &Self::statistics, &Self::lookup};
    (this->*random_.of(kKinds))();
  }
  void field() {
    name();
    add({":"});
    type();
    maybe({"?"});
    maybe([&] { add({"="}), value(3); });
    attributes();
  }
  void type() {
    if (random_.one_in(5)) {
      sql();
    } else {
      reference();
      if (random_.one_in(4))
        add({"(", "12", ",", "-4", ")"});
      else if (random_.one_in(4))
        add({"<", "Shape", ">"});
    }
    if (!random_.one_in(4)) return;
    maybe({"?"});
    do add({"[", "]"});
    while (random_.one_in(4));
  }
  void attributes() {
    while (random_.one_in(3)) {
      add({"@"});
      name();
      if (random_.one_in(2)) continue;
      add({"("});
      many(
          1, 3, [&] { value(2); }, ",");
      add({")"});
    }
  }

  void key() {
    add({"key"});
    if (random_.one_in(4)) {
      add({"none"});
      maybe({"because", "\"there is none\""});
      return;
    }
    columns();
    maybe([&] { global_reason(); });
  }
  void unique() {
    add({"unique"}), columns();
    maybe([&] { add({"include"}), columns(); });
    maybe({"nulls", "not", "distinct"});
    where();
    maybe([&] { global_reason(); });
    maybe({"shadows", "shared"});
    attributes();
  }
  void index() {
    add({"index"});
    maybe([&] { name(); });
    columns();
    maybe([&] { add({"include"}), columns(); });
    where();
    maybe([&] { add({"with"}), options(); });
    maybe([&] { global_reason(); });
  }
  void check() {
    add({"check"});
    maybe([&] { name(); });
    sql();
  }
  void exclude() {
    add({"exclude"});
    maybe([&] { name(); });
    add({"("});
    many(
        1, 3,
        [&] {
          column();
          add({"with"});
          random_.one_in(2) ? add({"="}) : sql();
        },
        ",");
    add({")"});
    where();
    maybe([&] { global_reason(); });
    attributes();
  }
  void policy() {
    add({"policy"}), name();
    add({"for"});
    many(
        1, 3, [&] { identifier(); }, ",");
    maybe([&] {
      add({"to"}), many(
                       1, 2, [&] { identifier(); }, ",");
    });
    sql();
  }
  void partition() {
    add({"partition", "by"});
    name();
    columns();
    maybe([&] { add({"every"}), identifier(); });
    maybe({"ahead", "3"});
    maybe({"retain", "90", "days"});
    maybe({"into", "8"});
    maybe([&] { assignments(2); });
  }
  void retain() {
    add({"retain", "90", "days", "by"});
    name();
    maybe({"anonymise"});
  }
  void search() {
    add({"search"});
    identifier();
    maybe([&] { columns(); });
    maybe({"language", "english"});
    maybe({"hnsw", "cosine"});
    maybe([&] { options(); });
  }
  void trigger() {
    add({"trigger"}), name();
    out_.emplace_back(random_.one_in(2) ? "before" : "after");
    many(
        1, 3, [&] { identifier(); }, ",");
    maybe({"for", "each", "row"});
    maybe([&] { add({"when"}), sql(); });
    sql();
  }
  void soft_delete() { add({"soft_delete"}); }
  void audit() {
    add({"audit"});
    maybe({"retain", "1", "years"});
    maybe([&] { add({"with"}), options(); });
  }
  void storage() { add({"storage"}), options(); }
  void few_names() {
    in_brackets([&] { name(); });
  }
  void statistics() {
    add({"statistics"}), few_names();
    maybe([&] { add({"for", "mcv", ",", "ndistinct"}); });
  }
  void lookup() {
    add({"lookup"}), few_names();
    maybe([&] { add({"gives"}), few_names(); });
  }
  void columns() {
    in_brackets([&] { column(); });
  }
  template <typename Each>
  void in_brackets(Each each) {
    add({"("});
    many(1, 3, each, ",");
    add({")"});
  }
  void column() {
    random_.one_in(4) ? sql() : name();
    maybe([&] { identifier(); });
    maybe([&] { out_.emplace_back(random_.one_in(2) ? "asc" : "desc"); });
    maybe([&] { add({"nulls"}), out_.emplace_back(random_.one_in(2) ? "first" : "last"); });
  }
  void where() {
    maybe([&] { add({"where"}), sql(); });
  }
  void options() {
    add({"("});
    many(
        1, 3,
        [&] {
          name();
          add({"="});
          random_.one_in(2) ? number() : string();
        },
        ",");
    add({")"});
  }
  void global_reason() {
    add({"global"});
    because();
  }

  void seed() {
    add({"seed"}), name();
    add({"{"});
    many(0, 4, [&] {
      if (!random_.one_in(3)) return row();
      add({"in", "acme", "{"});
      many(0, 3, [&] { row(); });
      add({"}"});
    });
    add({"}"});
  }
  void row() {
    maybe([&] { name(), add({":"}); });
    name();
    assignments(3);
  }
};

}  // namespace

Words random_syntax(unsigned seed) {
  return Syntax(seed).file();
}

}  // namespace tenon::test
