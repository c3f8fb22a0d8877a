// Partitioned tables: by what their rows are divided, as far as the language has words for it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "raise/shapes.hpp"

namespace tenon::raise {

/// A partition as the server tells it.
struct Division {
  std::string name;                 ///< in the language
  std::string table;                ///< in the database, where the name doesn't say it
  std::vector<std::string> values;  ///< of a list, as SQL
  std::vector<std::string> from;    ///< of a range, by column: SQL, `MINVALUE` or `MAXVALUE`
  std::vector<std::string> to;
  bool is_rest = false;
};

struct Divided {
  std::string method;  ///< `range`, `list`, `hash`
  std::vector<std::string> columns;
  std::vector<Division> divisions;  ///< none of a hash
  std::size_t modulus = 0;          ///< of a hash
};

/// How a table's rows are divided into these partitions; none where the language can't say it.
std::optional<Divided> divided(const Parts& table, const std::vector<const Parts*>& partitions);

/// A partition's value in the language, for a field of the type. `labels`: of an enum, the value that has
/// the label.
std::string value_of_division(const std::string& sql, const std::string& type,
                              const std::map<std::string, std::string>* labels);

/// The member, line by line. `field` is a column's, and `value` what SQL's value of a column is in the
/// language.
std::vector<std::string> partition_lines(
    const Divided& divided, const std::function<std::string(const std::string& column)>& field,
    const std::function<std::string(const std::string& column, const std::string& sql)>& value);

}  // namespace tenon::raise
