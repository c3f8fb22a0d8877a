#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "prisma/lexer.hpp"
#include "prisma/syntax.hpp"

namespace tenon::prisma {
namespace {

constexpr std::array<std::string_view, 6> kBlocks = {"model", "view",       "type",
                                                     "enum",  "datasource", "generator"};
/// Far more than anybody nests.
constexpr int kDeepest = 50;

/// Thrown within the parser alone: the text doesn't go on as it must.
struct Lost {};

class Parser {
 public:
  Parser(std::vector<Token> tokens, diag::Sink& sink) : tokens_(std::move(tokens)), sink_(sink) {}

  std::vector<Block> file() {
    std::vector<Block> out;
    while (now().kind != TokenKind::kEnd) {
      try {
        out.push_back(block());
      } catch (const Lost&) {
        skip_to_block();
      }
    }
    return out;
  }

 private:
  [[nodiscard]] const Token& now() const { return tokens_[at_]; }
  [[nodiscard]] const Token& before() const { return tokens_[at_ - 1]; }
  const Token& take() {
    const Token& out = tokens_[at_];
    if (out.kind != TokenKind::kEnd) ++at_;
    return out;
  }
  bool take_if(std::string_view sign) {
    const bool is_it = now().is(sign);
    if (is_it) take();
    return is_it;
  }

  [[noreturn]] void lose(std::string message, std::string help) {
    auto& diagnostic = sink_.report(diag::Code::kPrismaSyntax, std::move(message));
    diagnostic.at(now().span);
    if (!help.empty()) diagnostic.help(std::move(help));
    throw Lost();
  }

  [[nodiscard]] std::string found() const {
    return now().kind == TokenKind::kEnd ? "the file's end" : fmt::format("`{}`", now().text);
  }

  void expect(std::string_view sign, std::string_view where) {
    if (!take_if(sign))
      lose(fmt::format("`{}` is missing {}", sign, where), fmt::format("here stands {}", found()));
  }

  Word word(std::string_view what) {
    if (now().kind != TokenKind::kWord)
      lose(fmt::format("{} is missing", what), fmt::format("here stands {}", found()));
    const Token& token = take();
    return {token.text, token.span};
  }

  void skip_to_block() {
    while (now().kind != TokenKind::kEnd) {
      const bool begins = now().begins_line && now().kind == TokenKind::kWord &&
                          std::ranges::find(kBlocks, now().text) != kBlocks.end() &&
                          at_ + 2 < tokens_.size() && tokens_[at_ + 2].is("{");
      if (begins) return;
      take();
    }
  }

  /// To the next line of a block, or its end; a word behind what was lost is none of its members.
  void skip_line() {
    do {
      take();
    } while (now().kind != TokenKind::kEnd && !now().begins_line && !now().is("}"));
  }

  Block block() {
    Block out;
    out.doc = now().doc;
    out.keyword = word("`model`, `enum` or another block");
    if (std::ranges::find(kBlocks, out.keyword.text) == kBlocks.end()) {
      auto& diagnostic =
          sink_.report(diag::Code::kPrismaSyntax, fmt::format("`{}` is no kind of block", out.keyword.text));
      diagnostic.at(out.keyword.span);
      diag::suggest(diagnostic, out.keyword.text, {kBlocks.begin(), kBlocks.end()});
      if (diagnostic.helps.empty()) diagnostic.help("there are model, view, enum, datasource and generator");
      throw Lost();
    }
    out.name = word("the block's name");
    expect("{", "behind the block's name");
    while (!now().is("}")) {
      if (now().kind == TokenKind::kEnd)
        lose(fmt::format("`{}` is not closed", out.name.text), "close it with `}`");
      try {
        member(out);
      } catch (const Lost&) {
        depth_ = 0;
        skip_line();
      }
    }
    take();
    return out;
  }

  void member(Block& block) {
    if (take_if("@@")) {
      block.attributes.push_back(attribute());
      add_doc(block.doc, before().doc);
    } else if (block.keyword.text == "datasource" || block.keyword.text == "generator") {
      Word name = word("a setting");
      expect("=", "behind the setting's name");
      block.settings.push_back({std::move(name), expression()});
    } else {
      block.fields.push_back(field(block.keyword.text == "enum"));
      return;
    }
    end_of_line("a setting or an attribute");
  }

  void end_of_line(std::string_view what) {
    if (!now().begins_line && !now().is("}"))
      lose(fmt::format("{} ends with its line", what),
           fmt::format("{} stands behind it: put it on the next line", found()));
  }

  static void add_doc(std::string& doc, const std::string& more) {
    if (!more.empty()) doc += (doc.empty() ? "" : "\n") + more;
  }

  Field field(bool is_value) {
    const std::size_t first = at_;
    Field out;
    out.name = word(is_value ? "a value" : "a field");
    if (!is_value) {
      take_if(":");  // as the first versions had it
      if (now().begins_line)
        lose(fmt::format("the type of `{}` is missing", out.name.text), "write `name Type`");
      type(out);
    }
    while (now().is("@")) {
      take();
      out.attributes.push_back(attribute());
    }
    for (std::size_t i = first; i < at_; ++i) add_doc(out.doc, tokens_[i].doc);
    end_of_line(is_value ? "a value" : "a field");
    return out;
  }

  void type(Field& field) {
    field.type = word("a type");
    if (field.type.text == "Unsupported" && take_if("(")) {
      if (now().kind != TokenKind::kText) lose("the type is missing", "write `Unsupported(\"circle\")`");
      field.unsupported = take().text;
      expect(")", "behind the type");
    }
    if (take_if("?")) {
      field.arity = Arity::kOptional;
    } else if (take_if("[")) {
      expect("]", "behind `[`");
      field.arity = Arity::kList;
      if (now().is("?")) lose("a list that is optional", "Prisma has none: take the `?` away");
    }
  }

  Attribute attribute() {
    Attribute out;
    out.name = dotted("an attribute's name");
    if (take_if("(")) out.arguments = arguments(")");
    out.span = cover(out.name.span, before().span);
    return out;
  }

  Word dotted(std::string_view what) {
    Word out = word(what);
    while (now().is(".")) {
      take();
      const Word next = word("the name behind the point");
      out.text += "." + next.text;
      out.span = cover(out.span, next.span);
    }
    return out;
  }

  std::vector<Argument> arguments(std::string_view end) {
    std::vector<Argument> out;
    while (!take_if(end)) {
      const bool is_named = now().kind == TokenKind::kWord && tokens_[at_ + 1].is(":");
      std::string name;
      if (is_named) {
        name = take().text;
        take();
      }
      out.push_back({std::move(name), expression()});
      if (!now().is(end)) expect(",", "between two arguments");
    }
    return out;
  }

  Expression expression() {
    if (++depth_ > kDeepest) lose("the text nests too deeply", "");
    Expression out;
    const Token& token = now();
    if (token.kind == TokenKind::kText || token.kind == TokenKind::kNumber) {
      take();
      out.kind = token.kind == TokenKind::kText ? Expression::Kind::kText : Expression::Kind::kNumber;
      out.text = token.text;
    } else if (take_if("[")) {
      out.kind = Expression::Kind::kList;
      out.arguments = arguments("]");
    } else if (token.is("{")) {
      lose("an object where a value belongs", "write a condition as `raw(\"…\")`");
    } else {
      out.text = dotted("a value").text;
      out.kind = Expression::Kind::kWord;
      if (take_if("(")) {
        out.kind = Expression::Kind::kCall;
        out.arguments = arguments(")");
      }
    }
    out.span = cover(token.span, before().span);
    --depth_;
    return out;
  }

  std::vector<Token> tokens_;
  diag::Sink& sink_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

const Expression* Attribute::argument(std::string_view called, bool is_first) const {
  for (const Argument& each : arguments) {
    if (each.name == called || (is_first && each.name.empty())) return &each.value;
  }
  return nullptr;
}

const Attribute* find(const std::vector<Attribute>& attributes, std::string_view name) {
  const auto found =
      std::ranges::find_if(attributes, [&](const Attribute& each) { return each.name.text == name; });
  return found == attributes.end() ? nullptr : &*found;
}

std::vector<Block> parse(const SourceSet& sources, std::uint32_t file, diag::Sink& sink) {
  return Parser(tokens(sources, file, sink), sink).file();
}

}  // namespace tenon::prisma
