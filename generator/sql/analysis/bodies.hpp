// What a body in PL/pgSQL reads, writes and calls: each statement and expression of it is analysed as a query
// is, with the variables that it declares.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "sql/analysis/analysis.hpp"

namespace tenon::sql {

/// What it does that isn't told by the tables and functions that it names.
struct Deed {
  enum class Kind {
    kRunsText,         ///< by EXECUTE, or by the function or the statement that `name` says
    kEndsTransaction,  ///< by the statement that `name` says
    kGivesValue,       ///< RETURN, with one
    kGivesNothing,     ///< RETURN, without
    kWrites,           ///< or locks, or is none of the statements that read
  };
  Kind kind;
  std::string name;
  std::size_t offset = 0;
};

/// A procedure that it CALLs.
struct ProcedureCall {
  Named procedure;
  std::size_t arguments = 0;
};

/// All places are in the text, which stands between BEGIN and END.
struct BodyAnalysis {
  std::vector<TableUse> uses;
  std::vector<Named> functions;
  std::vector<Named> types;
  std::vector<ProcedureCall> procedures;
  std::vector<Deed> deeds;
  std::vector<Fault> faults;
};

/// `known` has the parameters as its arguments; variables and rows stand in it while the body is read.
tl::expected<BodyAnalysis, Problem> analyse_body(std::string_view text, Known& known);

}  // namespace tenon::sql
