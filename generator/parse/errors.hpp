// Syntax errors in the words of the language instead of ANTLR's.
#pragma once

#include <SchemaLexer.h>
#include <SchemaParser.h>
#include <antlr4-runtime.h>

#include "diag/diagnostic.hpp"
#include "parse/offsets.hpp"

namespace tenon::parse {

class ErrorListener : public antlr4::BaseErrorListener {
 public:
  ErrorListener(std::uint32_t file, const Offsets& offsets, diag::Sink& sink)
      : file_(file), offsets_(offsets), sink_(sink) {}

  void syntaxError(antlr4::Recognizer* recognizer, antlr4::Token* offending, std::size_t line,
                   std::size_t column, const std::string& message, std::exception_ptr cause) override;

 private:
  [[nodiscard]] Span span_of(const antlr4::Token& token) const;
  bool report_unclosed(const antlr4::Token& token);
  bool report_unknown_word(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                           const antlr4::Token& offending);
  void report_unexpected(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                         const antlr4::Token& offending);
  void point_at_unclosed(antlr4::Parser& parser, diag::Diagnostic& diagnostic) const;

  std::uint32_t file_;
  const Offsets& offsets_;
  diag::Sink& sink_;
  std::size_t last_line_ = 0;  ///< of the error before
};

/// ANTLR's recovery, except that it never drops a brace: an entity would swallow what stands behind it.
class Recovery : public antlr4::DefaultErrorStrategy {
 protected:
  antlr4::Token* singleTokenDeletion(antlr4::Parser* recognizer) override;
};

}  // namespace tenon::parse
