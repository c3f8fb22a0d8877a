#include "render/templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <kainjow/mustache.hpp>
#include <optional>

#include "render/embedded.hpp"

namespace tenon::render {
namespace {

namespace mustache = kainjow::mustache;

/// Newlines are hidden from the engine, whose own rules for lines leave a blank one for a section that is
/// false, and swallow one that is meant. No valid UTF-8 holds this byte.
constexpr char kNewline = '\xff';

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

/// The tag, if the line holds one tag of a section, an end or a comment and nothing else.
std::optional<std::string_view> standalone_tag(std::string_view line) {
  const std::size_t open = line.find("{{");
  if (open == std::string_view::npos || open + 2 >= line.size()) return std::nullopt;
  if (std::string_view("#^/!").find(line[open + 2]) == std::string_view::npos) return std::nullopt;
  const std::size_t close = line.find("}}", open);
  if (close == std::string_view::npos || !blank(line.substr(0, open)) || !blank(line.substr(close + 2)))
    return std::nullopt;
  return line.substr(open, close + 2 - open);
}

std::string prepared(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (const auto tag = standalone_tag(line)) {
      out += *tag;
    } else {
      out += line;
      if (end != std::string_view::npos) out += kNewline;
    }
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

mustache::data data_of(const View& view);

mustache::data data_of(const View::Node& node) {
  if (const auto* text = std::get_if<std::string>(&node)) return *text;
  if (const auto* flag = std::get_if<bool>(&node)) return *flag;
  mustache::data out(mustache::data::type::list);
  // The library's own push_back copies, at each level of nesting all that is below it.
  auto& items = const_cast<mustache::list&>(out.list_value());
  for (const View& item : std::get<View::List>(node)) items.push_back(data_of(item));
  return out;
}

mustache::data data_of(const View& view) {
  mustache::data object;
  for (const auto& [name, node] : view.members()) object[name] = data_of(node);
  return object;
}

/// Looks names up from the innermost section outward, and fails on one that none has.
class StrictContext : public mustache::basic_context<std::string> {
 public:
  StrictContext(const mustache::data& root, std::string_view path) : path_(path) { stack_.push_back(&root); }

  void push(const mustache::data* data) override { stack_.push_back(data); }
  void pop() override { stack_.pop_back(); }

  const mustache::data* get(const std::string& name) const override {
    for (auto level = stack_.rbegin(); level != stack_.rend(); ++level) {
      if (const mustache::data* found = (*level)->get(name)) return found;
    }
    throw TemplateError(fmt::format("{}.mustache: unknown name `{}`", path_, name));
  }

  const mustache::data* get_partial(const std::string& name) const override {
    throw TemplateError(
        fmt::format("{}.mustache: partial `{}`: partials are rendered by the target", path_, name));
  }

 private:
  std::string_view path_;
  std::vector<const mustache::data*> stack_;
};

std::optional<std::string> file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string text_of(std::string_view path, const std::string& override_directory) {
  const std::string name = fmt::format("{}.mustache", path);
  if (!override_directory.empty()) {
    if (auto text = file_text(override_directory + "/" + name)) return *text;
  }
  const auto embedded = embedded_templates();
  const auto found =
      std::find_if(embedded.begin(), embedded.end(), [&](const auto& t) { return t.path == name; });
  if (found == embedded.end()) throw TemplateError(fmt::format("{}: no such template", name));
  return std::string(found->text);
}

}  // namespace

struct Prepared::Data {
  mustache::data root;
};

Prepared::Prepared(const View& view) : data_(new Data{data_of(view)}) {}

Prepared::~Prepared() = default;

struct Templates::Parsed {
  explicit Parsed(const std::string& text) : engine(prepared(text)) {
    engine.set_custom_escape([](const std::string& plain) { return plain; });
  }
  mustache::mustache engine;
};

Templates::Templates(std::string override_directory) : override_directory_(std::move(override_directory)) {}

Templates::~Templates() = default;

Templates::Parsed& Templates::parsed(std::string_view path) {
  const auto found = cache_.find(path);
  if (found != cache_.end()) return *found->second;
  auto fresh = std::make_unique<Parsed>(text_of(path, override_directory_));
  if (!fresh->engine.is_valid()) {
    throw TemplateError(fmt::format("{}.mustache: {}", path, fresh->engine.error_message()));
  }
  return *cache_.emplace(std::string(path), std::move(fresh)).first->second;
}

std::string Templates::render(std::string_view path, const Prepared& view) {
  Parsed& ready = parsed(path);
  StrictContext context(view.data_->root, path);
  std::string out = ready.engine.render(context);
  std::replace(out.begin(), out.end(), kNewline, '\n');
  return out;
}

}  // namespace tenon::render
