// What the files of this folder share: a walk over a statement's parse tree that types each expression in its
// scope, and takes down what is used and where the text has to change.
#pragma once

#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/analysis/analysis.hpp"
#include "sql/analysis/tokens.hpp"

namespace tenon::sql::detail {

using Json = nlohmann::json;

/// What an expression gives.
struct Typed {
  SqlType type;
  bool nullable = true;
  std::optional<Origin> origin;
  std::vector<Origin> made_of;
};

/// The type of one of a composite type's values, named by a step behind it; none where that isn't known.
SqlType held(const Known& known, const SqlType& type, const Json& step);

struct Field {
  std::string name;
  Typed value;
  bool hidden = false;
};

/// What stands in FROM, or a query's result.
struct Relation {
  std::string alias;
  std::vector<Field> fields;
  bool known = true;  ///< all of its fields are
  const KnownTable* table = nullptr;
  bool is_itself = false;  ///< the table stands there, and no query of it: it has the system's columns
};

struct Scope {
  const Scope* outer = nullptr;
  std::vector<Relation> relations;
  std::map<std::string, Typed, std::less<>> merged;             ///< by USING
  std::vector<std::pair<std::string, std::string>> never_null;  ///< relation and column, as WHERE has it
  bool grouped = false;                                         ///< no group is empty
  const Json* windows = nullptr;                                ///< those that have names
};

inline std::size_t location(const Json& node) {
  return node.value("location", std::size_t{0});
}

/// The member, or an empty list or object.
const Json& member(const Json& node, const char* name);
std::vector<std::string> names_in(const Json& list);
/// Whether a target is `*` or `t.*`.
bool is_star(const Json& target);

class Analyser {
 public:
  Analyser(const Known& known, std::string_view text)
      : known_(known), text_(text), tokens_(tokens_of(text)) {}

  Analysis run(const Json& statement);

 private:
  // statements.cpp
  Relation statement(const Json& node, const Scope* outer, bool outermost);
  Relation select(const Json& select, const Scope* outer, bool outermost);
  Relation plain_select(const Json& select, const Scope* outer, bool outermost);
  Relation values(const Json& select, const Scope* outer);
  Relation combined(const Json& select, const Scope* outer, bool outermost);
  void add_with(const Json& with, const Scope* outer);
  void add_recursive(const Json& table, const Scope* outer);
  std::vector<Field> outputs(const Json& targets, const Scope& scope, bool outermost);
  void expand_star(const Json& target, const Scope& scope, bool outermost, bool alone,
                   std::vector<Field>& out);
  std::string name_of(const Json& target) const;

  // sources.cpp
  void add_source(const Json& node, bool nullable, Scope& scope);
  void add_join(const Json& join, bool nullable, Scope& scope);
  void merge_columns(const Json& join, std::size_t left, std::size_t right, Scope& scope);
  Relation table(const Json& range);
  /// Tables in places that nothing here looks into: they would be everybody's.
  void refuse_unread(const Json& node);
  Relation subquery(const Json& range, const Scope& scope);
  Relation function(const Json& range, const Scope& scope);
  /// Relations that a row may have nothing of.
  static void lose_values(std::size_t from, std::size_t to, Scope& scope);
  static void rename(const Json& alias, Relation& relation);
  static void learn(const Json& condition, Scope& scope);

  // filters.cpp
  void note_filters(const Json& condition, const Scope& scope);
  void note_operation(const Json& operation, const Scope& scope);
  void note_column(const Json& node, const Scope& scope);

  // writes.cpp
  Relation insert(const Json& node, const Scope* outer, bool outermost);
  Relation change(const Json& node, Use use, const char* sources, const Scope* outer, bool outermost);
  Relation merge(const Json& node, const Scope* outer);
  void merge_action(const Json& action, const KnownTable& table, const Scope& scope, std::size_t when);
  /// The table that is named; null after a fault. A view is none that can be written.
  const KnownTable* known_table(const Json& range, bool is_written);
  const KnownTable* target(const Json& range, Use use, Scope& scope);
  void assign(const Json& targets, const KnownTable& table, const Scope& scope, TableUse& use);
  void check_written(const KnownTable& table, const std::string& column, const Json& from,
                     std::size_t offset);
  void insert_columns(const Json& node, const KnownTable& table, TableUse& use);
  void insert_tenant(const Json& source, const KnownTable& table, std::size_t from);
  void refuse_unseen(const Json& node, const KnownTable& table, std::size_t offset);
  void refuse_shared_conflict(const KnownTable& table, std::size_t offset);
  void check_constraint(const Json& conflict, const KnownTable& table, std::size_t offset);
  void add_conflict(const Json& conflict, const KnownTable& table, std::size_t from, Scope& scope);
  Relation returning(const Json& node, const Scope& scope, bool outermost);

  // places.cpp
  std::size_t token_at(std::size_t offset) const;
  /// Of a table's name, with its schema's where that is said.
  std::size_t width_of_name(const Json& range) const;
  /// The first of these words at the depth of a token, from it on; else the end of what it stands in.
  std::size_t find_word(std::size_t from, const std::vector<std::string_view>& words) const;
  bool is_word(std::size_t token, std::string_view word) const;
  std::size_t end_before(std::size_t token) const;
  void edit(Edit::Kind kind, std::size_t offset, std::size_t length, std::string name, std::string alias = "",
            std::vector<std::string> columns = {});
  /// Puts the tenant's condition on a relation into the clause that begins with the word.
  void add_condition(std::size_t from, std::string_view clause, const std::vector<std::string_view>& ends,
                     const std::string& alias, const KnownTable& table);

  // expressions.cpp
  Typed expression(const Json& node, const Scope& scope);
  Typed column(const Json& node, const Scope& scope);
  Typed constant(const Json& node) const;
  Typed parameter(const Json& node);
  Typed cast(const Json& node, const Scope& scope);
  Typed operation(const Json& node, const Scope& scope);
  Typed boolean(const Json& node, const Scope& scope);
  Typed null_test(const Json& node, const Scope& scope);
  Typed sublink(const Json& node, const Scope& scope);
  Typed choice(const Json& node, const Scope& scope);
  Typed first_of(const Json& args, const Scope& scope, bool any_suffices);
  Typed array(const Json& node, const Scope& scope);
  Typed part(const Json& node, const Scope& scope);
  std::vector<Typed> all(const Json& list, const Scope& scope);
  void each(const Json& node, const Scope& scope);
  SqlType named_type(const Json& type_name);
  void check_labels(const Typed& one, const Json& other);

  // variables.cpp
  /// Of the function whose body it is; null where it is none's.
  [[nodiscard]] const KnownParameter* argument(const std::vector<std::string>& path) const;
  [[nodiscard]] const KnownRow* row(const std::string& name) const;
  [[nodiscard]] bool is_block(const std::string& name) const;
  std::optional<Typed> row_value(const std::vector<std::string>& path, std::size_t offset);
  void check_hidden(const std::vector<std::string>& path, const Scope& scope, std::size_t offset);
  Typed variable(const std::string& name, std::size_t offset);
  void unknown_column(const std::vector<std::string>& path, const Scope& scope, std::size_t offset);

  // calls.cpp
  /// What a declared function is known as that is called so; empty for others.
  std::string declared(const std::vector<std::string>& path, std::size_t offset);
  Typed call_declared(const std::string& name, const Json& node, const std::vector<Typed>& arguments,
                      bool named);
  Typed call(const Json& node, const Scope& scope);

  void fault(Fault::Kind kind, std::string name, std::size_t offset, std::string help = "",
             std::vector<std::string> known = {});

  using With = std::map<std::string, Relation, std::less<>>;

  const Known& known_;
  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<With> with_;
  bool names_outputs_ = true;        ///< of a UNION the first part does
  std::vector<std::size_t> read_;    ///< where the tables stand that were looked at
  std::vector<std::string> locked_;  ///< by the SELECT that is read; of all, `*`
  std::vector<std::pair<std::string, const KnownTable*>> conditions_;
  Analysis out_;
};

/// Of types: neither NULL nor what it is made of.
Typed typed(std::string type, bool nullable);
void add_origins(const Typed& from, Typed& to);
/// A column as the table has it, and all of them.
Typed stored(const KnownTable& table, const KnownColumn& column);
Relation relation_of(const KnownTable& table, const std::string& alias);

}  // namespace tenon::sql::detail
