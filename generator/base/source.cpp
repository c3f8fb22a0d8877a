#include "base/source.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace tenon {

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  line_begins_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_begins_.push_back(i + 1);
  }
}

std::size_t SourceFile::line_at(std::size_t offset) const {
  const auto after =
      std::upper_bound(line_begins_.begin(), line_begins_.end(), std::min(offset, text_.size()));
  return static_cast<std::size_t>(after - line_begins_.begin());
}

LineColumn SourceFile::locate(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::size_t line = line_at(offset);
  const std::size_t begin = line_begins_[line - 1];
  return {line, code_points(std::string_view(text_).substr(begin, offset - begin)) + 1};
}

std::string_view SourceFile::line(std::size_t line) const {
  const std::size_t begin = line_begins_[line - 1];
  std::size_t end = text_.find('\n', begin);
  if (end == std::string::npos) end = text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

std::uint32_t SourceSet::add(SourceFile file) {
  files_.push_back(std::move(file));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view SourceSet::text(Span span) const {
  return files_[span.file].text().substr(span.begin, span.end - span.begin);
}

}  // namespace tenon
