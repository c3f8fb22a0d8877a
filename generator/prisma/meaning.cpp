#include "prisma/meaning.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace tenon::prisma {
namespace {

/// Words of SQL, and the extension that brings them.
constexpr std::pair<std::string_view, std::string_view> kExtensions[] = {
    {"citext", "citext"},
    {"hstore", "hstore"},
    {"ltree", "ltree"},
    {"gin_trgm_ops", "pg_trgm"},
    {"gist_trgm_ops", "pg_trgm"},
    {"uuid_generate_v", "uuid-ossp"},
    {"gen_random_bytes", "pgcrypto"},
    {"vector(", "vector"},
    {"geometry", "postgis"},
    {"geography", "postgis"},
};

}  // namespace

const Field* Model::field(std::string_view name) const {
  const auto found =
      std::ranges::find_if(block->fields, [&](const Field& each) { return each.name.text == name; });
  return found == block->fields.end() ? nullptr : &*found;
}

const Field* Model::field_of(const std::string& column) const {
  for (const auto& [name, own] : columns) {
    if (own == column) return field(name);
  }
  return nullptr;
}

diag::Diagnostic& Meaning::refuse(Span at, std::string message, std::string help) {
  return sink.report(diag::Code::kPrismaMeaning, std::move(message)).at(at).help(std::move(help));
}

diag::Diagnostic& Meaning::unknown(const Word& word, std::string message,
                                   const std::vector<std::string>& candidates) {
  auto& diagnostic = sink.report(diag::Code::kPrismaName, std::move(message)).at(word.span);
  diag::suggest(diagnostic, word.text, candidates);
  if (diagnostic.helps.empty())
    diagnostic.help(candidates.empty() ? std::string("there are none here")
                                       : "there are " + join(candidates, ", "));
  return diagnostic;
}

void Meaning::left_over(Span at, std::string what, std::string instead) {
  const auto same = std::ranges::find_if(
      out.leftovers, [&](const Leftover& each) { return each.what == what && each.instead == instead; });
  if (same != out.leftovers.end()) {
    same->places.push_back(at);
  } else {
    out.leftovers.push_back({std::move(what), std::move(instead), {at}});
  }
}

void Meaning::make(model::Identity identity, model::Definition definition) {
  if (out.database.find(identity) != nullptr) return;
  model::Object object{std::move(identity), std::move(definition)};
  object.path = kHome;
  out.database.add(std::move(object));
}

void Meaning::comment(const model::Identity& about, const std::string& text) {
  if (!is_blank(text)) make(model::comment_on(about), model::Comment{about, text});
}

void Meaning::look_for_extensions(const std::string& sql) {
  for (const auto& [word, extension] : kExtensions) {
    if (sql.find(word) == std::string::npos) continue;
    make({model::Kind::kExtension, "", "", std::string(extension), ""}, model::Extension{});
  }
}

std::string text_of(Meaning& meaning, const Expression& value) {
  if (value.kind != Expression::Kind::kText)
    meaning.refuse(value.span, "a text is missing", "write it in quotes: `\"…\"`");
  return value.text;
}

std::string mapped(Meaning& meaning, const Attribute* attribute, std::string derived) {
  if (attribute == nullptr) return derived;
  const bool is_map = attribute->name.text == "map";
  const Expression* name = attribute->argument(is_map ? "name" : "map", is_map);
  if (name == nullptr) return derived;
  std::string out = text_of(meaning, *name);
  constexpr std::size_t kMost = 63;
  if (out.empty() || out.size() > kMost)
    meaning.refuse(name->span, "a name that Postgres doesn't take", "it has from 1 to 63 bytes");
  return out;
}

std::string mapped(Meaning& meaning, const std::vector<Attribute>& attributes, std::string derived) {
  return mapped(meaning, find(attributes, "map"), std::move(derived));
}

std::string cut_name(std::string stem, std::string_view suffix) {
  constexpr std::size_t kMost = 63;
  std::size_t length = std::min(stem.size(), kMost - suffix.size());
  // Within no code point.
  while (length < stem.size() && (static_cast<unsigned char>(stem[length]) & 0xC0U) == 0x80U) --length;
  stem.resize(length);
  return stem + std::string(suffix);
}

std::string constraint_name(const model::Identity& table, const std::vector<std::string>& columns,
                            std::string_view suffix) {
  return cut_name(table.name + "_" + join(columns, "_"), suffix);
}

model::Identity in_table(model::Kind kind, const model::Identity& table, std::string name) {
  return {kind, table.schema, table.name, std::move(name), ""};
}

}  // namespace tenon::prisma
