#include "format/format.hpp"

#include "format/layout.hpp"
#include "parse/parse.hpp"
#include "parse/tokens.hpp"

namespace tenon::format {

std::optional<std::string> formatted(const SourceSet& sources, std::uint32_t id, diag::Sink& sink) {
  if (!parse::parse(sources, id, sink) || sink.has_errors()) return std::nullopt;
  const std::vector<parse::Token> tokens = parse::tokens(sources.at(id));
  return Layout(tokens).file();
}

}  // namespace tenon::format
