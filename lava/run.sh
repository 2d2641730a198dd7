#!/bin/sh
# One run of afalg-stress as test cases: under LAVA as signals, elsewhere as lines of output/result.txt. Any POSIX shell.
#
#   -a NAME      algorithm or driver to test                        -s ARGUMENTS  stress-ng beside it, with these
#   -r DRIVER    test nothing else: see --require-driver            -o OPTIONS    further options of afalg-stress run
#   -d DURATION  for example 10m                                    -b NAME       of the board; LAVA's, if it says one
#   -u URL       PUT the run's directory to URL/KERNEL/NAME.tar.gz
#
# Ends with 0 when every test case is pass or skip. Under LAVA always with 0: there the test cases are the result.
here=$(cd "${0%/*}" && pwd) || exit 2
home=$here/..
output=$PWD/output
results=$output/result.txt
algorithm='cbc(aes)' driver='' duration=10m pressure='' options='' board='' upload=''

while getopts 'a:r:d:s:o:b:u:' option; do
  case $option in
    a) algorithm=$OPTARG ;;
    r) driver=$OPTARG ;;
    d) duration=$OPTARG ;;
    s) pressure=$OPTARG ;;
    o) options=$OPTARG ;;
    b) board=$OPTARG ;;
    u) upload=$OPTARG ;;
    *) exit 64 ;;
  esac
done

# At once, not at the end: what follows may take the machine with it. $1: "name result [measurement units]".
report() {
  echo "$1" >>"$results"
  # shellcheck disable=SC2086 # four words
  set -- $1
  if command -v lava-test-case >/dev/null; then
    lava-test-case "$1" --result "$2" ${3:+--measurement "$3" --units "$4"}
  else
    echo "$*"
  fi
}

# The Node that bin/afalg-stress takes.
node=$home/node/bin/node
[ -x "$node" ] || node=$(command -v node)
if [ -z "$board" ] && command -v lava-self >/dev/null; then
  board=$(lava-self)
fi

rm -rf "$output"
mkdir -p "$output"

# A machine that dies in the run has at least said what it was going to test.
set -- --check "$algorithm"
[ -z "$driver" ] || set -- "$@" --require-driver "$driver"
"$home/bin/afalg-stress" probe "$@"
case $? in
  0) report 'probe pass' ;;
  4) report 'probe skip' ;;
  *) report 'probe unknown' ;;
esac

set -- --algorithm "$algorithm" --duration "$duration" --guest none --json --results "$output/results"
[ -z "$driver" ] || set -- "$@" --require-driver "$driver"
[ -z "$pressure" ] || set -- "$@" --stress-ng "$pressure"
[ -z "$board" ] || set -- "$@" --board "$board"
# shellcheck disable=SC2086 # several options
"$home/bin/afalg-stress" run "$@" $options >"$output/summary.json" 2>"$output/stderr.txt"
code=$?
cat "$output/stderr.txt"

"$node" "$here/test-cases.mjs" "$code" "$output/summary.json" >"$output/cases.txt" || echo 'harness fail' >"$output/cases.txt"
while read -r line; do report "$line"; done <"$output/cases.txt"

if [ -n "$upload" ] && [ -d "$output/results" ]; then
  archive=$output/${board:-$(uname -n)}-$(date -u +%Y%m%dT%H%M%SZ)-$$.tar.gz
  if tar -C "$output/results" -czf "$archive" . &&
    "$node" "$here/upload.mjs" "$archive" "$upload/$(uname -r)/${archive##*/}"; then
    report 'upload pass'
  else
    report 'upload fail'
  fi
fi

! command -v lava-test-case >/dev/null || exit 0
! grep -Eqv '^[^ ]+ (pass|skip)( |$)' "$results"
