#include "sema/values/literals.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <regex>
#include <string_view>
#include <vector>

#include "sema/values/times.hpp"

namespace tenon::sema {
namespace {

// A matcher of regular expressions recurses with the text; a longer one is left to the server.
constexpr std::size_t kLongestJudged = 200;

bool is_uuid(const std::string& text) {
  static const std::regex kForm("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  return std::regex_match(text, kForm);
}

/// The parts between separators, empty ones too.
std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == separator) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

bool is_number_up_to(const std::string& text, int most) {
  static const std::regex kForm("\\d{1,3}");
  return std::regex_match(text, kForm) && std::stoi(text) <= most;
}

constexpr int kBitsOfIpv4 = 32;
constexpr int kBitsOfIpv6 = 128;

bool is_ipv4(const std::vector<std::string>& octets) {
  constexpr int kMostOctet = 255;
  return octets.size() <= 4 && std::all_of(octets.begin(), octets.end(), [](const std::string& octet) {
           return is_number_up_to(octet, kMostOctet);
         });
}

bool is_ipv6(const std::string& address) {
  static const std::regex kForm(R"((?=.*:.*:)[0-9a-fA-F:]*(?:\d+\.\d+\.\d+\.\d+)?)");
  const std::vector<std::string> groups = parts_of(address, ':');
  return std::regex_match(address, kForm) && groups.size() <= 9 &&
         std::all_of(groups.begin(), groups.end(), [](const std::string& group) {
           return group.size() <= 4 || group.find('.') != std::string::npos;
         });
}

/// Of the network's address, no bit behind the mask is set: Postgres takes none for a `cidr`.
bool ends_with_mask(const std::vector<std::string>& octets, int mask) {
  constexpr int kBitsOfOctet = 8;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const int bits = std::clamp(mask - static_cast<int>(i) * kBitsOfOctet, 0, kBitsOfOctet);
    const int behind = (1 << (kBitsOfOctet - bits)) - 1;
    if ((std::stoi(octets[i]) & behind) != 0) return false;
  }
  return true;
}

/// With a mask, an address too may leave out octets at its end.
bool is_address(const std::string& text, bool network) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string address = text.substr(0, slash);
  const bool masked = slash < text.size();
  const std::string mask = masked ? text.substr(slash + 1) : "";
  if (address.find(':') != std::string::npos)
    return is_ipv6(address) && (!masked || is_number_up_to(mask, kBitsOfIpv6));
  const std::vector<std::string> octets = parts_of(address, '.');
  if (!is_ipv4(octets) || (masked && !is_number_up_to(mask, kBitsOfIpv4))) return false;
  if (!network) return masked || octets.size() == 4;
  return !masked || ends_with_mask(octets, std::stoi(mask));
}

bool is_inet(const std::string& text) {
  return is_address(text, false);
}
bool is_cidr(const std::string& text) {
  return text.starts_with("0x") || is_address(text, true);
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Postgres compares ten letters.
constexpr std::size_t kLettersOfUnit = 10;
constexpr std::string_view kWordsOfInterval[] = {
    "ago",      "c",        "cent",       "cents", "centuries", "century",    "d",          "day",  "days",
    "dec",      "decade",   "decades",    "decs",  "h",         "hour",       "hours",      "hr",   "hrs",
    "infinity", "m",        "microsecon", "mil",   "millennia", "millennium", "millisecon", "mils", "min",
    "mins",     "minute",   "minutes",    "mon",   "mons",      "month",      "months",     "ms",   "msec",
    "msecond",  "mseconds", "msecs",      "s",     "sec",       "second",     "seconds",    "secs", "us",
    "usec",     "usecond",  "useconds",   "usecs", "w",         "week",       "weeks",      "y",    "year",
    "years",    "yr",       "yrs",
};

bool is_word_of_interval(const std::string& word) {
  return std::find(std::begin(kWordsOfInterval), std::end(kWordsOfInterval),
                   lower(word.substr(0, kLettersOfUnit))) != std::end(kWordsOfInterval);
}

/// ISO 8601's form, or numbers among units: what stands between them, a blank, a comma, a clock's colon, is
/// left to the server.
bool is_interval(const std::string& text) {
  static const std::regex kIso("P[-+0-9.:eYMWDTHS]+");
  if (std::regex_match(text, kIso)) return true;
  bool amount = false;
  for (auto at = text.begin(); at != text.end();) {
    const auto end = std::find_if_not(at, text.end(), is_letter);
    const std::string word(at, end);
    if (!word.empty() && !is_word_of_interval(word)) return false;
    amount |= lower(word) == "infinity" || (word.empty() && is_digit(*at));
    at = word.empty() ? at + 1 : end;
  }
  return amount;
}

bool is_integer(const std::string& text) {
  static const std::regex kForm(R"(\s*[-+]?(?:\d[\d_]*|0[xob][\da-f_]+)\s*)", std::regex::icase);
  return std::regex_match(text, kForm);
}
bool is_decimal(const std::string& text) {
  static const std::regex kForm(
      R"(\s*(?:[-+]?(?:[\d_]+\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d+)?|[-+]?inf(?:inity)?|nan)\s*)",
      std::regex::icase);
  return is_integer(text) || std::regex_match(text, kForm);
}

/// Of the many forms that a date has in Postgres, ISO 8601's alone is judged.
bool is_time(const std::string& text) {
  static const std::regex kIso(R"(\d{4}-\d{2}-\d{2})");
  constexpr std::size_t kSizeOfDate = 10;
  const std::string date = text.substr(0, kSizeOfDate);
  if (!std::regex_match(date, kIso)) return true;
  if (!wrong_time("date", date).empty()) return false;
  const bool words =
      std::any_of(text.begin(), text.end(), [](char c) { return is_letter(c) && c != 'T' && c != 'Z'; });
  return words || text == date || wrong_time("timestamp", text).empty() ||
         wrong_time("timestamptz", text).empty();
}

/// `[a,b)`, with either bound left out, each of which `is_bound` takes.
bool is_range(const std::string& text, bool (*is_bound)(const std::string&)) {
  static const std::regex kForm(
      R"re(\s*(?:empty|[\[(]\s*("[^"]*"|[^",]*?)\s*,\s*("[^"]*"|[^",]*?)\s*[\])])\s*)re", std::regex::icase);
  std::smatch match;
  if (!std::regex_match(text, match, kForm)) return false;
  return std::all_of(match.begin() + 1, match.end(), [&](const std::ssub_match& given) {
    std::string bound = given.str();
    std::erase(bound, '"');
    return bound.empty() || is_bound(bound);
  });
}

template <bool (*kIsBound)(const std::string&)>
bool is_range_of(const std::string& text) {
  return is_range(text, kIsBound);
}

/// `{[a,b), [c,d)}`, each of whose bounds `is_bound` takes.
template <bool (*kIsBound)(const std::string&)>
bool is_multirange_of(const std::string& text) {
  static const std::regex kForm(R"(\s*\{(.*)\}\s*)");
  static const std::regex kRange(R"re(\s*(?:empty|[\[(](?:"[^"]*"|[^"\])])*[\])])\s*)re", std::regex::icase);
  std::smatch whole;
  if (!std::regex_match(text, whole, kForm)) return false;
  std::string rest = whole[1].str();
  if (rest.find_first_not_of(" \t") == std::string::npos) return true;
  for (std::smatch range; std::regex_search(rest, range, kRange, std::regex_constants::match_continuous);) {
    if (!is_range(range.str(), kIsBound)) return false;
    rest = range.suffix();
    if (rest.empty()) return true;
    if (rest.front() != ',') return false;
    rest.erase(0, 1);
  }
  return false;
}

/// Digits in groups between signs, of which there are many forms: how many there are is judged.
bool is_mac(const std::string& text, std::size_t most) {
  static const std::regex kForm("\\s*[0-9a-fA-F]+([:.-]?[0-9a-fA-F]+)*\\s*");
  const auto is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
  const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_hex));
  constexpr std::size_t kFewest = 6;
  return std::regex_match(text, kForm) && digits >= kFewest && digits <= most;
}
bool is_macaddr(const std::string& text) {
  constexpr std::size_t kDigits = 12;
  return is_mac(text, kDigits);
}
bool is_macaddr8(const std::string& text) {
  constexpr std::size_t kDigits = 16;
  return is_mac(text, kDigits);
}

/// Postgres takes hexadecimal digits too, behind an `x`: here it is one way.
bool is_bits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("01") == std::string::npos;
}

bool is_bits_or_none(const std::string& text) {
  return text.empty() || is_bits(text);
}

bool is_lsn(const std::string& text) {
  static const std::regex kForm("[0-9a-fA-F]{1,8}/[0-9a-fA-F]{1,8}");
  return std::regex_match(text, kForm);
}

bool is_point(const std::string& text) {
  static const std::regex kForm(R"(\s*(?:\(([^(),]+),([^(),]+)\)|([^(),]+),([^(),]+))\s*)");
  std::smatch match;
  if (!std::regex_match(text, match, kForm)) return false;
  return std::all_of(match.begin() + 1, match.end(),
                     [](const std::ssub_match& part) { return !part.matched || is_decimal(part.str()); });
}

/// Declarations, comments and CDATA are left to the server, and so is whether tags match.
bool is_xml(const std::string& text) {
  if (text.find("<!") != std::string::npos || text.find("<?") != std::string::npos) return true;
  bool open = false;
  for (const char c : text) {
    if (c == '<' && open) return false;
    open = c == '<' || (open && c != '>');
  }
  return !open;
}

bool is_hstore(const std::string& text) {
  return text.find("=>") != std::string::npos || text.find_first_not_of(" \t\n\r") == std::string::npos;
}

/// What a letter is beyond ASCII is the server's to say.
bool is_ltree(const std::string& text) {
  const std::vector<std::string> labels = parts_of(text, '.');
  const auto good = [](unsigned char c) { return c > 127 || std::isalnum(c) != 0 || c == '_' || c == '-'; };
  return text.empty() || std::all_of(labels.begin(), labels.end(), [&](const std::string& label) {
           return !label.empty() && std::all_of(label.begin(), label.end(), good);
         });
}

/// Brackets, and operators without what they are between; words in quotes are left to the server.
bool is_tsquery(const std::string& text) {
  if (text.find_first_of("'\\<") != std::string::npos) return true;
  int depth = 0;
  bool operand = false;
  for (const char c : text) {
    const bool both = c == '&' || c == '|' || c == ')';
    if ((both && !operand) || (operand && (c == '(' || c == '!'))) return false;
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth < 0) return false;
    if (c != ' ') operand = c != '&' && c != '|' && c != '!' && c != '(';
  }
  return depth == 0 && (operand || text.find_first_not_of(' ') == std::string::npos);
}

struct Form {
  std::string_view type;
  bool (*holds)(const std::string&);
  std::string_view wrong;
};

constexpr std::array<Form, 26> kForms = {{
    {"uuid", is_uuid, "it is not a UUID"},
    {"inet", is_inet, "it is no address, such as `10.0.0.1` or `2001:db8::1/64`"},
    {"cidr", is_cidr, "it is no network, such as `10.0.0.0/8`"},
    {"interval", is_interval, "it is no span of time, such as `1 day 02:30:00`"},
    {"int4range", is_range_of<is_integer>, "it is no range, such as `[1,10)`"},
    {"int8range", is_range_of<is_integer>, "it is no range, such as `[1,10)`"},
    {"numrange", is_range_of<is_decimal>, "it is no range, such as `[0.5,1.5)`"},
    {"daterange", is_range_of<is_time>, "it is no range, such as `[2026-01-01,2026-02-01)`"},
    {"tsrange", is_range_of<is_time>, "it is no range, such as `[2026-01-01 08:00,2026-01-01 09:00)`"},
    {"tstzrange", is_range_of<is_time>, "it is no range, such as `[2026-01-01 08:00Z,2026-01-01 09:00Z)`"},
    {"int4multirange", is_multirange_of<is_integer>, "it is no list of ranges, such as `{[1,10),[20,30)}`"},
    {"int8multirange", is_multirange_of<is_integer>, "it is no list of ranges, such as `{[1,10),[20,30)}`"},
    {"nummultirange", is_multirange_of<is_decimal>, "it is no list of ranges, such as `{[0.5,1.5)}`"},
    {"datemultirange", is_multirange_of<is_time>,
     "it is no list of ranges, such as `{[2026-01-01,2026-02-01)}`"},
    {"tsmultirange", is_multirange_of<is_time>,
     "it is no list of ranges, such as `{[2026-01-01 08:00,2026-01-01 09:00)}`"},
    {"tstzmultirange", is_multirange_of<is_time>,
     "it is no list of ranges, such as `{[2026-01-01 08:00Z,2026-01-01 09:00Z)}`"},
    {"macaddr", is_macaddr, "it is no address, such as `08:00:2b:01:02:03`"},
    {"macaddr8", is_macaddr8, "it is no address, such as `08:00:2b:01:02:03:04:05`"},
    {"bit", is_bits, "it is no row of `0` and `1`"},
    {"varbit", is_bits_or_none, "it is no row of `0` and `1`"},
    {"pg_lsn", is_lsn, "it is no place in the log, such as `16/B374D848`"},
    {"point", is_point, "it is no point, such as `(1,2.5)`"},
    {"xml", is_xml, "a tag in it is not closed"},
    {"hstore", is_hstore, "it holds no keys and values, such as `a=>1, b=>2`"},
    {"ltree", is_ltree, "it is no path, such as `top.middle.leaf`"},
    {"tsquery", is_tsquery, "it is no query, such as `fat & (rat | cat)`"},
}};

}  // namespace

std::string wrong_literal(std::string_view type, const std::string& text) {
  const auto* form =
      std::find_if(kForms.begin(), kForms.end(), [&](const Form& row) { return row.type == type; });
  if (form == kForms.end()) return wrong_time(type, text);
  return text.size() > kLongestJudged || form->holds(text) ? "" : std::string(form->wrong);
}

}  // namespace tenon::sema
