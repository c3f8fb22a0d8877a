// What the questions of this folder are made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rows/rows.hpp"

namespace tenon::rows {

/// A name as SQL has it.
std::string id(const std::string& name);
std::string table_of(const model::Object& object);
/// How many rows there are of a query, and no more than are worth counting. `rows` is what follows FROM.
Question question(const model::Object& object, std::string message, const std::string& rows);

/// What a column's type, its being NOT NULL, its expression and its numbers promise of each row.
std::vector<Question> of_column(const model::Database& promised, const model::Object& column);
/// What a trigger of the tool's promises of all rows: of one that counts, that no number to come is there.
std::vector<Question> of_counts(const model::Database& promised, const model::Object& trigger);
/// What a trigger that keeps a tree of tenants promises: that what is kept is what the rows tell.
std::vector<Question> of_tree(const model::Object& trigger);
/// Of two rows that one constraint keeps apart; nothing where its text is another than expected.
std::optional<Question> overlapping(const model::Object& object, const model::Constraint& exclusion);

}  // namespace tenon::rows
