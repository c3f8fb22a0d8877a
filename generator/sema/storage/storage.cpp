// Storage parameters of tables.
#include "sema/storage/storage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

/// A number between two, or, where both are 0, a switch.
struct Parameter {
  std::string_view name;
  double least;
  double most;
  bool whole;
};

constexpr double kBillion = 1'000'000'000;
constexpr double kTwoBillion = 2'000'000'000;

// clang-format off
constexpr Parameter kParameters[] = {
    {"fillfactor",                            10,  100,         true},
    {"toast_tuple_target",                    128, 8160,        true},
    {"parallel_workers",                      0,   1024,        true},
    {"vacuum_truncate",                       0,   0,           false},
    {"autovacuum_enabled",                    0,   0,           false},
    {"autovacuum_vacuum_threshold",           0,   2147483647,  true},
    {"autovacuum_vacuum_scale_factor",        0,   100,         false},
    {"autovacuum_vacuum_insert_threshold",    -1,  2147483647,  true},
    {"autovacuum_vacuum_insert_scale_factor", 0,   100,         false},
    {"autovacuum_analyze_threshold",          0,   2147483647,  true},
    {"autovacuum_analyze_scale_factor",       0,   100,         false},
    {"autovacuum_vacuum_cost_delay",          0,   100,         false},
    {"autovacuum_vacuum_cost_limit",          1,   10000,       true},
    {"autovacuum_freeze_min_age",             0,   kBillion,    true},
    {"autovacuum_freeze_max_age",             100000, kTwoBillion, true},
    {"autovacuum_freeze_table_age",           0,   kTwoBillion, true},
    {"autovacuum_multixact_freeze_min_age",   0,   kBillion,    true},
    {"autovacuum_multixact_freeze_max_age",   10000, kTwoBillion, true},
    {"autovacuum_multixact_freeze_table_age", 0,   kTwoBillion, true},
    {"log_autovacuum_min_duration",           -1,  2147483647,  true},
};
// clang-format on

const Parameter* find_parameter(std::string_view name) {
  const auto* row = std::find_if(std::begin(kParameters), std::end(kParameters),
                                 [&](const Parameter& parameter) { return parameter.name == name; });
  return row == std::end(kParameters) ? nullptr : row;
}

std::vector<std::string> parameter_names() {
  std::vector<std::string> out;
  for (const Parameter& parameter : kParameters) out.emplace_back(parameter.name);
  return out;
}

bool is_switch(const Parameter& parameter) {
  return parameter.least == 0 && parameter.most == 0;
}

std::string text_of(const ast::Value& value) {
  if (const auto* number = std::get_if<ast::Number>(&value.node)) return number->text;
  if (const auto* name = std::get_if<ast::Name>(&value.node)) return name->text;
  return "";
}

/// What is wrong with the value, or nothing.
std::string wrong_value(const Parameter& parameter, const ast::Value& value) {
  const std::string text = text_of(value);
  if (is_switch(parameter)) {
    static constexpr std::string_view kSwitches[] = {"on", "off"};
    const bool known = std::find(std::begin(kSwitches), std::end(kSwitches), text) != std::end(kSwitches);
    return known ? "" : "it is `on` or `off`";
  }
  const std::string range =
      fmt::format("it is {} from {} to {}", parameter.whole ? "a whole number" : "a number", parameter.least,
                  parameter.most);
  if (!std::holds_alternative<ast::Number>(value.node)) return range;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = error == std::errc() && end == text.data() + text.size() && number >= parameter.least &&
                    number <= parameter.most && (!parameter.whole || text.find('.') == std::string::npos);
  return good ? "" : range;
}

void resolve_option(const Reading& context, ir::Entity& entity, const ast::Option& option,
                    std::map<std::string, Span>& seen) {
  const Parameter* parameter = find_parameter(option.name.text);
  if (parameter == nullptr) {
    auto& diagnostic = context.sink
                           .report(Code::kStorageParameter,
                                   fmt::format("`{}` is no storage parameter of a table", option.name.text))
                           .at(option.name.span);
    suggest(diagnostic, option.name.text, parameter_names());
    return;
  }
  const auto [first, is_new] = seen.emplace(option.name.text, option.name.span);
  if (!is_new) {
    context.sink.report(Code::kStorageParameter, fmt::format("`{}` is set twice", option.name.text))
        .at(option.name.span)
        .also(first->second, "first set here");
    return;
  }
  const std::string wrong = wrong_value(*parameter, option.value);
  if (!wrong.empty()) {
    context.sink.report(Code::kStorageParameter, fmt::format("`{}` can't have this value", option.name.text))
        .at(option.value.span, wrong);
    return;
  }
  entity.storage.emplace_back(option.name.text, text_of(option.value));
}

}  // namespace

const ast::Partition* partition_of(const Draft& draft) {
  for (const ast::Member* member : draft.members) {
    if (const auto* partition = std::get_if<ast::Partition>(member)) return partition;
  }
  return nullptr;
}

void resolve_storage(const Making& context) {
  for (Draft& draft : context.making) {
    std::map<std::string, Span> seen;
    for (const ast::Member* member : draft.members) {
      const auto* storage = std::get_if<ast::Storage>(member);
      if (storage == nullptr) continue;
      if (const ast::Partition* partition = partition_of(draft)) {
        context.sink
            .report(
                Code::kStorageParameter,
                fmt::format("`{}` is divided into partitions, and holds no rows itself", draft.entity.name))
            .at(storage->span)
            .also(partition->span, "divided here")
            .help("remove it: Postgres takes storage parameters for tables with rows");
        continue;
      }
      for (const ast::Option& option : storage->options) resolve_option(context, draft.entity, option, seen);
    }
  }
}

}  // namespace tenon::sema
