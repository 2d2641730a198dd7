#!/bin/sh
# What `npm run test:board` runs on the board: test-job.sh RESULTS. Each step leaves NAME.stdout, NAME.stderr and
# NAME.end (exit code, seconds); tools/board-test/checks.ts judges them.
out=$1
home=/opt/board-test
export AFALG_STRESS_GUEST=sabrelite
cd "$home" || exit 2

now() {
  cut -d' ' -f1 /proc/uptime
}

step() {
  name=$1
  shift
  start=$(now)
  "$@" >"$out/$name.stdout" 2>"$out/$name.stderr"
  echo "$? $start $(now)" >"$out/$name.end"
  echo "$name: $(cat "$out/$name.end")"
}

for given in given results/given; do
  cp "$out/$given" "$out/$given.seen"
  echo changed >"$out/$given"
done

# 5: an unaligned access that the processor traps is logged and answered with SIGBUS, instead of being mended behind
# everybody's back (Documentation/arch/arm/mem_alignment.rst).
echo 5 >/proc/cpu/alignment
cat /proc/cpu/alignment >"$out/alignment-before"
echo "booted: $(now)"

for test in $(cat tests); do
  step "test-$(echo "$test" | tr / -)" node "build/test/$test.test.js"
done
step outputs node build/test/board/outputs.js
step decode afalg-stress decode 20000b0f 40000104 30000006
for listing in test/fixtures/caam/*.txt; do
  step "disasm-$(basename "$listing" .txt)" afalg-stress disasm "$listing"
done

# As it is on a board: default settings, with memory pressure beside it. An emulated engine may take its time.
step pressure afalg-stress run --duration 30s --seed 0x5eed --stress-ng "--vm 2 --vm-bytes 50M" --stall-timeout 2m \
  --json --results "$out/pressure"

# A C library with 32-bit seconds would be in 1904 here.
date -s "2040-02-29 12:00:00" >/dev/null
step year-2040 afalg-stress run --ops 500 --workers 2 --seed 0x5eed --stall-timeout 2m --json --results "$out/year-2040"

# The package with a Node inside, on a system that has none.
mv /usr/bin/node /usr/share/nodejs /tmp/
step with-node /afalg-stress-*/bin/afalg-stress run --ops 500 --workers 2 --seed 0x5eed --stall-timeout 2m --json \
  --results "$out/with-node"
step no-node afalg-stress run --ops 1
mv /tmp/node /usr/bin/

cat /proc/cpu/alignment >"$out/alignment-after"
dmesg >"$out/dmesg"
uname -a >"$out/uname"
