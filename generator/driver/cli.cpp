// The command line. What each command does is elsewhere.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <regex>

#include "base/text.hpp"
#include "driver/command_line.hpp"
#include "driver/project_defaults.hpp"
#include "driver/report.hpp"
#include "driver/targets.hpp"
#include "plan/plan.hpp"
#include "render/templates.hpp"
#include "sema/lints/lints.hpp"

namespace tenon::driver {
namespace {

constexpr const char* kFooter =
    "Exit codes:\n"
    "  0  all is well\n"
    "  1  a finding: the schema has errors, or the database differs from it\n"
    "  2  wrong use of the command line\n"
    "  3  the environment lacks something: a server, an extension, a right, room on the disk\n"
    "  4  nothing was found, but some checks could not be judged: a lock of another session, a lost "
    "connection\n"
    "  5  no maintenance: runs have been skipped for more than an hour, for one that doesn't come to its end";

/// Why it is no setting of a lint, or nothing.
std::string wrong_lint(const std::string& setting) {
  const std::size_t equals = setting.find('=');
  if (equals == std::string::npos) return "a lint's level is given as name=level";
  const std::string name = setting.substr(0, equals);
  if (!sema::levels().contains(setting.substr(equals + 1))) return "the levels are off, note, warn and error";
  if (name == "all" || sema::find_lint(name) != nullptr) return "";
  const auto near = nearest(name, sema::lint_names());
  return fmt::format("`{}` is no lint{}", name, near ? fmt::format("; did you mean `{}`?", *near) : "");
}

/// Why it is no namespace, or nothing.
std::string wrong_namespace(const std::string& path) {
  static const std::regex kPath("[A-Za-z][A-Za-z0-9_]*(::[A-Za-z][A-Za-z0-9_]*)*");
  return std::regex_match(path, kPath) ? "" : fmt::format("`{}` is no namespace, such as shop::db", path);
}

void add_shared(CLI::App& command, Common& common) {
  command
      .add_option("--format", common.format,
                  "of diagnostics: text, gcc (file:line:column first), json, sarif (2.1.0); auto is text on "
                  "a terminal, gcc elsewhere; check prints json and sarif on standard output, all else is on "
                  "standard error")
      ->check(CLI::IsMember({"auto", "text", "gcc", "json", "sarif"}))
      ->capture_default_str();
  command.add_option("--color", common.colour, "auto, always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  command
      .add_option(
          "--lint", common.lints,
          "NAME=LEVEL: a lint, or all of them, as off, note, warn or error; before what the schema says")
      ->check(CLI::Validator(wrong_lint, "NAME=LEVEL"));
  command
      .add_option("--import-dir", common.import_dirs,
                  "a directory where imports are looked for that aren't beside the file that says them")
      ->allow_extra_args(false);
  command.footer(kFooter);
}

/// To the author, `check` tells of lints; whoever makes something of the schema is told that there are some.
void add_lints(CLI::App& command, Common& common) {
  common.shows_lints = false;
  command.add_flag("--lints", common.shows_lints,
                   "print the lints' findings, as check does, and not how many there are");
}

void add_common(CLI::App& command, Common& common, bool many) {
  auto* files = command.add_option(
      "FILE", common.files,
      many ? "schema files, each a compilation of its own; those of tenon.toml unless given"
           : "the schema file; that of tenon.toml unless given");
  if (!many) files->expected(1)->allow_extra_args(false);
  add_shared(command, common);
}

std::vector<std::string> target_names() {
  std::vector<std::string> out;
  for (const Target& target : targets()) out.emplace_back(target.name);
  return out;
}

std::vector<std::string> hazard_names() {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < plan::kHazards; ++i)
    out.emplace_back(plan::hazard_name(static_cast<plan::Hazard>(i)));
  return out;
}

}  // namespace

CommandLine::CommandLine() {
  app.require_subcommand(1);
  app.set_version_flag("--version", "tenon " TENON_VERSION);
  app.footer(kFooter);
  add_check();
  add_explain();
  add_generate();
  add_format();
  add_snapshot();
  add_apply();
  add_verify();
  add_maintain();
  add_pull();
  add_import();
  add_drift();
  add_migrate();
}

void CommandLine::add_check() {
  add_common(*check, check_options.common, true);
  check
      ->add_option(
          "--dump", check_options.dump,
          "print what a stage made: ir (the meaning, as JSON), plan (the steps) or model (what is in the "
          "database, as JSON)")
      ->check(CLI::IsMember({"ir", "plan", "model"}));
  check->add_option("--against", check_options.against,
                    "the version before, a schema or a snapshot: what it froze may only grow");
  check->add_flag(
      "--write-baseline", check_options.write_baseline,
      "write what lints find into the file that `lints { baseline … }` names, and let it pass from "
      "then on");
}

void CommandLine::add_explain() {
  explain
      ->add_option("FILE", explain_options.subject,
                   "the schema file; or a name in that of tenon.toml; or a code, such as "
                   "E0312, a lint, or a hazard of a migration")
      ->required();
  explain->add_option("NAME", explain_options.entity, "what the file declares, or makes in the database");
  explain->add_option("--db", explain_options.database, "of a query: a database whose plans are shown");
  add_shared(*explain, explain_options.common);
}

void CommandLine::add_generate() {
  add_common(*generate, generate_options.common, true);
  add_lints(*generate, generate_options.common);
  generate->add_option("--out", generate_options.out,
                       "the directory for the outputs; that of tenon.toml unless given");
  generate
      ->add_option("--emit", generate_options.emit,
                   "which outputs, with commas between them; all but fakes unless given")
      ->delimiter(',')
      ->check(CLI::IsMember(target_names()));
  generate->add_option("--depfile", generate_options.depfile,
                       "also write what was read, as make and ninja take it");
  generate->add_option("--stamp", generate_options.stamp,
                       "also touch this file, once all is written; it is what the depfile tells of, then");
  generate
      ->add_option("--namespace", generate_options.cpp_namespace,
                   "of the C++, such as shop::db, instead of the schema's own")
      ->check(CLI::Validator(wrong_namespace, "NAMESPACE"));
  generate->add_option("--templates", generate_options.templates,
                       "a directory whose templates replace the built-in ones, a file at a time");
  generate->add_flag("--list-outputs", generate_options.list_outputs,
                     "print the outputs' paths and write nothing");
}

void CommandLine::add_format() {
  add_common(*format, format_options.common, true);
  format->get_option("FILE")->description(
      "schema files, which are rewritten; those of tenon.toml unless given");
  format->add_flag("--check", format_options.check,
                   "write nothing; name the files that would change, and exit with 1 if there are any");
  format->add_flag("--stdin", format_options.from_stdin,
                   "take the schema from standard input and print it, laid out");
}

void CommandLine::add_snapshot() {
  add_common(*snapshot, snapshot_options.common, false);
  snapshot->add_option("-o,--out", snapshot_options.out, "the file to write; standard output unless given");
  auto* elaborate = snapshot->add_flag("--elaborate", snapshot_options.elaborate,
                                       "let a server restate what the schema makes, in its own words: a "
                                       "private one, started and taken away");
  snapshot
      ->add_option(
          "--db", snapshot_options.database,
          "whose server restates it instead, in a scratch database and a transaction: postgresql://…")
      ->needs(elaborate);
}

void CommandLine::add_apply() {
  add_common(*apply, apply_options.common, false);
  add_lints(*apply, apply_options.common);
  apply->add_option("--db", apply_options.database, "the database, as libpq names it: postgresql://…")
      ->required();
  apply->add_option(
      "--dir", apply_options.migrations,
      "where the migrations are, whose history is written; `migrations` beside the schema unless given");
  apply->add_flag("--seed", apply_options.seed, "also put the schema's seeds in");
}

void CommandLine::add_verify() {
  add_common(*verify, verify_options.common, false);
  add_lints(*verify, verify_options.common);
  CLI::Option* form = verify->get_option("--format");
  form->get_validator(0)->active(false);
  form->check(CLI::IsMember({"auto", "text", "gcc", "json", "sarif", "junit"}))
      ->description(
          "of what was found, on standard output: json, sarif (2.1.0), junit, or text; of diagnostics as "
          "with "
          "check");
  verify->add_option(
      "--db", verify_options.database,
      "a database that holds the schema, which is left as it is; without it, a private server is "
      "started and taken away");
  verify->add_option(
      "--pglite", verify_options.pglite,
      "where pglite.mjs and its node_modules are, for schemas that need pgvector on a machine without it");
  verify->add_option("--dir", verify_options.migrations,
                     "where the migrations are; `migrations` beside the schema unless given");
  verify->add_flag("--rows", verify_options.rows,
                   "also look for rows that the constraints would not take today, as a role that sees all");
  verify
      ->add_option("--rows-timeout", verify_options.rows_timeout,
                   "seconds that looking for the rows of one constraint may take; 60 unless given")
      ->check(CLI::Range(1, 2'000'000));
  verify
      ->add_flag("--prove", verify_options.prove,
                 "break whatever is promised on a private server, one way after the other, and see that it "
                 "is noticed")
      ->excludes("--db")
      ->excludes("--rows");
  verify->add_flag("--strict", verify_options.strict,
                   "make findings of notes: of all that is in the database and none of the schema's");
}

void CommandLine::add_migrate() {
  migrate->require_subcommand(1);
  migrate->footer(kFooter);
  for (CLI::App* command :
       {migrate_new_, migrate_plan_, migrate_rehearse_, migrate_check_, migrate_seal_, migrate_rebase_,
        migrate_status_, migrate_up_, migrate_down_, migrate_baseline_}) {
    add_common(*command, migrate_options.common, false);
    command->add_option("--dir", migrate_options.directory,
                        "where the migrations are; `migrations` beside the schema unless given");
  }
  migrate_new_->add_option("NAME", migrate_options.name, "of the migration: `add_body`");
  for (CLI::App* command : {migrate_new_, migrate_rebase_}) {
    command
        ->add_option("--allow", migrate_options.allowed,
                     "hazards that are accepted, with commas between them")
        ->delimiter(',')
        ->check(CLI::IsMember(hazard_names()));
    command->add_flag("--unproved", migrate_options.unproved,
                      "write it without trying it on a private server");
  }
  migrate_check_->add_flag("--prove", migrate_options.prove,
                           "also run all of them, one after the other, on a private server");
  for (CLI::App* command : {migrate_new_, migrate_rebase_, migrate_plan_, migrate_rehearse_})
    command->add_flag("--at-once", migrate_options.at_once,
                      "rename fields in one moment, and not in two steps between which both names work");
  for (CLI::App* command : {migrate_plan_, migrate_rehearse_})
    command->add_option("--from", migrate_options.before,
                        "the version before, a schema or a snapshot; the last migration's unless given");
  migrate_rehearse_->add_option("--rows", migrate_options.rows, "how many rows each table gets before")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  migrate_rehearse_->add_option(
      "--server", migrate_options.server,
      "a superuser's address of a server on which nobody works, where databases come and go; "
      "a private one is started and taken away unless given");
  CLI::Option* own_rows = migrate_rehearse_->add_option(
      "--db", migrate_options.database,
      "a database of the version before, whose rows are copied, and which isn't changed");
  migrate_rehearse_
      ->add_option("--sample", migrate_options.sample,
                   "of its rows about so many of each table, by chance, and those to which they refer; all "
                   "unless given")
      ->check(CLI::PositiveNumber)
      ->needs(own_rows);
  for (CLI::App* command : {migrate_plan_, migrate_rehearse_, migrate_check_, migrate_status_})
    command->add_option("--as", migrate_options.form, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
  for (CLI::App* command : {migrate_status_, migrate_up_, migrate_down_, migrate_baseline_})
    command->add_option("--db", migrate_options.database, "the database, as libpq names it: postgresql://…")
        ->required();
  for (CLI::App* command : {migrate_up_, migrate_down_, migrate_baseline_})
    command
        ->add_option("--to", migrate_options.number,
                     "the number of a migration; the last one unless given, and of down the one before")
        ->check(CLI::PositiveNumber);
  migrate_up_->add_flag("--contract", migrate_options.contract,
                        "also what only code of the new version bears: once no other runs");
}

void CommandLine::add_maintain() {
  maintain->add_option("--db", maintain_options.database, "the database, as libpq names it: postgresql://…")
      ->required();
  maintain->add_flag("--dry-run", maintain_options.dry_run, "tell what would be done, and do nothing");
  maintain->add_option(
      "--now", maintain_options.now,
      "the time to take for the present, as the owner may choose it; the server's unless given");
  maintain->footer(kFooter);
}

void CommandLine::add_drift() {
  add_common(*drift, drift_options.common, false);
  add_lints(*drift, drift_options.common);
  drift->add_option("--db", drift_options.database, "the database, as libpq names it, which is left as it is")
      ->required();
  drift->add_option("--as", drift_options.form, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  drift->add_option(
      "--scratch", drift_options.scratch,
      "a server where databases may be made, which restates what the schema makes; a private one "
      "unless given");
  drift->add_flag("--fix", drift_options.fix, "print the steps that would mend it, and do nothing");
  drift->add_option("--watch", drift_options.watch, "look again after so many seconds, until it is ended")
      ->check(CLI::Range(1, 86'400));
}

namespace {

constexpr const char* kOutDir =
    "a new directory for several files: one for each Postgres schema, or where there is one alone by what "
    "tables are called";

}  // namespace

void CommandLine::add_pull() {
  pull->add_option("--db", pull_options.database, "the database, as libpq names it, which is left as it is")
      ->required();
  auto* file =
      pull->add_option("-o,--out", pull_options.out, "the file to write; standard output unless given");
  pull->add_option("--out-dir", pull_options.out_dir, kOutDir)->excludes(file);
  pull->add_option(
      "--scratch", pull_options.scratch,
      "a server where databases may be made, on which it is seen that the schema makes the same; "
      "a private one is started and taken away unless given");
  pull->add_option("--only", pull_options.only, "these Postgres schemas, and none beside them");
  pull->add_flag("--tenancy", pull_options.tenancy,
                 "find which column names the tenant, and write the schema with tenancy: what isn't safe yet "
                 "stays as it is, marked @unguarded");
  pull->add_option("--root", pull_options.root,
                   "the table whose rows are the tenants; the one that most others name unless given")
      ->needs("--tenancy");
  pull->footer(kFooter);
}

void CommandLine::add_import() {
  import_->require_subcommand(1);
  import_->footer(kFooter);
  import_prisma_
      ->add_option("FILE", import_prisma_options.files,
                   "the Prisma schema: schema.prisma, or all of its files, or the folder that holds them")
      ->required();
  import_prisma_->add_option("-o,--out", import_prisma_options.out,
                             "the file to write; standard output unless given");
  import_prisma_->add_option(
      "--scratch", import_prisma_options.scratch,
      "a server where databases may be made, on which it is seen that the schema makes the same; "
      "a private one is started and taken away unless given");
  import_prisma_->footer(kFooter);
  import_sql_
      ->add_option("file", import_sql_options.files,
                   "files of SQL, run one behind the other on a server that is taken away again")
      ->required();
  auto* file = import_sql_->add_option("-o,--out", import_sql_options.out,
                                       "the file to write; standard output unless given");
  import_sql_->add_option("--out-dir", import_sql_options.out_dir, kOutDir)->excludes(file);
  import_sql_->add_option("--postgres", import_sql_options.major,
                          "the version of PostgreSQL that runs them, as 16; any that is found unless given");
  import_sql_->footer(kFooter);
}

namespace {

int dispatch(const CommandLine& line) {
  if (line.check->parsed()) return check(line.check_options);
  if (line.explain->parsed()) return explain(line.explain_options);
  if (line.generate->parsed()) return generate(line.generate_options);
  if (line.format->parsed()) return format(line.format_options);
  if (line.snapshot->parsed()) return snapshot(line.snapshot_options);
  if (line.apply->parsed()) return apply(line.apply_options);
  if (line.maintain->parsed()) return maintain(line.maintain_options);
  if (line.drift->parsed()) return drift(line.drift_options);
  if (line.pull->parsed()) return pull(line.pull_options);
  if (line.import_prisma_->parsed()) return import_prisma(line.import_prisma_options);
  if (line.import_sql_->parsed()) return import_sql(line.import_sql_options);
  const std::pair<const CLI::App*, int (*)(const MigrateOptions&)> migrations[] = {
      {line.migrate_new_, migrate_new},           {line.migrate_plan_, migrate_plan},
      {line.migrate_rehearse_, migrate_rehearse}, {line.migrate_check_, migrate_check},
      {line.migrate_seal_, migrate_seal},         {line.migrate_rebase_, migrate_rebase},
      {line.migrate_status_, migrate_status},     {line.migrate_up_, migrate_up},
      {line.migrate_down_, migrate_down},         {line.migrate_baseline_, migrate_baseline}};
  for (const auto& [command, run] : migrations) {
    if (command->parsed()) return run(line.migrate_options);
  }
  return verify(line.verify_options);
}

/// What a script reads from the tool must be whole, or the exit code says that it isn't.
int written_out(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  print_error("standard output can't be written");
  return kEnvironment;
}

}  // namespace

int run(int argc, const char* const* argv) {
  CommandLine line;
  try {
    line.app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
    line.app.exit(error);
    return asked ? kSuccess : kUsage;
  }
  try {
    if (!fill_from_project(line)) return kUsage;
    return written_out(dispatch(line));
  } catch (const render::TemplateError& error) {
    print_error(error.what(), "mend the template, or leave it out of the directory of `--templates`");
    return kEnvironment;
  } catch (const std::exception& error) {
    print_error(fmt::format("the tool failed: {}", error.what()),
                "this is a defect of tenon; please report it with the schema");
    return kEnvironment;
  }
}

}  // namespace tenon::driver
