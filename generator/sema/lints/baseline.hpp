// Findings that were there before: a schema that was pulled, or grew without lints, is told of what is new.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ast/ast.hpp"
#include "sema/context/context.hpp"
#include "sema/lints/lints.hpp"

namespace tenon::sema {

/// The files of `lints { baseline "…" }`. What stands in one is let pass as often as it stands there.
class Baseline {
 public:
  explicit Baseline(const Reading& context);

  /// Takes a finding down, and tells whether it was there before.
  bool holds(const Lint& lint, const std::string& subject);

  /// A summary of each file: what it let pass, and what it holds that is mended.
  [[nodiscard]] std::vector<diag::Diagnostic> told() const;
  /// All that was asked for, in order.
  [[nodiscard]] LintFindings found() const;

 private:
  struct File {
    const ast::LintBaseline* syntax;
    std::map<std::string, std::size_t> waiting;           ///< by the line, how often it may still be found
    std::map<std::string_view, std::size_t> passed = {};  ///< by the lint
  };

  std::vector<File> files_;
  LintFindings found_;
};

}  // namespace tenon::sema
