// Schemas that compile: every name is declared, and every literal fits its type.
#include <fmt/format.h>

#include "generator.hpp"
#include "random.hpp"

namespace tenon::test {
namespace {

struct TypeRow {
  const char* words;    ///< with a blank between two
  const char* literal;  ///< a default; empty for none
  const char* check;    ///< an expression of the column `{}`
  bool ordered = true;  ///< may stand in a unique constraint or an index
};

constexpr TypeRow kTypes[] = {
    {"text", "\"a\"", "length({}) < 100"},
    {"varchar ( 40 )", "\"b\"", "{} <> ''"},
    {"int", "-3", "{} < 1000"},
    {"smallint", "2", "{} > -5"},
    {"bigint", "4", "{} > -5"},
    {"numeric ( 12 , 2 )", "0.5", "{} >= 0"},
    {"decimal", "1.25", "{} >= 0"},
    {"boolean", "true", "{} or true"},
    {"date", "now ( )", "{} > '2000-01-01'"},
    {"timestamptz", "now ( )", "{} > '2000-01-01'"},
    {"uuid", "uuid ( )", "{} is not null"},
    {"float8", "1.5", "{} > -1"},
    {"jsonb", "{ a = 1 , b = [ 1 , \"two\" , null ] }", "", false},
    {"json < Shape >", "", "", false},
    {"text [ ]", "[ \"x\" , \"y\" ]", "", false},
    {"State", "open", "", true},
    {"Channel", "web", "", true},
    {"`tsvector`", "", "", false},
};

struct FieldMade {
  std::string name;
  const TypeRow* type;
};

class Maker {
 public:
  Maker(unsigned seed, std::size_t entities) : random_(seed), entities_(entities) {}

  Words schema() {
    tenancy_ = !random_.one_in(5);
    add(fmt::format("schema s{} {{ postgres {} extensions citext namespace made :: db }}", random_.below(9),
                    random_.between(15, 18)));
    if (tenancy_) {
      add("tenancy { root Tenant column tenant_id setting app . current_tenant_id app s_app owner s_owner");
      if (random_.one_in(4)) add("signed");
      add("}");
    }
    add("enum State { open closed lost } enum Channel as text { web phone }");
    add("struct Part { name : text  size : int8 ? }");
    add("struct Shape { street : text  lines : text [ ] ?  part : Part ?  state : State ... }");
    add("mixin Times { created_at : timestamptz = now ( )  updated_at : timestamptz = now ( ) @ touch }");
    add("entity Tenant { id : uuid = uuid ( ) @ key  name : text  slug : text @ unique }");
    for (std::size_t i = 0; i < entities_; ++i) entity(i);
    seed();
    return std::move(out_);
  }

 private:
  /// Words with blanks between them; what stands in quotes or backticks is one word.
  void add(const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] == ' ') {
        ++i;
        continue;
      }
      const bool quoted = text[i] == '`' || text[i] == '"';
      std::size_t end = text.find(quoted ? text[i] : ' ', i + 1);
      end = end == std::string::npos ? text.size() : end + (quoted ? 1 : 0);
      out_.push_back(text.substr(i, end - i));
      i = end;
    }
  }

  void field(std::size_t number) {
    const TypeRow& type = random_.of(kTypes);
    const std::string name = random_.one_in(9) ? fmt::format("index_{}", number) : fmt::format("f{}", number);
    add(fmt::format("{} : {}", name, type.words));
    if (random_.one_in(3)) add("?");
    const std::string_view literal = type.literal;
    if (!literal.empty() && random_.one_in(2)) add("= " + std::string(literal));
    if (type.ordered && random_.one_in(8)) add("@ unique");
    if (tenancy_ && !global_ && random_.one_in(9)) add("@ pii");  // a tenant takes it along
    if (random_.one_in(12)) add("@ secret");
    const std::string_view check = type.check;
    if (!check.empty() && random_.one_in(7)) add("@ check ( `" + expression(type, name) + "` )");
    fields_.push_back({name, &type});
  }

  static std::string expression(const TypeRow& type, const std::string& name) {
    std::string out = type.check;
    return out.replace(out.find("{}"), 2, name);
  }

  std::vector<std::string> ordered_fields() const {
    std::vector<std::string> out;
    for (const FieldMade& field : fields_) {
      if (field.type->ordered) out.push_back(field.name);
    }
    return out;
  }

  void members() {
    const std::vector<std::string> names = ordered_fields();
    if (names.empty()) return;
    const std::string one = random_.of(names);
    if (random_.one_in(3)) add(fmt::format("index ( {} desc nulls last )", one));
    if (random_.one_in(4)) add(fmt::format("index ( `md5({}::text)` )", one));
    if (random_.one_in(4)) add(fmt::format("unique ( {} ) where `{} is not null`", names.back(), one));
    if (names.size() > 2 && random_.one_in(3))
      add(fmt::format("index ( {} , {} ) include ( {} ) with ( fillfactor = 70 )", names[0], names[1],
                      names[2]));
    for (const FieldMade& field : fields_) {
      if (*field.type->check != '\0' && random_.one_in(12))
        add(fmt::format("check {}_holds `{}`", field.name, expression(*field.type, field.name)));
    }
    if (tenancy_ && !global_ && random_.one_in(5))
      add(fmt::format("policy p for select , delete `{} is not null`", one));
  }

  void entity(std::size_t number) {
    fields_.clear();
    global_ = tenancy_ && random_.one_in(8);
    if (random_.one_in(6)) add("frozen");
    if (global_) add("global");
    add(fmt::format("entity E{}", number));
    if (random_.one_in(6)) add(fmt::format("in table_{}", number));
    const bool times = random_.one_in(2);
    if (times) add("with Times");
    if (global_) add("because \"the world's\"");
    if (global_ && random_.one_in(2)) add("writable by app because \"they add to it\"");
    add("{ id : uuid = uuid ( ) @ key");
    const std::size_t count = random_.between(1, 9);
    for (std::size_t i = 0; i < count; ++i) field(i);
    if (!global_ && !plain_.empty() && random_.one_in(2)) {
      add(fmt::format("to_one : E{} ? @ on_delete ( set_null )", random_.of(plain_)));
      if (random_.one_in(3)) add(fmt::format("other : E{} @ on_delete ( cascade )", random_.of(plain_)));
    }
    members();
    if (times && random_.one_in(6)) add("retain 90 days by created_at");
    add("}");
    if (!global_) plain_.push_back(number);
  }

  void seed() {
    add("seed demo { acme : Tenant { name = \"Acme\" , slug = \"acme\" }");
    if (tenancy_) add("in acme { }");
    add("}");
  }

  Random random_;
  std::size_t entities_;
  bool tenancy_ = true;
  bool global_ = false;
  std::vector<std::size_t> plain_;  ///< entities that may be referred to
  std::vector<FieldMade> fields_;
  Words out_;
};

}  // namespace

Words random_schema(unsigned seed, std::size_t entities) {
  return Maker(seed, entities).schema();
}

}  // namespace tenon::test
