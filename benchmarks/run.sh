#!/usr/bin/env bash
# What access costs, as docs/benchmarks.md has it: generated code beside libpq by hand, libpqxx and SOCI, and the memory of
# a stream. Seven rounds of each, with their spread; about half an hour on an idle machine. TENON_BENCH_ROWS and
# TENON_BENCH_STREAM_ROWS make it smaller.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
echo "processors: $(nproc), load: $(cut -d' ' -f1-3 /proc/loadavg)"
BENCHMARK_REPETITIONS=${BENCHMARK_REPETITIONS:-7} BENCHMARK_REPORT_AGGREGATES_ONLY=true \
  exec ./dev bench access streaming
