#!/usr/bin/env bash
# The demonstration that `./dev demo` runs, on what `./dev build` built: one schema file to a running, tenant-safe
# database and a service on it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$root"
tool=build/tenon
schema=schema/platform.schema
log=build/demo.log

say() { printf '\n%s\n' "$*"; }

# Runs on the server whose URL is $1.
on_server() {
  "$tool" apply "$schema" --db "$1" --seed
  say "The service, which uses the generated C++:"
  build/platform_service "$1"
}

# Whether the server has pgvector, and what it is.
look() {
  psql "$TENON_TEST_POSTGRES" -XAtc "SELECT version() FROM pg_available_extensions WHERE name = 'vector'"
}

if [[ ${1:-} == look ]]; then
  look
  exit
fi
if [[ ${1:-} == on ]]; then
  on_server "${TENON_TEST_POSTGRES:-${TENON_TEST_PGLITE:-}}"
  exit
fi

say "Compiling $schema to generated/platform/ (nothing is written that hasn't changed)"
"$tool" generate "$schema" --out generated/platform
printf '  %s\n' generated/platform/*

say "Building the service examples/platform_service on it"
cmake --build build --target platform_service tenon_with_server >"$log" 2>&1 || { tail -n 30 "$log" >&2; exit 1; }

code=0
if [[ -n $(build/tenon_with_server --postgres -- bash "$0" look 2>/dev/null) ]]; then
  say "Taking this machine's PostgreSQL, which has pgvector, as a private server, and applying the schema"
  build/tenon_with_server --postgres -- bash "$0" on || code=$?
else
  say "Taking PGlite, PostgreSQL in WebAssembly with pgvector: this machine's own PostgreSQL has none. Applying the schema"
  build/tenon_with_server --pglite tests/servers -- bash "$0" on || code=$?
fi
((code == 0)) || { say "The demonstration failed"; exit "$code"; }

say "The schema: $schema. Made of it: generated/platform/ (SQL, C++, conformance tests). The service: examples/platform_service/main.cpp"
say "Every promise of the schema, proved on a live server: $tool verify $schema"
