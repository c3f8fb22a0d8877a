// How names and values of a database are spelt in the language.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/database.hpp"

namespace tenon::raise {

/// Whether the language reads it as a name.
bool is_name(std::string_view text);
/// A name as it is, or what is none in quotes.
std::string spelled(const std::string& name);
/// In quotes, with what has to be escaped.
std::string quoted(std::string_view text);
/// `public."Mood"` in its parts, without their quotes; the first is empty where there is one.
std::pair<std::string, std::string> split_name(const std::string& sql);
/// SQL between backticks, of which as many as it takes.
std::string in_backticks(const std::string& sql);
/// Whether there are backticks that can hold it.
bool can_be_in_backticks(std::string_view sql);

/// An expression as the server prints it, without the brackets around all of it.
std::string without_brackets(const std::string& sql);

/// A name for a field, or for what else begins with a small letter.
std::string field_name(const std::string& sql_name);
/// A name for what begins with a capital: of a table's rows the singular.
std::string type_name(const std::string& sql_name);
std::string entity_name(const std::string& table);

/// Names that are given once.
class Names {
 public:
  /// The name, or one like it that is free.
  std::string take(const std::string& wanted);
  /// The same, free together with what the generated C++ calls an entity's.
  std::string take_entity(const std::string& wanted);
  /// And together with what it calls a view's.
  std::string take_view(const std::string& wanted);

 private:
  using Made = std::vector<std::string> (*)(const std::string& name);
  std::string take_with(const std::string& wanted, Made made);

  std::set<std::string> taken_;
};

/// What types are called in the language that are declared in it: by Postgres schema and name.
using TypeNames = std::map<std::pair<std::string, std::string>, std::string>;

/// A type as a server prints it, `character varying(20)[]`, in the language; in backticks what has no name
/// there.
std::string type_of(const std::string& sql, const TypeNames& declared);

/// A default as a server prints it, `'open'::public.state`; in backticks what is no value of the language.
std::string default_of(const std::string& sql, const std::string& type,
                       const std::map<std::string, std::string>* labels);

}  // namespace tenon::raise
