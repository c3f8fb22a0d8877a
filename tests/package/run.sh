#!/usr/bin/env bash
# run.sh WAY: a user's project, copied out of the tree, that takes tenon in one way. TENON_SOURCE and TENON_BUILD are the tree and
# its build; build/package/prefix is where `run.sh install` installs it, once for all.
set -Eeuo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
source=${TENON_SOURCE:?} build=${TENON_BUILD:?}
prefix=$build/package/prefix
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset TENON_TEST_POSTGRES CMAKE_GENERATOR CMAKE_BUILD_TYPE
warnings="-Wall -Wextra -Wconversion -Wshadow -Werror"

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Runs quietly; what a command said is told where it fails.
quietly() { "$@" >"$work/said" 2>&1 || fail "failed: $*" "$(cat "$work/said")"; }

# take PROJECT: copied to $project.
take() {
  project=$work/$1
  rm -rf "$project"
  cp -r "$here/$1" "$project"
  cp -r "$here/shop" "$project/shop"
}

configure() { quietly cmake -S "$project" -B "$project/build" -DCMAKE_PREFIX_PATH="$prefix" "$@"; }
make_it() { quietly cmake --build "$project/build" --parallel 2 "$@"; }
runs() { [[ $("$project/build/${1:-service}") == "shop sold" ]] || fail "the program doesn't run"; }
# Fails as it should, and says so.
refused() {
  local wanted=$1
  shift
  ! "$@" >"$work/said" 2>&1 || fail "is not refused: $*"
  grep -q -- "$wanted" "$work/said" || fail "nothing like \`$wanted\` is said by: $*" "$(cat "$work/said")"
}

build_and_run() {
  take found
  configure "$@"
  make_it
  runs
}

# --- ways -----------------------------------------------------------------------------------------------------------

install() {
  rm -rf "$prefix"
  quietly cmake --install "$build" --prefix "$prefix"
}

static() {
  build_and_run -G Ninja -DCMAKE_CXX_FLAGS="$warnings -fno-rtti"
  quietly cmake --install "$project/build" --prefix "$project/out"
  [[ -f $project/out/include/shop_access.hpp ]] || fail "the generated headers aren't installed"
  [[ -f $project/build/generated/shop_db/shop.roles.sql ]] || fail "the SQL isn't there"
}

shared() {
  build_and_run -G "Unix Makefiles" -DBUILD_SHARED_LIBS=ON
  ldd "$project/build/service" | grep -q libtenon_runtime.so || fail "the shared library isn't linked"
}

with_clang() { build_and_run -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_CXX_FLAGS="$warnings"; }

multi_config() {
  take found
  configure -G "Ninja Multi-Config"
  make_it --config Release
  runs Release/service
  make_it --config Debug
  runs Debug/service
}

# The tool is the one that was built; tenon's runtime is compiled with the project.
part_of_it() {
  take "$1"
  configure -G Ninja -DTENON_SOURCE="$source" -DTENON_EXECUTABLE="$build/tenon"
  make_it --target service
  runs
}
subdirectory() { part_of_it subdirectory; }
fetched() { part_of_it fetched; }

# No CMake.
pkg_config() {
  local flags
  take found
  PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name tenon.pc)")
  export PKG_CONFIG_PATH
  mkdir "$project/build"
  quietly "$prefix/bin/tenon" generate "$project/shop/shop.schema" --import-dir "$project/shop/parts" --out "$project/made"
  flags=$(pkg-config --cflags --libs tenon)
  # shellcheck disable=SC2086 # words
  quietly g++ -std=c++20 -I"$project/made" "$project/shop/main.cpp" "$project"/made/shop{,_json}.cpp \
    -o "$project/build/service" $flags -Wl,-rpath,"$(pkg-config --variable=libdir tenon)"
  runs
}

# What find_package takes, and what it says of what it doesn't.
versions() {
  take found
  ask() {
    printf 'cmake_minimum_required(VERSION 3.25)\nproject(asks LANGUAGES CXX)\nfind_package(tenon %s CONFIG REQUIRED)\n' \
      "$1" >"$work/ask.txt"
    rm -rf "$work/ask"
    mkdir "$work/ask"
    mv "$work/ask.txt" "$work/ask/CMakeLists.txt"
    cmake -S "$work/ask" -B "$work/ask/build" -DCMAKE_PREFIX_PATH="$prefix"
  }
  quietly ask 0.1
  quietly ask "0.1...<1 COMPONENTS tool"
  quietly ask "0.1 COMPONENTS conformance"
  refused "requested version \"9" ask 9.0
  refused "tyres" ask "0.1 COMPONENTS tyres"
}

# What shared libraries export is declared in public headers.
exports() {
  local library
  for library in runtime pq conformance; do
    nm -DC --defined-only "$(find "$prefix" -name "libtenon_$library.so")" | awk '$2 ~ /[TBDR]/' | cut -d' ' -f3- \
      >"$work/exported"
    [[ -s $work/exported ]] || fail "libtenon_$library exports nothing"
    ! grep -v 'tenon::' "$work/exported" || fail "libtenon_$library exports what isn't tenon's"
    ! grep 'conninfo::\|(anonymous' "$work/exported" || fail "libtenon_$library exports what is its own"
  done
}

# What is compiled and generated again when something changes, and what isn't: behaves GENERATOR options….
behaves() {
  local made=build/made generator=$1
  shift
  take several
  cp "$prefix/bin/tenon" "$work/tool" # it is to change
  configure -G "$generator" -DTENON_EXECUTABLE="$work/tool" "$@"
  make_it
  runs
  (cd "$project" && build/renamed) || fail "the namespace isn't the one that was asked for"
  cd "$project"

  touch "$work/then"
  sleep 1.1
  make_it
  [[ -z $(find build -name '*.o' -newer "$work/then") ]] || fail "a second build compiles"

  touch "$work/then"
  sleep 1.1
  echo "// a comment" >>shop/parts/stock.schema
  make_it
  [[ -n $(find build -name stamp -newer "$work/then") ]] || fail "a changed import isn't read"
  [[ -z $(find build -name '*.o' -newer "$work/then") ]] || fail "a comment compiles something"

  sed -i 's/enum State { draft sold }/enum State { draft sold lost }/' shop/parts/stock.schema
  make_it
  [[ -n $(find build -name '*.o' -newer "$work/then") ]] || fail "a new label compiles nothing"
  grep -q lost $made/shop.hpp || fail "the new label isn't there"

  sed -i 's/name:  text @unique/name:  txet @unique/' shop/parts/stock.schema
  refused "^.*/shop/parts/stock.schema:[0-9]*:[0-9]*: error: " cmake --build build
  grep -q lost $made/shop.hpp || fail "an error takes the old outputs away"
  sed -i 's/txet/text/' shop/parts/stock.schema
  make_it
  runs

  touch "$work/then"
  sleep 1.1
  touch "$work/tool"
  make_it
  [[ -n $(find build -name stamp -newer "$work/then") ]] || fail "another tool generates nothing"

  [[ -f $made/other.hpp ]] || fail "the second schema's outputs aren't there"
  echo mine >$made/notes.txt
  configure -DWITHOUT_OTHER=ON
  make_it
  [[ -z $(find $made -name 'other*') ]] || fail "a schema's outputs are left that is no longer named"
  [[ -f $made/notes.txt ]] || fail "a file is gone that isn't an output"
  runs
}
ninja() { behaves Ninja -DWITH_TESTS=ON; }
makefiles() { behaves "Unix Makefiles"; }

# The tool in the build's own table of outputs, against the tool.
outputs() {
  local listed
  listed=$("$build/tenon" generate x.schema --out o --list-outputs | sed 's|^o/x||' | sort | xargs)
  cat >"$work/list.cmake" <<CMAKE
include($source/cmake/TenonGenerate.cmake)
tenon_known_outputs()
execute_process(COMMAND \${CMAKE_COMMAND} -E echo \${outputs_cpp} \${outputs_sql} \${outputs_tests})
CMAKE
  [[ $(cmake -P "$work/list.cmake" | xargs -n1 | sort | xargs) == "$listed" ]] ||
    fail "cmake/TenonGenerate.cmake has other outputs than the tool, which makes $listed"
}

# The Debian packages, unpacked into a root of their own; what they depend on has a name that Debian knows, and is what this
# machine has.
debian() {
  local name root=$work/root
  (cd "$build" && quietly cpack -G DEB -B "$work/debs")
  mkdir "$root"
  for name in tenon libtenon-dev; do
    dpkg-deb -x "$work"/debs/${name}_*.deb "$root"
    dpkg-deb -f "$work"/debs/${name}_*.deb Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g' >>"$work/depends"
  done
  grep -q '^libpq5$' "$work/depends" || fail "the tool doesn't depend on libpq5, but on:" "$(cat "$work/depends")"
  while read -r name; do
    [[ $name == tenon ]] || dpkg-query -W -f '${db:Status-Status}' "$name" | grep -q '^installed' ||
      fail "a package depends on $name, which isn't what it was built with"
  done <"$work/depends"
  [[ -z $(find "$root" -path '*usr*' -prune -o -type f -print) ]] || fail "something is installed beside /usr"
  prefix=$root/usr
  build_and_run -G Ninja -DCMAKE_CXX_FLAGS="$warnings"
  pkg_config
}

trap 'echo "failed at line $LINENO of run.sh: $BASH_COMMAND" >&2' ERR
"${1:?}"
