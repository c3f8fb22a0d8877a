#include "driver/import_sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <regex>
#include <string_view>

#include "base/source.hpp"
#include "catalog/elaborate.hpp"
#include "catalog/private_server.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/pull.hpp"
#include "driver/pull_verdict.hpp"
#include "driver/read.hpp"
#include "driver/report.hpp"
#include "sql/split.hpp"

namespace tenon::driver {
namespace {

/// The bytes before so many characters.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && characters-- == 0) break;
  }
  return at;
}

/// Commands by which a dump keeps psql from others in it: they make nothing.
bool is_guard(std::string_view line) {
  return line.starts_with("\\restrict ") || line.starts_with("\\unrestrict ");
}

/// Without the guards; what stands behind them keeps its place.
std::string without_guards(std::string text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (is_guard(std::string_view(text).substr(begin, end - begin)))
      text.replace(begin, end - begin, std::string(end - begin, ' '));
    begin = end + 1;
  }
  return text;
}

/// Where it is wrong, as far as the server says.
std::size_t place_of(std::string_view statement, int position) {
  return position > 0 ? bytes_of(statement, static_cast<std::size_t>(position) - 1) : 0;
}

/// A statement behind which rows stand; of a text the end of the first line with such a one, or else its
/// size.
std::size_t end_of_rows_head(const std::string& text) {
  static const std::regex kHead(R"((^|\n)copy\s[^;]*\sfrom\s+stdin\b[^;\n]*;?)", std::regex::icase);
  std::smatch found;
  if (!std::regex_search(text, found, kHead)) return text.size();
  return static_cast<std::size_t>(found.position() + found.length());
}

bool is_rows_of_a_dump(const std::string& statement) {
  static const std::regex kHead(R"(^copy\s[^;]*\sfrom\s+stdin\b)", std::regex::icase);
  return std::regex_search(statement, kHead);
}

/// Rows are no SQL: with a quote in them they would hide what stands before them.
std::vector<sql::Piece> statements_of(const std::string& text) {
  std::vector<sql::Piece> out = sql::split(text);
  const bool is_broken = out.size() == 1 && out.front().size == text.size();
  return is_broken ? sql::split(text.substr(0, end_of_rows_head(text))) : out;
}

std::string way_out(std::string_view at_error, const pq::SqlError& error) {
  if (at_error.starts_with("\\"))
    return "what begins with a backslash is psql's: leave it out, or run the file with psql and use `tenon "
           "pull`";
  if (error.sqlstate == "42704" && error.message.starts_with("role "))
    return "make the role before it: `CREATE ROLE …`, in a file that is named first";
  if (error.sqlstate == "0A000" || error.sqlstate == "58P01")
    return "the server that runs it is one of this machine, with its extensions; `tenon pull --db` takes any "
           "other";
  return error.hint;
}

/// Runs a file; false where a statement was refused, which is told with its place.
bool run_file(pq::Session& session, const std::string& path) {
  auto read = read_file(path);
  if (!read) {
    print_error(fmt::format("`{}` can't be read: {}", path, read.error()));
    return false;
  }
  const SourceFile source(path, without_guards(plain_text(std::move(*read))));
  const std::string text(source.text());
  for (const sql::Piece& piece : statements_of(text)) {
    const std::string statement = text.substr(piece.offset, piece.size);
    const auto refuse = [&](int position, const std::string& message, const std::string& help) {
      const auto at = source.locate(piece.offset + place_of(statement, position));
      print_error(fmt::format("{}:{}:{}: {}", path, at.line, at.column, message), help);
      return false;
    };
    if (is_rows_of_a_dump(statement))
      return refuse(0, "rows stand in the file, behind `COPY … FROM stdin`",
                    "a schema has none: leave them out, as `pg_dump --schema-only` does");
    const auto done = session.script(statement);
    if (done) continue;
    const std::size_t at = place_of(statement, done.error().position);
    return refuse(done.error().position, done.error().message,
                  way_out(std::string_view(statement).substr(at), done.error()));
  }
  return true;
}

}  // namespace

int import_sql(const ImportSqlOptions& options) {
  if (!options.out_dir.empty() && !may_be_filled(options.out_dir)) return kUsage;
  const auto server = catalog::private_server_of(options.major);
  if (!server) {
    print_error("there is no server to run the SQL: " + server.error().message, server.error().help);
    return kEnvironment;
  }
  auto running = pq::Session::connect(server->url());
  if (!running) {
    print_error(fmt::format("can't connect: {}", running.error().message));
    return kEnvironment;
  }
  for (const std::string& file : options.files) {
    if (!run_file(*running, file)) return kFinding;
  }
  // What the files have set, as a dump does its search_path, is no one's but theirs.
  auto session = connect(server->url());
  if (!session) return kEnvironment;
  const std::string called = !options.out_dir.empty() ? options.out_dir
                             : options.out.empty()    ? options.files.front()
                                                      : options.out;
  return pull_from(*session, schema_name(std::filesystem::path(called).stem().string()),
                   {.database = "",
                    .out = options.out,
                    .out_dir = options.out_dir,
                    .scratch = server->url(),
                    .only = {},
                    .root = ""});
}

}  // namespace tenon::driver
