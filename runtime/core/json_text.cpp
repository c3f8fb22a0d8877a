// A reader of JSON (RFC 8259) that converts nothing but keys.
#include "tenon/json_text.hpp"

#include <cstddef>
#include <cstdint>

#include "tenon/error.hpp"

namespace tenon {
namespace {

constexpr int kDeepest = 512;

[[noreturn]] void malformed(const char* what) {
  throw ParseError(std::string("JSON: ") + what);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void append_utf8(std::uint32_t code, std::string& out) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | (code >> 6));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  std::vector<std::pair<std::string, std::string_view>> members() {
    std::vector<std::pair<std::string, std::string_view>> out;
    skip_space();
    object([&](std::string key) {
      const std::size_t begin = at_;
      value();
      out.emplace_back(std::move(key), text_.substr(begin, at_ - begin));
    });
    end("text after the object");
    return out;
  }

  std::vector<std::string_view> elements() {
    std::vector<std::string_view> out;
    skip_space();
    array([&] {
      const std::size_t begin = at_;
      value();
      out.push_back(text_.substr(begin, at_ - begin));
    });
    end("text after the array");
    return out;
  }

  std::string one_string() {
    std::string out = string();
    end("text after the string");
    return out;
  }

  void one_value() {
    skip_space();
    value();
    end("text after the value");
  }

 private:
  void end(const char* otherwise) {
    skip_space();
    if (at_ != text_.size()) malformed(otherwise);
  }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void expect(char c, const char* otherwise) {
    if (!take(c)) malformed(otherwise);
  }

  void skip_space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  void skip_digits() {
    if (!is_digit(peek())) malformed("a number is malformed");
    while (is_digit(peek())) ++at_;
  }

  void number() {
    take('-');
    if (!take('0')) skip_digits();
    if (take('.')) skip_digits();
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      skip_digits();
    }
  }

  void word(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) malformed("a value is none of JSON's");
    at_ += expected.size();
  }

  std::uint32_t four_hex_digits() {
    std::uint32_t code = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = peek();
      const char lower = static_cast<char>(c | 0x20);
      if (!is_digit(c) && (lower < 'a' || lower > 'f')) malformed("an escape is malformed");
      code = code * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : lower - 'a' + 10);
    }
    return code;
  }

  std::uint32_t unicode_escape() {
    const std::uint32_t first = four_hex_digits();
    if (first < 0xD800 || first > 0xDFFF) return first;
    if (first > 0xDBFF || !take('\\') || !take('u')) malformed("half a surrogate pair");
    const std::uint32_t second = four_hex_digits();
    if (second < 0xDC00 || second > 0xDFFF) malformed("half a surrogate pair");
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
  }

  void escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (take('u')) return append_utf8(unicode_escape(), out);
    const std::size_t name = at_ < text_.size() ? kNames.find(text_[at_]) : std::string_view::npos;
    if (name == std::string_view::npos) malformed("an escape is malformed");
    out += kMeanings[name];
    ++at_;
  }

  std::string string() {
    std::string out;
    expect('"', "a string is missing");
    while (!take('"')) {
      if (at_ == text_.size()) malformed("a string has no end");
      const char c = text_[at_++];
      if (static_cast<unsigned char>(c) < 0x20) malformed("a control character in a string");
      if (c == '\\') {
        escape(out);
      } else {
        out += c;
      }
    }
    return out;
  }

  /// Calls `member(key)` where each member's value begins.
  template <class Member>
  void object(Member member) {
    expect('{', "isn't an object");
    skip_space();
    if (take('}')) return;
    do {
      skip_space();
      std::string key = string();
      skip_space();
      expect(':', "a colon is missing");
      skip_space();
      member(std::move(key));
      skip_space();
    } while (take(','));
    expect('}', "an object has no end");
  }

  /// Calls `element()` where each begins.
  template <class Element>
  void array(Element element) {
    expect('[', "isn't an array");
    skip_space();
    if (take(']')) return;
    do {
      skip_space();
      element();
      skip_space();
    } while (take(','));
    expect(']', "an array has no end");
  }

  void value() {
    if (++depth_ >= kDeepest) malformed("is nested too deeply");
    switch (peek()) {
      case '{':
        object([this](const std::string&) { value(); });
        break;
      case '[':
        array([this] { value(); });
        break;
      case '"':
        string();
        break;
      case 't':
        word("true");
        break;
      case 'f':
        word("false");
        break;
      case 'n':
        word("null");
        break;
      default:
        number();
    }
    --depth_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

void append_string(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

}  // namespace

std::vector<std::pair<std::string, std::string_view>> json_members(std::string_view object_text) {
  return JsonReader(object_text).members();
}

std::vector<std::string_view> json_elements(std::string_view array_text) {
  return JsonReader(array_text).elements();
}

std::string json_unquoted(std::string_view string_text) {
  return JsonReader(string_text).one_string();
}

void check_json(std::string_view text) {
  JsonReader(text).one_value();
}

std::string json_object(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string out = "{";
  for (const auto& [key, value] : members) {
    if (out.size() > 1) out += ',';
    append_string(key, out);
    out += ':';
    out += value;
  }
  return out + '}';
}

std::string json_string(std::string_view text) {
  std::string out;
  append_string(text, out);
  return out;
}

}  // namespace tenon
