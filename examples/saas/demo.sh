#!/usr/bin/env bash
# The service on a private server of its own: `cmake --build build --target saas_service tenon_with_server`, then this.
set -euo pipefail

build=${TENON_BUILD:-build}
schema=$(dirname "${BASH_SOURCE[0]}")/saas.schema
if [[ ${1:-} == on ]]; then
  "$build/tenon" apply "$schema" --db "$TENON_TEST_POSTGRES" --seed
  "$build/saas_service" "$TENON_TEST_POSTGRES"
  exit
fi
exec "$build/tenon_with_server" --postgres -- bash "$0" on
