// Frozen enums, structs and domains.
#include <fmt/format.h>

#include <algorithm>

#include "diff/freeze_report.hpp"

namespace tenon::diff {
namespace {

using diag::Code;

void report_gone(FreezeReport& report, const std::string& kind, const std::string& name) {
  report
      .changed(Code::kFrozenGone, name, fmt::format("the frozen {} `{}` is gone", kind, name), "not in here")
      .help(fmt::format("keep `{}`, as long as anyone relies on what was frozen", name));
}

template <typename T>
const T* named(const std::vector<T>& list, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.name == name; });
  return found == list.end() ? nullptr : &*found;
}

void check_values(const ir::Enum& old, const ir::Enum& now, FreezeReport& report) {
  for (const ir::EnumValue& value : old.values) {
    if (const ir::EnumValue* there = named(now.values, value.name)) {
      if (ir::label_of(*there) != ir::label_of(value))
        report.changed(
            Code::kFrozenEnum, old.name + "." + value.name,
            fmt::format("the value `{}` of the frozen enum `{}` has another label", value.name, old.name),
            "the label of before");
      continue;
    }
    report.changed(Code::kFrozenEnum, old.name + "." + value.name,
                   fmt::format("the value `{}` of the frozen enum `{}` is gone", value.name, old.name),
                   "without it");
  }
  for (const ir::EnumValue& value : now.values) {
    if (named(old.values, value.name) != nullptr) continue;
    report
        .changed(Code::kFrozenEnum, old.name + "." + value.name,
                 fmt::format("the frozen enum `{}` has a new value `{}`", old.name, value.name),
                 "programs that read the enum don't know it")
        .help("declare an enum beside it, for a new field that can be NULL");
  }
}

}  // namespace

void check_frozen_enum(const Version& before, const Version& after, const std::string& name,
                       FreezeReport& report) {
  const ir::Enum* old = before.schema.enumeration(name);
  const ir::Enum* now = after.schema.enumeration(name);
  if (old == nullptr || report.told(name)) return;
  if (now == nullptr) return report_gone(report, "enum", name);
  check_values(*old, *now, report);
  const auto order = [](const ir::EnumValue& a, const ir::EnumValue& b) { return a.name == b.name; };
  const bool moved = std::is_permutation(old->values.begin(), old->values.end(), now->values.begin(),
                                         now->values.end(), order) &&
                     !std::equal(old->values.begin(), old->values.end(), now->values.begin(), order);
  if (moved || old->as_text != now->as_text || ir::handle(*old) != ir::handle(*now)) {
    report.changed(Code::kFrozenEnum, name, fmt::format("the frozen enum `{}` is another type", name),
                   moved ? "its values stand in another order" : "stored in another way");
  }
}

void check_frozen_struct(const Version& before, const Version& after, const std::string& name,
                         FreezeReport& report) {
  const ir::Struct* old = before.schema.structure(name);
  const ir::Struct* now = after.schema.structure(name);
  if (old == nullptr || report.told(name)) return;
  if (now == nullptr) return report_gone(report, "struct", name);
  for (const ir::StructField& field : old->fields) {
    const std::string path = name + "." + field.name;
    const ir::StructField* other = named(now->fields, field.name);
    if (other == nullptr) {
      report_gone(report, "field", path);
    } else if (!(other->type == field.type) || other->optional != field.optional) {
      report
          .changed(Code::kFrozenType, path, fmt::format("the frozen field `{}` has another type", path),
                   fmt::format("now `{}{}`", type_text(other->type), other->optional ? "?" : ""),
                   fmt::format("frozen as `{}{}`", type_text(field.type), field.optional ? "?" : ""))
          .help("leave it as it is, and add a field beside it that may be absent");
    } else if (ir::json_name(*other) != ir::json_name(field)) {
      report
          .changed(Code::kFrozenProperty, path,
                   fmt::format("JSON calls the frozen field `{}` otherwise", path),
                   fmt::format("now `{}`: what was stored before has no such member", ir::json_name(*other)),
                   fmt::format("frozen as `{}`", ir::json_name(field)))
          .help(fmt::format("write `@json(\"{}\")`", ir::json_name(field)));
    }
  }
  for (const ir::StructField& field : now->fields) {
    if (named(old->fields, field.name) != nullptr || field.optional) continue;
    const std::string path = name + "." + field.name;
    report
        .changed(Code::kFrozenAddition, path,
                 fmt::format("the new field `{}` of a frozen struct must be there", path),
                 "what was stored before lacks it")
        .help(fmt::format("let it be absent: `{}: {}?`", field.name, type_text(field.type)));
  }
  if (old->open != now->open) {
    report.changed(Code::kFrozenProperty, name, fmt::format("the frozen struct `{}` is changed", name),
                   now->open ? "now with `...`" : "now without `...`");
  }
}

void check_frozen_composite(const Version& before, const Version& after, const std::string& name,
                            FreezeReport& report) {
  const ir::Composite* old = before.schema.composite(name);
  const ir::Composite* now = after.schema.composite(name);
  if (old == nullptr || report.told(name)) return;
  if (now == nullptr) return report_gone(report, "type", name);
  ir::Composite same = *now;
  same.doc = old->doc;
  for (std::size_t i = 0; i < same.attributes.size() && i < old->attributes.size(); ++i)
    same.attributes[i].doc = old->attributes[i].doc;
  if (same == *old) return;
  report
      .changed(Code::kFrozenType, name, fmt::format("the frozen type `{}` is changed", name),
               "its values travel whole: whoever knows it reads and writes all of them")
      .help("declare a type beside it, for a new field that can be NULL");
}

void check_frozen_domain(const Version& before, const Version& after, const std::string& name,
                         FreezeReport& report) {
  const ir::Domain* old = before.schema.domain(name);
  const ir::Domain* now = after.schema.domain(name);
  if (old == nullptr || report.told(name)) return;
  if (now == nullptr) return report_gone(report, "domain", name);
  ir::Domain same = *now;
  same.doc = old->doc;
  if (same == *old) return;
  report
      .changed(Code::kFrozenType, name, fmt::format("the frozen domain `{}` is changed", name),
               "it takes other values")
      .help("declare a domain beside it, for a new field that can be NULL");
}

}  // namespace tenon::diff
