#include "render/templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <kainjow/mustache.hpp>
#include <optional>

#include "render/embedded.hpp"

namespace tenon::render {
namespace {

namespace mustache = kainjow::mustache;

/// Newlines are hidden from the engine, whose own rules for lines leave a blank one for a section that is
/// false, and swallow one that is meant; spaces too, each of which would be a part of its own to it. No valid
/// UTF-8 holds these bytes.
constexpr char kNewline = '\xff';
constexpr char kSpace = '\xfe';

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

/// With the spaces between its tags hidden, and variables marked as those that need no escaping.
std::string hidden_spaces(std::string_view line) {
  std::string out;
  bool in_tag = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line.substr(i, 2) == "}}") in_tag = false;
    if (line.substr(i, 2) == "{{") {
      in_tag = true;
      const bool variable =
          i + 2 < line.size() && std::string_view("#^/!>&{=").find(line[i + 2]) == std::string_view::npos;
      out += variable ? "{{&" : "{{";
      ++i;
      continue;
    }
    out += line[i] == ' ' && !in_tag ? kSpace : line[i];
  }
  return out;
}

/// What the engine writes to.
class Appending {
 public:
  explicit Appending(std::string& to) : out_(to) {}

  Appending& operator<<(const std::string& text) {
    const std::size_t begin = out_.size();
    out_ += text;
    show(begin, kNewline, '\n');
    show(begin, kSpace, ' ');
    return *this;
  }

 private:
  /// From a place on. Most of what is written has none: it is searched for, and not gone through.
  void show(std::size_t from, char hidden, char shown) {
    for (std::size_t at = out_.find(hidden, from); at != std::string::npos; at = out_.find(hidden, at + 1))
      out_[at] = shown;
  }

  std::string& out_;
};

std::string prepared(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (const auto tag = standalone_tag(line)) {
      out += *tag;
    } else {
      out += hidden_spaces(line);
      if (end != std::string_view::npos) out += kNewline;
    }
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

const View::Node* member(const View& view, const std::string& name) {
  for (const auto& [own, node] : view.members()) {
    if (own == name) return &node;
  }
  return nullptr;
}

/// Looks names up from the innermost section outward, and fails on one that none has. The engine wants data
/// of its own: it gets as much as it asks for and as long as it needs it, since to make it of a whole view
/// takes longer than laying the view out.
class StrictContext : public mustache::basic_context<std::string> {
 public:
  StrictContext(const View& root, std::string_view path, const View* item = nullptr) : path_(path) {
    sections_.push_back({&root, 0});
    if (item != nullptr) sections_.push_back({item, 0});
  }

  void push(const mustache::data* data) override { sections_.push_back({view_of(data), lists_.size()}); }
  void pop() override {
    lists_.resize(sections_.back().lists);
    sections_.pop_back();
  }

  const mustache::data* get(const std::string& name) const override {
    for (auto section = sections_.rbegin(); section != sections_.rend(); ++section) {
      if (section->view == nullptr) continue;
      if (const View::Node* node = member(*section->view, name)) return data_of(*node);
    }
    throw TemplateError(fmt::format("{}.mustache: unknown name `{}`", path_, name));
  }

  const mustache::data* get_partial(const std::string& name) const override {
    throw TemplateError(
        fmt::format("{}.mustache: partial `{}`: partials are rendered by the target", path_, name));
  }

 private:
  struct Section {
    const View* view;   ///< none of a boolean's
    std::size_t lists;  ///< how many there were when it was entered
  };
  /// What the engine goes through in place of a list of views.
  struct List {
    mustache::data items;
    const View::List* views;
  };

  const mustache::data* data_of(const View::Node& node) const {
    static const mustache::data kTrue(true);
    static const mustache::data kFalse(false);
    if (const auto* flag = std::get_if<bool>(&node)) return *flag ? &kTrue : &kFalse;
    if (const auto* text = std::get_if<std::string>(&node)) {
      text_ = mustache::data(*text);
      return &text_;
    }
    const auto& views = std::get<View::List>(node);
    if (views.empty()) return &kFalse;
    List& list = lists_.emplace_back(List{mustache::data(mustache::data::type::list), &views});
    // The library's own push_back copies the list each time.
    auto& items = const_cast<mustache::list&>(list.items.list_value());
    items.reserve(views.size());
    for (std::size_t i = 0; i < views.size(); ++i) items.emplace_back(true);
    return &list.items;
  }

  /// The view that an item of a list stands for.
  [[nodiscard]] const View* view_of(const mustache::data* item) const {
    for (auto list = lists_.rbegin(); list != lists_.rend(); ++list) {
      const mustache::list& items = list->items.list_value();
      const std::less<> before;
      if (!before(item, items.data()) && before(item, items.data() + items.size()))
        return &(*list->views)[static_cast<std::size_t>(item - items.data())];
    }
    return nullptr;
  }

  std::string_view path_;
  std::vector<Section> sections_;
  mutable std::deque<List> lists_;  ///< a list's data must not move while the engine goes through it
  mutable mustache::data text_;     ///< the last one asked for: the engine copies it at once
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

/// A template, in pieces where it has a long list: what stands between its places, and an item at each.
struct Templates::Parsed {
  struct Piece {
    mustache::mustache engine;
    bool item;

    void append(std::string& out, StrictContext& context) {
      Appending stream(out);
      engine.render(context, stream);
    }
  };
  std::vector<Piece> pieces;

  void add(std::string_view path, std::string_view text, bool item) {
    Piece& piece = pieces.emplace_back(Piece{mustache::mustache(std::string(text)), item});
    if (!piece.engine.is_valid())
      throw TemplateError(fmt::format("{}.mustache: {}", path, piece.engine.error_message()));
  }
};

Templates::Templates(std::string override_directory) : override_directory_(std::move(override_directory)) {}

Templates::~Templates() = default;

Templates::Parsed& Templates::parsed(std::string_view path, const std::string& long_list) {
  const std::string key = fmt::format("{}#{}", path, long_list);
  const auto found = cache_.find(key);
  if (found != cache_.end()) return *found->second;
  auto fresh = std::make_unique<Parsed>();
  const std::string text = prepared(text_of(path, override_directory_));
  std::string_view left = text;
  const std::string begin = fmt::format("{{{{#{}}}}}", long_list);
  const std::string end = fmt::format("{{{{/{}}}}}", long_list);
  // A piece that begins or ends within another section is refused, as a template that is not closed.
  while (!long_list.empty()) {
    const std::size_t opens = left.find(begin);
    const std::size_t closes = left.find(end, opens == std::string_view::npos ? 0 : opens);
    if (opens == std::string_view::npos || closes == std::string_view::npos) break;
    fresh->add(path, left.substr(0, opens), false);
    fresh->add(path, left.substr(opens + begin.size(), closes - opens - begin.size()), true);
    left.remove_prefix(closes + end.size());
  }
  fresh->add(path, left, false);
  return *cache_.emplace(key, std::move(fresh)).first->second;
}

std::string Templates::render(std::string_view path, const View& view) {
  StrictContext context(view, path);
  std::string out;
  parsed(path).pieces.front().append(out, context);
  return out;
}

std::vector<std::string> Templates::render(std::span<const std::string_view> paths, const View& view,
                                           const LongList& list) {
  struct Sheet {
    std::string_view path;
    Parsed& parsed;
    std::vector<std::string> texts;  ///< of its pieces
  };
  std::vector<Sheet> sheets;
  for (const std::string_view path : paths) {
    Parsed& ready = parsed(path, list.name);
    sheets.push_back({path, ready, std::vector<std::string>(ready.pieces.size())});
  }
  const auto lay_out = [&](const View* item) {
    for (Sheet& sheet : sheets) {
      for (std::size_t i = 0; i < sheet.texts.size(); ++i) {
        Parsed::Piece& piece = sheet.parsed.pieces[i];
        StrictContext context(view, sheet.path, item);
        if (piece.item == (item != nullptr)) piece.append(sheet.texts[i], context);
      }
    }
  };
  lay_out(nullptr);
  for (std::size_t i = 0; i < list.size; ++i) {
    const View item = list.item(i);
    lay_out(&item);
  }
  std::vector<std::string> out;
  for (Sheet& sheet : sheets) {
    std::string& text = out.emplace_back(std::move(sheet.texts.front()));
    for (std::size_t i = 1; i < sheet.texts.size(); ++i) {
      text += sheet.texts[i];
      sheet.texts[i] = {};
    }
  }
  return out;
}

}  // namespace tenon::render
