// Where in a script's SQL a line begins: what stands within a string, a quoted name, a body or a remark is no
// mark, whatever it looks like. A part of `script.hpp`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenon::plan {

class ScriptLines {
 public:
  /// Whether the next line begins outside of all that has an end of its own.
  [[nodiscard]] bool is_free() const { return within_ == Within::kNothing; }
  /// Where that begins which isn't ended; from 1.
  [[nodiscard]] std::size_t opened() const { return opened_; }
  /// The next line, without its end.
  void pass(std::string_view line);

 private:
  enum class Within { kNothing, kString, kEscapes, kName, kBody, kRemark };

  /// From here to behind what is found; each is named after where it stands.
  std::size_t outside(std::string_view line, std::size_t at);
  std::size_t in_quotes(std::string_view line, std::size_t at);
  std::size_t in_body(std::string_view line, std::size_t at);
  std::size_t in_remark(std::string_view line, std::size_t at);
  void open(Within within);

  Within within_ = Within::kNothing;
  std::string tag_;  ///< of the body: `$fill$`
  int remarks_ = 0;  ///< that stand in one another
  std::size_t line_ = 0;
  std::size_t opened_ = 0;
};

}  // namespace tenon::plan
