// Names that Postgres doesn't take.
#pragma once

#include <string>
#include <string_view>

#include "ast/ast.hpp"

namespace tenon::sema {

struct Reading;

/// Of anything: Postgres keeps 63 bytes.
void check_name_length(const Reading& context, const ast::Name& name);
/// Of a Postgres schema that things stand in.
void check_space_name(const Reading& context, const ast::Name& name);
void check_table_name(const Reading& context, const ast::Name& name);
/// Whether every table has the column by itself.
bool is_system_column(const std::string& name);
/// What functions of the tool call their variables: in some of them a column of that name would be taken for
/// one.
bool is_name_of_ours(std::string_view name);
void check_not_ours(const Reading& context, const ast::Name& name);
void check_column_name(const Reading& context, const ast::Name& name);
/// The enum's values, and the name of the type that it would be.
/// What an enum's value is called in the database.
void check_label_text(const Reading& context, const ast::Name& label);
void check_enum_name(const Reading& context, const ast::Enum& item, const std::string& sql_name);
/// The name of a type that a declaration of that kind would be.
void check_type_name(const Reading& context, const ast::Name& name, std::string_view kind,
                     const std::string& sql_name);
/// Why an application's setting of the server can't have the name, or nothing.
std::string wrong_setting(std::string_view name);
/// Why a role can't have the name, or nothing.
std::string wrong_role(const std::string& name);

}  // namespace tenon::sema
