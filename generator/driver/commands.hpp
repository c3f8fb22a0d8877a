// What the tool does: a function a command, each giving the exit code.
#pragma once

#include <string>
#include <vector>

#include "diag/render.hpp"

namespace tenon::driver {

/// Documented in the help.
enum ExitCode : int {
  kSuccess = 0,
  kFinding = 1,      ///< the schema has errors, or the database differs from it
  kUsage = 2,        ///< wrong use of the command line
  kEnvironment = 3,  ///< the machine, the server or the disk lacks something
  kUnjudged = 4,     ///< nothing was found, and some checks of the database could not be made
  kStuck = 5,        ///< maintenance is skipped for a run that doesn't end
};

struct Common {
  std::vector<std::string> files;
  std::string format = "auto";  ///< of diagnostics: auto, text, gcc, json
  std::string colour = "auto";
  std::vector<std::string> lints;        ///< `name=level`
  std::vector<std::string> import_dirs;  ///< where imports are looked for that aren't beside their file
  bool shows_lints = true;               ///< to people; else how many there are
  bool is_product = false;               ///< diagnostics are what the command makes, and not said beside it
};

struct CheckOptions {
  Common common;
  std::string dump;             ///< ir, plan, model
  std::string against;          ///< the version before: a schema or a snapshot
  bool write_baseline = false;  ///< write down what lints find, as what was there before
};
struct ExplainOptions {
  Common common;
  std::string subject;   ///< a file, or a diagnostic's code, or a lint's name; or a name in the project's
  std::string entity;    ///< what is declared, or made
  std::string database;  ///< whose plans of the query are shown
};
struct GenerateOptions {
  Common common;
  std::string out;
  std::vector<std::string> emit;
  std::string depfile;
  std::string stamp;          ///< newer than all that was read, once all is written
  std::string cpp_namespace;  ///< instead of the schema's
  std::string templates;
  bool list_outputs = false;
};
struct FormatOptions {
  Common common;
  bool check = false;
  bool from_stdin = false;
};
struct SnapshotOptions {
  Common common;
  std::string out;
  bool elaborate = false;
  std::string database;  ///< whose server elaborates; empty for a private one
};
struct ApplyOptions {
  Common common;
  std::string database;
  std::string migrations;  ///< their directory; empty for `migrations` beside the schema
  bool seed = false;
};
struct VerifyOptions {
  Common common;
  std::string database;
  std::string pglite;
  std::string migrations;  ///< their directory; empty for `migrations` beside the schema
  bool rows = false;
  int rows_timeout = 60;  ///< seconds a constraint
  bool prove = false;     ///< break all that is promised, and see that it is noticed
  bool strict = false;    ///< what nobody promised is a finding, whether it touches anything or not
};

struct MaintainOptions {
  std::string database;
  std::string now;  ///< another time than the server's, for tests
  bool dry_run = false;
};

struct PullOptions {
  std::string database;
  std::string out;                ///< the file; standard output where it is empty
  std::string out_dir;            ///< a directory for several files instead; empty for one
  std::string scratch;            ///< a server on which it is tried; a private one where it is empty
  std::vector<std::string> only;  ///< Postgres schemas; empty for all
  bool tenancy = false;           ///< told with the tenancy that is found in it
  std::string root;               ///< the table of the tenants; empty for the one that most others name
};

struct ImportPrismaOptions {
  std::vector<std::string> files;  ///< of one Prisma schema, or folders of such files
  std::string out;                 ///< the file; standard output where it is empty
  std::string scratch;             ///< a server on which it is tried; a private one where it is empty
};

struct DriftOptions {
  Common common;
  std::string database;
  std::string form = "text";
  std::string scratch;  ///< a server that restates what the schema makes; a private one where it is empty
  bool fix = false;     ///< print what would mend it, and do nothing
  int watch = 0;        ///< seconds until the next look; 0 for one alone
};

int check(const CheckOptions& options);
int explain(const ExplainOptions& options);
int generate(const GenerateOptions& options);
int format(const FormatOptions& options);
int snapshot(const SnapshotOptions& options);
int apply(const ApplyOptions& options);
int verify(const VerifyOptions& options);
int maintain(const MaintainOptions& options);
int pull(const PullOptions& options);
int import_prisma(const ImportPrismaOptions& options);
int drift(const DriftOptions& options);

/// Parses the command line and runs the command.
int run(int argc, const char* const* argv);

}  // namespace tenon::driver
