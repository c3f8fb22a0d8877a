// Habits of other languages in what is read: told once, and read as what they stand for.
#include <SchemaLexer.h>
#include <fmt/format.h>

#include "parse/salvage.hpp"

namespace tenon::parse {

void Salvage::report_habit(const Habit& habit, const std::vector<std::string>& tokens, std::size_t at,
                           Range range) {
  const std::size_t begin = range.begin + at;
  const std::size_t count = word_count(habit);
  const Span place = cover(span(begin), span(begin + count - 1));
  const auto written = source_.text().substr(place.begin, place.end - place.begin);
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
void Salvage::replace_habit(Tokens& piece, const Habit& habit, std::size_t at) {
  const std::size_t place = piece[at]->getStartIndex();
  const auto begin = piece.begin() + static_cast<std::ptrdiff_t>(at);
  piece.erase(begin, habit.takes_rest ? piece.end() : begin + static_cast<std::ptrdiff_t>(word_count(habit)));
  antlr4::ANTLRInputStream input{std::string(habit.reads_as)};
  grammar::SchemaLexer lexer(&input);
  auto next = static_cast<std::ptrdiff_t>(at);
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken()) {
    auto copy = made(token->getType(), place);
    copy->setText(token->getText());
    piece.insert(piece.begin() + next++, std::move(copy));
  }
}

}  // namespace tenon::parse
