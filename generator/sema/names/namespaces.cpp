// Namespaces: what the files declare that `import … as` names, by their whole names. Nothing behind this
// knows that a name was written otherwise.
#include <fmt/format.h>

#include "base/text.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

/// What a namespace's files declare, as it stands there.
struct Namespace {
  std::set<std::string> names;
  std::set<std::string> logs;  ///< of entities, which are there to be read if they are kept
  bool any_dropped = false;    ///< something couldn't be read, and could be called anything
};

using Namespaces = std::map<std::string, Namespace>;

/// Under an empty name what stands in none.
Namespaces declared_in(const std::vector<ast::File>& files) {
  Namespaces out;
  for (const ast::File& file : files) {
    Namespace& space = out[file.space ? file.space->text : ""];
    const auto take = [&](const auto& item) {
      using T = std::decay_t<decltype(item)>;
      if constexpr (std::is_same_v<T, ast::Dropped>) {
        if (item.name) space.names.insert(item.name->text);
        space.any_dropped = space.any_dropped || !item.name;
      } else if constexpr (!std::is_same_v<T, ast::Extension> && !std::is_same_v<T, ast::Seed> &&
                           !std::is_same_v<T, ast::SchemaBlock> && requires { item.name.text; }) {
        space.names.insert(item.name.text);
      }
      if constexpr (std::is_same_v<T, ast::Entity>) space.logs.insert(item.name.text + "Audit");
    };
    for (const ast::Declaration& declaration : file.declarations) std::visit(take, declaration);
  }
  return out;
}

/// Puts whole names into one file.
class Entering {
 public:
  Entering(const Namespaces& spaces, const std::optional<ast::Name>& own, diag::Sink& sink)
      : spaces_(spaces), own_(own), sink_(sink) {}

  /// Names that were complained about: nothing follows from them.
  std::vector<ast::Name> take() { return std::move(unknown_); }

  void operator()(ast::Import& /*item*/) {}
  void operator()(ast::Placement& /*item*/) {}
  void operator()(ast::SchemaBlock& /*item*/) {}
  void operator()(ast::LintsBlock& /*item*/) {}
  void operator()(ast::AllowBlock& /*item*/) {}
  void operator()(ast::TenancyBlock& item) {
    for (ast::Setting& setting : item.settings) {
      if (setting.name.text == "root") named(setting.values);
    }
  }
  void operator()(ast::SessionBlock& item) {
    for (ast::SessionVariable& variable : item.variables) {
      type(variable.type);
      attributes(variable.attributes);
    }
  }
  void operator()(ast::Entity& item) {
    place(item);
    enter(item.name);
    for (ast::Name& mixin : item.mixins) refer(mixin);
    attributes(item.attributes);
    if (item.visible) visible(*item.visible);
    if (item.writable) refer(item.writable->role);
    members(item.members);
  }
  void operator()(ast::Extension& item) {
    refer(item.name);
    members(item.members);
  }
  void operator()(ast::Mixin& item) {
    enter(item.name);
    members(item.members);
  }
  void operator()(ast::Enum& item) {
    if (!item.as) place(item);
    enter(item.name);
    attributes(item.attributes);
    for (ast::EnumValue& each : item.values) attributes(each.attributes);
  }
  void operator()(ast::Domain& item) {
    place(item);
    enter(item.name);
    type(item.type);
    if (item.default_value) value(*item.default_value);
    for (ast::Check& check : item.checks) attributes(check.attributes);
  }
  void operator()(ast::Sequence& item) {
    place(item);
    enter(item.name);
  }
  void operator()(ast::Composite& item) {
    place(item);
    enter(item.name);
    for (ast::Field& field : item.fields) member(field);
  }
  void operator()(ast::Struct& item) {
    enter(item.name);
    for (ast::Field& field : item.fields) member(field);
  }
  void operator()(ast::View& item) {
    place(item);
    enter(item.name);
    if (!item.stored || !item.stored->refreshed) return;
    for (ast::Name& role : item.stored->refreshed->by) refer(role);
  }
  void operator()(ast::Query& item) {
    enter(item.name);
    parameters(item.parameters);
    for (ast::QueryEmbed& embed : item.embeds) refer(embed.entity);
  }
  void operator()(ast::Function& item) {
    if (!is_definer(item)) place(item);
    enter(item.name);
    parameters(item.parameters);
    if (item.type) type(*item.type);
    for (ast::Name& read : item.reads) refer(read);
    for (ast::Name& caller : item.callers) refer(caller);
  }
  void operator()(ast::Role& item) {
    enter(item.name);
    for (ast::Setting& setting : item.settings) named(setting.values);
    for (ast::Name& read : item.reads_all) refer(read);
  }
  void operator()(ast::Raw& item) {
    if (item.name) put_whole(*item.name);
  }
  void operator()(ast::Seed& item) {
    put_whole(item.name);
    for (auto& each : item.items) {
      if (auto* one = std::get_if<ast::SeedRow>(&each)) row(*one);
      if (auto* scope = std::get_if<ast::SeedScope>(&each)) {
        for (ast::SeedRow& one : scope->rows) row(one);
      }
    }
  }
  void operator()(ast::Dropped& item) {
    if (item.name) put_whole(*item.name);
  }

 private:
  /// The name of a declaration of the file's.
  void enter(ast::Name& name) {
    if (own_ && types::find_column_type(name.text) != nullptr) {
      sink_.report(Code::kDuplicateDeclaration, fmt::format("`{}` is the name of a column type", name.text))
          .at(name.span)
          .help("choose another name: in the file it would mean either");
    }
    put_whole(name);
  }
  void put_whole(ast::Name& name) const {
    if (own_) name.text = ast::whole_name(own_->text, name.text);
  }

  /// Its name in the database is made of its name in the file: it stands in a Postgres schema of its own.
  template <typename Declaration>
  void place(Declaration& item) const {
    if (own_ && !item.placed) item.placed = ast::Placed{std::nullopt, {sql_name_of(item), item.name.span}};
  }

  /// A name without a namespace is its file's own where that has it, else that of no namespace.
  void refer(ast::Name& name) {
    const std::size_t dot = name.text.find('.');
    if (dot != std::string::npos)
      return refer_into(name, name.text.substr(0, dot), name.text.substr(dot + 1));
    if (!own_) return;
    const Namespace& own = spaces_.at(own_->text);
    const bool outside = spaces_.contains("") && spaces_.at("").names.contains(name.text);
    if (own.names.contains(name.text) || (!outside && own.logs.contains(name.text))) put_whole(name);
  }

  void refer_into(ast::Name& name, const std::string& space, const std::string& local) {
    const auto found = spaces_.find(space);
    const bool known =
        found != spaces_.end() && (found->second.names.contains(local) || found->second.logs.contains(local));
    const bool may_be = found != spaces_.end() && found->second.any_dropped;
    if (found == spaces_.end()) {
      report_namespace(name, space);
    } else if (!known && !may_be) {
      report_local(name, space, local, found->second);
    }
    name.text = ast::whole_name(space, local);
    if (!known) unknown_.push_back(name);
  }

  void report_namespace(const ast::Name& name, const std::string& space) {
    std::vector<std::string> candidates;
    for (const auto& [each, names] : spaces_) {
      if (!each.empty()) candidates.push_back(each);
    }
    Span place = name.span;
    place.end = place.begin + static_cast<std::uint32_t>(space.size());
    auto& diagnostic =
        sink_.report(Code::kUnknownInNamespace, fmt::format("there is no namespace `{}`", space)).at(place);
    if (nearest(space, candidates)) return suggest(diagnostic, space, candidates);
    diagnostic.help(
        fmt::format("a file is given one where it is imported: `import \"….schema\" as {}`", space));
  }

  void report_local(const ast::Name& name, const std::string& space, const std::string& local,
                    const Namespace& in) {
    Span place = name.span;
    place.begin = place.end - static_cast<std::uint32_t>(local.size());
    auto& diagnostic =
        sink_.report(Code::kUnknownInNamespace, fmt::format("the namespace `{}` has no `{}`", space, local))
            .at(place);
    suggest(diagnostic, local, {in.names.begin(), in.names.end()});
  }

  /// Between two names either may be the namespace.
  void visible(ast::Visible& item) {
    if (item.relation && !item.member.text.empty() && spaces_.contains(item.member.text)) {
      item.member = {item.member.text + "." + item.relation->text,
                     cover(item.member.span, item.relation->span)};
      item.relation.reset();
    }
    refer(item.member);
  }

  void type(ast::Type& item) {
    if (!item.name.text.empty()) refer(item.name);
    if (item.element) refer(*item.element);
  }

  void parameters(std::vector<ast::QueryParameter>& items) {
    for (ast::QueryParameter& item : items) {
      type(item.type);
      attributes(item.attributes);
    }
  }

  void named(std::vector<ast::Value>& values) {
    for (ast::Value& each : values) {
      if (auto* name = std::get_if<ast::Name>(&each.node)) refer(*name);
    }
  }

  /// What something was called is said whole, or with the namespace that it was in.
  static void former(ast::Attribute& attribute) {
    for (ast::Value& each : attribute.arguments) {
      auto* name = std::get_if<ast::Name>(&each.node);
      const std::size_t dot = name == nullptr ? std::string::npos : name->text.find('.');
      if (dot != std::string::npos)
        name->text = ast::whole_name(name->text.substr(0, dot), name->text.substr(dot + 1));
    }
  }

  void attributes(std::vector<ast::Attribute>& items) {
    for (ast::Attribute& item : items) {
      if (item.name.text == "was") former(item);
    }
  }

  /// Of all that a value can be, a sequence's next number alone names a declaration.
  void value(ast::Value& item) {
    auto* call = std::get_if<ast::Call>(&item.node);
    if (call != nullptr && call->function.text == "next") named(call->arguments);
  }

  void row(ast::SeedRow& item) { refer(item.entity); }

  void members(std::vector<ast::Member>& items) {
    for (ast::Member& item : items) std::visit([&](auto& each) { member(each); }, item);
  }

  template <typename Member>
  void member(Member& item) {
    if constexpr (requires { item.attributes; }) attributes(item.attributes);
  }
  void member(ast::Field& item) {
    type(item.type);
    if (item.default_value) value(*item.default_value);
    attributes(item.attributes);
  }
  void member(ast::ForeignKey& item) {
    refer(item.entity);
    attributes(item.attributes);
  }
  void member(ast::Policy& item) {
    for (ast::Name& role : item.roles) refer(role);
  }

  const Namespaces& spaces_;
  const std::optional<ast::Name>& own_;
  diag::Sink& sink_;
  std::vector<ast::Name> unknown_;
};

/// `a.b` would mean two things.
void check_entities(const std::vector<ast::File>& files, diag::Sink& sink) {
  std::map<std::string, Span> given;
  for (const ast::File& file : files) {
    if (file.space) given.emplace(file.space->text, file.space->span);
  }
  for (const ast::File& file : files) {
    for (const ast::Declaration& declaration : file.declarations) {
      const auto* entity = std::get_if<ast::Entity>(&declaration);
      const auto space = entity == nullptr ? given.end() : given.find(entity->name.text);
      if (space == given.end()) continue;
      sink.report(Code::kNamespaceClash,
                  fmt::format("the namespace `{}` is called as an entity is", space->first))
          .at(space->second)
          .also(entity->name.span, "the entity")
          .help("choose another name for one of them");
    }
  }
}

}  // namespace

void enter_namespaces(std::vector<ast::File>& files, diag::Sink& sink) {
  check_entities(files, sink);
  const Namespaces spaces = declared_in(files);
  for (ast::File& file : files) {
    Entering entering(spaces, file.space, sink);
    for (ast::Declaration& declaration : file.declarations) std::visit(entering, declaration);
    for (ast::Name& name : entering.take()) file.declarations.emplace_back(ast::Dropped{std::move(name)});
    if (file.space) file.declarations.insert(file.declarations.begin(), ast::Placement{*file.space});
  }
}

}  // namespace tenon::sema
