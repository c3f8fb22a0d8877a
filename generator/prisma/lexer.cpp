#include "prisma/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/text.hpp"

namespace tenon::prisma {
namespace {

bool begins_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool continues_word(char c) {
  return begins_word(c) || is_digit(c) || c == '-';
}

/// Bytes of a code point in UTF-8.
std::string utf8(unsigned code) {
  std::string out;
  const auto add = [&](unsigned byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0U | code >> 6U);
    add(0x80U | (code & 0x3FU));
  } else {
    add(0xE0U | code >> 12U);
    add(0x80U | (code >> 6U & 0x3FU));
    add(0x80U | (code & 0x3FU));
  }
  return out;
}

class Lexer {
 public:
  Lexer(const SourceSet& sources, std::uint32_t file, diag::Sink& sink)
      : text_(sources.at(file).text()), file_(file), sink_(sink) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) next();
    out_.push_back({TokenKind::kEnd, "", span(text_.size()), true, ""});
    return std::move(out_);
  }

 private:
  [[nodiscard]] char ahead(std::size_t n = 0) const { return at_ + n < text_.size() ? text_[at_ + n] : '\0'; }
  [[nodiscard]] Span span(std::size_t begin) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
  }

  void next() {
    const char c = ahead();
    if (c == '\n') {
      begins_line_ = true;
      blank_ = !std::exchange(anything_, false);
      if (blank_) doc_.clear();
      ++at_;
    } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++at_;
    } else if (c == '/' && ahead(1) == '/') {
      comment();
    } else if (c == '/' && ahead(1) == '*') {
      const std::size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos)
        complain(at_, text_.size(), "a comment is not closed", "close it with `*/`");
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else if (c == '"') {
      text();
    } else if (begins_word(c)) {
      const std::size_t begin = at_;
      while (continues_word(ahead())) ++at_;
      add(TokenKind::kWord, begin, std::string(text_.substr(begin, at_ - begin)));
    } else if (is_digit(c) || (c == '-' && is_digit(ahead(1)))) {
      const std::size_t begin = at_++;
      while (is_digit(ahead()) || ahead() == '.' || ahead() == 'e' || ahead() == 'E' ||
             ((ahead() == '-' || ahead() == '+') && std::tolower(text_[at_ - 1]) == 'e'))
        ++at_;
      add(TokenKind::kNumber, begin, std::string(text_.substr(begin, at_ - begin)));
    } else {
      sign();
    }
  }

  void comment() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    at_ = end;
    if (!line.starts_with("///")) {
      anything_ = true;
      return;
    }
    const std::string said(trimmed(line.substr(3)));
    // Behind a member, it is about that.
    std::string& doc = !begins_line_ && !out_.empty() ? out_.back().doc : doc_;
    doc += (doc.empty() ? "" : "\n") + said;
    anything_ = true;
  }

  void text() {
    const std::size_t begin = at_++;
    std::string said;
    while (at_ < text_.size() && ahead() != '"' && ahead() != '\n') {
      if (ahead() == '\\') {
        escape(said);
      } else {
        said += text_[at_++];
      }
    }
    if (ahead() == '"') {
      ++at_;
    } else {
      complain(begin, at_, "a text is not closed", "close it with `\"` on its line");
    }
    add(TokenKind::kText, begin, std::move(said));
  }

  void escape(std::string& said) {
    constexpr std::string_view kEscapes = "nrtbf\"\\/";
    constexpr std::string_view kMeanings = "\n\r\t\b\f\"\\/";
    const std::size_t begin = at_;
    const char c = ahead(1);
    at_ = std::min(at_ + 2, text_.size());
    if (const std::size_t known = kEscapes.find(c); c != '\0' && known != std::string_view::npos) {
      said += kMeanings[known];
      return;
    }
    unsigned code = 0;
    std::size_t digits = 0;
    while (c == 'u' && digits < 4 && std::isxdigit(static_cast<unsigned char>(ahead())) != 0) {
      const char digit = text_[at_++];
      code =
          code * 16 + static_cast<unsigned>(is_digit(digit) ? digit - '0' : std::tolower(digit) - 'a' + 10);
      ++digits;
    }
    if (digits == 4) {
      said += utf8(code);
    } else {
      complain(begin, at_, "unknown escape in a text", "write `\\\\` for a backslash");
    }
  }

  void sign() {
    const std::size_t begin = at_;
    const bool is_double = ahead() == '@' && ahead(1) == '@';
    at_ += is_double ? 2 : 1;
    // A code point, whatever its length.
    while (!is_double && at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xC0U) == 0x80U)
      ++at_;
    const std::string_view said = text_.substr(begin, at_ - begin);
    constexpr std::string_view kSigns = "@{}()[],:=?.!";
    if (!is_double && (said.size() > 1 || kSigns.find(said[0]) == std::string_view::npos)) {
      complain(begin, at_, "a sign that Prisma's language has no use for", "take it out");
      return;
    }
    add(TokenKind::kSign, begin, std::string(said));
  }

  void add(TokenKind kind, std::size_t begin, std::string text) {
    out_.push_back({kind, std::move(text), span(begin), begins_line_, std::exchange(doc_, "")});
    begins_line_ = false;
    anything_ = true;
  }

  void complain(std::size_t begin, std::size_t end, std::string message, std::string help) {
    sink_.report(diag::Code::kPrismaSyntax, std::move(message))
        .at({file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)})
        .help(std::move(help));
  }

  std::string_view text_;
  std::uint32_t file_;
  diag::Sink& sink_;
  std::vector<Token> out_;
  std::size_t at_ = 0;
  std::string doc_;
  bool begins_line_ = true;
  bool anything_ = false;  ///< on this line
  bool blank_ = false;     ///< the last one
};

}  // namespace

std::vector<Token> tokens(const SourceSet& sources, std::uint32_t file, diag::Sink& sink) {
  return Lexer(sources, file, sink).run();
}

}  // namespace tenon::prisma
