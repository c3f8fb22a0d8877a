// Diagnostics: values that stages append to a list. Rendering them is in `render.hpp`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace tenon::diag {

enum class Severity { kError, kWarning, kNote };
/// `error`, `warning`, `note`: people, editors and SARIF call them alike.
std::string_view severity_name(Severity severity);

enum class Code {
#define TENON_DIAGNOSTIC(name, code, severity, title) k##name,
#include "diag/catalogue.def"
#undef TENON_DIAGNOSTIC
};

/// A row of the catalogue.
struct Entry {
  Code code;
  std::string_view id;  ///< `E0201`
  Severity severity;
  std::string_view title;  ///< for the reference, not for a message
};

const Entry& entry(Code code);
const std::vector<Entry>& catalogue();

struct Label {
  Span span;
  std::string text;
};

/// A replacement that would mend it.
struct Fix {
  Span span;
  std::string text;
};

/// One finding: a message, the place, other places that matter, and a way out.
struct Diagnostic {
  Code code;
  std::string message;
  std::optional<Label> primary;  ///< none where a finding has no place, such as a file that can't be opened
  std::vector<Label> secondary;
  std::vector<std::string> notes;
  std::vector<std::string> helps;
  std::vector<Fix> fixes = {};
  std::optional<Severity> severity = std::nullopt;  ///< where it isn't the catalogue's

  Diagnostic& at(Span span, std::string text = "");
  Diagnostic& also(Span span, std::string text);
  Diagnostic& note(std::string text);
  Diagnostic& help(std::string text);
  Diagnostic& fix(Span span, std::string text);
};

Severity severity_of(const Diagnostic& diagnostic);

/// Collects the diagnostics of a run.
class Sink {
 public:
  /// The reference is good until the next report.
  Diagnostic& report(Code code, std::string message);
  Diagnostic& add(Diagnostic diagnostic);
  [[nodiscard]] bool has_errors() const { return errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return diagnostics_; }
  /// In the order of their places; those without one come first.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> diagnostics_;
  Diagnostic dropped_{};  ///< beyond the most that are kept
  bool errors_ = false;
};

/// Adds "did you mean" where a candidate is near.
void suggest(Diagnostic& diagnostic, std::string_view name, const std::vector<std::string>& candidates);

}  // namespace tenon::diag
