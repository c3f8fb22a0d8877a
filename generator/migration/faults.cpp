#include "migration/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "catalog/apply.hpp"

namespace tenon::migration {
namespace {

struct AdviceRow {
  std::string_view sqlstate;  ///< the beginning of it
  Fault fault;
  std::string_view help;
};

constexpr std::string_view kMendRows =
    "rows stand in the way: mend those, and run it again: it goes on here. Or change the steps that aren't "
    "done "
    "yet in the file, and `tenon migrate seal` it: it goes on with those";
constexpr std::string_view kMendText =
    "the database, or the text of the step, isn't what the other expects: mend the one that is wrong; a file "
    "that "
    "was changed goes on here once `tenon migrate seal` has sealed it, as long as the steps that were done "
    "are in "
    "it as they were";
constexpr std::string_view kLost = "the connection was lost: run it again, and it goes on here";

constexpr AdviceRow kAdvice[] = {
    {"55P03", Fault::kPassing,
     "let the session that holds the lock end, or end it by pg_terminate_backend(), and run it again: it "
     "goes on "
     "here"},
    {"40", Fault::kPassing, "run it again: it goes on here"},
    {"22023", Fault::kSurroundings,
     "the server doesn't know a role, or takes no setting of that kind: see that the roles that the schema "
     "names "
     "are there"},
    {"22", Fault::kFinding, kMendRows},
    {"23", Fault::kFinding, kMendRows},
    {"P0", Fault::kFinding, kMendRows},
    {"21", Fault::kFinding, kMendRows},
    {"54", Fault::kFinding, kMendRows},
    {"42501", Fault::kSurroundings,
     "connect as a role that may become the schema's owner: its superuser, or one that is granted it"},
    {"42", Fault::kFinding, kMendText},
    {"0A", Fault::kFinding, kMendText},
    {"2B", Fault::kFinding, kMendText},
    {"25006", Fault::kSurroundings,
     "this is a replica, or a session that may only read: connect to the primary"},
    {"53100", Fault::kSurroundings, "the disk is full: make room, and run it again: it goes on here"},
    {"53", Fault::kSurroundings,
     "the server lacks memory, room or connections: give it some, and run it again: it goes on here"},
    {"57014", Fault::kSurroundings, "it was stopped: run it again, and it goes on here"},
    {"57P", Fault::kSurroundings,
     "the server was stopped or restarted: run it again once it is back, and it goes on here"},
    {"08", Fault::kSurroundings, kLost},
    {"", Fault::kSurroundings,
     "the transaction was rolled back, and everything before this step stays: mend the cause, and run it "
     "again"},
};

/// What the server says with a value in it, in words of the tool's own: a server speaks many languages, and
/// in each the value stands elsewhere.
struct Words {
  std::string_view sqlstate;
  std::string_view text;
};
constexpr Words kOfValues[] = {
    {"22P02", "the value of a row is none that the new type takes"},
    {"22007", "the value of a row is no date or time"},
    {"22008", "a date or a time of a row is out of the type's range"},
    {"22003", "a number of a row is out of the type's range"},
    {"22001", "a text of a row is longer than the type takes"},
    {"22023", "a role, a setting or an argument isn't one that the server knows"},
    {"22012", "the values of a row come to a division by zero"},
    {"22", "the values of a row can't be taken"},
};

/// What the server calls DO's.
constexpr std::string_view kBlock = "inline_code_block";

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

/// Whether a text is what the words of a RAISE come to, with anything in the place of each `%`.
bool comes_of(std::string_view words, std::string_view text) {
  std::size_t at = 0;
  if (words.empty()) return false;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('%'), words.size());
    const std::size_t found = text.find(words.substr(0, end), at);
    if (found == std::string_view::npos || (at == 0 && found != 0)) return false;
    at = found + end;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return true;
}

/// The words of each RAISE of a text, as they are said.
std::vector<std::string> words_raised(std::string_view sql) {
  constexpr std::string_view kRaise = "RAISE EXCEPTION '";
  std::vector<std::string> out;
  for (std::size_t at = sql.find(kRaise); at != std::string_view::npos; at = sql.find(kRaise, at)) {
    at += kRaise.size();
    std::string words;
    for (; at < sql.size() && (sql[at] != '\'' || sql.substr(at, 2) == "''"); ++at) {
      words += sql[at];
      if (sql[at] == '\'') ++at;
    }
    out.push_back(std::move(words));
  }
  return out;
}

/// Whether a function raised it whose words are its author's. A block of the migration's own raises anew what
/// it has caught, in the server's words.
bool is_others_word(const pq::SqlError& error, std::string_view sql) {
  const std::string_view where = first_line(error.context);
  const bool is_function = where.ends_with(" RAISE") && where.find(kBlock) == std::string_view::npos;
  if (!is_function && !error.sqlstate.starts_with("P0")) return false;
  const std::vector<std::string> own = words_raised(sql);
  return is_function || std::none_of(own.begin(), own.end(), [&](const std::string& words) {
           return comes_of(words, error.message);
         });
}

/// The function, where the server names it.
std::string raiser(const pq::SqlError& error) {
  const std::string_view where = first_line(error.context);
  const bool is_named = !where.empty() && where.find(kBlock) == std::string_view::npos;
  return is_named ? fmt::format("in {}", where) : "by a trigger or a function";
}

}  // namespace

Advice advice_on(const pq::SqlError& error, bool is_lost) {
  if (is_lost || error.sqlstate.empty()) return {Fault::kSurroundings, std::string(kLost)};
  const auto* found = std::find_if(std::begin(kAdvice), std::end(kAdvice), [&](const AdviceRow& each) {
    return error.sqlstate.starts_with(each.sqlstate);
  });
  return {found->fault, std::string(found->help)};
}

bool is_passing(const pq::SqlError& error) {
  static constexpr std::string_view kPassing[] = {"55P03", "40P01", "40001"};
  return std::find(std::begin(kPassing), std::end(kPassing), error.sqlstate) != std::end(kPassing);
}

std::string told_without_values(const pq::SqlError& error, std::string_view sql) {
  if (is_others_word(error, sql))
    return fmt::format(
        "an exception was raised {} (SQLSTATE {}); its words may hold values, and are left out",
        raiser(error), error.sqlstate);
  const auto* words = std::find_if(std::begin(kOfValues), std::end(kOfValues), [&](const Words& each) {
    return error.sqlstate.starts_with(each.sqlstate);
  });
  if (words == std::end(kOfValues)) return catalog::describe(error);
  return fmt::format("{} (SQLSTATE {})", words->text, error.sqlstate);
}

}  // namespace tenon::migration
