// Partitions that their author names: lists of values, ranges, and the one for the rest.
#include <fmt/format.h>

#include <compare>
#include <map>

#include "sema/names/names.hpp"
#include "sema/storage/partitions.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using End = ir::RangeEnd;
using Ends = std::vector<End>;

/// How the ends of ranges stand to each other, column by column; unordered where the server alone knows.
std::partial_ordering ends_compared(const std::vector<const ir::Column*>& columns, const Ends& a,
                                    const Ends& b) {
  const auto rank = [](const End& end) {
    return end.kind == End::Kind::kMinimum ? -1 : end.kind == End::Kind::kMaximum ? 1 : 0;
  };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (rank(a[i]) != rank(b[i])) return rank(a[i]) <=> rank(b[i]);
    // Behind an end that is open, the server looks at nothing.
    if (rank(a[i]) != 0) return std::partial_ordering::equivalent;
    const std::partial_ordering found = compared(columns[i]->type, a[i].value, b[i].value);
    if (found != std::partial_ordering::equivalent) return found;
  }
  return std::partial_ordering::equivalent;
}

class Naming {
 public:
  Naming(const Reading& context, const Draft& draft, const ast::Partition& syntax, ir::Partitioning& level)
      : context_(context), syntax_(syntax), level_(level) {
    for (const std::string& name : level.columns) columns_.push_back(draft.entity.column(name));
  }

  bool run() {
    for (const ast::PartitionItem& item : *syntax_.items) add(item);
    if (level_.named.empty() && good_)
      report(syntax_.span, is_list() ? "a list without partitions" : "ranges without partitions");
    return good_;
  }

 private:
  [[nodiscard]] bool is_list() const { return level_.method == ir::Partitioning::Method::kList; }

  diag::Diagnostic& report(Span span, std::string message) {
    good_ = false;
    return context_.sink.report(Code::kPartitionValues, std::move(message)).at(span);
  }

  void add(const ast::PartitionItem& item) {
    const ast::Name& name = item.assignment.name;
    const ast::Value& value = item.assignment.value;
    const auto [first, is_new] = names_.emplace(name.text, name.span);
    if (!is_new)
      report(name.span, fmt::format("two partitions `{}`", name.text)).also(first->second, "the first one");
    const Attributes attributes = resolve_attributes(context_, item.attributes, types::kPartitionItem);
    good_ = good_ && attributes.wrong == 0;
    ir::NamedPartition out{name.text, {}};
    out.table = named_or(attributes, "");
    check_table(out, item);
    const auto* word = std::get_if<ast::Name>(&value.node);
    out.is_rest = word != nullptr && word->text == "default";
    if (out.is_rest) {
      check_rest(value);
    } else if (!(is_list() ? fill_list(value, out) : fill_range(value, out))) {
      return;
    }
    level_.named.push_back(std::move(out));
  }

  void check_table(const ir::NamedPartition& partition, const ast::PartitionItem& item) {
    if (partition.table.empty()) return;
    const auto [first, is_new] = tables_.emplace(partition.table, item.span);
    if (is_new) return;
    report(item.span, fmt::format("two partitions are the table `{}`", partition.table))
        .also(first->second, "the first one");
  }

  void check_rest(const ast::Value& value) {
    if (rest_) report(value.span, "two partitions take the rest").also(*rest_, "the first one");
    rest_ = rest_.value_or(value.span);
  }

  bool fill_list(const ast::Value& value, ir::NamedPartition& out) {
    const auto* list = std::get_if<ast::List>(&value.node);
    if (list == nullptr || list->items.empty()) {
      report(value.span, fmt::format("partition `{}` holds nothing", out.name))
          .help(fmt::format("list its values: `{} = [ … ]`", out.name));
      return false;
    }
    for (const ast::Value& each : list->items) {
      auto resolved = plain_value(out.name, each, *columns_[0]);
      if (!resolved) continue;
      const auto [first, is_new] = values_.emplace(resolved->text, each.span);
      if (is_new) {
        out.values.push_back(std::move(*resolved));
      } else {
        report(each.span, "a value is in two partitions").also(first->second, "the first one");
      }
    }
    return true;
  }

  std::optional<ir::Value> plain_value(const std::string& name, const ast::Value& value,
                                       const ir::Column& column) {
    if (std::holds_alternative<ast::Sql>(value.node) || std::holds_alternative<ast::Null>(value.node) ||
        std::holds_alternative<ast::Call>(value.node)) {
      report(value.span, fmt::format("`{}` holds what is no plain value", name));
      return std::nullopt;
    }
    auto resolved = resolve_value(context_, value, column.type);
    good_ = good_ && resolved.has_value();
    return resolved;
  }

  bool fill_range(const ast::Value& value, ir::NamedPartition& out) {
    const auto* list = std::get_if<ast::List>(&value.node);
    if (list == nullptr || list->items.size() != 2) {
      const bool one = columns_.size() == 1;
      report(value.span, fmt::format("partition `{}` is no range", out.name))
          .help(fmt::format(
              "say where it begins, and before what it ends: `{} = {}`; `minvalue` and `maxvalue` "
              "are without an end",
              out.name, one ? "[from, to]" : "[[from, …], [to, …]]"));
      return false;
    }
    auto from = ends(out.name, list->items[0]);
    auto to = ends(out.name, list->items[1]);
    if (!from || !to) return false;
    out.from = std::move(*from);
    out.to = std::move(*to);
    check_range(value, out);
    spans_.push_back(value.span);
    ranges_.push_back(out);
    return true;
  }

  std::optional<Ends> ends(const std::string& name, const ast::Value& value) {
    const auto* list = std::get_if<ast::List>(&value.node);
    const bool is_tuple = columns_.size() > 1;
    if (is_tuple != (list != nullptr) || (is_tuple && list->items.size() != columns_.size())) {
      report(value.span, is_tuple ? fmt::format("an end of `{}` is {} values in `[ ]`", name, columns_.size())
                                  : fmt::format("an end of `{}` is one value", name));
      return std::nullopt;
    }
    Ends out;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      auto found = end(name, is_tuple ? list->items[i] : value, *columns_[i]);
      if (!found) return std::nullopt;
      out.push_back(std::move(*found));
    }
    return out;
  }

  std::optional<End> end(const std::string& name, const ast::Value& value, const ir::Column& column) {
    const auto* word = std::get_if<ast::Name>(&value.node);
    if (word != nullptr && word->text == "minvalue") return End{End::Kind::kMinimum};
    if (word != nullptr && word->text == "maxvalue") return End{End::Kind::kMaximum};
    auto resolved = plain_value(name, value, column);
    if (!resolved) return std::nullopt;
    return End{End::Kind::kValue, std::move(*resolved)};
  }

  void check_range(const ast::Value& value, const ir::NamedPartition& range) {
    const std::partial_ordering order = ends_compared(columns_, range.from, range.to);
    if (order == std::partial_ordering::equivalent || order == std::partial_ordering::greater) {
      report(value.span, fmt::format("partition `{}` holds nothing", range.name))
          .help("it begins where the first value is, and ends before the second: put the smaller one first");
      return;
    }
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
      const ir::NamedPartition& other = ranges_[i];
      if (ends_compared(columns_, range.from, other.to) != std::partial_ordering::less ||
          ends_compared(columns_, other.from, range.to) != std::partial_ordering::less)
        continue;
      report(value.span, fmt::format("partitions `{}` and `{}` share values", other.name, range.name))
          .also(spans_[i], "the first one")
          .help("a range ends before its second value: the next one can begin there");
      return;
    }
  }

  const Reading& context_;
  const ast::Partition& syntax_;
  ir::Partitioning& level_;
  std::vector<const ir::Column*> columns_;
  std::map<std::string, Span> names_;
  std::map<std::string, Span> tables_;
  std::map<std::string, Span> values_;
  std::vector<ir::NamedPartition> ranges_;
  std::vector<Span> spans_;  ///< of those
  std::optional<Span> rest_;
  bool good_ = true;
};

}  // namespace

bool resolve_named(const Reading& context, const Draft& draft, const ast::Partition& syntax,
                   ir::Partitioning& level) {
  return Naming(context, draft, syntax, level).run();
}

}  // namespace tenon::sema
