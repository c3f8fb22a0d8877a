#include "sql/plpgsql.hpp"

#include <algorithm>
#include <cctype>
#include <memory>

#include "sql/analysis/tokens.hpp"
#include "sql/parser.hpp"

namespace tenon::sql {
namespace {

using detail::Token;

struct FreeTree {
  void operator()(PgQueryPlpgsqlParseResult* result) const {
    pg_query_free_plpgsql_parse_result(*result);
    delete result;
  }
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

/// A part of the body that the parser is given otherwise.
struct Replaced {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string text;
};

/// The DECLAREs of a body, read word by word.
class Declares {
 public:
  explicit Declares(std::string_view body) : body_(body), tokens_(detail::tokens_of(body)) {}

  void read() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      if (!begins()) continue;
      ++at_;
      while (at_ < tokens_.size() && !is("begin")) declaration();
    }
  }

  std::vector<Declaration> declarations;
  std::vector<Replaced> collations;

 private:
  [[nodiscard]] std::string word(std::size_t at) const {
    return at < tokens_.size() ? lower(body_.substr(tokens_[at].offset, tokens_[at].length)) : "";
  }
  [[nodiscard]] bool is(std::string_view wanted) const { return word(at_) == wanted; }

  /// Whether a DECLARE is here, and not what something else is called.
  [[nodiscard]] bool begins() const {
    static constexpr std::string_view kEnds[] = {";", "begin", "then", "else", "loop", ">"};
    return is("declare") &&
           (at_ == 0 || std::find(std::begin(kEnds), std::end(kEnds), word(at_ - 1)) != std::end(kEnds));
  }

  /// As SQL reads it: in small letters, unless it is in quotes.
  [[nodiscard]] std::string name_here() const {
    const Token& token = tokens_[at_];
    const std::string_view text = body_.substr(token.offset, token.length);
    return token.kind == Token::Kind::kQuoted ? std::string(text.substr(1, text.size() - 2)) : lower(text);
  }

  [[nodiscard]] bool is_behind_type() const {
    static constexpr std::string_view kBehind[] = {"collate", "not", "default", ":", "=", ";"};
    return std::find(std::begin(kBehind), std::end(kBehind), word(at_)) != std::end(kBehind);
  }

  void declaration() {
    Declaration out;
    out.name = name_here();
    ++at_;
    if (is("constant")) ++at_;
    // Neither another name of a variable nor a cursor is of a type.
    const bool has_type = !is("alias") && !is("cursor") && !is("no") && !is("scroll");
    if (is("alias")) declarations.push_back(out);
    if (has_type && at_ < tokens_.size()) {
      out.offset = tokens_[at_].offset;
      while (at_ < tokens_.size() && !is_behind_type()) ++at_;
      out.type = std::string(body_.substr(out.offset, tokens_[at_ - 1].end() - out.offset));
      if (is("collate") && at_ + 1 < tokens_.size())
        collations.push_back({tokens_[at_].offset, tokens_[at_ + 1].end() - tokens_[at_].offset, ""});
      declarations.push_back(std::move(out));
    }
    while (at_ < tokens_.size() && !is(";")) ++at_;
    if (at_ < tokens_.size()) ++at_;
  }

  std::string_view body_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

/// The same lines, with rows called as the parser knows them and without collations, for which it would ask
/// the type.
std::string as_parser_reads(std::string_view body, const IsRow& is_row) {
  Declares declares(body);
  declares.read();
  std::vector<Replaced> all = std::move(declares.collations);
  for (const Declaration& each : declares.declarations) {
    if (is_row_type(each.type) || (is_row && is_row(each.type)))
      all.push_back({each.offset, each.type.size(), "RECORD"});
  }
  std::sort(all.begin(), all.end(), [](const Replaced& a, const Replaced& b) { return a.offset > b.offset; });
  std::string out(body);
  for (const Replaced& each : all) {
    const std::string old = out.substr(each.offset, each.length);
    const auto lines = static_cast<std::size_t>(std::count(old.begin(), old.end(), '\n'));
    out.replace(each.offset, each.length, each.text + std::string(lines, '\n'));
  }
  return out;
}

/// Where the word that a message names stands; PL/pgSQL's errors have a line at best.
std::size_t place_of(std::string_view message, std::string_view text) {
  const std::size_t open = message.find('"');
  const std::size_t close = open == std::string_view::npos ? open : message.find('"', open + 1);
  if (close == std::string_view::npos) return text.size();
  return place_of_word(message.substr(open + 1, close - open - 1), text, 0).value_or(0);
}

}  // namespace

std::optional<std::size_t> place_of_word(std::string_view word, std::string_view text, std::size_t from) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$";
  for (std::size_t at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || kLetters.find(text[at - 1]) == std::string_view::npos;
    const std::size_t end = at + word.size();
    if (begins && (end == text.size() || kLetters.find(text[end]) == std::string_view::npos)) return at;
  }
  return std::nullopt;
}

std::vector<Declaration> declarations_in(std::string_view body) {
  Declares declares(body);
  declares.read();
  return std::move(declares.declarations);
}

bool is_row_type(std::string_view type) {
  const std::string name = lower(type);
  const std::size_t percent = name.find('%');
  if (percent == std::string::npos) return name == "record";
  const std::size_t word = name.find_first_not_of(" \n\t\r", percent + 1);
  return word != std::string::npos && name.substr(word) == "rowtype";
}

tl::expected<std::string, Problem> plpgsql_tree(std::string_view head, std::string_view body,
                                                const IsRow& is_row) {
  if (body.find('\0') != std::string_view::npos)
    return tl::unexpected(Problem{"a NUL byte", body.find('\0')});
  const std::string read = as_parser_reads(body, is_row);
  const std::string quote = detail::dollar_quote(read, "body");
  const std::string function =
      "CREATE FUNCTION f" + std::string(head) + " LANGUAGE plpgsql AS " + quote + read + quote;
  const std::unique_ptr<PgQueryPlpgsqlParseResult, FreeTree> result(
      new PgQueryPlpgsqlParseResult(pg_query_parse_plpgsql(function.c_str())));
  if (result->error == nullptr) return std::string(result->plpgsql_funcs);
  const std::string message = result->error->message;
  return tl::unexpected(Problem{message, place_of(message, body)});
}

tl::expected<std::string, Problem> plpgsql_tree_between(std::string_view head, std::string_view text,
                                                        const IsRow& is_row) {
  std::string body(kBodyBegin);
  body.append(text).append(kBodyEnd);
  auto out = plpgsql_tree(head, body, is_row);
  if (out) return out;
  const std::size_t at = out.error().offset;
  const std::size_t inner = at < kBodyBegin.size() ? 0 : at - kBodyBegin.size();
  return tl::unexpected(Problem{out.error().message, std::min(inner, text.size())});
}

}  // namespace tenon::sql
