#include "lower/written.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace tenon::lower {
namespace {

constexpr std::string_view kBegin = "CREATE FUNCTION tenon.";

/// What the catalog calls a type that has a shorter name.
std::string catalog_name(const std::string& type) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kNames = {
      {{"int", "integer"},
       {"bool", "boolean"},
       {"timestamptz", "timestamp with time zone"},
       {"float8", "double precision"},
       {"varchar", "character varying"}}};
  for (const auto& [written, name] : kNames) {
    if (type == written) return std::string(name);
  }
  return type;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \n");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \n") + 1 - begin));
}

/// `after text DEFAULT ''` gives `text`; what is only given back is no argument.
std::string type_of_argument(std::string_view argument) {
  if (argument.starts_with("OUT ")) return "";
  const std::size_t name_end = argument.find(' ');
  std::string_view type = argument.substr(name_end + 1);
  type = type.substr(0, type.find(" DEFAULT "));
  return catalog_name(std::string(type));
}

std::string signature_of(std::string_view arguments) {
  std::string out;
  while (!arguments.empty()) {
    const std::size_t comma = std::min(arguments.find(", "), arguments.size());
    const std::string type = type_of_argument(arguments.substr(0, comma));
    if (!type.empty()) out += (out.empty() ? "" : ", ") + type;
    arguments.remove_prefix(std::min(comma + 2, arguments.size()));
  }
  return out;
}

/// Reads one function's text from where its name begins.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Written function() {
    Written out;
    out.name = until("(");
    const std::string arguments = until(")");
    out.signature = signature_of(arguments);
    out.function.arguments = {arguments};
    take("RETURNS");
    out.function.returns = {trimmed(until("\n  LANGUAGE "))};
    out.function.language = word();
    while (trait(out.function)) continue;
    return out;
  }
  [[nodiscard]] std::size_t read() const { return at_; }

 private:
  /// One thing that is said of the function; false behind its body, which is the last.
  bool trait(model::Function& function) {
    using model::Parallel;
    using model::Volatility;
    const std::string what = word();
    if (what == "VOLATILE") return true;
    if (what == "STABLE") return set(function.volatility, Volatility::kStable);
    if (what == "IMMUTABLE") return set(function.volatility, Volatility::kImmutable);
    if (what == "STRICT") return set(function.strict, true);
    if (what == "PARALLEL")
      return set(function.parallel, word() == "SAFE" ? Parallel::kSafe : Parallel::kRestricted);
    if (what == "SECURITY") return set(function.definer, word() == "DEFINER");
    if (what == "SET") return setting(function);
    if (what == "AS") {
      until("$");
      const std::string mark = "$" + until("$") + "$";
      function.body = until(mark);
      until(";");
      return false;
    }
    if (what != "RETURN") throw std::logic_error("a function of tenon's says `" + what + "`");
    function.atomic = model::Sql{"RETURN " + trimmed(until(";\n"))};
    return false;
  }

  template <typename T>
  static bool set(T& field, T value) {
    field = value;
    return true;
  }

  /// `SET name = value`: to the next of these, a comment, or the end of the line.
  bool setting(model::Function& function) {
    const std::string name = word();
    take("=");
    const std::string_view rest = text_.substr(at_);
    const std::size_t end = std::min({rest.find('\n'), rest.find(" SET "), rest.find("  --")});
    std::string value = trimmed(rest.substr(0, end));
    if (value.starts_with('\'')) value = value.substr(1, value.size() - 2);
    function.settings.emplace_back(name, value);
    at_ += end;
    return true;
  }

  /// The next word, behind blanks and comments.
  std::string word() {
    for (;;) {
      at_ = std::min(text_.find_first_not_of(" \n", at_), text_.size());
      if (!text_.substr(at_).starts_with("--")) break;
      at_ = text_.find('\n', at_);
    }
    const std::size_t end = std::min(text_.find_first_of(" \n", at_), text_.size());
    const std::string out(text_.substr(at_, end - at_));
    at_ = end;
    return out;
  }

  void take(std::string_view wanted) {
    if (word() != wanted) throw std::logic_error("a function of tenon's lacks " + std::string(wanted));
  }

  std::string until(std::string_view mark) {
    const std::size_t end = text_.find(mark, at_);
    if (end == std::string_view::npos)
      throw std::logic_error("a function of tenon's has no " + std::string(mark));
    std::string out(text_.substr(at_, end - at_));
    at_ = end + mark.size();
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// The lines of comment that end a text, without their dashes.
std::string comment_at_end(std::string_view text) {
  std::string out;
  while (text.ends_with('\n')) {
    const std::size_t begin = text.rfind('\n', text.size() - 2);
    const std::string_view line = text.substr(begin == std::string_view::npos ? 0 : begin + 1);
    if (!line.starts_with("-- ")) break;
    out = std::string(line.substr(3, line.size() - 4)) + (out.empty() ? "" : "\n") + out;
    text.remove_suffix(line.size());
  }
  return out;
}

}  // namespace

std::vector<Written> functions_in(std::string_view text) {
  std::vector<Written> out;
  for (std::size_t at = text.find(kBegin); at != std::string_view::npos; at = text.find(kBegin, at)) {
    Reader reader(text.substr(at + kBegin.size()));
    out.push_back(reader.function());
    out.back().remark = comment_at_end(text.substr(0, at));
    at += kBegin.size() + reader.read();
  }
  return out;
}

}  // namespace tenon::lower
