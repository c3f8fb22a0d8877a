#!/usr/bin/env bash
# Instructions of a client for its rows, generated code beside libpq by hand, as callgrind counts them: the same in each run, whatever
# else the machine does. `benchmarks/instructions.sh PROGRAM [CASE]`, where PROGRAM is build-bench/access_instructions. Dumps stay
# in TENON_BENCH_DUMPS, where that is a directory, for callgrind_annotate.
set -euo pipefail
dumps=${TENON_BENCH_DUMPS:-}
if [[ -z $dumps ]]; then
  dumps=$(mktemp -d)
  trap 'rm -rf "$dumps"' EXIT
fi
valgrind --quiet --tool=callgrind --collect-atstart=no --callgrind-out-file="$dumps/dump" "$@"
awk '
  /^desc: Trigger: Client Request: / { name = $5; way = $6; times = $7 }
  /^totals: / && name != "" { count[name, way] = $2 / times; if (!(name in seen)) { seen[name]; names[++cases] = name }; name = "" }
  END {
    printf "| %-24s | %14s | %14s | %6s |\n| --- | ---: | ---: | ---: |\n", "instructions", "tenon", "by hand", "ratio"
    for (i = 1; i <= cases; ++i) {
      name = names[i]; ours = count[name, "tenon/best"]; hand = count[name, "libpq/best"]
      printf "| %-24s | %14.0f | %14.0f | %6.3f |\n", name, ours, hand, ours / hand
    }
  }' $(ls -v "$dumps"/dump.*)
