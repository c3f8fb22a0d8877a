// Materialised views: why their rows are kept, by whom they are made anew, and by what they are found.
#include "sema/embedded/stored_views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/text.hpp"
#include "sema/embedded/embedded.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

struct Unit {
  std::string_view name;
  int minutes;
};

constexpr Unit kUnits[] = {{"minute", 1}, {"hour", 60}, {"day", 24 * 60}, {"week", 7 * 24 * 60}};

class StoredReader {
 public:
  StoredReader(const Reading& context, const ast::View& syntax, ir::View& view)
      : context_(context), syntax_(syntax), stored_(*syntax.stored), view_(view) {}

  std::optional<ir::Stored> read() {
    check_name();
    check_query_names();
    read_reason();
    read_refreshed();
    check_sources();
    if (is_good_) derive_tenant_column();
    read_key();
    for (const auto& columns : stored_.indexes) {
      if (auto index = index_of(columns, false)) out_.indexes.push_back(std::move(*index));
    }
    return is_good_ ? std::optional(std::move(out_)) : std::nullopt;
  }

 private:
  diag::Diagnostic& report(Span span, const std::string& what) {
    is_good_ = false;
    return context_.sink
        .report(Code::kStoredView, fmt::format("materialized view `{}` {}", syntax_.name.text, what))
        .at(span);
  }

  void check_name() {
    const std::string refresh = identifier(ir::refresh_name(view_));
    for (const ir::Function& function : context_.schema.functions) {
      if (function.name == refresh && ir::is_definer(function))
        report(syntax_.name.span,
               fmt::format("is refreshed by `tenon.{}`, which the schema declares", refresh))
            .help("choose another name for one of them");
    }
  }

  /// The tenant that is asked for stands in the query by such a name.
  void check_query_names() {
    if (snake_case(syntax_.query.text).find("tenon_") == std::string::npos) return;
    report(syntax_.query.span, "uses a name that begins with `tenon_`").help("such names are tenon's own");
  }

  void read_reason() {
    out_.global = stored_.global.has_value();
    if (stored_.because) out_.reason = stored_.because->text;
    if (!context_.schema.tenancy) {
      if (stored_.global) report(*stored_.global, "is global where there is no tenancy").help("leave it out");
      return;
    }
    if (!stored_.because)
      report(syntax_.name.span, "doesn't say why its rows are kept")
          .note("it shows what the author's policies and soft deletion hide")
          .help("say it: `because \"…\"` before `as`");
  }

  void read_refreshed() {
    if (!stored_.refreshed || (!stored_.refreshed->every && stored_.refreshed->by.empty())) {
      report(stored_.refreshed ? stored_.refreshed->span : syntax_.name.span, "doesn't say who refreshes it")
          .help("write `refreshed every 1 hour`, for `tenon maintain`, or `refreshed by` and a role");
      return;
    }
    if (stored_.refreshed->every) read_every(*stored_.refreshed->every);
    for (const ast::Name& role : stored_.refreshed->by) read_refresher(role);
  }

  void read_every(const ast::Duration& every) {
    constexpr int kMost = 1000;
    const auto* unit = std::find_if(std::begin(kUnits), std::end(kUnits), [&](const Unit& each) {
      return every.unit.text == each.name || every.unit.text == std::string(each.name) + "s";
    });
    int number = 0;
    const std::string& text = every.number;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (unit == std::end(kUnits)) {
      report(every.unit.span, fmt::format("is refreshed by the `{}`", every.unit.text))
          .help("count in minutes, hours, days or weeks");
    } else if (read.ptr != text.data() + text.size() || number < 1 || number > kMost) {
      report(every.span, fmt::format("is refreshed every {} {}", text, every.unit.text))
          .help(fmt::format("take a whole number from 1 to {}", kMost));
    } else {
      out_.minutes = number * unit->minutes;
    }
  }

  void read_refresher(const ast::Name& role) {
    std::vector<std::string> known;
    for (const ir::Role& each : context_.schema.roles) known.push_back(each.name);
    if (contains(out_.refreshers, role.text)) {
      report(role.span, fmt::format("names the role `{}` twice", role.text));
    } else if (!contains(known, role.text)) {
      auto& diagnostic =
          report(role.span, fmt::format("is refreshed by `{}`, which is no declared role", role.text));
      suggest(diagnostic, role.text, known);
      diagnostic.note("the application refreshes nothing: whoever may, may keep the server busy for all");
    } else {
      out_.refreshers.push_back(role.text);
    }
  }

  /// It is asked as a role that sees all rows, held to each tenant by the query alone.
  void check_sources() {
    for (const std::string& name : view_.reads) {
      const Draft* draft = context_.drafts.named(name);
      if (draft == nullptr) {
        report(syntax_.query.span, fmt::format("reads `{}`, which is no entity", name))
            .note("a view or a log shows what whoever asks may see, and nobody in a tenant asks here")
            .help("read the entities themselves");
      } else if (draft->entity.inherited != ir::Inheritance::kNone) {
        report(syntax_.query.span, fmt::format("reads `{}`, which is inherited", name))
            .note("whose rows a tenant reads along the tree is told to the tenant alone")
            .help("keep the rows of an entity that isn't inherited, or use a view");
      } else {
        is_tenants_ = is_tenants_ || draft->entity.tenancy != ir::Tenancy::kGlobal || draft->entity.visible;
      }
    }
  }

  /// Each row says whose it is, whether or not the author named that.
  void derive_tenant_column() {
    view_.shared = false;
    view_.tenant_column.clear();
    if (!context_.schema.tenancy || !is_tenants_ || out_.global) return;
    const ir::TenancySettings& tenancy = *context_.schema.tenancy;
    auto found = std::find_if(view_.columns.begin(), view_.columns.end(),
                              [&](const ir::Column& column) { return column.name == tenancy.column; });
    if (found == view_.columns.end()) {
      ir::Column column;
      column.name = column.field = tenancy.column;
      found = view_.columns.insert(view_.columns.begin(), std::move(column));
    }
    found->type = tenancy.type;
    found->nullable = false;
    found->rule = ir::Rule::kT1;
    view_.tenant_column = tenancy.column;
  }

  void read_key() {
    if (stored_.keys.size() == 1) {
      if (auto key = index_of(stored_.keys.front(), true)) out_.key = std::move(*key);
      return;
    }
    report(syntax_.name.span, stored_.keys.empty() ? "has no key" : "has two keys")
        .note("it is refreshed while it is read, for which each of its rows is found by a key")
        .help("write `key (…)` behind its query, once");
  }

  [[nodiscard]] bool has_column(const std::string& name) const {
    return std::any_of(view_.columns.begin(), view_.columns.end(),
                       [&](const ir::Column& column) { return column.name == name; });
  }

  /// Led by the tenant, as all that finds rows of tenants.
  std::optional<ir::Index> index_of(const std::vector<ast::Column>& columns, bool key) {
    ir::Index out;
    out.method = "btree";
    out.unique = key;
    std::vector<std::string> names;
    for (const ast::Column& column : columns) {
      const auto* name = std::get_if<ast::Name>(&column.what);
      if (name == nullptr || !has_column(name->text)) {
        auto& diagnostic = report(column.span, "is found by what is none of its columns");
        std::vector<std::string> known;
        for (const ir::Column& each : view_.columns) known.push_back(each.name);
        if (name != nullptr) suggest(diagnostic, name->text, known);
        return std::nullopt;
      }
      if (contains(names, name->text)) {
        report(column.span, fmt::format("is found by `{}` twice", name->text));
        return std::nullopt;
      }
      names.push_back(name->text);
      out.columns.push_back({name->text, "", "", column.descending, column.nulls_first});
    }
    if (!view_.tenant_column.empty() && !contains(names, view_.tenant_column)) {
      names.insert(names.begin(), view_.tenant_column);
      out.columns.insert(out.columns.begin(), ir::IndexColumn{view_.tenant_column, "", "", false, {}});
    }
    out.name =
        identifier(fmt::format("{}_{}_{}", ir::stored_name(view_), join(names, "_"), key ? "key" : "idx"));
    return out;
  }

  const Reading& context_;
  const ast::View& syntax_;
  const ast::Stored& stored_;
  ir::View& view_;
  ir::Stored out_;
  bool is_tenants_ = false;
  bool is_good_ = true;
};

}  // namespace

std::optional<ir::Stored> read_stored(const Reading& context, const ast::View& syntax, ir::View& view) {
  return StoredReader(context, syntax, view).read();
}

}  // namespace tenon::sema
