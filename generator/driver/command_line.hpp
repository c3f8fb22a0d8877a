// The command line as a value: what can be said, and what was.
#pragma once

#include <CLI/CLI.hpp>

#include "driver/commands.hpp"
#include "driver/import_sql.hpp"
#include "driver/migrate/migrate.hpp"

namespace tenon::driver {

struct CommandLine {
  CLI::App app{"tenon: one schema file to a tenant-safe PostgreSQL database and the C++ that uses it",
               "tenon"};
  CheckOptions check_options;
  ExplainOptions explain_options;
  GenerateOptions generate_options;
  FormatOptions format_options;
  SnapshotOptions snapshot_options;
  ApplyOptions apply_options;
  VerifyOptions verify_options;
  MaintainOptions maintain_options;
  MigrateOptions migrate_options;
  PullOptions pull_options;
  ImportPrismaOptions import_prisma_options;
  ImportSqlOptions import_sql_options;
  DriftOptions drift_options;
  CLI::App* check = app.add_subcommand("check", "report what is wrong with schemas");
  CLI::App* explain =
      app.add_subcommand("explain", "tell what a diagnostic means, or what a declaration became and why");
  CLI::App* generate = app.add_subcommand("generate", "write SQL, C++ and conformance tests");
  CLI::App* format = app.add_subcommand("format", "lay schema files out in the one way");
  CLI::App* snapshot = app.add_subcommand(
      "snapshot", "write a schema's meaning, and what it makes of a database, down as JSON");
  CLI::App* apply = app.add_subcommand("apply", "put a schema onto a database that has none of it");
  CLI::App* verify =
      app.add_subcommand("verify", "prove on a live server that every promise of a schema holds");
  CLI::App* maintain = app.add_subcommand(
      "maintain", "make the partitions that are missing, and remove what is past its time");
  CLI::App* pull = app.add_subcommand("pull", "write the schema that makes a database which is there");
  CLI::App* import_ =
      app.add_subcommand("import", "write the schema that makes what others wrote would make");
  CLI::App* import_prisma_ =
      import_->add_subcommand("prisma", "of a Prisma schema: what its own migrations make, as a schema");
  CLI::App* import_sql_ = import_->add_subcommand("sql", "of files of SQL: what they make, as a schema");
  CLI::App* drift = app.add_subcommand("drift", "tell how a database differs from what its schema makes");
  CLI::App* migrate = app.add_subcommand("migrate", "change a database in use as its schema has changed");
  CLI::App* migrate_new_ =
      migrate->add_subcommand("new", "write the migration to what the schema says now, and prove it");
  CLI::App* migrate_plan_ = migrate->add_subcommand("plan", "print what would be done, and do nothing");
  CLI::App* migrate_rehearse_ = migrate->add_subcommand(
      "rehearse",
      "run what would be done beside programs at work, on a private server, and tell what it does");
  CLI::App* migrate_check_ = migrate->add_subcommand(
      "check", "see that the migrations are as they were sealed, and lead to the schema");
  CLI::App* migrate_seal_ =
      migrate->add_subcommand("seal", "prove migrations that were changed by hand, and seal them anew");
  CLI::App* migrate_rebase_ = migrate->add_subcommand(
      "rebase", "put a migration that a merge has brought behind the others, written anew");
  CLI::App* migrate_status_ = migrate->add_subcommand("status", "tell how far a database has come");
  CLI::App* migrate_up_ = migrate->add_subcommand("up", "run what a database lacks");
  CLI::App* migrate_down_ = migrate->add_subcommand("down", "undo the last migration");
  CLI::App* migrate_baseline_ = migrate->add_subcommand(
      "baseline",
      "write a database's history anew, once it is seen to be what the migrations make; or take one that "
      "others made for the first migration");

  CommandLine();

 private:
  void add_check();
  void add_explain();
  void add_generate();
  void add_format();
  void add_snapshot();
  void add_apply();
  void add_verify();
  void add_migrate();
  void add_maintain();
  void add_pull();
  void add_import();
  void add_drift();
};

}  // namespace tenon::driver
