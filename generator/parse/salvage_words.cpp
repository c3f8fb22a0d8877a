// Words and texts without the signs of this language in what is read: told once, and read as what was meant.
#include <SchemaParser.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "parse/errors.hpp"
#include "parse/salvage.hpp"
#include "types/types.hpp"

namespace tenon::parse {
namespace {

using P = grammar::SchemaParser;

/// The attribute or the member that a word nearly is; what attributes are called elsewhere.
void suggest_word(diag::Diagnostic& diagnostic, const std::string& word) {
  if (const std::string_view meant = types::meant_attribute(word); !meant.empty()) {
    diagnostic.help(fmt::format(fmt::runtime(meant), "…", "…"));
  } else if (types::find_attribute(word) != nullptr) {
    diagnostic.help(fmt::format("an attribute is written `@{}`", word));
  } else if (const auto attribute = nearest("@" + word, types::attribute_names())) {
    diagnostic.help(fmt::format("did you mean `{}`?", *attribute));
  } else if (nearest(word, member_words())) {
    suggest_member(diagnostic, word);
  } else {
    diagnostic.help("an attribute is written `@name`, and a default `= value`");
  }
}

}  // namespace

Span Salvage::place_of(const Copies& piece, Range tokens) const {
  return {file_, offsets_.byte(piece[tokens.begin]->getStartIndex()),
          offsets_.byte(piece[tokens.end - 1]->getStopIndex() + 1)};
}

void Salvage::report_quotes(const Copies& piece, Range quotes) {
  const Span place = place_of(piece, quotes);
  const std::string_view inner = source_.text().substr(place.begin + 1, place.end - place.begin - 2);
  const bool sql = is_place_of_sql(piece, quotes.begin);
  sink_.report(diag::Code::kSyntaxError, "single quotes around a text")
      .at(place, sql ? "expected SQL in backticks" : "expected a text in double quotes")
      .help(fmt::format(fmt::runtime(sql ? "write `` `{}` ``" : "write `\"{}\"`; SQL stands in backticks"),
                        inner));
}

void Salvage::report_word(const Copies& piece, std::size_t at) {
  const std::string text = piece[at]->getText();
  const Span place = place_of(piece, {at, at + 1});
  const bool name = is_name(piece[at]->getType());
  const bool argument = is_argument(piece, at);
  const bool unknown = piece[at]->getType() == P::IDENTIFIER && types::find_attribute(text) == nullptr;
  if (unknown && has_form_of_member(piece, at)) {
    auto& diagnostic =
        sink_.report(diag::Code::kUnknownMember, fmt::format("`{}` is no kind of member", text))
            .at(place, "a member begins here");
    return suggest_member(diagnostic, text);
  }
  auto& diagnostic = sink_.report(diag::Code::kSyntaxError, fmt::format("unexpected `{}`", text));
  if (argument) {
    const std::string attribute = piece[at - 1]->getText();
    diagnostic.at(place, "expected an attribute or the next member")
        .help(fmt::format("an argument stands in parentheses: `@{}({})`", attribute, text))
        .help(fmt::format("an attribute of its own is written `@{}`", text));
  } else if (!name) {
    diagnostic.at(place, "expected `=` before a default").help(fmt::format("write `= {}`", text));
  } else if (is_member_alone(text)) {
    diagnostic.at(place, "expected an attribute or the next member")
        .help(fmt::format("a `{}` is a member of its own", text));
  } else {
    suggest_word(diagnostic.at(place, "expected an attribute or the next member"), text);
  }
}

bool Salvage::report_foreign(Range range, const Frame& frame) {
  const Tokens piece = copy(range);
  const Seen seen(piece);
  if (const FoundHabit found = habit_of(seen.texts); found.habit != nullptr) {
    report_habit(*found.habit, seen.texts, found.at, range);
    return true;
  }
  const auto quotes = single_quotes(piece);
  const auto word = bare_word(piece);
  if (quotes && attempt_quietly(piece, frame).offending == quotes->begin) {
    report_quotes(piece, *quotes);
    return true;
  }
  if (word) report_word(piece, *word);
  return word.has_value();
}

/// A text of this language, or SQL, in the place of one between single quotes.
void Salvage::replace_quotes(Copies& piece, Range quotes) {
  const bool sql = is_place_of_sql(piece, quotes.begin);
  auto text = made(sql ? P::SQL : P::STRING, piece[quotes.begin]->getStartIndex());
  text->setText(sql ? "`true`" : "\"…\"");
  const auto at = [&](std::size_t index) { return piece.begin() + static_cast<std::ptrdiff_t>(index); };
  piece.erase(at(quotes.begin), at(quotes.end));
  piece.insert(at(quotes.begin), std::move(text));
}

}  // namespace tenon::parse
