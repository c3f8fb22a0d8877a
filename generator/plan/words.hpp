// Names within SQL: a piece of SQL with other names in it, as a server has it after a rename.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace tenon::plan {

/// New names by old ones.
using NewNames = std::map<std::string, std::string>;

/// The SQL with each name replaced that is one of these: quoted or not, but within no string and no comment.
/// What stands in a type's place goes by `types` alone.
/// Relations that stand in another Postgres schema: by schema and name, where they go.
using NewPlaces = std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>>;
/// Names that tell their Postgres schema tell the new one, or none where that is `path`.
std::string with_places(const std::string& sql, const NewPlaces& places, const std::string& path);
std::string with_names(const std::string& sql, const NewNames& names, const NewNames& types);

/// The SQL with the text in place of the type of that name, where a value is cast to it.
std::string with_type(const std::string& sql, const std::string& name, const std::string& text);

/// Whether two pieces of SQL have the same words, wherever blanks and comments stand between them.
bool same_words(const std::string& one, const std::string& other);

/// Whether the other one is the same but for more strings in its lists: `x IN ('a')` and `x IN ('a', 'b')`.
bool longer_list(const std::string& one, const std::string& other);

/// Whether the name stands in it.
bool names(const std::string& sql, const std::string& name);

/// Names of functions and views that the statements make, with their schema where they tell it.
std::vector<std::string> made_in(const std::string& statements);

}  // namespace tenon::plan
