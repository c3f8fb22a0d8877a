#!/bin/bash
# What reading along a tree of tenants costs: 1,000,000 rows of 1,000 tenants, beside the same without a tree. A tenant of
# each place: one that has nobody below it, one with 9 below, one with 99. By hand:
#   build/tenon_with_server --postgres -- benchmarks/trees.sh [seconds a statement] [plans]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-3}
url=$TENON_TEST_POSTGRES
pgbench=$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build/tenon apply benchmarks/trees.schema --db "$url" --lint all=off >&2
# Ten trees of a hundred: n % 100 = 0 stands above all of them, and n % 10 = 0 above nine.
psql -q "$url" >&2 <<'SQL'
INSERT INTO tenants (id, parent_id)
SELECT md5(n::text)::uuid, CASE WHEN n % 100 = 0 THEN NULL WHEN n % 10 = 0 THEN md5((n - n % 100)::text)::uuid
                                ELSE md5((n - n % 10)::text)::uuid END
FROM generate_series(0, 999) n;
INSERT INTO reports (tenant_id, id, made_at, total)
SELECT md5((n % 1000)::text)::uuid, md5(n::text)::uuid, timestamptz '2026-01-01' + n * interval '1 second', n
FROM generate_series(0, 999999) n;
INSERT INTO papers (tenant_id, id, made_at, total) TABLE reports;
VACUUM (ANALYZE, FREEZE);
CHECKPOINT;
SQL

below="CASE WHEN :'t'::uuid = (SELECT tenon.current_tenant()) THEN (SELECT tenon.tenants_below()) END"
columns="tenant_id, id, made_at, total"
order="ORDER BY made_at DESC, id DESC, tenant_id DESC LIMIT 50"
declare -A text=(
  ["key papers"]="SELECT $columns FROM papers WHERE tenant_id = :'t'::uuid AND id = :'k'::uuid"
  ["key reports"]="SELECT $columns FROM reports WHERE tenant_id = ANY ($below) AND id = :'k'::uuid ORDER BY tenant_id <> :'t'::uuid, tenant_id LIMIT 1"
  ["page papers"]="SELECT $columns FROM papers WHERE tenant_id = :'t'::uuid ORDER BY made_at DESC, id DESC LIMIT 50"
  ["page reports"]="SELECT $columns FROM unnest($below) AS tenon_read (tenant) CROSS JOIN LATERAL (SELECT * FROM reports WHERE tenant_id = tenon_read.tenant $order) AS page $order"
  ["count papers"]="SELECT count(*) FROM papers WHERE tenant_id = :'t'::uuid"
  ["count reports"]="SELECT count(*) FROM reports WHERE tenant_id = ANY ($below)"
  ["policy papers"]="SELECT count(*) FROM papers"
  ["policy reports"]="SELECT count(*) FROM reports"
  ["update papers"]="UPDATE papers SET total = total + 1 WHERE tenant_id = :'t'::uuid AND id = :'k'::uuid"
  ["update reports"]="UPDATE reports SET total = total + 1 WHERE tenant_id = :'t'::uuid AND id = :'k'::uuid"
)

# A transaction as a request has it.
script() {
  printf '%s\n' "BEGIN;" "SET LOCAL ROLE $1;" "SELECT set_config('app.current_tenant_id', :'t', true);" "$2;" "ROLLBACK;"
}
# Microseconds of a transaction: the mean of the tenth part that took least, since others may be at work on the machine.
measured() {  # role, statement, number of the tenant, of which a row has the same key
  script "$1" "$2" | sed "s/:'[tk]'/'$(key "$3")'/g" > "$work/script"
  rm -f "$work"/log.*
  "$pgbench" -n -M prepared -T "$seconds" -f "$work/script" -l --log-prefix="$work/log" "$url" > "$work/said" 2>&1 ||
    { cat "$work/said" >&2; exit 1; }
  cat "$work"/log.* | awk '{ print $3 }' | sort -n |
    awk '{ v[NR] = $1 } END { n = int(NR / 10) + 1; for (i = 1; i <= n; ++i) sum += v[i]; printf "%.0f", sum / n }'
}
key() { printf '%s' "$1" | md5sum | cut -c1-32; }

printf '%-8s %10s | %10s %10s %10s\n' "µs" "no tree" "0 below" "9 below" "99 below"
for what in key page count policy update; do
  printf '%-8s %10s |' "$what" "$(measured trees_app "${text[$what papers]}" 11)"
  for tenant in 11 10 0; do printf ' %10s' "$(measured trees_app "${text[$what reports]}" "$tenant")"; done
  echo
done
for count in 10 100; do
  keys=$(for ((n = 0; n < count; ++n)); do key "$n"; done | paste -sd,)
  printf 'counting the rows of %s tenants, without policies: %s\n' "$count" \
    "$(measured postgres "SELECT count(*) FROM papers WHERE tenant_id = ANY ('{$keys}'::uuid[])" 0)"
done
for tenant in 11 10; do
  printf 'moving a tenant with %s below: %s\n' "$((tenant == 11 ? 0 : 9))" \
    "$(measured trees_provisioner "UPDATE tenants SET parent_id = '$(key 100)' WHERE id = '$(key "$tenant")'" "$tenant")"
done

if [ "${2:-}" = plans ]; then
  for what in key page count policy; do
    echo "-- $what, with 9 below"
    script trees_app "EXPLAIN (ANALYZE, BUFFERS, COSTS off, TIMING off, SUMMARY off) ${text[$what reports]}" |
      psql -q -t -v t="$(key 10)" -v k="$(key 10)" "$url"
  done
fi
