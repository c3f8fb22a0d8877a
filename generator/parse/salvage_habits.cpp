// Habits of other languages in what is read: told once, and read as what they stand for.
#include <SchemaLexer.h>
#include <fmt/format.h>

#include "parse/salvage.hpp"

namespace tenon::parse {

/// The tokens as they were written, with a blank for whatever parts two of them.
std::string Salvage::on_one_line(Range range) const {
  std::string out;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (i > range.begin && span(i - 1).end != span(i).begin) out += ' ';
    out += outline_.tokens()[i]->getText();
  }
  return out;
}

void Salvage::report_habit(const Habit& habit, const std::vector<std::string>& tokens, std::size_t at,
                           Range range) {
  const std::size_t begin = range.begin + at;
  const std::size_t end = begin + word_count(habit);
  const Span place = cover(span(begin), span(end - 1));
  const std::string written = on_one_line({begin, end});
  const bool field = habit.where == Where::kType || habit.where == Where::kBehindType;
  const char* what = habit.where == Where::kMember ? "member" : "declaration";
  sink_
      .report(field ? diag::Code::kSyntaxError : diag::Code::kUnknownMember,
              field ? fmt::format("unexpected `{}`", written)
                    : fmt::format("`{}` is no kind of {}", written, what))
      .at(place)
      .help(way_out(habit, tokens, at));
}

/// What the habit stands for, in its place.
void Salvage::replace_habit(Tokens& piece, const Habit& habit, Range words) {
  const std::size_t place = piece[words.begin]->getStartIndex();
  const auto at = [&](std::size_t index) { return piece.begin() + static_cast<std::ptrdiff_t>(index); };
  piece.erase(at(words.begin), habit.takes_rest ? piece.end() : at(words.end));
  antlr4::ANTLRInputStream input{std::string(habit.reads_as)};
  grammar::SchemaLexer lexer(&input);
  std::size_t next = words.begin;
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken()) {
    auto copy = made(token->getType(), place);
    copy->setText(token->getText());
    piece.insert(at(next++), std::move(copy));
  }
}

}  // namespace tenon::parse
