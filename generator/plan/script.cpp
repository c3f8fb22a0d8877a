#include "plan/script.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/script_lines.hpp"
#include "render/sql_text.hpp"

namespace tenon::plan {
namespace {

constexpr std::string_view kMark = "-- tenon: ";
constexpr std::string_view kHead = "head";
constexpr std::string_view kTransaction = "in a transaction";
constexpr std::string_view kOutside = "in no transaction";
constexpr std::string_view kEachLeaf = ", each partition of ";
/// psql can't go through the partitions: such a statement is a comment to it.
constexpr std::string_view kForTheTool = "--| ";

/// `ACCESS EXCLUSIVE on notes; rewrites it; rewrite, long-lock`
std::string costs(const Step& step) {
  std::vector<std::string> parts;
  if (step.lock != Lock::kNone)
    parts.push_back(fmt::format("{}{}", lock_name(step.lock), step.on.empty() ? "" : " on " + step.on));
  if (step.rewrites) parts.emplace_back("writes the table anew");
  if (step.scans) parts.emplace_back("reads all rows");
  std::vector<std::string> hazards;
  for (const Hazard hazard : step.hazards) hazards.emplace_back(hazard_name(hazard));
  if (!hazards.empty()) parts.push_back("hazards: " + join(hazards, ", "));
  return join(parts, "; ");
}

std::string behind(std::string_view text, std::string_view mark) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("{}{}\n", mark, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

constexpr std::string_view kBegin = "BEGIN;";
constexpr std::string_view kCommit = "COMMIT;";

/// What the reader would take for a mark, where it stands outside of strings, bodies and remarks.
bool is_like_mark(std::string_view line) {
  return line.starts_with(kMark) || line.starts_with(kForTheTool) || line == kBegin || line == kCommit;
}

/// A blank before it makes a line of an author's that looks like a mark none.
std::string without_marks(std::string_view text) {
  std::string out;
  ScriptLines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (lines.is_free() && is_like_mark(line)) out += ' ';
    out += line;
    if (end < text.size()) out += '\n';
    lines.pass(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string remark(const Step& step) {
  const std::string cost = costs(step);
  std::string text = step.what;
  if (!cost.empty()) text += " (" + cost + ")";
  if (!step.why.empty()) text += "\n" + step.why;
  return without_marks(render::sql_comment(text).str()) + "\n";
}

bool is_in_transaction(const Step& step) {
  return step.mode == Mode::kTogether || step.mode == Mode::kAlone;
}

class Writer {
 public:
  void add(const Step& step) {
    if (step.mode != Mode::kTogether || !open_) {
      close();
      std::string mark =
          fmt::format("step {}, {}", ++number_, is_in_transaction(step) ? kTransaction : kOutside);
      if (!step.each_leaf_of.empty()) mark += fmt::format("{}{}", kEachLeaf, step.each_leaf_of);
      out_ += fmt::format("\n{}{}\n", kMark, mark);
      if (is_in_transaction(step)) out_ += fmt::format("{}\n", kBegin);
    }
    out_ += remark(step);
    out_ += step.each_leaf_of.empty() ? without_marks(step.sql) + "\n" : behind(step.sql, kForTheTool);
    open_ = step.mode == Mode::kTogether;
    ends_ = is_in_transaction(step);
    if (step.mode != Mode::kTogether) close();
  }

  std::string text() {
    close();
    return std::move(out_);
  }

 private:
  void close() {
    if (ends_) out_ += fmt::format("{}\n", kCommit);
    ends_ = open_ = false;
  }

  std::string out_;
  int number_ = 0;
  bool open_ = false;  ///< to more statements
  bool ends_ = false;  ///< with COMMIT
};

/// What would end or begin a transaction that is the tool's.
bool ends_transaction(std::string_view line) {
  static constexpr std::string_view kEnds[] = {"begin;", "commit;", "rollback;"};
  return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view each) {
    return std::equal(line.begin(), line.end(), each.begin(), each.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
  });
}

/// What Git does to ends of lines is none of the text's.
std::string_view without_return(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

/// Reads a script line by line.
class Reader {
 public:
  tl::expected<Script, std::string> read(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = without_return(text.substr(0, end));
      if (const std::string wrong = take(line); !wrong.empty())
        return tl::unexpected(fmt::format("line {}: {}", line_, wrong));
      lines_.pass(line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!lines_.is_free())
      return tl::unexpected(fmt::format(
          "line {}: the string, name, body or remark that begins here isn't ended", lines_.opened()));
    return std::move(out_);
  }

 private:
  std::string take(std::string_view line) {
    const bool is_free = lines_.is_free();
    if (is_free && line.starts_with(kMark)) return begin(line.substr(kMark.size()));
    if (in_head_) {
      out_.head += std::string(line) + "\n";
      return "";
    }
    if (out_.steps.empty())
      return is_blank(line) || line.starts_with("--") ? "" : "a statement stands before the first step";
    ScriptStep& step = out_.steps.back();
    if (is_free && step.transaction) {
      if (line == kBegin || line == kCommit) return "";
      if (ends_transaction(line)) return "a step is one transaction, which the tool begins and ends";
    }
    if (is_free && step.what.empty() && line.starts_with("-- ")) step.what = line.substr(3);
    const bool is_for_the_tool = is_free && line.starts_with(kForTheTool);
    step.sql += std::string(is_for_the_tool ? line.substr(kForTheTool.size()) : line) + "\n";
    return "";
  }

  std::string begin(std::string_view mark) {
    in_head_ = mark == kHead;
    if (in_head_) return "";
    const std::string step = fmt::format("step {}, ", out_.steps.size() + 1);
    if (!mark.starts_with(step))
      return fmt::format("`{}` should begin with `{}`: steps are counted", mark, step);
    mark.remove_prefix(step.size());
    ScriptStep made;
    made.line = line_;
    made.transaction = mark.starts_with(kTransaction);
    if (!made.transaction && !mark.starts_with(kOutside))
      return fmt::format("a step is `{}` or `{}`", kTransaction, kOutside);
    mark.remove_prefix(made.transaction ? kTransaction.size() : kOutside.size());
    if (mark.starts_with(kEachLeaf)) {
      made.each_leaf_of = mark.substr(kEachLeaf.size());
    } else if (!mark.empty()) {
      return fmt::format("`{}` is no part of a step's mark", mark);
    }
    out_.steps.push_back(std::move(made));
    return "";
  }

  Script out_;
  ScriptLines lines_;
  bool in_head_ = false;
  std::size_t line_ = 0;
};

}  // namespace

std::vector<Hazard> hazards_of(const Plan& plan) {
  std::vector<Hazard> out;
  for (const Step& step : plan.steps) out.insert(out.end(), step.hazards.begin(), step.hazards.end());
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string script_text(const Plan& plan, Phase phase, const Title& title) {
  Writer steps;
  bool any = false;
  for (const Step& step : plan.steps) {
    if (step.phase != phase) continue;
    steps.add(step);
    any = true;
  }
  if (!any) return "";
  std::string out = without_marks(render::sql_comment(title.text).str()) + "\n";
  if (!title.head.empty()) out += fmt::format("\n{}{}\n{}", kMark, kHead, title.head);
  return out + steps.text();
}

tl::expected<Script, std::string> read_script(std::string_view text) {
  return Reader().read(text);
}

}  // namespace tenon::plan
