// What the readers of functions' bodies share.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sema/queries/parts.hpp"

namespace tenon::sema {

/// What a body does, whatever its language.
struct Deeds {
  std::vector<std::pair<std::string, std::size_t>> tables;  ///< and where
  std::vector<sql::Named> functions;
  std::vector<sql::Named> types;
  std::vector<std::string> procedures;  ///< that it CALLs
};

/// A body that is read: its declaration, and what becomes of it.
struct BodySource {
  const Reading& context;
  const ast::Function& syntax;
  const ir::Function& function;

  [[nodiscard]] std::string subject() const;
  diag::Diagnostic& report(diag::Code code, const std::string& what, std::size_t offset) const;
  void report_syntax(const ast::Sql& text, const sql::Problem& problem) const;
  void report_writes(std::size_t offset) const;
  /// `how` it does so: `makes`, or the call by which.
  void report_text(const std::string& how, std::size_t offset) const;
};

/// In PL/pgSQL. Nothing where something of it is wrong.
std::optional<Deeds> read_procedural(const BodySource& source, sql::Known& known);

}  // namespace tenon::sema
