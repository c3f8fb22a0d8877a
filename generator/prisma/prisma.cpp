#include "prisma/prisma.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "prisma/meaning.hpp"

namespace tenon::prisma {
namespace {

using model::Identity;
using model::Kind;

/// What was found to be needed when a table was made already.
model::Database extensions_first(const model::Database& database) {
  model::Database out;
  const auto is_first = [](const model::Object& each) {
    return each.identity.kind == Kind::kSchema || each.identity.kind == Kind::kExtension;
  };
  for (const model::Object& each : database.objects()) {
    if (is_first(each)) out.add(each);
  }
  for (const model::Object& each : database.objects()) {
    if (!is_first(each)) out.add(each);
  }
  return out;
}

class Import {
 public:
  Import(const std::vector<Block>& blocks, diag::Sink& sink) : blocks_(blocks), m_(sink) {}

  Imported run() {
    datasource();
    declare();
    for (const Block& each : blocks_) check_attributes_of(each);
    for (const auto& [name, item] : m_.enums) make_enum(item);
    for (auto& [name, model] : m_.models) find_keys(m_, model);
    each_model([&](const Model& model) { make_table(model); });
    each_model([&](const Model& model) { make_indexes(m_, model); });
    make_relations(m_);
    each_model([&](const Model& model) { comment(model); });
    for (const auto& [name, item] : m_.enums) m_.comment(item.identity, item.block->doc);
    m_.out.database = extensions_first(m_.out.database);
    return std::move(m_.out);
  }

 private:
  template <typename Do>
  void each_model(const Do& todo) {
    for (const auto& [name, model] : m_.models) todo(model);
  }

  void datasource() {
    const Block* found = nullptr;
    for (const Block& each : blocks_) {
      if (each.keyword.text != "datasource") continue;
      if (found != nullptr) m_.refuse(each.name.span, "a second datasource", "take one away");
      found = &each;
      read_source(m_, each);
    }
    if (found != nullptr || m_.sink.has_errors() || blocks_.empty()) return;
    m_.sink.report(diag::Code::kPrismaProvider, "the schema has no datasource, and doesn't say its database")
        .at(blocks_.front().keyword.span)
        .help("add `datasource db { provider = \"postgresql\" }`, or name the file that has it too");
  }

  void declare() {
    std::map<std::string_view, Span> seen;
    for (const Block& each : blocks_) {
      const std::string& kind = each.keyword.text;
      if (kind == "generator" || kind == "datasource") continue;
      const auto [first, is_new] = seen.emplace(each.name.text, each.name.span);
      if (!is_new) {
        m_.sink.report(diag::Code::kPrismaName, fmt::format("`{}` stands twice", each.name.text))
            .at(each.name.span)
            .also(first->second, "the first one")
            .help("give one of them another name");
      } else if (kind == "model") {
        m_.models[each.name.text] = {&each, identity(each, Kind::kTable), {}, {}, {}};
      } else if (kind == "enum") {
        declare_enum(each);
      } else if (kind == "view") {
        m_.views.insert(each.name.text);
        m_.left_over(each.name.span, fmt::format("the view `{}` is told without its query", each.name.text),
                     "write it as a `view`");
      } else {
        m_.refuse(each.name.span, "PostgreSQL has no `type` of Prisma's",
                  "make it a model, or a field of the type Json");
      }
    }
    for (auto& [name, model] : m_.models) name_columns(model);
    refuse_twice();
  }

  Identity identity(const Block& block, Kind kind) {
    std::string schema = kHome;
    if (const Attribute* said = find(block.attributes, "schema");
        said != nullptr && !said->arguments.empty()) {
      const Expression& value = said->arguments.front().value;
      schema = text_of(m_, value);
      if (!m_.source.schemas.contains(schema))
        m_.unknown({schema, value.span}, fmt::format("the datasource has no schema `{}`", schema),
                   {m_.source.schemas.begin(), m_.source.schemas.end()});
    }
    return {kind, schema, "", mapped(m_, block.attributes, block.name.text), ""};
  }

  void refuse_twice() {
    std::map<Identity, const Block*> tables;
    for (const auto& [name, model] : m_.models) {
      const auto [first, is_new] = tables.emplace(model.identity, model.block);
      if (!is_new)
        m_.refuse(model.block->name.span, fmt::format("two models are the table `{}`", model.identity.name),
                  "give one of them another `@@map`")
            .also(first->second->name.span, "the other one");
    }
  }

  void declare_enum(const Block& block) {
    Enum out{&block, identity(block, Kind::kEnum), {}};
    for (const Field& each : block.fields) {
      const bool is_new =
          out.labels.emplace(each.name.text, mapped(m_, each.attributes, each.name.text)).second;
      if (!is_new)
        m_.refuse(each.name.span, fmt::format("`{}` stands twice", each.name.text), "take one away");
    }
    if (block.fields.empty()) m_.refuse(block.name.span, "an enum without values", "give it one");
    m_.enums[block.name.text] = std::move(out);
  }

  void name_columns(Model& model) {
    std::set<std::string_view> seen;
    for (const Field& each : model.block->fields) {
      if (!seen.insert(each.name.text).second)
        m_.refuse(each.name.span,
                  fmt::format("`{}` has two fields `{}`", model.block->name.text, each.name.text),
                  "give one of them another name");
      const bool is_relation = m_.models.contains(each.type.text) || m_.views.contains(each.type.text);
      if (!is_relation) model.columns[each.name.text] = mapped(m_, each.attributes, each.name.text);
    }
    if (model.columns.empty())
      m_.refuse(model.block->name.span, "a model without columns", "give it a field that holds something");
  }

  void check_attributes_of(const Block& block) {
    const std::string& kind = block.keyword.text;
    if (kind == "model" || kind == "enum") check_attributes(m_, block);
  }

  void make_enum(const Enum& item) {
    model::Enum made;
    for (const Field& each : item.block->fields) made.labels.push_back(item.labels.at(each.name.text));
    m_.make(item.identity, made);
    m_.out.names[item.identity] = item.block->name.text;
  }

  void make_table(const Model& model) {
    m_.make(model.identity, model::Table{});
    m_.out.names[model.identity] = model.block->name.text;
    make_columns(m_, model);
    make_primary_key(m_, model);
  }

  void comment(const Model& model) {
    m_.comment(model.identity, model.block->doc);
    for (const auto& [field, column] : model.columns)
      m_.comment(in_table(Kind::kColumn, model.identity, column), model.field(field)->doc);
    // A relation and the field that holds it are one.
    for (const Field& field : model.block->fields) {
      const Attribute* relation = find(field.attributes, "relation");
      const Expression* holders = relation == nullptr ? nullptr : relation->argument("fields");
      if (holders == nullptr || holders->arguments.size() != 1) continue;
      const auto column = model.columns.find(holders->arguments.front().value.text);
      if (column != model.columns.end())
        m_.comment(in_table(Kind::kColumn, model.identity, column->second), field.doc);
    }
  }

  const std::vector<Block>& blocks_;
  Meaning m_;
};

}  // namespace

std::optional<Imported> imported(const SourceSet& sources, diag::Sink& sink) {
  std::vector<Block> blocks;
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    for (Block& each : parse(sources, file, sink)) blocks.push_back(std::move(each));
  }
  // What couldn't be read would be missed elsewhere.
  if (sink.has_errors()) return std::nullopt;
  Imported out = Import(blocks, sink).run();
  return sink.has_errors() ? std::nullopt : std::optional(std::move(out));
}

}  // namespace tenon::prisma
