// Declared functions: what they are called with, what they give, and in whose name they look.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "sema/embedded/embedded.hpp"
#include "sema/names/names.hpp"
#include "sema/values/values.hpp"
#include "sql/catalogue.hpp"
#include "sql/expression.hpp"
#include "types/types.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

/// A word that says what a function is; of two of a group one is too many.
struct Word {
  std::string_view words;
  std::string_view group;
  void (*set)(ir::Function&);
};

constexpr Word kWords[] = {
    {"immutable", "volatility", [](ir::Function& x) { x.volatility = ir::Volatility::kImmutable; }},
    {"stable", "volatility", [](ir::Function& x) { x.volatility = ir::Volatility::kStable; }},
    {"volatile", "volatility", [](ir::Function& x) { x.volatility = ir::Volatility::kVolatile; }},
    {"strict", "strict", [](ir::Function& x) { x.strict = true; }},
    {"parallel safe", "parallel", [](ir::Function& x) { x.parallel = ir::Parallel::kSafe; }},
    {"parallel restricted", "parallel", [](ir::Function& x) { x.parallel = ir::Parallel::kRestricted; }},
    {"parallel unsafe", "parallel", [](ir::Function& x) { x.parallel = ir::Parallel::kUnsafe; }},
    // Its reason says that it is one.
    {"definer", "definer", [](ir::Function&) {}},
};

class Signature {
 public:
  Signature(const Reading& context, const ast::Function& syntax) : context_(context), syntax_(syntax) {}

  /// Nothing where something of it is wrong.
  std::optional<ir::Function> read() {
    out_.name = syntax_.name.text;
    if (const std::string called = sql_name_of(syntax_); called != out_.name) out_.called = called;
    if (!sema::is_definer(syntax_)) out_.space = context_.declared.space_of(out_.name);
    out_.doc = syntax_.doc;
    out_.text = syntax_.body.text;
    out_.procedure = syntax_.procedure;
    if (out_.procedure) {
      read_procedure();
    } else {
      read_words();
      read_language();
      read_result();
    }
    read_parameters();
    if (!out_.procedure) {
      read_reads();
      read_security();
    }
    check_name();
    return is_good_ ? std::optional(std::move(out_)) : std::nullopt;
  }

 private:
  diag::Diagnostic& report(Span span, const std::string& what, Code code = Code::kBadFunction) {
    is_good_ = false;
    return context_.sink
        .report(code, fmt::format("{} `{}` {}", syntax_.procedure ? "procedure" : "function",
                                  syntax_.name.text, what))
        .at(span);
  }

  /// What it does is in its text, in the name of whoever calls it.
  void read_procedure() {
    out_.procedural = true;
    const std::string_view kHelp = "a procedure is `procedure name(…) as` and PL/pgSQL";
    if (syntax_.type)
      report(syntax_.type->name.span, "is of a type, and gives nothing").help(std::string(kHelp));
    for (const ast::Name& word : syntax_.words)
      report(word.span, fmt::format("is `{}`, which no procedure can be", word.text))
          .help(std::string(kHelp));
    if (syntax_.language && syntax_.language->text != "plpgsql")
      report(syntax_.language->span, fmt::format("is in `{}`", syntax_.language->text))
          .help(std::string(kHelp));
    for (const ast::Name& name : syntax_.reads)
      report(name.span, "says what it reads").note("what it reads and writes is in its text");
    for (const ast::Name& name : syntax_.callers)
      report(name.span, "says who calls it").note("whoever calls it may do by it what he may do anyway");
    if (syntax_.because) report(syntax_.because->span, "has a reason, and sees no more than its caller");
  }

  [[nodiscard]] bool is_definer() const { return definer_.has_value(); }

  /// The word that stands there, with the one behind it where they go together.
  [[nodiscard]] const Word* word_at(std::size_t place) const {
    const std::string first = syntax_.words[place].text;
    const std::string both =
        place + 1 < syntax_.words.size() ? first + " " + syntax_.words[place + 1].text : first;
    const auto* found = std::find_if(std::begin(kWords), std::end(kWords), [&](const Word& word) {
      return word.words == first || word.words == both;
    });
    return found == std::end(kWords) ? nullptr : found;
  }

  void read_words() {
    std::set<std::string_view> given;
    for (std::size_t i = 0; i < syntax_.words.size(); ++i) {
      const ast::Name& name = syntax_.words[i];
      const Word* word = word_at(i);
      if (word == nullptr) {
        std::vector<std::string> known;
        for (const Word& each : kWords) known.emplace_back(each.words);
        auto& diagnostic = report(name.span, fmt::format("is `{}`, which no function can be", name.text));
        suggest(diagnostic, name.text, known);
        diagnostic.note("a function is " + join(known, ", "));
        return;
      }
      if (!given.insert(word->group).second)
        report(name.span, fmt::format("says twice how it is: `{}` comes after another", word->words));
      if (word->group == "definer") definer_ = name.span;
      word->set(out_);
      if (word->words.find(' ') != std::string_view::npos) ++i;
    }
  }

  void read_language() {
    if (!syntax_.language || syntax_.language->text == "sql") return;
    out_.procedural = syntax_.language->text == "plpgsql";
    if (out_.procedural) return;
    auto& diagnostic = report(syntax_.language->span, fmt::format("is in `{}`", syntax_.language->text));
    suggest(diagnostic, syntax_.language->text, {"sql", "plpgsql"});
    diagnostic.note("its language is sql or plpgsql; others are for raw SQL");
  }

  void read_parameters() {
    for (const ast::QueryParameter& item : syntax_.parameters) {
      ir::QueryParameter parameter{item.name.text, "", {}, item.nullable.has_value(), "", {}};
      const auto same = [&](const ir::QueryParameter& other) { return other.name == parameter.name; };
      if (std::any_of(out_.parameters.begin(), out_.parameters.end(), same))
        report(item.name.span, fmt::format("has two parameters `{}`", item.name.text));
      if (out_.strict && item.nullable)
        report(*item.nullable, fmt::format("is strict, and takes a NULL as `{}`", item.name.text))
            .note("a strict function isn't called with a NULL: it gives NULL then")
            .help("take the `?` away, or `strict`");
      const auto type = parameter_type(context_, item.type, item.name, parameter.entity);
      if (!type) {
        is_good_ = false;
        continue;
      }
      parameter.type = *type;
      const Attributes attributes = resolve_attributes(context_, item.attributes, types::kQueryParameter);
      if (const ast::Attribute* example = attributes.find(types::AttributeId::kExample))
        parameter.example =
            resolve_value(context_, example->arguments[0], underlying(context_.schema, parameter.type));
      out_.parameters.push_back(std::move(parameter));
    }
  }

  void read_result() {
    out_.nullable = syntax_.nullable.has_value();
    if (!syntax_.type) {
      report(syntax_.name.span, "doesn't say what it gives")
          .help("write the type behind a colon: `): int8 …`");
      return;
    }
    std::string entity;
    const auto type = parameter_type(context_, *syntax_.type, syntax_.name, entity);
    is_good_ = is_good_ && type.has_value();
    if (type) out_.type = *type;
  }

  [[nodiscard]] bool is_source(const std::string& name) const {
    const auto& derived = context_.derived;
    return context_.drafts.named(name) != nullptr || context_.declared.find<ast::View>(name) != nullptr ||
           std::any_of(derived.begin(), derived.end(),
                       [&](const DerivedEntity& each) { return each.entity.name == name; });
  }

  void read_reads() {
    for (const ast::Name& name : syntax_.reads) {
      if (contains(out_.reads, name.text)) {
        report(name.span, fmt::format("reads `{}` twice", name.text), Code::kFunctionReads);
      } else if (is_source(name.text)) {
        out_.reads.push_back(name.text);
      } else if (context_.declared.was_dropped(name.text)) {
        is_good_ = false;
      } else {
        suggest(report(name.span, fmt::format("reads `{}`, which is no entity or view", name.text),
                       Code::kFunctionReads),
                name.text, context_.drafts.names());
      }
    }
  }

  void read_security() {
    for (const ast::Name& role : syntax_.callers) read_caller(role);
    if (!is_definer()) {
      if (syntax_.because)
        report(syntax_.because->span, "has a reason, and sees no more than its caller")
            .help("a reason is for one that does: `definer because \"…\"`");
      if (!syntax_.callers.empty())
        report(syntax_.callers.front().span, "says who calls it, and sees no more than its caller")
            .help("leave `to` out: all roles of the schema may call it");
      return;
    }
    if (!context_.schema.tenancy)
      report(*definer_, "is a definer where there is no tenancy").help("leave `definer` out");
    if (!syntax_.because)
      report(*definer_, "sees what its caller doesn't, and doesn't say why")
          .help("say it: `definer … because \"…\"` before `as`");
    if (syntax_.placed)
      report(syntax_.placed->name.span, "sees what its caller doesn't, and stands elsewhere than in `tenon`")
          .help("leave `in` out: it is called `tenon." + out_.name + "(…)`");
    out_.definer_reason = syntax_.because ? syntax_.because->text : "-";
    if (out_.procedural)
      report(syntax_.language->span, "sees what its caller doesn't, and is in plpgsql")
          .note("the tenant's condition is put into SQL, which is looked into as a whole")
          .help("write it in SQL");
    if (syntax_.reads.empty())
      report(*definer_, "sees what its caller doesn't, and reads nothing")
          .help("name the entities: `reads Order`; or leave `definer` out");
    for (const ast::Name& name : syntax_.reads) {
      if (context_.drafts.named(name.text) == nullptr && is_source(name.text))
        report(name.span, fmt::format("sees what its caller doesn't, and reads `{}`", name.text))
            .note("a view or a log shows what whoever asks may see")
            .help("read the entities themselves");
    }
  }

  void read_caller(const ast::Name& role) {
    std::vector<std::string> known;
    for (const ir::Role& each : context_.schema.roles) known.push_back(each.name);
    if (!contains(known, role.text)) {
      if (context_.declared.was_dropped(role.text)) return;
      auto& diagnostic = report(role.span, fmt::format("is for `{}`, which is no declared role", role.text));
      suggest(diagnostic, role.text, known);
      diagnostic.note("the application calls it anyway");
    } else if (contains(out_.callers, role.text)) {
      report(role.span, fmt::format("names the role `{}` twice", role.text));
    } else {
      out_.callers.push_back(role.text);
    }
  }

  [[nodiscard]] bool is_of_postgres() const {
    const sql::Function* known = sql::find_function(ir::sql_name(out_));
    return known != nullptr &&
           (known->extension.empty() || contains(context_.schema.extensions, std::string(known->extension)));
  }

  [[nodiscard]] bool is_of_the_tool() const {
    std::vector<std::string> taken = ir::tool_functions();
    const auto add = [&](const std::vector<std::string>& more) {
      taken.insert(taken.end(), more.begin(), more.end());
    };
    add(ir::tool_functions(context_.schema));
    for (const Draft& draft : context_.drafts) {
      add(ir::tool_functions(draft.entity));
      for (const ast::Member* member : draft.members) {
        if (const auto* trigger = std::get_if<ast::Trigger>(member))
          taken.push_back(identifier(draft.entity.table + "_" + trigger->name.text));
      }
    }
    return contains(taken, out_.name);
  }

  /// Words of SQL's, and names with capitals, are read as something else.
  [[nodiscard]] bool is_read_as_call() const {
    const auto call = sql::parse_expression(ir::sql_name(out_) + "()");
    return call && call->functions.size() == 1 && call->functions[0].path == std::vector{ir::sql_name(out_)};
  }

  void check_name() {
    constexpr std::size_t kMost = 63;
    const Span span = syntax_.placed ? syntax_.placed->name.span : syntax_.name.span;
    constexpr std::string_view kOther = "choose another name";
    if (ir::sql_name(out_).size() > kMost) {
      report(span, fmt::format("has a name of {} bytes, of which Postgres keeps {}",
                               ir::sql_name(out_).size(), kMost));
    } else if (!is_read_as_call()) {
      report(span, "is called what SQL doesn't read as that name")
          .help("write it in small letters, and no word of SQL's");
    } else if (is_of_postgres()) {
      report(span, "is called as one of Postgres's").help(std::string(kOther));
    } else if (context_.raw.functions.contains(ir::sql_name(out_))) {
      report(span, "is made by raw SQL as well").help(std::string(kOther));
    } else if (is_definer() && is_of_the_tool()) {
      report(span, "is called as one of the tool's").help(std::string(kOther));
    }
  }

  const Reading& context_;
  const ast::Function& syntax_;
  ir::Function out_;
  std::optional<Span> definer_;
  bool is_good_ = true;
};

}  // namespace

std::optional<ir::Type> parameter_type(const Reading& context, const ast::Type& type, const ast::Name& name,
                                       std::string& entity) {
  const Draft* draft = type.raw ? nullptr : context.drafts.named(type.name.text);
  if (draft == nullptr) return resolve_type(context, type, false);
  entity = draft->entity.name;
  if (draft->key.size() == 1) return draft->key.front().type;
  if (draft->key.empty()) return std::nullopt;
  context.sink
      .report(Code::kQueryParameter,
              fmt::format("`{}` is of `{}`, whose key has {} columns", name.text, entity, draft->key.size()))
      .at(type.name.span)
      .help("take a parameter for each of them");
  return std::nullopt;
}

namespace {

/// There is one function of a name in a Postgres schema.
bool is_called_alone(const MakingFunctions& context, const ast::Function& syntax, const ir::Function& made) {
  const auto other =
      std::find_if(context.functions.begin(), context.functions.end(), [&](const ir::Function& each) {
        return ir::handle(each) == ir::handle(made) && ir::is_definer(each) == ir::is_definer(made);
      });
  if (other == context.functions.end()) return true;
  context.sink
      .report(Code::kBadFunction, fmt::format("function `{}` is called `{}` in the database, as `{}` is",
                                              made.name, ir::sql_name(made), other->name))
      .at(syntax.placed ? syntax.placed->name.span : syntax.name.span)
      .also(context.declared.find<ast::Function>(other->name)->name.span, "that one")
      .help("call one of them otherwise: `in` and another name");
  return false;
}

}  // namespace

void declare_functions(const MakingFunctions& context) {
  for (const ast::Function* syntax : context.declared.functions) {
    auto made = Signature(context, *syntax).read();
    if (made && is_called_alone(context, *syntax, *made)) context.functions.push_back(std::move(*made));
  }
}

}  // namespace tenon::sema
