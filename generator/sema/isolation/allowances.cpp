// `allow { … }`: what may be in the database though the schema makes nothing of it, each for a reason.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using diag::suggest;

constexpr std::string_view kBookkeeping = "tenon";
constexpr std::string_view kEverybody = "public";

/// How a thing of a kind is named.
enum class Named { kAlone, kInSchema, kOnTable, kIndex, kCast, kRight };

/// The parts between a name's dots, and the words that say so.
struct Form {
  Named named;
  std::ptrdiff_t fewest;
  std::ptrdiff_t most;
  std::string_view example;
};

constexpr Form kForms[] = {
    {Named::kAlone, 0, 0, "warehouse"},
    {Named::kInSchema, 1, 1, "reporting.notes_by_day"},
    {Named::kOnTable, 2, 2, "public.notes.by_hand"},
    {Named::kIndex, 1, 2, "public.notes_by_hand"},
    {Named::kCast, 0, 1, "text to uuid"},
    {Named::kRight, 0, 1, "public.notes to grafana"},
};

struct AllowedKind {
  std::string_view word;
  std::string_view told;  ///< as `verify` calls it
  Named named;
};

constexpr AllowedKind kAllowedKinds[] = {
    {"access_method", "access method", Named::kAlone},
    {"aggregate", "aggregate", Named::kInSchema},
    {"cast", "cast", Named::kCast},
    {"collation", "collation", Named::kInSchema},
    {"column", "column", Named::kOnTable},
    {"constraint", "constraint", Named::kOnTable},
    {"domain", "domain", Named::kInSchema},
    {"enum", "enum", Named::kInSchema},
    {"event_trigger", "event trigger", Named::kAlone},
    {"extension", "extension", Named::kAlone},
    {"foreign_data_wrapper", "foreign-data wrapper", Named::kAlone},
    {"foreign_server", "foreign server", Named::kAlone},
    {"foreign_table", "foreign table", Named::kInSchema},
    {"function", "function", Named::kInSchema},
    {"grant", "grant", Named::kRight},
    {"index", "index", Named::kIndex},
    {"language", "language", Named::kAlone},
    {"login", "role", Named::kAlone},
    {"materialised_view", "view", Named::kInSchema},
    {"operator", "operator", Named::kInSchema},
    {"procedure", "function", Named::kInSchema},
    {"publication", "publication", Named::kAlone},
    {"role", "role", Named::kAlone},
    {"schema", "schema", Named::kAlone},
    {"sequence", "sequence", Named::kInSchema},
    {"statistics", "statistics", Named::kInSchema},
    {"subscription", "subscription", Named::kAlone},
    {"table", "table", Named::kInSchema},
    {"text_search_configuration", "text search configuration", Named::kInSchema},
    {"text_search_dictionary", "text search dictionary", Named::kInSchema},
    {"trigger", "trigger", Named::kOnTable},
    {"view", "view", Named::kInSchema},
};

const Form& form_of(const AllowedKind& kind) {
  return *std::ranges::find(kForms, kind.named, &Form::named);
}

std::vector<std::string> kind_words() {
  std::vector<std::string> out;
  for (const AllowedKind& kind : kAllowedKinds) out.emplace_back(kind.word);
  return out;
}

/// What the schema makes, as an allowance would name it.
class Promised {
 public:
  Promised(const ir::Schema& schema, const RawNames& raw) : schema_(schema) {
    for (const std::string& each : ir::spaces(schema)) add("schema", each);
    for (const std::string& each : raw.functions) add_here("function", each);
    for (const ir::Function& each : schema.functions) add_in(each, "function", ir::sql_name(each));
    for (const std::string& each : schema.extensions) add("extension", each);
    for (const ir::Enum& each : schema.enums) add_in(each, "enum", each.sql_name);
    for (const ir::Domain& each : schema.domains) add_in(each, "domain", each.sql_name);
    for (const ir::Sequence& each : schema.sequences) add_in(each, "sequence", each.sql_name);
    for (const ir::View& each : schema.views) add_in(each, "view", each.sql_name);
    for (const ir::Role& each : schema.roles) add("role", each.name);
    if (schema.tenancy) add_roles(*schema.tenancy);
    for (const ir::Entity& each : schema.entities) add_entity(each);
  }

  [[nodiscard]] bool holds(const ir::Allowance& allowance) const {
    if (is_of_bookkeeping(allowance)) return true;
    if (allowance.kind == "grant") return is_promised_role(allowance.to);
    return names_.contains({allowance.kind, allowance.object});
  }

 private:
  /// All that stands there is the tool's own.
  static bool is_of_bookkeeping(const ir::Allowance& allowance) {
    const std::string& name = allowance.object;
    return (allowance.kind == "schema" && name == kBookkeeping) ||
           (allowance.kind != "grant" && name.starts_with(std::string(kBookkeeping) + "."));
  }
  /// What everybody may, requests may too.
  [[nodiscard]] bool is_promised_role(const std::string& role) const {
    return role == kEverybody || names_.contains({"role", role});
  }

  void add(std::string_view kind, const std::string& name) { names_.emplace(kind, name); }
  void add_here(std::string_view kind, const std::string& name) {
    add(kind, schema_.sql_schema + "." + name);
  }

  template <typename Declared>
  void add_in(const Declared& declared, std::string_view kind, const std::string& name) {
    add(kind, ir::space_of(schema_, declared) + "." + name);
  }

  void add_roles(const ir::TenancySettings& tenancy) {
    for (const std::string* each :
         {&tenancy.app, &tenancy.owner, &tenancy.provisioner, &tenancy.search, &tenancy.triggers})
      if (!each->empty()) add("role", *each);
  }

  template <typename T>
  void add_each(const ir::Entity& entity, std::string_view kind, const std::vector<T>& list) {
    for (const T& each : list) add_in(entity, kind, entity.table + "." + each.name);
  }

  void add_entity(const ir::Entity& entity) {
    add_in(entity, "table", entity.table);
    if (ir::has_key(entity)) add_in(entity, "constraint", entity.table + "." + entity.primary_key.name);
    add_each(entity, "column", entity.columns);
    add_each(entity, "constraint", entity.uniques);
    add_each(entity, "constraint", entity.foreign_keys);
    add_each(entity, "constraint", entity.checks);
    add_each(entity, "constraint", entity.exclusions);
    add_each(entity, "index", entity.indexes);
    add_each(entity, "trigger", entity.triggers);
    for (const ir::Index& each : entity.indexes) add_in(entity, "index", each.name);
    for (const ir::Statistics& each : entity.statistics) add_in(entity, "statistics", each.name);
  }

  const ir::Schema& schema_;
  std::set<std::pair<std::string, std::string>, std::less<>> names_;
};

class AllowancesReading {
 public:
  explicit AllowancesReading(const MakingAllowances& context)
      : context_(context), promised_(context.schema, context.raw) {}

  void read() {
    for (const ast::AllowBlock* block : context_.declared.allows) {
      for (const ast::Allowance& each : block->allowances) read(each);
    }
  }

 private:
  void read(const ast::Allowance& syntax) {
    const auto* kind = std::ranges::find(kAllowedKinds, syntax.kind.text, &AllowedKind::word);
    if (kind == std::end(kAllowedKinds)) return report_kind(syntax);
    if (!check_name(syntax, *kind) || !check_reason(syntax)) return;
    ir::Allowance made{std::string(kind->told), syntax.object.text, syntax.to ? syntax.to->text : "",
                       syntax.because->text};
    if (!check_new(syntax, made) || !check_not_promised(syntax, made)) return;
    context_.allowances.push_back(std::move(made));
  }

  static std::string name_of(const ast::Allowance& syntax) {
    return syntax.to ? fmt::format("{} to {}", syntax.object.text, syntax.to->text) : syntax.object.text;
  }

  void report_kind(const ast::Allowance& syntax) const {
    auto& diagnostic =
        context_.sink
            .report(Code::kAllowanceKind,
                    fmt::format("`{}` is no kind of thing that may be allowed", syntax.kind.text))
            .at(syntax.kind.span);
    suggest(diagnostic, syntax.kind.text, kind_words());
    diagnostic.note("the kinds are " + join(kind_words(), ", "));
  }

  /// What stood in backticks is taken as it is: a dot in it may be part of a name.
  [[nodiscard]] bool check_name(const ast::Allowance& syntax, const AllowedKind& kind) const {
    const Form& form = form_of(kind);
    const auto dots = std::ranges::count(syntax.object.text, '.');
    const bool is_quoted = syntax.object.text.find_first_of(" \"(") != std::string::npos;
    const bool takes_two = kind.named == Named::kCast || kind.named == Named::kRight;
    const bool fits = is_quoted || (dots >= form.fewest && dots <= form.most);
    if (fits && takes_two == syntax.to.has_value() && !is_blank(syntax.object.text)) return true;
    context_.sink.report(Code::kAllowanceName, fmt::format("`{}` names no {}", name_of(syntax), kind.told))
        .at(syntax.object.span)
        .help(fmt::format("name one as in `{} {} because \"…\"`", kind.word, form.example));
    return false;
  }

  [[nodiscard]] bool check_reason(const ast::Allowance& syntax) const {
    if (syntax.because && !is_blank(syntax.because->text)) return true;
    context_.sink
        .report(Code::kAllowanceReason,
                fmt::format("{} `{}` is allowed, and nothing tells why", syntax.kind.text, name_of(syntax)))
        .at(syntax.because ? syntax.because->span : syntax.object.span)
        .help(fmt::format("say why: `{} {} because \"…\"`", syntax.kind.text, name_of(syntax)));
    return false;
  }

  [[nodiscard]] bool check_new(const ast::Allowance& syntax, const ir::Allowance& made) {
    const auto [first, is_new] =
        seen_.emplace(std::tuple(made.kind, made.object, made.to), syntax.object.span);
    if (is_new) return true;
    context_.sink
        .report(Code::kAllowanceTwice, fmt::format("{} `{}` is allowed twice", made.kind, made.object))
        .at(syntax.object.span, "allowed again here")
        .also(first->second, "first allowed here");
    return false;
  }

  [[nodiscard]] bool check_not_promised(const ast::Allowance& syntax, const ir::Allowance& made) const {
    if (!promised_.holds(made)) return true;
    const bool is_right = made.kind == "grant";
    context_.sink
        .report(Code::kAllowancePromised,
                is_right ? fmt::format("rights of `{}` are the schema's to give", made.to)
                         : fmt::format("{} `{}` is the schema's own", made.kind, made.object))
        .at(is_right ? syntax.to->span : syntax.object.span)
        .help(is_right ? "let a `role` of the schema have it"
                       : "leave it out: it is there because the schema makes it, and is held to that");
    return false;
  }

  const MakingAllowances& context_;
  Promised promised_;
  std::map<std::tuple<std::string, std::string, std::string>, Span> seen_;
};

}  // namespace

void resolve_allowances(const MakingAllowances& context) {
  if (context.declared.allows.empty()) return;  // the names of all that is promised are many
  AllowancesReading(context).read();
}

}  // namespace tenon::sema
