// Declarations with braces: what of them can be read.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "parse/errors.hpp"
#include "parse/salvage.hpp"

namespace tenon::parse {
namespace {

using P = grammar::SchemaParser;

template <typename T>
T* only(std::optional<ast::File>& file) {
  if (!file || file->declarations.empty()) return nullptr;
  return std::get_if<T>(&file->declarations[0]);
}

template <typename T>
void move_all(std::vector<T>& from, std::vector<T>& to) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

const std::vector<std::size_t> kMixin = {P::MIXIN, P::IDENTIFIER, P::LBRACE};
const std::vector<std::size_t> kStruct = {P::STRUCT, P::IDENTIFIER, P::LBRACE};
const std::vector<std::size_t> kEnum = {P::ENUM, P::IDENTIFIER, P::LBRACE};
const std::vector<std::size_t> kSchema = {P::SCHEMA, P::IDENTIFIER, P::LBRACE};
const std::vector<std::size_t> kSession = {P::SESSION, P::LBRACE};
const std::vector<std::size_t> kLints = {P::LINTS, P::LBRACE};
const std::vector<std::size_t> kAllow = {P::ALLOW, P::LBRACE};
const std::vector<std::size_t> kSeed = {P::SEED, P::IDENTIFIER, P::LBRACE};

void mark_incomplete(ast::Declaration& declaration) {
  std::visit(
      [](auto& item) {
        if constexpr (requires { item.incomplete; }) item.incomplete = true;
      },
      declaration);
}

}  // namespace

void Salvage::report_missing_braces(const Block& block, bool header_reported) {
  if (!block.open && !header_reported) {
    const Span at = span(block.body.begin);
    sink_
        .report(diag::Code::kSyntaxError, fmt::format("the braces of `{}` are not opened",
                                                      outline_.tokens()[block.header.begin]->getText()))
        .at({file_, end_offset(block.header.end - 1), end_offset(block.header.end - 1)}, "expected `{`")
        .also(at, "what it holds begins here");
  }
  if (block.close) return;
  const std::size_t next = block.body.end;
  const bool end = type(next) == antlr4::Token::EOF;
  auto& diagnostic =
      sink_
          .report(diag::Code::kSyntaxError, end ? std::string("unexpected end of the file")
                                                : fmt::format("`{}` begins within another declaration",
                                                              outline_.tokens()[next]->getText()))
          .at(span(next), end ? "expected `}`" : "expected `}` before it");
  if (block.open) diagnostic.also(span(*block.open), "opened here, and not closed");
}

/// The declaration as its header tells it, with nothing between its braces.
ast::Declaration Salvage::header(const Block& block, Kind kind, Range range) {
  const auto with_braces = [&](Range tokens) {
    Tokens out = copy(tokens);
    const std::size_t end = out.back()->getStopIndex() + 1;
    out.push_back(made(P::LBRACE, end));
    out.push_back(made(P::RBRACE, end));
    return out;
  };
  const std::size_t keyword = outline_.keyword(range);
  std::optional<ast::File> read;
  if (!report_unclosed(block.header)) {
    read = attempt(with_braces(block.header), {}, "declaration").file;
    if (read) return std::move(read->declarations.at(0));
  }
  static constexpr Kind kNameless[] = {Kind::kTenancy, Kind::kSession, Kind::kLints, Kind::kAllow};
  const bool named = std::find(std::begin(kNameless), std::end(kNameless), kind) == std::end(kNameless);
  const std::size_t end = std::min(keyword + (named ? 2 : 1), block.header.end);
  read = attempt_quietly(with_braces({range.begin, end}), {}).file;
  if (!read) return ast::Dropped{named && end > keyword + 1 ? name_at(end - 1) : std::nullopt};
  mark_incomplete(read->declarations.at(0));
  return std::move(read->declarations.at(0));
}

void Salvage::block(Range range, Kind kind) {
  const Block parts = outline_.block(range);
  const std::size_t before = sink_.all().size();
  ast::Declaration declaration = header(parts, kind, range);
  const bool reported = sink_.all().size() > before;
  const bool swallowed = parts.open && type(*parts.open) == P::UNTERMINATED_STRING;
  if (!swallowed) report_missing_braces(parts, reported);
  fill(declaration, parts.body);
  out_.declarations.push_back(std::move(declaration));
}

void Salvage::fill(ast::Declaration& declaration, Range body) {
  if (auto* entity = std::get_if<ast::Entity>(&declaration)) {
    entity->incomplete = !members(body, entity->members) || entity->incomplete;
  } else if (auto* mixin = std::get_if<ast::Mixin>(&declaration)) {
    mixin->incomplete = !members(body, mixin->members) || mixin->incomplete;
  } else if (auto* extension = std::get_if<ast::Extension>(&declaration)) {
    extension->incomplete = !members(body, extension->members) || extension->incomplete;
  } else if (auto* item = std::get_if<ast::Enum>(&declaration)) {
    item->incomplete = !values(body, *item) || item->incomplete;
  } else if (auto* structure = std::get_if<ast::Struct>(&declaration)) {
    fields(body, *structure);
  } else if (auto* composite = std::get_if<ast::Composite>(&declaration)) {
    ast::Struct read;
    fields(body, read);
    move_all(read.fields, composite->fields);
  } else if (auto* schema = std::get_if<ast::SchemaBlock>(&declaration)) {
    settings(body, schema->settings);
  } else if (auto* tenancy = std::get_if<ast::TenancyBlock>(&declaration)) {
    settings(body, tenancy->settings);
  } else if (auto* session = std::get_if<ast::SessionBlock>(&declaration)) {
    variables(body, *session);
  } else if (auto* role = std::get_if<ast::Role>(&declaration)) {
    settings(body, role->settings);
  } else if (auto* block = std::get_if<ast::LintsBlock>(&declaration)) {
    lints(body, *block);
  } else if (auto* allow = std::get_if<ast::AllowBlock>(&declaration)) {
    allowances(body, *allow);
  } else if (auto* seed = std::get_if<ast::Seed>(&declaration)) {
    rows(body, *seed);
  }
}

/// A field of which only the name could be read.
std::optional<ast::Field> Salvage::remembered_field(Range range) const {
  const auto name = name_at(range.begin);
  const bool colon = range.begin + 1 < range.end && type(range.begin + 1) == P::COLON;
  if (!name || (type(range.begin) != P::IDENTIFIER && !colon)) return std::nullopt;
  std::vector<std::string> texts;
  for (std::size_t i = range.begin; i < range.end; ++i) texts.push_back(outline_.tokens()[i]->getText());
  if (!colon && habit_of(texts).habit != nullptr) return std::nullopt;
  ast::Field out;
  out.name = *name;
  out.span = name->span;
  out.broken = true;
  return out;
}

/// False where there is something of which nothing is known.
bool Salvage::members(Range body, std::vector<ast::Member>& out) {
  bool complete = true;
  for (const Range& range : outline_.members(body)) {
    if (report_stray(range)) continue;
    bool sound = false;
    auto read = read_piece(range, kMixin, "member", sound);
    auto* mixin = only<ast::Mixin>(read);
    if (mixin != nullptr && sound) {
      move_all(mixin->members, out);
      continue;
    }
    auto* field =
        mixin == nullptr || mixin->members.empty() ? nullptr : std::get_if<ast::Field>(&mixin->members[0]);
    if (field != nullptr) {
      field->broken = true;
      out.emplace_back(std::move(*field));
    } else if (auto remembered = remembered_field(range)) {
      out.emplace_back(std::move(*remembered));
    } else {
      complete = false;
    }
  }
  return complete;
}

bool Salvage::fields(Range body, ast::Struct& out) {
  for (const Range& range : outline_.members(body)) {
    if (report_stray(range)) continue;
    bool sound = false;
    auto read = read_piece(range, kStruct, "field", sound);
    auto* structure = only<ast::Struct>(read);
    if (structure != nullptr) out.open = out.open || structure->open;
    if (structure != nullptr && !structure->fields.empty()) {
      structure->fields[0].broken = !sound;
      move_all(structure->fields, out.fields);
    } else if (auto remembered = remembered_field(range)) {
      out.fields.push_back(std::move(*remembered));
    }
  }
  return true;
}

/// Of several values that are wrong, the first is told of: it is one habit, such as commas.
bool Salvage::values(Range body, ast::Enum& out) {
  const char* noun = "enum";
  bool complete = attempt(copy(body), kEnum, noun).file.has_value();
  for (const Range& range : outline_.enum_values(body)) {
    auto read = attempt_quietly(copy(range), kEnum).file;
    if (auto* item = only<ast::Enum>(read)) {
      move_all(item->values, out.values);
    } else if (auto name = name_at(range.begin)) {
      out.values.push_back({"", std::move(*name), {}, {}});
    }
  }
  return complete;
}

void Salvage::settings(Range body, std::vector<ast::Setting>& out) {
  for (const Range& range : outline_.settings(body)) {
    bool sound = false;
    auto read = read_piece(range, kSchema, "setting", sound);
    auto* schema = only<ast::SchemaBlock>(read);
    if (schema != nullptr && sound) {
      move_all(schema->settings, out);
    } else if (const auto name = name_at(range.begin)) {
      out.push_back({*name, {}, true});
    }
  }
}

/// `from` would be taken for a word that lacks its sign: each variable is read as it stands, or not at all.
void Salvage::variables(Range body, ast::SessionBlock& out) {
  for (const Range& range : outline_.settings(body)) {
    std::optional<ast::File> read;
    if (!report_unclosed(range)) read = attempt(copy(range), kSession, "variable").file;
    auto* block = only<ast::SessionBlock>(read);
    if (block != nullptr) move_all(block->variables, out.variables);
    out.incomplete = out.incomplete || block == nullptr;
  }
}

void Salvage::lints(Range body, ast::LintsBlock& out) {
  for (const Range& range : outline_.settings(body)) {
    bool sound = false;
    auto read = read_piece(range, kLints, "setting", sound);
    if (auto* block = only<ast::LintsBlock>(read); block != nullptr && sound) {
      move_all(block->settings, out.settings);
      move_all(block->baselines, out.baselines);
    }
  }
}

void Salvage::allowances(Range body, ast::AllowBlock& out) {
  for (const Range& range : outline_.settings(body)) {
    bool sound = false;
    auto read = read_piece(range, kAllow, "allowance", sound);
    if (auto* block = only<ast::AllowBlock>(read); block != nullptr && sound) {
      move_all(block->allowances, out.allowances);
    }
  }
}

void Salvage::row(Range range, std::vector<ast::SeedRow>& out) {
  if (report_stray(range)) return;
  bool sound = false;
  auto read = read_piece(range, kSeed, "row", sound);
  auto* seed = only<ast::Seed>(read);
  if (seed != nullptr && sound && !seed->items.empty()) {
    // What was left out to read it may have made rows of a tenant of it: `in acme, { … }`.
    if (auto* item = std::get_if<ast::SeedRow>(seed->items.data())) out.push_back(std::move(*item));
    return;
  }
  const bool labelled = range.begin + 2 < range.end && type(range.begin + 1) == P::COLON;
  const auto label = labelled ? name_at(range.begin) : std::nullopt;
  const auto entity = name_at(range.begin + (labelled ? 2 : 0));
  if (entity) out.push_back({label, *entity, {}, span(range.begin), true});
}

void Salvage::rows(Range body, ast::Seed& out) {
  for (const Range& range : outline_.rows(body)) {
    const bool scope =
        type(range.begin) == P::IN && range.begin + 2 < range.end && type(range.begin + 2) == P::LBRACE;
    const auto tenant = scope ? name_at(range.begin + 1) : std::nullopt;
    std::vector<ast::SeedRow> found;
    if (!tenant) {
      row(range, found);
      for (ast::SeedRow& item : found) out.items.emplace_back(std::move(item));
      continue;
    }
    const bool closed = type(range.end - 1) == P::RBRACE;
    if (!closed) {
      sink_.report(diag::Code::kSyntaxError, fmt::format("the rows of `{}` are not closed", tenant->text))
          .at(span(range.begin + 2), "opened here")
          .help("end them with a `}`");
    }
    for (const Range& inner : outline_.rows({range.begin + 3, range.end - (closed ? 1 : 0)}))
      row(inner, found);
    out.items.emplace_back(ast::SeedScope{*tenant, std::move(found)});
  }
}

}  // namespace tenon::parse
