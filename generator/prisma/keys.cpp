// Keys, unique fields and indexes.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "prisma/meaning.hpp"

namespace tenon::prisma {
namespace {

using Form = Expression::Kind;

constexpr std::pair<std::string_view, std::string_view> kMethods[] = {{"BTree", "btree"},   {"Hash", "hash"},
                                                                      {"Gist", "gist"},     {"Gin", "gin"},
                                                                      {"SpGist", "spgist"}, {"Brin", "brin"}};

std::string lowered(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// `TimestampTzMinMaxOps` as `timestamptz_minmax_ops`.
std::string operator_class(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
      {"MinMaxMultiOps", "_minmax_multi_ops"}, {"MinMaxOps", "_minmax_ops"},       {"BloomOps", "_bloom_ops"},
      {"InclusionOps", "_inclusion_ops"},      {"JsonbPathOps", "jsonb_path_ops"}, {"Ops", "_ops"}};
  for (const auto& [ending, sql] : kEndings) {
    if (name.ends_with(ending))
      return lowered(name.substr(0, name.size() - ending.size())) + std::string(sql);
  }
  return lowered(name);
}

/// What `raw("…")` holds.
std::string raw(Meaning& meaning, const Expression& call) {
  if (call.text != "raw" || call.arguments.size() != 1) {
    meaning.refuse(call.span, "no such function here", "write SQL as `raw(\"…\")`");
    return "";
  }
  std::string out = text_of(meaning, call.arguments.front().value);
  meaning.look_for_extensions(out);
  return out;
}

std::string operator_class(Meaning& meaning, const Expression& ops) {
  return ops.kind == Form::kCall ? raw(meaning, ops) : operator_class(ops.text);
}

void put_sort(Meaning& meaning, const Expression& sort, model::IndexElement& element) {
  if (sort.text != "Asc" && sort.text != "Desc")
    meaning.refuse(sort.span, fmt::format("no such order: `{}`", sort.text), "there are Asc and Desc");
  element.descending = element.nulls_first = sort.text == "Desc";
}

model::IndexElement element_of(Meaning& meaning, const Listed& listed) {
  model::IndexElement out;
  out.column = listed.column;
  for (const Argument& each : listed.written->arguments) {
    if (each.name == "sort") {
      put_sort(meaning, each.value, out);
    } else if (each.name == "ops") {
      out.operator_class = operator_class(meaning, each.value);
    } else {
      meaning.refuse(each.value.span, fmt::format("an index of PostgreSQL has no `{}`", each.name),
                     "take it out; it takes `sort` and `ops`");
    }
  }
  return out;
}

void refuse_of_others(Meaning& meaning, const Attribute& attribute) {
  for (const std::string_view name : {"length", "clustered"}) {
    if (const Expression* value = attribute.argument(name))
      meaning.refuse(value->span, fmt::format("PostgreSQL has no `{}` here", name), "take it out");
  }
}

void put_method(Meaning& meaning, const Attribute& attribute, model::Index& index) {
  const Expression* type = attribute.argument("type");
  if (type == nullptr) return;
  const auto* found =
      std::ranges::find_if(kMethods, [&](const auto& each) { return each.first == type->text; });
  if (found != std::end(kMethods)) {
    index.method = found->second;
    return;
  }
  std::vector<std::string> names;
  for (const auto& [name, sql] : kMethods) names.emplace_back(name);
  meaning.unknown({type->text, type->span}, fmt::format("there is no index of the type `{}`", type->text),
                  names);
}

void make_index(Meaning& meaning, const Model& model, const Attribute& attribute, std::string_view suffix,
                const std::vector<Listed>& fields) {
  refuse_of_others(meaning, attribute);
  model::Index index;
  index.unique = attribute.name.text == "unique";
  put_method(meaning, attribute, index);
  for (const Listed& each : fields) index.elements.push_back(element_of(meaning, each));
  // Of a whole list, as the first versions had it.
  if (const Expression* ops = attribute.argument("ops"); ops != nullptr && !index.elements.empty())
    index.elements.front().operator_class = operator_class(meaning, *ops);
  if (const Expression* sort = attribute.argument("sort"); sort != nullptr && !index.elements.empty())
    put_sort(meaning, *sort, index.elements.front());
  if (const Expression* where = attribute.argument("where")) index.where = model::Sql{raw(meaning, *where)};
  if (index.elements.empty()) return;
  const std::string name =
      mapped(meaning, &attribute, constraint_name(model.identity, columns_of(fields), suffix));
  const model::Identity identity = in_table(model::Kind::kIndex, model.identity, name);
  if (meaning.out.database.find(identity) != nullptr)
    meaning.refuse(attribute.span, fmt::format("a second index `{}`", name),
                   "give it a name of its own: `map: \"…\"`");
  meaning.make(identity, index);
}

/// The list of a block's attribute.
std::vector<Listed> listed_by(Meaning& meaning, const Model& model, const Attribute& attribute) {
  const Expression* list = attribute.argument("fields", true);
  if (list != nullptr && list->kind == Form::kList && !list->arguments.empty())
    return listed(meaning, model, *list);
  meaning.refuse(attribute.span, fmt::format("`@@{}` doesn't say its fields", attribute.name.text),
                 fmt::format("write `@@{}([a, b])`", attribute.name.text));
  return {};
}

/// What a field's own attribute is of: its column, as if it stood in a list.
std::vector<Listed> itself(const Expression& name, const Model& model, const Field& field) {
  const auto column = model.columns.find(field.name.text);
  return column == model.columns.end() ? std::vector<Listed>{} : std::vector<Listed>{{column->second, &name}};
}

}  // namespace

std::vector<Listed> listed(Meaning& meaning, const Model& model, const Expression& list) {
  std::vector<Listed> out;
  std::vector<std::string> names;
  for (const auto& [name, column] : model.columns) names.push_back(name);
  for (const Argument& each : list.arguments) {
    const Expression& value = each.value;
    const Span name{value.span.file, value.span.begin,
                    value.span.begin + static_cast<std::uint32_t>(value.text.size())};
    if (const auto column = model.columns.find(value.text); column != model.columns.end()) {
      out.push_back({column->second, &value});
    } else if (model.field(value.text) != nullptr) {
      meaning.refuse(value.span, fmt::format("`{}` is a relation and has no column", value.text),
                     "name the fields that hold it");
    } else {
      meaning.unknown({value.text, name},
                      fmt::format("`{}` has no field `{}`", model.block->name.text, value.text), names);
    }
  }
  return out;
}

std::vector<std::string> columns_of(const std::vector<Listed>& fields) {
  std::vector<std::string> out;
  for (const Listed& each : fields) out.push_back(each.column);
  return out;
}

void find_keys(Meaning& meaning, Model& model) {
  for (const auto& [name, column] : model.columns) {
    const Field& field = *model.field(name);
    const Attribute* id = find(field.attributes, "id");
    if (id != nullptr && !model.id.empty())
      meaning.refuse(id->span, fmt::format("`{}` has two keys", model.block->name.text),
                     "write `@@id([a, b])` for a key of several fields");
    if (id != nullptr) model.id = {column};
    if (id != nullptr && field.arity != Arity::kOne)
      meaning.refuse(id->span, "a key that can be missing", "take the `?` or the `[]` away");
    if (find(field.attributes, "unique") != nullptr) model.unique_keys.push_back({column});
  }
  for (const Attribute& each : model.block->attributes) {
    if (each.name.text == "id") {
      if (!model.id.empty())
        meaning.refuse(each.span, fmt::format("`{}` has two keys", model.block->name.text), "take one away");
      model.id = columns_of(listed_by(meaning, model, each));
    } else if (each.name.text == "unique") {
      const Expression* list = each.argument("fields", true);
      diag::Sink heard_later;
      Meaning quiet(heard_later);
      if (list != nullptr) model.unique_keys.push_back(columns_of(listed(quiet, model, *list)));
    }
  }
  if (!model.id.empty()) model.unique_keys.push_back(model.id);
}

void make_primary_key(Meaning& meaning, const Model& model) {
  if (model.id.empty()) {
    meaning.left_over(model.block->name.span, "it has no key, which the schema says: `key none`",
                      "give it one, or say why it needs none");
    return;
  }
  const Attribute* attribute = find(model.block->attributes, "id");
  for (const Field& field : model.block->fields) {
    if (attribute == nullptr) attribute = find(field.attributes, "id");
  }
  if (attribute != nullptr) refuse_of_others(meaning, *attribute);
  model::Constraint key;
  key.type = model::ConstraintType::kPrimary;
  key.columns = model.id;
  meaning.make(in_table(model::Kind::kConstraint, model.identity,
                        mapped(meaning, attribute, cut_name(model.identity.name, "_pkey"))),
               key);
}

void make_indexes(Meaning& meaning, const Model& model) {
  for (const Field& field : model.block->fields) {
    const Attribute* unique = find(field.attributes, "unique");
    if (unique == nullptr) continue;
    const Expression name{Form::kWord, field.name.text, {}, field.name.span};
    make_index(meaning, model, *unique, "_key", itself(name, model, field));
  }
  for (const Attribute& each : model.block->attributes) {
    if (each.name.text == "unique") make_index(meaning, model, each, "_key", listed_by(meaning, model, each));
    if (each.name.text == "index") make_index(meaning, model, each, "_idx", listed_by(meaning, model, each));
  }
}

}  // namespace tenon::prisma
