// Syntax errors in the words of the language instead of ANTLR's.
#pragma once

#include <SchemaLexer.h>
#include <SchemaParser.h>
#include <antlr4-runtime.h>

#include "diag/diagnostic.hpp"
#include "parse/offsets.hpp"

namespace tenon::parse {

/// A text that a parser was given: a file, or a piece of one between braces that aren't in it.
struct Whole {
  std::string noun = "file";                       ///< "unexpected end of the …"
  std::size_t begin = 0;                           ///< its first token
  std::size_t end = static_cast<std::size_t>(-1);  ///< the first token behind it
};

/// Reports the first error of a text; what is wrong behind it is most often the same mistake.
class ErrorListener : public antlr4::BaseErrorListener {
 public:
  ErrorListener(std::uint32_t file, const Offsets& offsets, diag::Sink& sink, Whole whole)
      : file_(file), offsets_(offsets), sink_(sink), whole_(std::move(whole)) {}

  void syntaxError(antlr4::Recognizer* recognizer, antlr4::Token* offending, std::size_t line,
                   std::size_t column, const std::string& message, std::exception_ptr cause) override;
  [[nodiscard]] bool reported() const { return reported_; }

 private:
  [[nodiscard]] Span span_of(const antlr4::Token& token) const;
  [[nodiscard]] bool at_end(const antlr4::Token& token) const;
  [[nodiscard]] std::string found(const antlr4::Token& token) const;
  bool report_unclosed(const antlr4::Token& token);
  bool report_unknown_word(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                           const antlr4::Token& offending);
  void report_word(const antlr4::Token& word);
  void report_unexpected(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                         const antlr4::Token& offending);

  std::uint32_t file_;
  const Offsets& offsets_;
  diag::Sink& sink_;
  Whole whole_;
  bool reported_ = false;
};

/// The words that members and declarations begin with, from the grammar.
const std::vector<std::string>& member_words();
const std::vector<std::string>& declaration_words();
/// The member that a word nearly is; where it is none, the words that there are.
void suggest_member(diag::Diagnostic& diagnostic, const std::string& word);
/// The token of a word of the grammar.
std::size_t word_type(const std::string& word);

}  // namespace tenon::parse
