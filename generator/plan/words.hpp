// Names within SQL: a piece of SQL with other names in it, as a server has it after a rename.
#pragma once

#include <map>
#include <string>

namespace tenon::plan {

/// New names by old ones.
using NewNames = std::map<std::string, std::string>;

/// The SQL with each name replaced that is one of these: quoted or not, but within no string and no comment.
std::string with_names(const std::string& sql, const NewNames& names);

/// Whether two pieces of SQL have the same words, wherever blanks and comments stand between them.
bool same_words(const std::string& one, const std::string& other);

/// Whether the other one is the same but for more strings in its lists: `x IN ('a')` and `x IN ('a', 'b')`.
bool longer_list(const std::string& one, const std::string& other);

/// Whether the name stands in it.
bool names(const std::string& sql, const std::string& name);

}  // namespace tenon::plan
