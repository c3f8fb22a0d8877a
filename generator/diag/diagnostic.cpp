#include "diag/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.hpp"

namespace tenon::diag {

std::string_view severity_name(Severity severity) {
  static constexpr std::array<std::string_view, 3> kNames = {"error", "warning", "note"};
  return kNames.at(static_cast<std::size_t>(severity));
}

const std::vector<Entry>& catalogue() {
  static const std::vector<Entry> entries = {
#define TENON_DIAGNOSTIC(name, code, severity, title) {Code::k##name, code, Severity::severity, title},
#include "diag/catalogue.def"
#undef TENON_DIAGNOSTIC
  };
  return entries;
}

const Entry& entry(Code code) {
  return catalogue()[static_cast<std::size_t>(code)];
}

Severity severity_of(const Diagnostic& diagnostic) {
  return diagnostic.severity.value_or(entry(diagnostic.code).severity);
}

Diagnostic& Diagnostic::at(Span span, std::string text) {
  primary = Label{span, std::move(text)};
  return *this;
}

Diagnostic& Diagnostic::also(Span span, std::string text) {
  secondary.push_back({span, std::move(text)});
  return *this;
}

Diagnostic& Diagnostic::note(std::string text) {
  notes.push_back(std::move(text));
  return *this;
}

Diagnostic& Diagnostic::help(std::string text) {
  helps.push_back(std::move(text));
  return *this;
}

Diagnostic& Diagnostic::fix(Span span, std::string text) {
  fixes.push_back({span, std::move(text)});
  return *this;
}

Diagnostic& Sink::report(Code code, std::string message) {
  return add({code, std::move(message), std::nullopt, {}, {}, {}});
}

Diagnostic& Sink::add(Diagnostic diagnostic) {
  // Nobody reads so many, and a file of some megabytes can have millions.
  constexpr std::size_t kMost = 20'000;
  errors_ = errors_ || severity_of(diagnostic) == Severity::kError;
  if (diagnostics_.size() == kMost) return dropped_ = std::move(diagnostic);
  return diagnostics_.emplace_back(std::move(diagnostic));
}

std::vector<Diagnostic> Sink::sorted() const {
  std::vector<Diagnostic> out = diagnostics_;
  const auto place = [](const Diagnostic& d) {
    return d.primary ? std::tuple(1U, d.primary->span.file, d.primary->span.begin) : std::tuple(0U, 0U, 0U);
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  // What stands in a mixin is looked at once for each entity that takes it in, and is wrong once.
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) {
    return a.primary && b.primary && a.code == b.code && a.primary->span == b.primary->span &&
           a.message == b.message;
  };
  std::vector<Diagnostic> once;
  for (Diagnostic& diagnostic : out) {
    bool known = false;
    for (auto other = once.rbegin(); other != once.rend() && place(*other) == place(diagnostic); ++other) {
      known = known || same(*other, diagnostic);
    }
    if (!known) once.push_back(std::move(diagnostic));
  }
  return once;
}

void suggest(Diagnostic& diagnostic, std::string_view name, const std::vector<std::string>& candidates) {
  const auto near = nearest(name, candidates);
  if (!near) return;
  diagnostic.help(fmt::format("did you mean `{}`?", *near));
  // Only what the caret stands under is replaced, and only by what is written the same way.
  const bool alike = name.starts_with('@') == near->starts_with('@');
  const auto width = [](Span span) { return span.end - span.begin; };
  if (alike && diagnostic.primary && width(diagnostic.primary->span) == name.size()) {
    diagnostic.fix(diagnostic.primary->span, *near);
  }
}

}  // namespace tenon::diag
