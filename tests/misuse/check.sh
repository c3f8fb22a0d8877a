#!/usr/bin/env bash
# check.sh COMPILER CASE FLAGS…: the right use compiles, without a warning; the wrong one doesn't, and the first lines of what
# the compiler says hold what the case's lines `//> regular expression` want.
set -euo pipefail

compiler=$1 case=$2
shift 2
readonly first_lines=14

# Lines are not to be broken, nor lists of candidates cut.
compile() { "$compiler" -std=c++20 -fsyntax-only -Wall -Wextra -fmessage-length=0 -fno-color-diagnostics "$@" "$case" 2>&1; }
[[ $("$compiler" --version) == *clang* ]] || compile() {
  "$compiler" -std=c++20 -fsyntax-only -Wall -Wextra -fmessage-length=0 -fdiagnostics-color=never "$@" "$case" 2>&1
}

if ! said=$(compile -Werror -DRIGHT "$@"); then
  printf 'the right use does not compile:\n%s\n' "$said"
  exit 1
fi
if said=$(compile "$@"); then
  echo "the wrong use compiles"
  exit 1
fi
head=$(grep -v '^In file included from\|^ *from ' <<<"$said" | head -n "$first_lines")
while read -r wanted; do
  if ! grep -qE -- "$wanted" <<<"$head"; then
    printf 'the first %s lines have nothing like\n  %s\nbut:\n%s\n' "$first_lines" "$wanted" "$head"
    exit 1
  fi
done < <(sed -n 's|^//> ||p' "$case")
