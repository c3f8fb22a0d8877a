#include "tenon/hstore.hpp"

#include <algorithm>

#include "tenon/codec.hpp"
#include "tenon/error.hpp"

namespace tenon {
namespace {

[[noreturn]] void no_pairs() {
  throw ParseError("the text holds no keys and values");
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct Word {
  std::string text;
  bool quoted = false;
};

class PairScanner {
 public:
  explicit PairScanner(std::string_view text) : rest_(text) {}

  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  bool take(std::string_view sign) {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }
  Word word() {
    Word out;
    out.quoted = take("\"");
    while (!rest_.empty() && !ends(out.quoted)) {
      if (rest_.front() == '\\') rest_.remove_prefix(1);
      if (rest_.empty()) no_pairs();
      out.text += rest_.front();
      rest_.remove_prefix(1);
    }
    if (out.quoted ? !take("\"") : out.text.empty()) no_pairs();
    return out;
  }

 private:
  [[nodiscard]] bool ends(bool quoted) const {
    const char c = rest_.front();
    return quoted ? c == '"' : is_blank(c) || c == ',' || rest_.starts_with("=>");
  }
  std::string_view rest_;
};

bool is_null(const Word& word) {
  const auto same = [](char a, char b) { return (a | 0x20) == b; };
  constexpr std::string_view kNull = "null";
  return !word.quoted && std::equal(word.text.begin(), word.text.end(), kNull.begin(), kNull.end(), same);
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

void put(std::string_view text, Buffer& out) {
  const std::size_t length = out.reserve_length();
  out.put_text(text);
  out.fill_length(length);
}

}  // namespace

Hstore Hstore::parse(std::string_view text) {
  Hstore out;
  PairScanner in(text);
  in.skip_blanks();
  while (!in.done()) {
    Word key = in.word();
    in.skip_blanks();
    if (!in.take("=>")) no_pairs();
    in.skip_blanks();
    Word value = in.word();
    out.values.emplace(std::move(key.text),
                       is_null(value) ? std::nullopt : std::optional(std::move(value.text)));
    in.skip_blanks();
    if (in.done()) break;
    if (!in.take(",")) no_pairs();
    in.skip_blanks();
  }
  return out;
}

std::optional<std::string> Hstore::get(std::string_view key) const {
  const auto found = values.find(key);
  return found == values.end() ? std::nullopt : found->second;
}

bool Hstore::contains(const Hstore& other) const {
  return std::all_of(other.values.begin(), other.values.end(), [&](const auto& wanted) {
    const auto found = values.find(wanted.first);
    return found != values.end() && found->second == wanted.second;
  });
}

Hstore operator|(Hstore a, const Hstore& b) {
  for (const auto& [key, value] : b.values) a.values.insert_or_assign(key, value);
  return a;
}

std::string to_string(const Hstore& value) {
  std::string out;
  for (const auto& [key, text] : value.values) {
    if (!out.empty()) out += ", ";
    out += in_quotes(key) + "=>" + (text ? in_quotes(*text) : "NULL");
  }
  return out;
}

void Codec<Hstore>::encode(const Hstore& value, Buffer& out) {
  out.put_int32(static_cast<std::int32_t>(value.size()));
  for (const auto& [key, text] : value.values) {
    put(key, out);
    if (text) {
      put(*text, out);
    } else {
      out.put_int32(-1);
    }
  }
}

Hstore Codec<Hstore>::decode(BytesView data) {
  detail::Reader in(data);
  Hstore out;
  for (std::int32_t left = in.int32(); left > 0; --left) {
    const std::optional<BytesView> key = detail::read_element(in);
    if (!key) detail::decode_failed("isn't an hstore");
    const std::optional<BytesView> text = detail::read_element(in);
    out.values.emplace(label_of(*key), text ? std::optional(std::string(label_of(*text))) : std::nullopt);
  }
  in.expect_end();
  return out;
}

}  // namespace tenon

std::size_t std::hash<tenon::Hstore>::operator()(const tenon::Hstore& value) const noexcept {
  std::size_t out = value.size();
  for (const auto& [key, text] : value.values) {
    out = tenon::detail::mixed(out, std::hash<std::string>{}(key));
    out = tenon::detail::mixed(out, text ? std::hash<std::string>{}(*text) : 1);
  }
  return out;
}
