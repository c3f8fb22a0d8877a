#include "raise/opaque.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"
#include "ddl/settings.hpp"
#include "render/sql_text.hpp"

namespace tenon::raise {

using model::Identity;
using model::Kind;
using model::Object;
using render::sql_identifier;

namespace {

/// What nothing else is made of: it can stand at the end, beside what it is about.
bool is_leaf(Kind kind) {
  return kind == Kind::kTrigger || kind == Kind::kPolicy || kind == Kind::kRowSecurity ||
         kind == Kind::kGrant || kind == Kind::kComment || kind == Kind::kRule ||
         kind == Kind::kDefaultPrivilege;
}

bool belongs_to_table(Kind kind) {
  return kind == Kind::kColumn || kind == Kind::kConstraint || kind == Kind::kIndex ||
         kind == Kind::kStatistics || kind == Kind::kTrigger || kind == Kind::kPolicy ||
         kind == Kind::kRowSecurity || kind == Kind::kRule;
}

std::string trimmed_sql(std::string sql) {
  std::string out(trimmed(sql));
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  while (!out.empty() && out.front() == '\n') out.erase(out.begin());
  return out;
}

/// On a line of its own.
void append(const std::string& statement, std::string& to) {
  to += (to.empty() ? "" : "\n") + statement;
}

class Opaque {
 public:
  Opaque(const model::Database& database, const Tellings& tellings, const Options& options,
         const Choices& choices)
      : tellings_(tellings),
        options_(options),
        choices_(choices),
        given_(database),
        database_(prepared(database)) {}

  std::vector<Raw> pieces() {
    const auto is_wanted = [this](const Object& object) { return is_opaque(object); };
    for (const ddl::Piece& piece : ddl::creation(database_, {"", "", {}, {}}, templates_, is_wanted))
      add(piece);
    for (const Object& object : database_.objects()) add_settings(object);
    for (Raw& raw : out_) raw.undo = undo_of(raw);
    add_closed_public();
    std::stable_partition(out_.begin(), out_.end(), [](const Raw& raw) { return !raw.after; });
    std::stable_partition(out_.begin(), out_.end(),
                          [this](const Raw& raw) { return !rests_.contains(raw.name); });
    return std::move(out_);
  }

 private:
  /// In an order in which they can be made, and without what is said elsewhere: whose they are where that is
  /// everybody's owner, and of a sequence, which stands before its table, of which column it is.
  [[nodiscard]] model::Database prepared(const model::Database& database) const {
    model::Database out;
    const model::Database sorted = model::ordered(database);
    for (const Object& object : sorted.objects()) {
      Object copy = object;
      std::visit([&](auto& definition) { give_to_all(definition); }, copy.definition);
      if (auto* sequence = std::get_if<model::Sequence>(&copy.definition)) sequence->owned_by.reset();
      out.add(std::move(copy));
    }
    return out;
  }

  template <typename Definition>
  void give_to_all(Definition& definition) const {
    if constexpr (requires { definition.owner; }) {
      if (definition.owner == options_.owner) definition.owner.clear();
    }
  }

  /// Whether the comment stands above a declaration, or comes with what it is about.
  [[nodiscard]] bool is_documentation(const Object& object) const {
    if (object.identity.kind != Kind::kComment) return false;
    const Identity& about = object.as<model::Comment>().object;
    // An extension brings its own.
    if (about.kind == Kind::kExtension) return telling_of(tellings_, object.identity) != Telling::kOpaque;
    const bool can = about.kind == Kind::kTable || about.kind == Kind::kColumn || about.kind == Kind::kEnum ||
                     about.kind == Kind::kDomain || about.kind == Kind::kComposite ||
                     about.kind == Kind::kSequence || about.kind == Kind::kView;
    return can && choices_.is_declared(about) && telling_of(tellings_, object.identity) != Telling::kOpaque;
  }

  /// A Postgres schema is there as soon as something declared stands in it, or the settings list it.
  [[nodiscard]] bool is_implied(const Object& object) const {
    const Identity& identity = object.identity;
    if (identity.kind == Kind::kExtension) return true;
    if (identity.kind != Kind::kSchema) return false;
    return identity.name == options_.space || choices_.declares_in(identity.name) ||
           telling_of(tellings_, identity) != Telling::kOpaque;
  }

  /// What every database has from its template: the Postgres schema `public`, its comment, and who uses it.
  [[nodiscard]] static bool is_of_template(const Object& object) {
    static const Identity kPublic{Kind::kSchema, "", "", "public", ""};
    if (object.identity.kind == Kind::kComment) {
      const auto& comment = object.as<model::Comment>();
      return comment.object == kPublic && comment.text == "standard public schema";
    }
    if (object.identity.kind != Kind::kGrant) return false;
    const auto& grant = object.as<model::Grant>();
    return grant.object == kPublic && object.identity.name == "public" && grant.privileges.size() == 1 &&
           grant.privileges[0] == model::Privilege{"USAGE", {}, false};
  }

  /// Everybody uses `public`, unless that was taken away.
  void add_closed_public() {
    const Identity space{Kind::kSchema, "", "", "public", ""};
    if (given_.find(space) == nullptr || given_.find(model::right_on(space, "public")) != nullptr) return;
    Raw& raw = raw_at({"schema public", "closed_public", false}, false);
    raw.sql = "REVOKE ALL ON SCHEMA public FROM PUBLIC;" + (raw.sql.empty() ? "" : "\n" + raw.sql);
    raw.undo += (raw.undo.empty() ? "" : "\n") + std::string("GRANT USAGE ON SCHEMA public TO PUBLIC;");
  }

  [[nodiscard]] bool is_opaque(const Object& object) const {
    if (choices_.tenancy && choices_.tenancy->replaced.contains(object.identity)) return false;
    return is_told(object) && !is_of_template(object) && !choices_.is_declared(object.identity) &&
           !choices_.is_of_divided(object) && !choices_.is_of_serial(object.identity) &&
           !is_documentation(object) && !is_implied(object);
  }

  /// What an object is about, or the object itself.
  static const Identity& subject(const Object& object) {
    if (object.identity.kind == Kind::kGrant) return object.as<model::Grant>().object;
    if (object.identity.kind == Kind::kComment) return object.as<model::Comment>().object;
    return object.identity;
  }

  /// The table whose rest an object belongs to, the parent's of a partition.
  [[nodiscard]] std::optional<Identity> table_of(const Identity& identity) const {
    if (!belongs_to_table(identity.kind) && identity.kind != Kind::kTable) return std::nullopt;
    Identity table = identity;
    if (identity.kind != Kind::kTable) table = {Kind::kTable, identity.schema, "", identity.table, ""};
    const Object* found = database_.find(table);
    if (found == nullptr) return std::nullopt;
    const auto& parent = found->as<model::Table>().partition_of;
    return parent ? table_of(*parent) : table;
  }

  /// The view that it is, or whose column.
  [[nodiscard]] std::optional<Identity> view_of(const Identity& identity) const {
    Identity view = identity;
    if (identity.kind == Kind::kColumn) view = {Kind::kView, identity.schema, "", identity.table, ""};
    const bool is_one = view.kind == Kind::kView && database_.find(view) != nullptr;
    return is_one ? std::optional(view) : std::nullopt;
  }

  struct Place {
    std::string key;  ///< the same for what stands together
    std::string name;
    bool is_rest = false;
  };

  [[nodiscard]] std::string plain(const Identity& identity) const {
    const std::string space =
        identity.schema == options_.space || identity.schema.empty() ? std::string() : identity.schema + "_";
    return snake_case(field_name(space + identity.name));
  }

  [[nodiscard]] Place place_of(const Object& object) const {
    const Identity& about = subject(object);
    const auto table = table_of(about);
    const bool is_rest = is_leaf(object.identity.kind) ||
                         (object.identity.kind == Kind::kConstraint &&
                          object.as<model::Constraint>().type == model::ConstraintType::kForeign);
    if (table && is_rest) return {"rest " + model::text(*table), "rest_of_" + plain(*table), true};
    if (table) {
      const bool is_whole = !choices_.is_declared(*table);
      return {(is_whole ? "table " : "more ") + model::text(*table),
              (is_whole ? "" : "more_of_") + plain(*table), false};
    }
    if (const auto view = view_of(about); view && choices_.is_declared(*view))
      return {"rest " + model::text(*view), "rest_of_" + plain(*view), true};
    return {model::text(about), plain(about), is_leaf(object.identity.kind)};
  }

  Raw& raw_at(const Place& place, bool after) {
    const auto found = by_key_.find(place.key);
    if (found != by_key_.end()) return out_[found->second];
    by_key_[place.key] = out_.size();
    out_.push_back({names_.take(place.name), after, "", "", {}});
    if (place.is_rest) rests_.insert(out_.back().name);
    return out_.back();
  }

  void add(const ddl::Piece& piece) {
    const Object& object = *piece.made.front();
    const std::string sql = trimmed_sql(piece.sql);
    if (sql.empty()) return;
    const Identity& about = subject(object);
    Place place = place_of(object);
    // What is about an opaque object stands with it.
    const std::string whole = model::text(view_of(about).value_or(about));
    if (is_leaf(object.identity.kind) && by_key_.contains(whole)) place.key = whole;
    Raw& raw = raw_at(place, object.identity.kind != Kind::kSchema && !choices_.before.contains(about));
    if (object.identity.kind == Kind::kFunction && raw.sql.empty())
      raw.sql = "SET LOCAL check_function_bodies TO off;";
    append(sql, raw.sql);
    // What CREATE can't say of an object comes as a piece of its own.
    for (const Object* made : piece.made) {
      if (!contains_object(raw, made->identity)) raw.objects.push_back(made->identity);
    }
  }

  /// What the declaration of an object can't say of it.
  void add_settings(const Object& object) {
    if (object.identity.kind == Kind::kSequence) return add_owner_of_sequence(object);
    const bool is_partition = object.identity.kind == Kind::kTable && choices_.is_of_divided(object);
    if (!is_partition && !choices_.is_declared(object.identity)) return;
    std::vector<std::string> statements = ddl::settings(object);
    if (is_partition) {
      for (std::string& each : told_of_partition(object)) statements.push_back(std::move(each));
    }
    if (object.identity.kind == Kind::kColumn) {
      for (std::string& each : told_of_column(object)) statements.push_back(std::move(each));
    }
    if (statements.empty()) return;
    const auto table = table_of(object.identity);
    if (!table) return;
    Raw& raw = raw_at({"rest " + model::text(*table), "rest_of_" + plain(*table), true}, true);
    for (const std::string& each : statements) append(each, raw.sql);
  }

  /// The declaration of its table says nothing of how each is stored.
  [[nodiscard]] static std::vector<std::string> told_of_partition(const Object& object) {
    const auto& storage = object.as<model::Table>().storage;
    if (storage.empty()) return {};
    return {fmt::format("ALTER TABLE {} SET ({});", ddl::qualified(object.identity, "").str(),
                        ddl::options(storage).str())};
  }

  [[nodiscard]] static std::vector<std::string> told_of_column(const Object& object) {
    const auto& column = object.as<model::Column>();
    const Identity& identity = object.identity;
    const std::string alter =
        fmt::format("ALTER TABLE {}.{} ALTER COLUMN {} ", sql_identifier(identity.schema).str(),
                    sql_identifier(identity.table).str(), sql_identifier(identity.name).str());
    std::vector<std::string> out;
    if (!column.compression.empty()) out.push_back(alter + "SET COMPRESSION " + column.compression + ";");
    for (const auto& [name, value] : column.identity_options) {
      const std::string what = name == "CYCLE" ? "CYCLE" : name + " " + value;
      out.push_back(alter + "SET " + what + ";");
    }
    return out;
  }

  void add_owner_of_sequence(const Object& object) {
    if (!is_told(object) || choices_.is_of_serial(object.identity)) return;
    const Object& whole = *given_.find(object.identity);
    const auto& owned_by = whole.as<model::Sequence>().owned_by;
    if (!owned_by) return;
    const Identity table{Kind::kTable, object.identity.schema, "", owned_by->first, ""};
    Raw& raw = raw_at({"rest " + model::text(table), "rest_of_" + plain(table), true}, true);
    for (const std::string& each : ddl::settings(whole)) append(each, raw.sql);
  }

  /// What the going of something else takes away.
  [[nodiscard]] bool goes_with_other(const Raw& raw, const Object& object) const {
    const Kind kind = object.identity.kind;
    if (kind == Kind::kColumn || kind == Kind::kGrant || kind == Kind::kComment) {
      return kind == Kind::kColumn ||
             contains_object(raw, view_of(subject(object)).value_or(subject(object)));
    }
    const auto table = belongs_to_table(kind) ? table_of(object.identity) : std::nullopt;
    if (table && !choices_.is_declared(*table)) return true;
    return kind == Kind::kTable && object.as<model::Table>().partition_of.has_value();
  }

  static bool contains_object(const Raw& raw, const Identity& identity) {
    return std::find(raw.objects.begin(), raw.objects.end(), identity) != raw.objects.end();
  }

  [[nodiscard]] std::string undo_of(const Raw& raw) const {
    std::string out;
    for (auto each = raw.objects.rbegin(); each != raw.objects.rend(); ++each) {
      const Object* object = database_.find(*each);
      if (object == nullptr || goes_with_other(raw, *object)) continue;
      // Who takes the table's own policies away holds it to its tenant: row security stays.
      if (choices_.tenancy && object->identity.kind == Kind::kRowSecurity) continue;
      append(trimmed_sql(ddl::removal(*object)), out);
    }
    return out;
  }

  const Tellings& tellings_;
  const Options& options_;
  const Choices& choices_;
  const model::Database& given_;
  const model::Database database_;
  render::Templates templates_;
  std::vector<Raw> out_;
  std::map<std::string, std::size_t> by_key_;
  std::set<std::string> rests_;
  Names names_;
};

}  // namespace

std::vector<Raw> opaque_pieces(const model::Database& database, const Tellings& tellings,
                               const Options& options, const Choices& choices) {
  return Opaque(database, tellings, options, choices).pieces();
}

}  // namespace tenon::raise
