// `sequence`, and `next(…)`, which takes its next number.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <map>

#include "base/text.hpp"
#include "sema/names/spelling.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr std::string_view kNext = "next";

struct CountedRange {
  std::string_view type;
  std::int64_t least;
  std::int64_t most;
};

constexpr CountedRange kCounted[] = {
    {"int2", std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()},
    {"int4", std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()},
    {"int8", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()},
};

const CountedRange* range_of(std::string_view type) {
  const types::ColumnType* row = types::find_column_type(type);
  const auto* found = std::find_if(std::begin(kCounted), std::end(kCounted), [&](const CountedRange& range) {
    return row != nullptr && range.type == row->name;
  });
  return found == std::end(kCounted) ? nullptr : found;
}

std::optional<std::int64_t> whole(const std::string& text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

constexpr std::string_view kCycle = "cycle";
constexpr std::string_view kNumbered[] = {"start", "increment", "min", "max", "cache"};

/// What a sequence says of itself, in its words, as far as that can be read.
class SequenceOptions {
 public:
  SequenceOptions(const Reading& context, const ast::Sequence& syntax) : context_(context), syntax_(syntax) {
    for (const ast::SequenceOption& option : syntax.options) read(option);
  }

  [[nodiscard]] bool cycles() const { return seen_.contains(kCycle); }
  [[nodiscard]] std::int64_t number(std::string_view word, std::int64_t otherwise) const {
    const auto found = numbers_.find(word);
    return found == numbers_.end() ? otherwise : found->second;
  }
  /// Where the word stands, or the sequence's name.
  [[nodiscard]] Span place(std::string_view word) const {
    const auto found = seen_.find(word);
    return found == seen_.end() ? syntax_.name.span : found->second;
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  diag::Diagnostic& refuse(Span span, const std::string& what) {
    good_ = false;
    return context_.sink.report(Code::kBadSequence, fmt::format("sequence `{}`: {}", syntax_.name.text, what))
        .at(span);
  }

  void read(const ast::SequenceOption& option) {
    const std::string& word = option.word.text;
    const Span span = option.number ? cover(option.word.span, option.number->span) : option.word.span;
    const auto* numbered = std::find(std::begin(kNumbered), std::end(kNumbered), word);
    if (numbered == std::end(kNumbered) && word != kCycle) {
      std::vector<std::string> known(std::begin(kNumbered), std::end(kNumbered));
      known.emplace_back(kCycle);
      auto& diagnostic = refuse(option.word.span, fmt::format("`{}` says nothing of a sequence", word));
      suggest(diagnostic, word, known);
      diagnostic.note("it has " + join(known, ", "));
      return;
    }
    const std::string_view kept = numbered == std::end(kNumbered) ? kCycle : *numbered;
    if (const auto [first, is_new] = seen_.emplace(kept, span); !is_new) {
      refuse(span, fmt::format("`{}` stands twice", word)).also(first->second, "the first one");
      return;
    }
    if (word == kCycle) {
      if (option.number) refuse(option.number->span, "`cycle` takes no number");
      return;
    }
    const auto number = option.number ? whole(option.number->text) : std::nullopt;
    if (!number) {
      refuse(span, fmt::format("`{}` takes a whole number", word)).help(fmt::format("write `{} 1`", word));
      return;
    }
    numbers_.emplace(kept, *number);
  }

  const Reading& context_;
  const ast::Sequence& syntax_;
  std::map<std::string_view, std::int64_t> numbers_;
  std::map<std::string_view, Span> seen_;
  bool good_ = true;
};

void refuse(const Reading& context, const ast::Sequence& syntax, Span span, const std::string& what) {
  context.sink.report(Code::kBadSequence, fmt::format("sequence `{}`: {}", syntax.name.text, what)).at(span);
}

/// What Postgres would refuse, and what would end at once.
void check(const Reading& context, const ast::Sequence& syntax, const SequenceOptions& options,
           const CountedRange& range, const ir::Sequence& made) {
  const std::int64_t least = *whole(made.minimum);
  const std::int64_t most = *whole(made.maximum);
  const std::int64_t start = *whole(made.start);
  if (*whole(made.increment) == 0)
    refuse(context, syntax, options.place("increment"), "an increment of 0 gives one number for ever");
  if (*whole(made.cache) < 1)
    refuse(context, syntax, options.place("cache"), "a session takes at least 1 number at once");
  for (const auto& [word, value] : {std::pair{"min", least}, std::pair{"max", most}}) {
    if (value < range.least || value > range.most)
      refuse(context, syntax, options.place(word),
             fmt::format("{} is out of the range of `{}`", value, range.type));
  }
  if (least >= most) {
    refuse(context, syntax, options.place("max"),
           fmt::format("its numbers go from {} to {}, which are none to choose from", least, most));
  } else if (start < least || start > most) {
    refuse(context, syntax, options.place("start"),
           fmt::format("it starts with {}, and its numbers go from {} to {}", start, least, most));
  }
}

const CountedRange& type_of(const Reading& context, const ast::Sequence& syntax) {
  const CountedRange* range = syntax.as ? range_of(syntax.as->text) : nullptr;
  if (syntax.as && range == nullptr) {
    context.sink
        .report(Code::kBadSequence,
                fmt::format("sequence `{}`: a `{}` can't be counted up", syntax.name.text, syntax.as->text))
        .at(syntax.as->span)
        .help("write `as int2`, `as int4` or `as int8`, or nothing for an int8");
  }
  return range == nullptr ? kCounted[2] : *range;
}

ir::Sequence sequence_of(const Reading& context, const ast::Sequence& syntax) {
  const CountedRange& range = type_of(context, syntax);
  const SequenceOptions options(context, syntax);
  ir::Sequence out;
  out.name = syntax.name.text;
  out.sql_name = sql_name_of(syntax);
  out.space = context.declared.space_of(out.name);
  out.doc = syntax.doc;
  out.type = range.type;
  const std::int64_t increment = options.number("increment", 1);
  const bool up = increment > 0;
  const std::int64_t least = options.number("min", up ? 1 : range.least);
  const std::int64_t most = options.number("max", up ? range.most : -1);
  out.increment = std::to_string(increment);
  out.minimum = std::to_string(least);
  out.maximum = std::to_string(most);
  out.start = std::to_string(options.number("start", up ? least : most));
  out.cache = std::to_string(options.number("cache", 1));
  out.cycles = options.cycles();
  check_table_name(context, {out.sql_name, syntax.name.span});
  if (options.good()) check(context, syntax, options, range, out);
  return out;
}

/// The sequence that the call names; null where there is none, which was complained about.
const ir::Sequence* named_in(const Reading& context, const ast::Call& call) {
  const auto* name = call.arguments.size() == 1 ? std::get_if<ast::Name>(&call.arguments[0].node) : nullptr;
  std::vector<std::string> known;
  for (const ir::Sequence& each : context.schema.sequences) {
    if (name != nullptr && each.name == name->text) return &each;
    known.push_back(each.name);
  }
  if (name != nullptr && context.declared.was_dropped(name->text)) return nullptr;
  auto& diagnostic =
      context.sink
          .report(Code::kNextNumber, name == nullptr ? std::string("`next` takes a sequence")
                                                     : fmt::format("`{}` is no sequence", name->text))
          .at(name == nullptr ? call.function.span : name->span);
  if (name != nullptr) suggest(diagnostic, name->text, known);
  diagnostic.help("declare one, `sequence ticket_no`, and write `= next(ticket_no)`");
  return nullptr;
}

}  // namespace

bool takes_next(const ast::Value& value) {
  const auto* call = std::get_if<ast::Call>(&value.node);
  return call != nullptr && call->function.text == kNext;
}

std::optional<ir::Value> next_of(const Reading& context, const ast::Call& call, const ir::Type& type) {
  const ir::Sequence* sequence = named_in(context, call);
  if (sequence == nullptr) return std::nullopt;
  const bool plain = type.kind == ir::Type::Kind::kColumn && type.dimensions == 0;
  const CountedRange* range = plain ? range_of(type.name) : nullptr;
  if (range != nullptr && *whole(sequence->minimum) >= range->least &&
      *whole(sequence->maximum) <= range->most)
    return ir::Value{ir::Value::Kind::kFunction, ir::next_of(context.schema, *sequence), {}};
  auto& diagnostic = context.sink
                         .report(Code::kNextNumber, fmt::format("`{}` can't hold the numbers of `{}`",
                                                                type.name, sequence->name))
                         .at(call.function.span);
  if (range == nullptr) {
    diagnostic.help("make the field an `int8`");
  } else {
    diagnostic.note(fmt::format("they go from {} to {}", sequence->minimum, sequence->maximum))
        .help(fmt::format("make the field an `int8`, or let the sequence end: `as {}`", range->type));
  }
  return std::nullopt;
}

void resolve_sequences(const MakingTypes& context) {
  for (const ast::Sequence* item : context.declared.sequences)
    context.sequences.push_back(sequence_of(context, *item));
}

}  // namespace tenon::sema
