#!/bin/bash
# What a policy with session.user costs: 1,000,000 rows of 1,000 tenants with 10 users each, beside the same rows without the
# policy, where the statement says whose rows it wants. The two are measured in turns, and the least of all rounds counts. By hand:
#   build/tenon_with_server --postgres -- benchmarks/session.sh [seconds a statement] [rounds] [plans]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-2}
rounds=${2:-3}
url=$TENON_TEST_POSTGRES
pgbench=$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build/tenon apply benchmarks/session.schema --db "$url" --lint all=off >&2
# Each user has 100 rows; of posts every second is shared.
psql -q "$url" >&2 <<'SQL'
INSERT INTO firms (id) SELECT md5(n::text)::uuid FROM generate_series(0, 999) n;
INSERT INTO memos (tenant_id, id, author, made_at, shared, total)
SELECT md5((n % 1000)::text)::uuid, md5(n::text)::uuid, md5(((n / 1000) % 10)::text || 'u')::uuid,
       timestamptz '2026-01-01' + n * interval '1 second', (n / 10000) % 2 = 0, n
FROM generate_series(0, 999999) n;
INSERT INTO notes (tenant_id, id, author, made_at, shared, total) SELECT tenant_id, id, author, made_at, shared, total FROM memos;
INSERT INTO posts (tenant_id, id, author, made_at, shared, total) SELECT tenant_id, id, author, made_at, shared, total FROM memos;
VACUUM (ANALYZE, FREEZE);
CHECKPOINT;
SQL

columns="tenant_id, id, author, made_at, shared, total"
own="tenant_id = :'t'::uuid AND author = :'u'::uuid"
seen="tenant_id = :'t'::uuid AND (shared OR author = :'u'::uuid)"
page="ORDER BY made_at DESC, id DESC LIMIT 50"
declare -A without=(
  ["key"]="SELECT $columns FROM memos WHERE $own AND id = :'k'::uuid"
  ["page"]="SELECT $columns FROM memos WHERE $own $page"
  ["count"]="SELECT count(*) FROM memos WHERE $own"
  ["policy alone"]="SELECT count(*) FROM memos WHERE author = :'u'::uuid"
  ["update"]="UPDATE memos SET total = total + 1 WHERE $own AND id = :'k'::uuid"
  ["page, or"]="SELECT $columns FROM memos WHERE $seen $page"
  ["count, or"]="SELECT count(*) FROM memos WHERE $seen"
)
declare -A with=(
  ["key"]="SELECT $columns FROM notes WHERE tenant_id = :'t'::uuid AND id = :'k'::uuid"
  ["page"]="SELECT $columns FROM notes WHERE tenant_id = :'t'::uuid $page"
  ["count"]="SELECT count(*) FROM notes WHERE tenant_id = :'t'::uuid"
  ["policy alone"]="SELECT count(*) FROM notes"
  ["update"]="UPDATE notes SET total = total + 1 WHERE tenant_id = :'t'::uuid AND id = :'k'::uuid"
  ["page, or"]="SELECT $columns FROM posts WHERE tenant_id = :'t'::uuid $page"
  ["count, or"]="SELECT count(*) FROM posts WHERE tenant_id = :'t'::uuid"
)
order=("key" "page" "count" "policy alone" "update" "page, or" "count, or")

key() { printf '%s' "$1" | md5sum | cut -c1-32; }
# A transaction as a request has it: tenant and user are set whether a policy asks for the user or not.
script() {
  printf '%s\n' "BEGIN;" "SET LOCAL ROLE session_app;" \
    "SELECT set_config('app.current_tenant_id', :'t', true), set_config('app.current_user_id', :'u', true);" "$1;" "ROLLBACK;" |
    sed "s/:'t'/'$(key 11)'/g; s/:'u'/'$(key 0u)'/g; s/:'k'/'$(key 11)'/g"
}
# Microseconds of the statement's transaction: the mean of the tenth part that took least, since others may be at work on the machine.
measured() {
  script "$1" > "$work/script"
  rm -f "$work"/log.*
  "$pgbench" -n -M prepared -T "$seconds" -f "$work/script" -l --log-prefix="$work/log" "$url" > "$work/said" 2>&1 ||
    { cat "$work/said" >&2; exit 1; }
  cat "$work"/log.* | awk '{ print $3 }' | sort -n |
    awk '{ v[NR] = $1 } END { n = int(NR / 10) + 1; for (i = 1; i <= n; ++i) sum += v[i]; printf "%.0f", sum / n }'
}

declare -A least
keep() {  # name, microseconds
  if [ -z "${least[$1]:-}" ] || [ "$2" -lt "${least[$1]}" ]; then least[$1]=$2; fi
}
for ((round = 0; round < rounds; ++round)); do
  for what in "${order[@]}"; do
    keep "without $what" "$(measured "${without[$what]}")"
    keep "with $what" "$(measured "${with[$what]}")"
  done
done
printf '%-12s %12s %12s %7s\n' "µs" "statement" "policy" "ratio"
for what in "${order[@]}"; do
  printf '%-12s %12s %12s %7s\n' "$what" "${least[without $what]}" "${least[with $what]}" \
    "$(awk -v a="${least[with $what]}" -v b="${least[without $what]}" 'BEGIN { printf "%.2f", a / b }')"
done

if [ "${3:-}" = plans ]; then
  for what in "${order[@]}"; do
    for text in "${without[$what]}" "${with[$what]}"; do
      echo "-- $what: ${text#*FROM }"
      script "EXPLAIN (ANALYZE, BUFFERS, COSTS off, TIMING off, SUMMARY off) $text" | psql -q -t "$url"
    done
  done
fi
