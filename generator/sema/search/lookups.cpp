// `lookup (email) gives (password_hash)`: finding the tenant before it is known, by what is unique.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/search/search.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

/// Of an index that is unique for all rows.
std::vector<std::string> unique_columns(const ir::Index& index) {
  std::vector<std::string> out;
  if (!index.unique || !index.where.empty()) return out;
  for (const ir::IndexColumn& column : index.columns) {
    if (column.column.empty()) return {};
    out.push_back(column.column);
  }
  return out;
}

/// What no two rows share: within a tenant where its column is among them.
std::vector<std::vector<std::string>> uniques_of(const ir::Entity& entity) {
  std::vector<std::vector<std::string>> out;
  if (ir::has_key(entity)) out.push_back(entity.primary_key.columns);
  for (const ir::Key& key : entity.uniques) out.push_back(key.columns);
  for (const ir::Index& index : entity.indexes) out.push_back(unique_columns(index));
  return out;
}

enum class Unique { kNo, kWithinATenant, kAmongAll };

Unique uniqueness(const ir::Entity& entity, const std::vector<std::string>& columns) {
  const bool is_root = entity.tenancy == ir::Tenancy::kRoot;
  Unique out = Unique::kNo;
  for (std::vector<std::string> unique : uniques_of(entity)) {
    if (sorted(unique) == sorted(columns)) return Unique::kAmongAll;
    if (is_root || std::erase(unique, entity.tenant_column) == 0) continue;
    if (sorted(unique) == sorted(columns)) out = Unique::kWithinATenant;
  }
  return out;
}

bool check_tenancy(const Reading& context, const Draft& draft, const ast::Lookup& syntax) {
  const ir::Tenancy tenancy = draft.entity.tenancy;
  if (tenancy == ir::Tenancy::kRoot || tenancy == ir::Tenancy::kTenant || draft.entity.visible) return true;
  context.sink
      .report(Code::kLookupWithoutTenant,
              fmt::format("`{}` has no tenant that a lookup could find", draft.entity.name))
      .at(syntax.span)
      .help(tenancy == ir::Tenancy::kGlobal ? "leave it out: every request reads a global entity"
                                            : "leave it out, or declare a `tenancy`");
  return false;
}

/// The columns of the fields, each once; none where one is wrong, which is reported.
std::optional<std::vector<std::string>> resolved(const Reading& context, const Draft& draft,
                                                 const std::vector<ast::Column>& fields) {
  std::vector<std::string> out;
  bool known = true;
  for (const ast::Column& field : fields) {
    const auto columns = resolve_columns(context, draft, field);
    known = known && columns.has_value();
    if (!columns) continue;
    for (const std::string& column : *columns) {
      if (contains(out, column)) {
        context.sink
            .report(Code::kDuplicateField,
                    fmt::format("`{}` stands here twice", std::get<ast::Name>(field.what).text))
            .at(field.span);
        known = false;
      } else {
        out.push_back(column);
      }
    }
  }
  if (!known) return std::nullopt;
  return out;
}

bool check_given(const Reading& context, const Draft& draft, const ast::Lookup& syntax,
                 const std::vector<std::string>& taken) {
  bool right = true;
  for (const ast::Column& field : syntax.gives) {
    const auto columns = resolve_columns(context, draft, field);
    if (!columns) return false;
    for (const std::string& name : *columns) {
      const bool is_tenants = contains(ir::lookup_key(draft.entity), name);
      const bool is_encrypted = draft.entity.column(name)->encrypted;
      if (!is_tenants && !is_encrypted && !contains(taken, name)) continue;
      right = false;
      auto& diagnostic = context.sink
                             .report(Code::kLookupGives,
                                     fmt::format("a lookup {} `{}`", is_encrypted ? "can't give" : "gives no",
                                                 std::get<ast::Name>(field.what).text))
                             .at(field.span, is_tenants     ? "the key is given anyway"
                                             : is_encrypted ? "it can be read with the row's identity alone"
                                                            : "whoever asks has it");
      diagnostic.help("leave it out");
    }
  }
  return right;
}

bool check_unique(const Reading& context, const Draft& draft, const ast::Lookup& syntax, Unique unique,
                  const std::vector<std::string>& columns) {
  if (unique != Unique::kNo) return true;
  context.sink
      .report(Code::kLookupNotUnique,
              fmt::format("several rows of `{}`{} may have the same `{}`", draft.entity.name,
                          draft.entity.tenancy == ir::Tenancy::kRoot ? "" : " of one tenant",
                          join(columns, ", ")))
      .at(syntax.span)
      .help(columns.size() == 1 ? "say that there is one: `@unique` on the field"
                                : fmt::format("say that there is one: `unique ({})`", join(columns, ", ")));
  return false;
}

/// Rows of all tenants are looked through: what the tenant leads is of no use.
void ensure_index(const Making& context, Draft& draft, const std::vector<std::string>& columns, Span span) {
  if (ir::has_leading_index(draft.entity, columns)) return;
  ir::Index index;
  index.name = identifier(fmt::format("{}_lookup_{}_idx", draft.entity.table, join(columns, "_")));
  index.method = "btree";
  index.rule = ir::Rule::kLookup;
  for (const std::string& name : columns) index.columns.emplace_back().column = name;
  context.made(draft.entity, index.name, span);
  draft.entity.indexes.push_back(std::move(index));
}

bool check_told_once(const Reading& context, const Draft& draft, const ir::Lookup& wanted, Span span) {
  const auto same = [&](const ir::Lookup& other) { return sorted(other.columns) == sorted(wanted.columns); };
  if (std::none_of(draft.entity.lookups.begin(), draft.entity.lookups.end(), same)) return true;
  context.sink
      .report(Code::kDuplicateName,
              fmt::format("`{}` has two lookups by `{}`", draft.entity.name, join(wanted.columns, ", ")))
      .at(span)
      .help("let one `gives` name all that is given");
  return false;
}

/// What C++ gets is a struct where it is more than the tenant's key.
bool check_struct(const Reading& context, const Draft& draft, const ast::Lookup& syntax) {
  if (syntax.gives.empty()) return true;
  std::vector<std::string> words;
  for (const ast::Column& column : syntax.columns) words.push_back(std::get<ast::Name>(column.what).text);
  const std::string name = draft.entity.name + "By" + pascal_case(join(words, "_"));
  const auto declared = context.declared.symbols.find(name);
  if (declared == context.declared.symbols.end()) return true;
  context.sink
      .report(Code::kDuplicateDeclaration,
              fmt::format("the C++ of `{}` names what a lookup gives `{}`, which is taken", draft.entity.name,
                          name))
      .at(syntax.span)
      .also(declared->second.span, "by this")
      .help("choose another name for that");
  return false;
}

void resolve_lookup(const Making& context, Draft& draft, const ast::Lookup& syntax) {
  if (!check_tenancy(context, draft, syntax)) return;
  auto columns = resolved(context, draft, syntax.columns);
  auto gives = resolved(context, draft, syntax.gives);
  if (!columns || !gives || !check_given(context, draft, syntax, *columns)) return;
  const Unique unique = uniqueness(draft.entity, *columns);
  ir::Lookup out{std::move(*columns), std::move(*gives), unique == Unique::kAmongAll};
  if (!check_unique(context, draft, syntax, unique, out.columns) ||
      !check_told_once(context, draft, out, syntax.span) || !check_struct(context, draft, syntax))
    return;
  ensure_index(context, draft, out.columns, syntax.span);
  draft.entity.lookups.push_back(std::move(out));
}

}  // namespace

void resolve_lookups(const Making& context) {
  for (Draft& draft : context.making) {
    for (const ast::Member* member : draft.members) {
      if (const auto* lookup = std::get_if<ast::Lookup>(member)) resolve_lookup(context, draft, *lookup);
    }
  }
}

}  // namespace tenon::sema
