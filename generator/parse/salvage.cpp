#include "parse/salvage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "parse/builder.hpp"
#include "parse/errors.hpp"
#include "parse/words.hpp"

namespace tenon::parse {
namespace {

using P = SchemaParser;

std::vector<antlr4::Token*> seen_by_the_parser(const std::vector<antlr4::Token*>& tokens) {
  std::vector<antlr4::Token*> out;
  for (antlr4::Token* token : tokens) {
    if (token->getChannel() == antlr4::Token::DEFAULT_CHANNEL) out.push_back(token);
  }
  return out;
}

/// Keeps the first token that is in the way.
class Watch : public antlr4::BaseErrorListener {
 public:
  void syntaxError(antlr4::Recognizer* /*recognizer*/, antlr4::Token* offending, std::size_t /*line*/,
                   std::size_t /*column*/, const std::string& /*message*/,
                   std::exception_ptr /*cause*/) override {
    if (!offending_ && offending != nullptr) offending_ = offending->getTokenIndex();
  }
  [[nodiscard]] std::optional<std::size_t> offending() const { return offending_; }

 private:
  std::optional<std::size_t> offending_;
};

/// Ends with the first error.
class StopAtFirst : public antlr4::DefaultErrorStrategy {
 public:
  void recover(antlr4::Parser* /*parser*/, std::exception_ptr /*cause*/) override { stop(); }
  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    reportInputMismatch(parser, antlr4::InputMismatchException(parser));
    stop();
  }
  void sync(antlr4::Parser* parser) override {
    DefaultErrorStrategy::sync(parser);
    if (parser->getNumberOfSyntaxErrors() > 0) stop();
  }

 private:
  [[noreturn]] static void stop() { throw antlr4::ParseCancellationException(); }
};

SchemaParser::FileContext* parse_until_error(SchemaParser& parser) {
  parser.setErrorHandler(std::make_shared<StopAtFirst>());
  try {
    return parser.file();
  } catch (const antlr4::ParseCancellationException&) {
    return nullptr;
  }
}

/// Of a field that is cut off, what stands behind its type may be half of what was meant.
void forget_the_end(ast::File& file) {
  const auto forget = [](ast::Field& field) {
    field.default_value.reset();
    field.attributes.clear();
  };
  for (ast::Declaration& declaration : file.declarations) {
    if (auto* mixin = std::get_if<ast::Mixin>(&declaration)) {
      for (ast::Member& member : mixin->members) {
        if (auto* field = std::get_if<ast::Field>(&member)) forget(*field);
      }
    }
    if (auto* structure = std::get_if<ast::Struct>(&declaration)) {
      for (ast::Field& field : structure->fields) forget(field);
    }
  }
}

constexpr int kMostMends = 8;

}  // namespace

Salvage::Salvage(const SourceFile& source, std::uint32_t file, const Offsets& offsets,
                 const std::vector<antlr4::Token*>& tokens, std::set<std::size_t> unclosed, diag::Sink& sink)
    : source_(source),
      file_(file),
      offsets_(offsets),
      all_(tokens),
      unclosed_(std::move(unclosed)),
      sink_(sink),
      outline_(seen_by_the_parser(tokens), source, offsets) {
  out_.id = file;
}

std::size_t Salvage::type(std::size_t index) const {
  return outline_.tokens()[index]->getType();
}

Span Salvage::span(std::size_t index) const {
  const antlr4::Token* token = outline_.tokens()[index];
  const std::uint32_t begin = offsets_.byte(token->getStartIndex());
  if (token->getType() == antlr4::Token::EOF) return {file_, begin, begin};
  return {file_, begin, offsets_.byte(token->getStopIndex() + 1)};
}

std::uint32_t Salvage::end_offset(std::size_t index) const {
  return span(index).end;
}

std::optional<ast::Name> Salvage::name_at(std::size_t index) const {
  if (!is_name(type(index))) return std::nullopt;
  return ast::Name{outline_.tokens()[index]->getText(), span(index)};
}

/// The tokens of a range, and the documentation that stands between them and before.
Salvage::Tokens Salvage::copy(Range range) const {
  Tokens out;
  const auto& tokens = outline_.tokens();
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const std::size_t before = i == 0 ? 0 : tokens[i - 1]->getTokenIndex() + 1;
    for (std::size_t hidden = before; hidden < tokens[i]->getTokenIndex(); ++hidden) {
      if (all_[hidden]->getChannel() == SchemaLexer::DOC)
        out.push_back(std::make_unique<antlr4::CommonToken>(all_[hidden]));
    }
    out.push_back(std::make_unique<antlr4::CommonToken>(tokens[i]));
  }
  return out;
}

/// A token that isn't in the text, of no width.
std::unique_ptr<antlr4::CommonToken> Salvage::made(std::size_t type, std::size_t at) {
  static const SchemaParser kParser(nullptr);
  const std::string quoted(kParser.getVocabulary().getLiteralName(type));
  auto token = std::make_unique<antlr4::CommonToken>(
      type, quoted.size() > 2 ? quoted.substr(1, quoted.size() - 2) : "x");
  token->setStartIndex(at);
  token->setStopIndex(at - 1);
  return token;
}

Salvage::Attempt Salvage::attempt(const Tokens& piece, const Frame& frame, const char* noun) {
  const std::size_t begin = piece.empty() ? 0 : piece.front()->getStartIndex();
  const std::size_t end = piece.empty() ? 0 : piece.back()->getStopIndex() + 1;
  std::vector<std::unique_ptr<antlr4::Token>> list;
  for (const std::size_t type : frame) list.push_back(made(type, begin));
  for (const auto& token : piece) list.push_back(std::make_unique<antlr4::CommonToken>(token.get()));
  // The runtime takes no empty list.
  if (list.empty()) return {std::nullopt, 0};
  const std::size_t first_behind = list.size();
  const bool framed = !frame.empty();
  if (framed) list.push_back(made(P::RBRACE, end));
  antlr4::ListTokenSource source(std::move(list));
  antlr4::CommonTokenStream stream(&source);
  stream.fill();
  SchemaParser parser(&stream);
  parser.removeErrorListeners();
  Watch watch;
  parser.addErrorListener(&watch);
  ErrorListener listener(file_, offsets_, sink_, {noun == nullptr ? "" : noun, frame.size(), first_behind});
  if (noun != nullptr) parser.addErrorListener(&listener);
  SchemaParser::FileContext* tree = parse_until_error(parser);
  Attempt out;
  if (tree != nullptr) {
    out.file = Builder(file_, offsets_, stream, sink_).file(tree);
  } else {
    const std::size_t offending = watch.offending().value_or(0);
    out.offending = offending < frame.size() ? 0 : std::min(offending - frame.size(), piece.size());
  }
  return out;
}

/// A string or SQL that isn't closed, of which there is one in a piece at most: it takes all that follows.
bool Salvage::report_unclosed(Range range) {
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const bool sql =
        unclosed_.contains(outline_.tokens()[i]->getStartIndex()) || type(i) == P::UNTERMINATED_SQL;
    if (!sql && type(i) != P::UNTERMINATED_STRING) continue;
    Span place = span(i);
    place.end = place.begin + 1;
    sink_
        .report(diag::Code::kUnterminated,
                sql ? "SQL text is not closed" : "a string is not closed on its line")
        .at(place, "opened here")
        .help(sql ? "end it with a backtick" : "end it with a double quote");
    return true;
  }
  return false;
}

/// The piece as its author may have meant it, for one sign too many or too few; where that is doubtful, what
/// stands before the mistake.
std::optional<ast::File> Salvage::mended(Tokens piece, const Frame& frame, bool& as_meant) {
  as_meant = true;
  for (int i = 0; i < kMostMends; ++i) {
    const Seen seen(piece);
    if (const FoundHabit found = habit_of(seen.texts); found.habit != nullptr) {
      const std::size_t last = found.at + word_count(*found.habit) - 1;
      replace_habit(piece, *found.habit, {seen.at[found.at], seen.at[last] + 1});
      as_meant = as_meant && !found.habit->takes_rest;
      continue;
    }
    if (const auto quotes = single_quotes(piece)) {
      replace_quotes(piece, *quotes);
      continue;
    }
    if (const auto word = bare_word(piece)) {
      if (const auto sign = sign_before(piece, *word)) {
        piece.insert(piece.begin() + static_cast<std::ptrdiff_t>(*word),
                     made(*sign, piece[*word]->getStartIndex()));
      } else {
        as_meant = false;
        piece.resize(*word);
      }
      continue;
    }
    Attempt tried = attempt_quietly(piece, frame);
    if (tried.file) return std::move(tried.file);
    const std::size_t at = *tried.offending;
    if (piece.empty()) return std::nullopt;
    if (at >= piece.size()) {
      as_meant = false;
      piece.pop_back();
      continue;
    }
    const std::size_t type = piece[at]->getType();
    const std::string text = piece[at]->getText();
    const auto insert = [&](std::size_t what) {
      piece.insert(piece.begin() + static_cast<std::ptrdiff_t>(at), made(what, piece[at]->getStartIndex()));
    };
    if (text == "," || text == ";") {
      piece.erase(piece.begin() + static_cast<std::ptrdiff_t>(at));
    } else if (at == 1 && (is_name(type) || type == P::SQL) && piece[0]->getType() == P::IDENTIFIER) {
      insert(P::COLON);
    } else {
      as_meant = false;
      piece.resize(at);
    }
  }
  return std::nullopt;
}

std::optional<ast::File> Salvage::read_piece(Range range, const Frame& frame, const char* noun, bool& sound) {
  sound = false;
  Tokens piece = copy(range);
  if (report_unclosed(range)) {
    const auto closed = [&](const auto& token) {
      return !unclosed_.contains(token->getStartIndex()) && token->getType() != P::UNTERMINATED_SQL &&
             token->getType() != P::UNTERMINATED_STRING;
    };
    piece.erase(std::find_if_not(piece.begin(), piece.end(), closed), piece.end());
    bool ignored = false;
    auto out = mended(std::move(piece), frame, ignored);
    if (out) forget_the_end(*out);
    return out;
  }
  const bool foreign = report_foreign(range, frame);
  Attempt whole = attempt(piece, frame, foreign ? nullptr : noun);
  if (whole.file && !foreign) {
    sound = true;
    return std::move(whole.file);
  }
  bool as_meant = false;
  auto out = mended(std::move(piece), frame, as_meant);
  if (out && !as_meant) forget_the_end(*out);
  sound = out && as_meant;
  return out;
}

ast::File Salvage::read() {
  for (const Range& range : outline_.declarations()) declaration(range);
  return std::move(out_);
}

/// A brace that closes nothing.
bool Salvage::report_stray(Range range) {
  if (type(range.begin) != P::RBRACE) return false;
  sink_.report(diag::Code::kSyntaxError, "unexpected `}`").at(span(range.begin), "it closes nothing");
  return true;
}

void Salvage::declaration(Range range) {
  if (report_stray(range)) return;
  const bool closed = std::none_of(unclosed_.begin(), unclosed_.end(), [&](std::size_t at) {
    return at >= outline_.tokens()[range.begin]->getStartIndex() &&
           at <= outline_.tokens()[range.end - 1]->getStartIndex();
  });
  if (closed) {
    if (auto whole = attempt_quietly(copy(range), {}).file) {
      for (auto& item : whole->declarations) out_.declarations.push_back(std::move(item));
      return;
    }
  }
  const Kind kind = kind_of(type(outline_.keyword(range)));
  if (kind == Kind::kNone) return unknown_declaration(range);
  if (has_block(kind)) return block(range, kind);
  bool sound = false;
  auto read = read_piece(range, {}, "declaration", sound);
  if (read && sound) {
    for (auto& item : read->declarations) out_.declarations.push_back(std::move(item));
    return;
  }
  // What an import would have brought in can be called anything.
  const bool named = kind != Kind::kImport && range.begin + 1 < range.end;
  if (kind != Kind::kRaw) {
    out_.declarations.emplace_back(ast::Dropped{named ? name_at(range.begin + 1) : std::nullopt});
  }
}

/// A word that begins no declaration; where it is nearly one, it is read as that.
void Salvage::unknown_declaration(Range range) {
  const Seen seen(copy(range));
  const Habit* habit = find_habit(Where::kDeclaration, seen.texts, 0);
  if (habit != nullptr) {
    report_habit(*habit, seen.texts, 0, range);
    // Its last word is where the keyword would stand.
    range.begin += word_count(*habit) - 1;
  } else {
    attempt(copy(range), {}, "declaration");
  }
  const auto meant = habit != nullptr
                         ? std::optional(std::string(habit->reads_as))
                         : nearest(outline_.tokens()[range.begin]->getText(), declaration_words());
  const auto name = range.begin + 1 < range.end ? name_at(range.begin + 1) : std::nullopt;
  const std::size_t word = meant ? word_type(*meant) : antlr4::Token::INVALID_TYPE;
  // Between other brackets nothing could be read.
  const bool block = habit == nullptr || (range.begin + 2 < range.end && type(range.begin + 2) == P::LBRACE);
  if (name && block && has_block(kind_of(word))) {
    dynamic_cast<antlr4::CommonToken&>(*outline_.tokens()[range.begin]).setType(word);
    return declaration(range);
  }
  if (name) out_.declarations.emplace_back(ast::Dropped{name});
}

}  // namespace tenon::parse
