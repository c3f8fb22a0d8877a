#!/bin/sh
# What it costs to include the generated headers of 15, 100 and 1,000 entities: seconds of processor, the median of five.
# usage: benchmarks/headers.sh build/tenon [compiler]
set -eu
tool=$1
compiler=${2:-g++}
runtime=$(dirname "$0")/../runtime/core/include
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

schema() {
  echo "schema made$1 { }"
  echo "tenancy { root Tenant  app made_app  owner made_owner }"
  echo "enum State { open closed }"
  echo "struct Meta { note: text?  tags: text[]? }"
  echo "entity Tenant { id: uuid = uuid() @key  name: text }"
  before=Tenant
  for number in $(seq 2 "$1"); do
    echo "entity Thing$number {"
    echo "  id: uuid = uuid() @key"
    echo "  name: text"
    echo "  amount: numeric(12,2)"
    echo "  state: State = open"
    echo "  note: text?"
    echo "  meta: json<Meta>?"
    echo "  count: int4 = 0"
    echo "  created_at: timestamptz = now()"
    [ "$before" = Tenant ] || echo "  before: $before?"
    echo "  index (created_at)"
    echo "}"
    before=Thing$number
  done
}

# The processor's seconds of compiling a source, the median of five.
cost() {
  for _ in 1 2 3 4 5; do
    # `times` tells of the shell and, on its second line, of what it ran.
    (
      "$compiler" -std=c++20 -fsyntax-only "-I$runtime" "-I$work" -x c++ "$1"
      times
    ) | tail -1 | cut -d' ' -f1
  done | sed 's/^\(.*\)m\(.*\)s$/\1 \2/' | awk '{print $1 * 60 + $2}' | sort -n | sed -n 3p
}

including() {
  for header in "$@"; do echo "#include <$header>"; done > "$work/including.cpp"
  cost "$work/including.cpp"
}

printf 'standard headers alone: %s\n' \
  "$(including array chrono compare concepts cstdint iosfwd optional span stdexcept string string_view tuple utility vector)"
for count in 15 100 1000; do
  schema "$count" > "$work/made$count.schema"
  "$tool" generate "$work/made$count.schema" --out "$work" --emit cpp --lint all=off
  printf '%s entities:' "$count"
  for suffix in _fwd .hpp _access _json _describe; do
    printf ' %s %s' "$suffix" "$(including "made$count${suffix%.hpp}.hpp")"
  done
  printf ' _json.cpp %s\n' "$(cost "$work/made$count""_json.cpp")"
done
