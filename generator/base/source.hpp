// Source files and the places in them. Knows nothing of the language.
#pragma once

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace tenon {

/// 1-based; a column counts Unicode code points, as editors do.
struct LineColumn {
  std::size_t line = 1;
  std::size_t column = 1;
};

class SourceFile {
 public:
  /// `path` is shown in diagnostics as it is given. `text` is any bytes.
  SourceFile(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] LineColumn locate(std::size_t offset) const;
  /// The line alone, 1-based: a column takes time in proportion to its line.
  [[nodiscard]] std::size_t line_at(std::size_t offset) const;
  /// The line's text without its end; `line` is 1-based.
  [[nodiscard]] std::string_view line(std::size_t line) const;
  [[nodiscard]] std::size_t line_begin(std::size_t line) const { return line_begins_[line - 1]; }

 private:
  std::string path_;
  std::string text_;
  std::vector<std::size_t> line_begins_;
};

/// The files of a compilation. References stay valid while files are added.
class SourceSet {
 public:
  std::uint32_t add(SourceFile file);
  [[nodiscard]] const SourceFile& at(std::uint32_t id) const { return files_[id]; }
  [[nodiscard]] const SourceFile& of(Span span) const { return files_[span.file]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] std::string_view text(Span span) const;

 private:
  std::deque<SourceFile> files_;
};

}  // namespace tenon
