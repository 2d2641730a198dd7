import type { KmsgRecord } from './kmsg-record.js';

/** What a line of the kernel log can be the beginning of. */
export const ALARM_KINDS = [
  /** A driver of a crypto engine reports an error. */
  'engine',
  /** An algorithm failed its self-test. */
  'self-test',
  /** WARN_ON and its like. */
  'warning',
  /** BUG, Oops, panic. */
  'oops',
  /** A sanitizer: KASAN, KFENCE, KCSAN, KMSAN, UBSAN. */
  'sanitizer',
  /** lockdep, and sleeping where that is forbidden. */
  'locking',
  /** Hung task, soft or hard lockup, RCU stall. */
  'stall',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** The first that matches counts: a sanitizer's line begins with BUG, too, and lockdep's with WARNING. */
const REPORTS: readonly (readonly [AlarmKind, RegExp])[] = [
  // mm/kasan/report.c, mm/kfence/report.c, kernel/kcsan/report.c, mm/kmsan/report.c, lib/ubsan.c
  ['sanitizer', /^BUG: K(?:A|C|M)SAN: |^BUG: KFENCE: |^UBSAN: /],
  // kernel/hung_task.c; kernel/watchdog.c; kernel/rcu/tree_stall.h
  ['stall', /^INFO: task .* blocked (?:in I\/O wait )?for more than \d+ seconds/],
  [
    'stall',
    /BUG: soft lockup|detected hard LOCKUP|detected stalls on CPUs|self-detected stall|detected expedited stalls/,
  ],
  // kernel/locking/lockdep.c; kernel/sched/core.c, __might_resched and __schedule_bug
  ['locking', /possible (?:circular|recursive) locking|possible irq lock inversion|inconsistent lock state/],
  ['locking', /suspicious RCU usage|bad unlock balance|held lock freed|still has locks held|lock held when returning/],
  ['locking', /(?:safe -> \S+unsafe) lock order|Invalid wait context|Nested lock was not taken/],
  ['locking', /^BUG: (?:sleeping function called|scheduling while atomic|workqueue leaked)/],
  // kernel/panic.c, __warn
  ['warning', /^WARNING: /],
  // lib/bug.c; arch/*/mm/fault.c; arch/*/kernel/traps.c; kernel/panic.c
  ['oops', /^BUG: |^kernel BUG at |^Oops|^Internal error: |^Unable to handle kernel |^Unhandled fault/],
  ['oops', /^general protection fault|^invalid opcode: |^Kernel panic - |^Bad mode in /],
];

/** crypto/testmgr.c: `alg: skcipher: cbc-aes-caam encryption test failed (wrong result) on test vector 0, ...`. */
const SELF_TEST = /^alg: .*(?:fail|error|mismatch|unexpected|overrun|corrupt|timed out)/i;

/** drivers/crypto/caam/error.c, caam_jr_strstatus, whatever the prefix: `40001210: DECO: desc idx 18: ...`. */
const CAAM_STATUS = /\b[0-9a-f]{8}: (?:CCB|DECO|Jump|Job Ring|Condition Code|Queue Manager Interface): /i;

/**
 * The names that the drivers of drivers/crypto have on the bus, which is what dev_err puts before the device; and the
 * prefixes of the frameworks behind them. Without the digits at the end, with dashes for underlines.
 */
const ENGINES = new Set(
  (
    '420xx 4xxx artpec6-crypto aspeed-hace atmel-aes atmel-sha atmel-tdes c3xxx c6xx caam caam-jr caam-qi ccp ccree chcr ' +
    'crypto-engine crypto-safexcel crypto4xx dcp dh895xcc dpaa2-caam geode-aes gxl-crypto hisi-hpre hisi-sec hisi-zip ' +
    'img-hash-accelerator keembay-ocs-aes marvell-cesa mtk-crypto mxs-dcp n2-crypto omap-aes omap-des omap-sham ' +
    'picoxcell-crypto qat qce qcrypto rk3288-crypto rvu-cptpf rvu-cptvf s5p-aes s5p-sss sa2ul sahara stm32-cryp ' +
    'stm32-hash sun4i-ss sun8i-ce sun8i-ss talitos vce virtio-crypto zynqmp-aes'
  ).split(' '),
);

const KERNEL_FACILITY = 0;
/** KERN_ERR (include/linux/kern_levels.h): what dev_err and pr_err log at. */
const ERROR_LEVEL = 3;

/** What a record is the beginning of; undefined for the ordinary. */
export function alarmOf(record: KmsgRecord, engineNames: ReadonlySet<string>): AlarmKind | undefined {
  const { level, facility, text } = record;
  // User space may write `WARNING: ...` into the log, too, and means something else by it.
  if (facility === KERNEL_FACILITY) {
    const report = REPORTS.find(([, pattern]) => pattern.test(text));
    if (report !== undefined) return report[0];
    if (SELF_TEST.test(text)) return 'self-test';
  }
  if (CAAM_STATUS.test(text)) return 'engine';
  if (level > ERROR_LEVEL) return undefined;
  const name = engineName(text.split(/[\s:]/, 1)[0] ?? '');
  return ENGINES.has(name) || engineNames.has(name) ? 'engine' : undefined;
}

/** `caam_jr` and `caam-jr` are one name, `sun8i-ce` and `4xxx` are names, and `ccp-1` is the first of the ccp. */
export function engineName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/-?\d+$/, '');
}
