// The table of lints; which of them are on; and what an `@allow` lets pass.
#include "sema/lints/lints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "sema/lints/baseline.hpp"
#include "sema/lints/findings.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

// Found when all others have run.
void unused_allow(const Linting& /*context*/, Findings& /*out*/) {}
void lint_baseline(const Linting& /*context*/, Findings& /*out*/) {}

// clang-format off
constexpr Lint kLints[] = {
    {Code::kStatusAsText,          "status_as_text",            Level::kWarn, "chat platform, business suite, marketing suite", status_as_text},
    {Code::kTimestampWithoutZone,  "timestamp_without_zone",    Level::kWarn, "chat platform, meeting platform", timestamp_without_zone},
    {Code::kUnboundedTelemetry,    "unbounded_telemetry",       Level::kWarn, "chat platform, marketing suite", unbounded_telemetry},
    {Code::kForeignKeyWithoutIndex, "foreign_key_without_index", Level::kWarn, "chat platform, meeting platform", foreign_key_without_index},
    {Code::kNullableRelation,      "nullable_relation",         Level::kWarn, "business suite", nullable_relation},
    {Code::kJsonAsText,            "json_as_text",              Level::kWarn, "business suite", json_as_text},
    {Code::kVectorWithoutIndex,    "vector_without_index",      Level::kWarn, "chat platform, marketing suite", vector_without_index},
    {Code::kJsonFilterWithoutIndex, "json_filter_without_index", Level::kWarn, "marketing suite", json_filter_without_index},
    {Code::kUnmarkedPii,           "unmarked_pii",              Level::kWarn, "chat platform", unmarked_pii},
    {Code::kUnmarkedSecret,        "unmarked_secret",           Level::kWarn, "business suite", unmarked_secret},
    {Code::kGlobalUnique,          "global_unique",             Level::kWarn, "meeting platform", global_unique},
    {Code::kMoneyAsFloat,          "money_as_float",            Level::kWarn, "business suite", money_as_float},
    {Code::kMissingCreatedAt,      "missing_created_at",        Level::kWarn, "business suite", missing_created_at},
    {Code::kNaming,                "naming",                    Level::kWarn, "business suite", naming},
    {Code::kIdWithoutRelation,     "id_without_relation",       Level::kWarn, "chat platform, partitioned messages", id_without_relation},
    {Code::kUnboundedText,         "unbounded_text",            Level::kOff,  "business suite", unbounded_text},
    {Code::kTenancyByHand,         "tenancy_by_hand",           Level::kWarn, "every one", tenancy_by_hand},
    {Code::kWideKey,               "wide_key",                  Level::kWarn, "chat platform", wide_key},
    {Code::kTenantWithoutSlug,     "tenant_without_slug",       Level::kWarn, "chat platform", tenant_without_slug},
    {Code::kShapelessJson,         "shapeless_json",            Level::kWarn, "chat platform", shapeless_json},
    {Code::kEntityWithoutTenant,   "entity_without_tenant",     Level::kWarn, "business suite, marketing suite", entity_without_tenant},
    {Code::kIndexWithoutTenant,    "index_without_tenant",      Level::kWarn, "partitioned messages", index_without_tenant},
    {Code::kExternalIdNotUnique,   "external_id_not_unique",    Level::kWarn, "chat platform", external_id_not_unique},
    {Code::kSlugNotUnique,         "slug_not_unique",           Level::kWarn, "marketing suite", slug_not_unique},
    {Code::kTimelineWithoutIndex,  "timeline_without_index",    Level::kWarn, "marketing suite, meeting platform", timeline_without_index},
    {Code::kStatusWithoutIndex,    "status_without_index",      Level::kWarn, "chat platform, meeting platform", status_without_index},
    {Code::kUntouchedUpdatedAt,    "untouched_updated_at",      Level::kWarn, "marketing suite", untouched_updated_at},
    {Code::kTimeAsNumber,          "time_as_number",            Level::kWarn, "meeting platform", time_as_number},
    {Code::kFlagBesideTime,        "flag_beside_time",          Level::kWarn, "meeting platform", flag_beside_time},
    {Code::kRangeWithoutCheck,     "range_without_check",       Level::kWarn, "meeting platform", range_without_check},
    {Code::kDefaultFlagNotUnique,  "default_flag_not_unique",   Level::kWarn, "meeting platform", default_flag_not_unique},
    {Code::kEmbeddingNotVector,    "embedding_not_vector",      Level::kWarn, "business suite, marketing suite", embedding_not_vector},
    {Code::kContentWithoutSearch,  "content_without_search",    Level::kWarn, "chat platform, marketing suite", content_without_search},
    {Code::kSharedPii,             "shared_pii",                Level::kWarn, "", shared_pii},
    {Code::kHiddenUnique,          "hidden_unique",             Level::kWarn, "", hidden_unique},
    {Code::kGuessableKey,          "guessable_key",             Level::kWarn, "", guessable_key},
    {Code::kShortenedName,         "shortened_name",            Level::kNote, "", shortened_name},
    {Code::kUnpinnedFunction,      "unpinned_function",         Level::kWarn, "", unpinned_function},
    {Code::kQueryWithoutIndex,     "query_without_index",       Level::kWarn, "", query_without_index},
    {Code::kUncertainKey,          "uncertain_key",             Level::kWarn, "", uncertain_key},
    {Code::kSharedCounter,         "shared_counter",            Level::kWarn, "", shared_counter},
    {Code::kUnguardedEntity,       "unguarded",                 Level::kWarn, "", unguarded},
    {Code::kTellingHash,           "telling_hash",              Level::kWarn, "", telling_hash},
    {Code::kUnusedAllow,           "unused_allow",              Level::kWarn, "", unused_allow},
    {Code::kLintBaseline,          "lint_baseline",             Level::kNote, "", lint_baseline},
};
// clang-format on

void report_unknown(const Reading& context, const ast::Name& name) {
  auto& diagnostic =
      context.sink.report(Code::kUnknownLint, fmt::format("`{}` is no lint", name.text)).at(name.span);
  suggest(diagnostic, name.text, lint_names());
}

/// The levels of a run: the table's, then the schema's, then the command line's.
class LevelsOfRun {
 public:
  LevelsOfRun(const Reading& context, const LintLevels& given) {
    for (const Lint& lint : kLints) levels_[lint.name] = lint.level;
    for (const ast::LintsBlock* block : context.declared.lints) {
      for (const ast::LintSetting& setting : block->settings) apply(context, setting);
    }
    const auto all = given.find("all");
    for (auto& [name, level] : levels_) {
      if (all != given.end()) level = all->second;
      if (const auto own = given.find(name); own != given.end()) level = own->second;
    }
  }

  [[nodiscard]] Level of(const Lint& lint) const { return levels_.at(lint.name); }

 private:
  void apply(const Reading& context, const ast::LintSetting& setting) {
    const auto level = levels().find(setting.level.text);
    if (level == levels().end()) {
      context.sink.report(Code::kBadLintLevel, fmt::format("`{}` is no level of a lint", setting.level.text))
          .at(setting.level.span)
          .help("the levels are `error`, `warn`, `note` and `off`");
      return;
    }
    const bool given = setting.because && !is_blank(setting.because->text);
    if (level->second == Level::kOff && !given) {
      context.sink
          .report(Code::kAllowWithoutReason,
                  fmt::format("`{}` is off, and nothing tells why", setting.lint.text))
          .at(setting.because ? setting.because->span : setting.level.span)
          .help(fmt::format("say why: `{} off because \"…\"`", setting.lint.text));
    }
    const auto known = levels_.find(setting.lint.text);
    if (known != levels_.end()) {
      known->second = level->second;
    } else if (setting.lint.text == "all") {
      for (auto& [name, own] : levels_) own = level->second;
    } else {
      report_unknown(context, setting.lint);
    }
  }

  std::map<std::string_view, Level, std::less<>> levels_;
};

/// `@allow(lint, "reason")`, wherever it stands.
class Allowances {
 public:
  explicit Allowances(const Reading& context) : context_(context) {
    for (const Draft& draft : context.drafts) {
      read(draft.syntax->attributes);
      for (const FieldDraft& field : draft.fields) read(field.syntax->attributes);
    }
    for (const auto& [name, symbol] : context.declared.symbols) {
      if (const auto* item = std::get_if<const ast::Enum*>(&symbol.what)) read((*item)->attributes);
      if (const auto* item = std::get_if<const ast::Struct*>(&symbol.what)) {
        for (const ast::Field& field : (*item)->fields) read(field.attributes);
      }
    }
  }

  /// Whether one of the scopes lets the lint pass.
  bool allow(const Finding& finding, const Lint& lint) {
    bool out = false;
    for (const auto* scope : finding.scopes) {
      for (const ast::Attribute& attribute : *scope) {
        if (named(attribute) != lint.name) continue;
        used_.insert(&attribute);
        out = true;
      }
    }
    return out;
  }

  [[nodiscard]] std::vector<const ast::Attribute*> unused(const LevelsOfRun& levels) const {
    std::vector<const ast::Attribute*> out;
    for (const ast::Attribute* attribute : all_) {
      const Lint* lint = find_lint(named(*attribute));
      if (lint != nullptr && levels.of(*lint) != Level::kOff && !used_.contains(attribute))
        out.push_back(attribute);
    }
    return out;
  }

 private:
  static std::string_view named(const ast::Attribute& attribute) {
    if (attribute.name.text != "allow" || attribute.arguments.empty()) return "";
    const auto* name = std::get_if<ast::Name>(&attribute.arguments[0].node);
    return name == nullptr ? "" : std::string_view(name->text);
  }

  void read(const std::vector<ast::Attribute>& attributes) {
    for (const ast::Attribute& attribute : attributes) {
      if (attribute.name.text != "allow" || !seen_.insert(&attribute).second) continue;
      if (check(attribute)) all_.push_back(&attribute);
    }
  }

  bool check(const ast::Attribute& attribute) {
    const auto& given = attribute.arguments;
    const auto* name = given.empty() ? nullptr : std::get_if<ast::Name>(&given[0].node);
    const auto* reason = given.size() < 2 ? nullptr : std::get_if<ast::String>(&given[1].node);
    if (name == nullptr || given.size() > 2 || (given.size() == 2 && reason == nullptr)) {
      context_.sink.report(Code::kBadAttributeArguments, "wrong arguments of `@allow`")
          .at(attribute.span, "it takes a lint and a reason: `@allow(status_as_text, \"…\")`");
      return false;
    }
    if (find_lint(name->text) == nullptr) {
      report_unknown(context_, *name);
      return false;
    }
    if (reason != nullptr && !is_blank(reason->text)) return true;
    context_.sink
        .report(Code::kAllowWithoutReason, fmt::format("`{}` is allowed, and nothing tells why", name->text))
        .at(attribute.span)
        .help(fmt::format("say why: `@allow({}, \"…\")`", name->text));
    return false;
  }

  const Reading& context_;
  std::set<const ast::Attribute*> seen_;
  std::set<const ast::Attribute*> used_;
  std::vector<const ast::Attribute*> all_;
};

void report(const Reading& context, diag::Diagnostic diagnostic, const Lint& lint, Level level) {
  if (level == Level::kOff) return;
  static const std::map<Level, diag::Severity> kSeverities = {{Level::kNote, diag::Severity::kNote},
                                                              {Level::kWarn, diag::Severity::kWarning},
                                                              {Level::kError, diag::Severity::kError}};
  diagnostic.severity = kSeverities.at(level);
  diagnostic.note(fmt::format("lint {}", lint.name));
  context.sink.add(std::move(diagnostic));
}

void report_as(const Reading& context, std::string_view name, const LevelsOfRun& levels,
               diag::Diagnostic diagnostic) {
  const Lint& lint = *find_lint(name);
  report(context, std::move(diagnostic), lint, levels.of(lint));
}

}  // namespace

std::span<const Lint> lints() {
  return kLints;
}

const Lint* find_lint(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kLints), std::end(kLints), [&](const Lint& lint) { return lint.name == name; });
  return found == std::end(kLints) ? nullptr : found;
}

std::vector<std::string> lint_names() {
  std::vector<std::string> out;
  for (const Lint& lint : kLints) out.emplace_back(lint.name);
  return out;
}

const std::map<std::string, Level, std::less<>>& levels() {
  static const std::map<std::string, Level, std::less<>> kLevels = {
      {"off", Level::kOff}, {"note", Level::kNote}, {"warn", Level::kWarn}, {"error", Level::kError}};
  return kLevels;
}

LintFindings run_lints(const Linting& context, const LintLevels& given) {
  const LevelsOfRun levels(context, given);
  Allowances allowances(context);
  if (context.sink.has_errors()) return {};
  Baseline baseline(context);
  for (const Lint& lint : kLints) {
    const Level level = levels.of(lint);
    if (level == Level::kOff) continue;
    Findings findings(lint);
    lint.find(context, findings);
    for (const Finding& finding : findings.all()) {
      if (allowances.allow(finding, lint) || baseline.holds(lint, finding.subject)) continue;
      report(context, finding.diagnostic, lint, level);
    }
  }
  for (const ast::Attribute* attribute : allowances.unused(levels)) {
    diag::Diagnostic diagnostic{Code::kUnusedAllow, "this `@allow` allows nothing", std::nullopt, {}, {}, {}};
    diagnostic.at(attribute->span).help("remove it");
    report_as(context, "unused_allow", levels, std::move(diagnostic));
  }
  for (diag::Diagnostic& diagnostic : baseline.told())
    report_as(context, "lint_baseline", levels, std::move(diagnostic));
  return baseline.found();
}

}  // namespace tenon::sema
