#include "parse/outline.hpp"

#include <SchemaParser.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "parse/errors.hpp"

namespace tenon::parse {
namespace {

using P = grammar::SchemaParser;

bool one_of(std::size_t type, std::initializer_list<std::size_t> list) {
  return std::find(list.begin(), list.end(), type) != list.end();
}

int change_of_depth(std::size_t type) {
  if (one_of(type, {P::LBRACE, P::LPAREN, P::LBRACKET})) return 1;
  return one_of(type, {P::RBRACE, P::RPAREN, P::RBRACKET}) ? -1 : 0;
}

/// A string that its line ends has swallowed what stands behind it.
int braces(const antlr4::Token& token) {
  if (token.getType() == P::LBRACE) return 1;
  if (token.getType() == P::RBRACE) return -1;
  if (token.getType() != P::UNTERMINATED_STRING) return 0;
  const std::string text = token.getText();
  return static_cast<int>(std::count(text.begin(), text.end(), '{')) -
         static_cast<int>(std::count(text.begin(), text.end(), '}'));
}

/// As the grammar has them.
bool is_member_keyword(std::size_t type) {
  static const std::set<std::size_t> all = [] {
    std::set<std::size_t> out;
    for (const std::string& word : member_words()) out.insert(word_type(word));
    return out;
  }();
  return all.contains(type);
}

/// A member's keyword, and what follows it in a member and in nothing else; a name is any word.
struct SureMember {
  std::size_t keyword;
  std::vector<std::size_t> next;
};

const SureMember kSureMembers[] = {
    {P::KEY, {P::LPAREN}},
    {P::KEY, {P::NONE}},
    {P::FOREIGN, {P::KEY, P::LPAREN}},
    {P::UNIQUE, {P::LPAREN}},
    {P::UNIQUE, {P::INDEX, P::LPAREN}},
    {P::STORAGE, {P::LPAREN}},
    {P::STATISTICS, {P::LPAREN}},
    {P::LOOKUP, {P::LPAREN}},
    {P::INDEX, {P::LPAREN}},
    {P::INDEX, {P::IDENTIFIER, P::LPAREN}},
    {P::EXCLUDE, {P::LPAREN}},
    {P::EXCLUDE, {P::IDENTIFIER, P::LPAREN}},
    {P::CHECK, {P::SQL}},
    {P::CHECK, {P::IDENTIFIER, P::SQL}},
    {P::POLICY, {P::IDENTIFIER, P::FOR}},
    {P::PARTITION, {P::BY}},
    {P::RETAIN, {P::NUMBER, P::IDENTIFIER, P::BY}},
    {P::RETAIN, {P::FOREVER}},
    {P::TRIGGER, {P::IDENTIFIER, P::BEFORE}},
    {P::TRIGGER, {P::IDENTIFIER, P::AFTER}},
    {P::SEARCH, {P::IDENTIFIER, P::LPAREN}},
};

/// Words that go on with a member on a line of their own.
bool continues_member(std::size_t type) {
  return one_of(type, {P::INCLUDE, P::WHERE, P::WITH, P::GLOBAL, P::SHADOWS, P::BECAUSE, P::NULLS, P::TO,
                       P::FOR, P::EVERY, P::AHEAD, P::INTO, P::WHEN, P::ASC, P::DESC, P::LANGUAGE, P::BY,
                       P::ANONYMISE, P::REFERENCES});
}

}  // namespace

Kind kind_of(std::size_t token_type) {
  static const std::map<std::size_t, Kind> kinds = {
      {P::IN, Kind::kPlacement},    {P::IMPORT, Kind::kImport},     {P::SCHEMA, Kind::kSchema},
      {P::TENANCY, Kind::kTenancy}, {P::SESSION, Kind::kSession},   {P::LINTS, Kind::kLints},
      {P::ALLOW, Kind::kAllow},     {P::ENTITY, Kind::kEntity},     {P::EXTEND, Kind::kExtension},
      {P::MIXIN, Kind::kMixin},     {P::ENUM, Kind::kEnum},         {P::DOMAIN, Kind::kDomain},
      {P::TYPE, Kind::kComposite},  {P::SEQUENCE, Kind::kSequence}, {P::STRUCT, Kind::kStruct},
      {P::VIEW, Kind::kView},       {P::MATERIALIZED, Kind::kView}, {P::ROLE, Kind::kRole},
      {P::RAW, Kind::kRaw},         {P::SEED, Kind::kSeed}};
  const auto found = kinds.find(token_type);
  return found == kinds.end() ? Kind::kNone : found->second;
}

bool is_name(std::size_t token_type) {
  return token_type == P::IDENTIFIER || (token_type >= P::SCHEMA && token_type <= P::FALSE);
}

/// Where nothing but a name can stand. Elsewhere, `null` on a line of its own is what another language ends a
/// field with.
bool is_any_name(std::size_t token_type) {
  return is_name(token_type) || token_type == P::NIL;
}

bool has_block(Kind kind) {
  return kind != Kind::kNone && kind != Kind::kImport && kind != Kind::kPlacement && kind != Kind::kDomain &&
         kind != Kind::kSequence && kind != Kind::kView && kind != Kind::kRaw;
}

Outline::Outline(std::vector<antlr4::Token*> tokens, const SourceFile& source, const Offsets& offsets)
    : tokens_(std::move(tokens)) {
  std::size_t last_line = 0;
  for (const antlr4::Token* token : tokens_) {
    const std::size_t begin = offsets.byte(token->getStartIndex());
    const std::size_t line = source.line_at(begin);
    // In bytes: what stands before the first token of a line is blanks.
    places_.push_back({begin - source.line_begin(line) + 1, line != last_line});
    // SQL may end on a later line than it begins.
    last_line = source.line_at(offsets.byte(token->getStopIndex()));
  }
}

std::size_t Outline::type(std::size_t index) const {
  return index < tokens_.size() ? tokens_[index]->getType() : antlr4::Token::EOF;
}

bool Outline::begins_field(std::size_t index) const {
  return is_any_name(type(index)) && type(index + 1) == P::COLON;
}

bool Outline::begins_row(std::size_t index) const {
  if (!is_name(type(index))) return false;
  if (type(index) == P::IN && is_name(type(index + 1))) return type(index + 2) == P::LBRACE;
  if (type(index + 1) == P::COLON) return is_name(type(index + 2)) && type(index + 3) == P::LBRACE;
  return type(index + 1) == P::LBRACE;
}

/// Whether what follows a member's keyword is what it can't do without: then it begins one on any line.
bool Outline::begins_member_for_sure(std::size_t index) const {
  // Of a line's first word, this is the second: `primary key (…)`.
  if (places_[index - 1].first_on_line && is_name(type(index - 1))) return false;
  if (one_of(type(index - 1), {P::AT, P::COLON, P::EQUALS, P::COMMA, P::LESS})) return false;
  return std::any_of(std::begin(kSureMembers), std::end(kSureMembers), [&](const SureMember& member) {
    std::size_t at = index;
    return type(index) == member.keyword &&
           std::all_of(member.next.begin(), member.next.end(), [&](std::size_t wanted) {
             ++at;
             return wanted == P::IDENTIFIER ? is_name(type(at)) : type(at) == wanted;
           });
  });
}

bool Outline::begins_member(std::size_t index, std::size_t begin, int depth) const {
  if (begins_field(index) && (depth == 0 || places_[index].first_on_line)) return true;
  // `@@index` of another language.
  if (places_[index].first_on_line && type(index) == P::AT && type(index + 1) == P::AT) return true;
  if (depth == 0 && begins_member_for_sure(index)) return true;
  if (!places_[index].first_on_line || !is_name(type(index))) return false;
  const std::size_t next = type(index + 1);
  if (is_member_keyword(type(index))) {
    const bool clause =
        type(index) == P::RETAIN && one_of(type(begin), {P::PARTITION, P::AUDIT}) && type(index + 3) != P::BY;
    return !clause && (depth == 0 || one_of(next, {P::LPAREN, P::SQL}) || is_name(next));
  }
  const std::size_t before = type(index - 1);
  if (depth > 0 && (next == P::EQUALS || one_of(before, {P::LPAREN, P::LBRACE, P::LBRACKET}))) return false;
  if (continues_member(type(index))) return false;
  // A comma goes on with a list of a member's, and ends a column of SQL's.
  const bool listed = before == P::COMMA && (depth > 0 || is_member_keyword(type(begin)));
  return !listed && !one_of(before, {P::COLON, P::EQUALS, P::AT}) && !continues_member(before);
}

/// `in sales` on a line of its own; a declaration's head may be broken before its `in`.
bool Outline::is_placement(std::size_t index) const {
  const std::size_t end = index + 2;
  return is_name(type(index + 1)) && (end >= places_.size() || places_[end].first_on_line);
}

bool Outline::begins_declaration(std::size_t index) const {
  if (!places_[index].first_on_line || one_of(type(index - 1), {P::FROZEN, P::GLOBAL, P::SHARED}))
    return false;
  if (type(index) == P::IN) return is_placement(index);
  if (kind_of(type(index)) != Kind::kNone || one_of(type(index), {P::FROZEN, P::GLOBAL, P::SHARED}))
    return true;
  const bool header = one_of(type(index + 2), {P::LBRACE, P::IN, P::WITH, P::AS, P::AT, P::BECAUSE,
                                               P::INHERITED, P::VISIBLE, P::WRITABLE});
  return type(index) == P::IDENTIFIER && is_name(type(index + 1)) && header;
}

/// Within a block whose end is missing: a field may be called as a declaration is.
bool Outline::begins_declaration_for_sure(std::size_t index) const {
  std::size_t at = index;
  if (type(at) == P::FROZEN) ++at;
  if (one_of(type(at), {P::GLOBAL, P::SHARED})) ++at;
  if (at != index) return type(at) == P::ENTITY;
  const std::size_t next = type(index + 1);
  switch (kind_of(type(index))) {
    case Kind::kNone:
      return false;
    case Kind::kImport:
      return next == P::STRING;
    case Kind::kPlacement:
      return is_placement(index);
    case Kind::kTenancy:
    case Kind::kSession:
    case Kind::kLints:
    case Kind::kAllow:
      return next == P::LBRACE;
    case Kind::kRaw:
      return one_of(next, {P::BEFORE, P::AFTER});
    case Kind::kExtension:
      return is_name(next) && one_of(type(index + 2), {P::LBRACE, P::DOT});
    case Kind::kDomain:
      return is_name(next) && one_of(type(index + 2), {P::COLON, P::IN});
    default:
      return is_name(next) && one_of(type(index + 2), {P::LBRACE, P::IN, P::WITH, P::AS, P::AT, P::BECAUSE,
                                                       P::INHERITED, P::VISIBLE, P::WRITABLE});
  }
}

/// The opening brace; where there is none, `missing` is where the first member stands.
std::optional<std::size_t> Outline::opening(std::size_t begin, std::size_t end, std::size_t& missing) const {
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (type(i) == P::LBRACE) return i;
    if (type(i) == P::UNTERMINATED_STRING && braces(*tokens_[i]) > 0) return i;
    const bool goes_on = one_of(type(i), {P::IN, P::WITH, P::AS, P::BECAUSE, P::INHERITED, P::VISIBLE,
                                          P::WRITABLE, P::AT, P::COMMA}) ||
                         one_of(type(i - 1), {P::COMMA, P::IN, P::WITH, P::BECAUSE, P::BY, P::THROUGH,
                                              P::INHERITED, P::FROZEN, P::GLOBAL, P::SHARED});
    const bool member = places_[i].first_on_line && (begins_field(i) || !goes_on);
    if (type(i) != P::RBRACE && !member) continue;
    missing = i;
    return std::nullopt;
  }
  missing = end;
  return std::nullopt;
}

std::size_t Outline::end_of_block(std::size_t begin) const {
  const std::size_t end = tokens_.size() - 1;
  std::size_t at = end;
  const auto open = opening(begin, end, at);
  int depth = 1;
  if (open) at = *open + 1;
  for (; at < end; ++at) {
    const bool inside = places_[at].column > places_[begin].column;
    if (places_[at].first_on_line && !inside && begins_declaration_for_sure(at)) return at;
    depth += braces(*tokens_[at]);
    if (depth > 0) continue;
    // A brace too many: what looks like a member goes on behind it.
    const bool goes_on = begins_field(at + 1) && places_[at + 1].first_on_line &&
                         places_[at + 1].column > places_[begin].column;
    if (!goes_on) return at + 1;
    depth = 1;
  }
  return end;
}

std::size_t Outline::end_of_declaration(std::size_t begin) const {
  const std::size_t end = tokens_.size() - 1;
  if (type(begin) == P::RBRACE) return begin + 1;
  if (has_block(kind_of(type(keyword({begin, end}))))) return end_of_block(begin);
  int depth = 0;
  int round = 0;
  for (std::size_t at = begin + 1; at < end; ++at) {
    if (begins_declaration(at) && (depth == 0 || begins_declaration_for_sure(at))) return at;
    depth += braces(*tokens_[at]);
    const bool closed = type(at) == P::RBRACE && depth <= 0;
    if (closed) return depth < 0 ? at : at + 1;
    // What is of no known kind ends with its line, unless it has brackets.
    const bool unknown = kind_of(type(keyword({begin, end}))) == Kind::kNone;
    round += type(at) == P::LPAREN ? 1 : type(at) == P::RPAREN ? -1 : 0;
    if (unknown && depth == 0 && round <= 0 && places_[at + 1].first_on_line) return at + 1;
  }
  return end;
}

std::vector<Range> Outline::declarations() const {
  std::vector<Range> out;
  for (std::size_t at = 0; type(at) != antlr4::Token::EOF;) {
    out.push_back({at, end_of_declaration(at)});
    at = out.back().end;
  }
  return out;
}

std::size_t Outline::keyword(Range declaration) const {
  std::size_t at = declaration.begin;
  while (at + 1 < declaration.end && one_of(type(at), {P::FROZEN, P::GLOBAL, P::SHARED})) ++at;
  return at;
}

Block Outline::block(Range declaration) const {
  Block out;
  std::size_t missing = declaration.end;
  out.open = opening(declaration.begin, declaration.end, missing);
  const std::size_t header_end = out.open ? *out.open : missing;
  const bool swallowed = out.open && type(*out.open) == P::UNTERMINATED_STRING;
  out.header = {declaration.begin, header_end + (swallowed ? 1 : 0)};
  out.body = {out.open ? header_end + 1 : header_end, declaration.end};
  if (out.body.begin < out.body.end && type(declaration.end - 1) == P::RBRACE) {
    out.close = declaration.end - 1;
    --out.body.end;
  }
  return out;
}

std::vector<Range> Outline::members(Range body) const {
  std::vector<Range> out;
  int depth = 0;
  for (std::size_t at = body.begin; at < body.end; ++at) {
    const bool stray = type(at) == P::RBRACE && depth == 0;
    const bool dots = type(at) == P::ELLIPSIS;
    const bool behind_stray = !out.empty() && out.back().end == at;
    if (out.empty() || stray || dots || behind_stray || begins_member(at, out.back().begin, depth)) {
      if (!out.empty() && out.back().end > at) out.back().end = at;
      out.push_back({at, stray || dots ? at + 1 : body.end});
      depth = 0;
      if (stray) continue;
    }
    depth = std::max(0, depth + change_of_depth(type(at)));
  }
  return out;
}

std::vector<Range> Outline::settings(Range body) const {
  std::vector<Range> out;
  for (std::size_t at = body.begin; at < body.end; ++at) {
    const bool begins = places_[at].first_on_line && type(at - 1) != P::COMMA && is_name(type(at)) &&
                        !one_of(type(at), {P::BECAUSE, P::FROM});
    if (!out.empty() && !begins) continue;
    if (!out.empty()) out.back().end = at;
    out.push_back({at, body.end});
  }
  return out;
}

std::vector<Range> Outline::rows(Range body) const {
  std::vector<Range> out;
  int depth = 0;
  bool scope = false;
  bool done = true;
  for (std::size_t at = body.begin; at < body.end; ++at) {
    const bool outside = depth == 0 || !scope || places_[at].column <= places_[out.back().begin].column;
    const bool begun = type(at - 1) == P::COLON || (type(at - 1) == P::IN && begins_row(at - 1));
    const bool row = begins_row(at) && !begun && (depth == 0 || places_[at].first_on_line);
    if (done || (row && outside)) {
      if (!out.empty() && !done) out.back().end = at;
      out.push_back({at, body.end});
      scope = type(at) == P::IN && begins_row(at);
      done = false;
      depth = 0;
    }
    depth += braces(*tokens_[at]);
    if (depth > 0 || braces(*tokens_[at]) >= 0) continue;
    out.back().end = at + 1;
    done = true;
    depth = 0;
  }
  return out;
}

std::vector<Range> Outline::enum_values(Range body) const {
  std::vector<Range> out;
  int depth = 0;
  for (std::size_t at = body.begin; at < body.end; ++at) {
    if (depth == 0 && is_any_name(type(at)) && type(at - 1) != P::AT) {
      if (!out.empty()) out.back().end = at;
      out.push_back({at, body.end});
    }
    depth = std::max(0, depth + change_of_depth(type(at)));
  }
  return out;
}

}  // namespace tenon::parse
