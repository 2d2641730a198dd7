import type { AlarmKind } from './alarm-kind.js';

/**
 * First lines of what the kernel reports of itself, on every architecture. The first that matches counts: a sanitizer's
 * line begins with BUG, too, and lockdep's with WARNING.
 */
const REPORTS: readonly (readonly [AlarmKind, RegExp])[] = [
  // mm/kasan/report.c, mm/kfence/report.c, kernel/kcsan/report.c, mm/kmsan/report.c, lib/ubsan.c
  ['sanitizer', /^BUG: K(?:A|C|M)SAN: |^BUG: KFENCE: |^UBSAN: /],
  // mm/slub.c, slab_bug: `BUG kmalloc-64 (Not tainted): Redzone overwritten`; mm/slab.c, __slab_error; mm/slab_common.c
  ['sanitizer', /^BUG \S+ \(.*\): |^slab error in \w+\(\): |^slab_err: |^kmem_cache_destroy \S+: Slab cache still has/],
  // mm/dmapool.c, DMAPOOL_DEBUG: `dma_pool_free caam, ... (bad dma)`; mm/usercopy.c; lib/list_debug.c before 4.10
  ['sanitizer', /dma_pool_\w+ \S+,? .*(?:corrupted|\(bad (?:vaddr|dma)\)|already free)/],
  ['sanitizer', /^usercopy: Kernel memory (?:exposure|overwrite) attempt/],
  // kernel/hung_task.c; kernel/watchdog.c; kernel/rcu/tree_stall.h; kernel/workqueue.c
  ['stall', /^INFO: task .* blocked (?:in I\/O wait )?for more than \d+ seconds/],
  ['stall', /BUG: soft lockup|detected hard LOCKUP|detected expedited stalls/i],
  ['stall', /detected stalls on CPUs|self-detected stall|rcu_\w+ kthread (?:starved|timer wakeup didn't happen) for/],
  ['stall', /^BUG: workqueue lockup/],
  // kernel/locking/lockdep.c, spinlock_debug.c; kernel/sched/core.c, __might_resched and __schedule_bug
  ['locking', /possible (?:circular|recursive) locking|possible irq lock inversion|inconsistent lock state/],
  ['locking', /suspicious RCU usage|bad unlock balance|held lock freed|still has locks held|lock held when returning/],
  ['locking', /(?:safe -> \S+unsafe) lock order|Invalid wait context|Nested lock was not taken/i],
  ['locking', /^INFO: trying to register non-static key|^DEBUG_LOCKS_WARN_ON/],
  ['locking', /^BUG: (?:sleeping function called|scheduling while atomic|workqueue leaked|spinlock|rwlock)/],
  // kernel/irq/spurious.c, __report_bad_irq; arch/x86/kernel/irq.c
  ['interrupt', /^irq \d+: nobody cared|^irq event \d+: bogus return value|No irq handler for vector/],
  // kernel/panic.c, __warn
  ['warning', /^WARNING: /],
  // lib/bug.c; arch/*/mm/fault.c; arch/*/kernel/traps.c; kernel/panic.c; kernel/fork.c
  ['oops', /^BUG: |^[Kk]ernel BUG at |^Oops\b|^Internal error: |^Kernel panic - |^kernel stack overflow/i],
  ['oops', /^(?:CPU \d+ )?Unable to handle kernel |^Unhandled (?:fault|prefetch abort)|^Unhandled kernel /],
  // arch/x86: until 6.10 without `Oops: ` before it
  [
    'oops',
    /^(?:traps: )?(?:PANIC: )?(?:general protection fault|double fault|stack segment|divide error|invalid opcode)\b/,
  ],
  ['oops', /^kernel tried to execute (?:NX-protected|user) page|^Corrupted page table at/],
  // arch/arm, arch/arm64
  [
    'oops',
    /^Bad mode in |^SError Interrupt on |^Unhandled \d+-bit el1\w* \w+ exception|^Unexpected kernel BRK exception/,
  ],
  ['oops', /^Insufficient stack space to handle exception|^Division by zero in kernel/],
  ['oops', /^Unhandled exception: IPSR|^Synchronous External Abort/i],
  // arch/mips/kernel/traps.c, unaligned.c, arch/mips/mm/fault.c
  [
    'oops',
    /^Kernel bug detected\[#\d+\]|^(?:Reserved|Break) instruction in kernel code\[#\d+\]|^(?:Data|Instruction) bus error, epc/,
  ],
  [
    'oops',
    /^Kernel unaligned (?:instruction )?access\[#\d+\]|^do_cpu invoked from kernel context|^Caught Machine Check exception/i,
  ],
  ['oops', /^Unhandled kernel unaligned access|^Unknown (?:FP|MSA) exception|^Integer overflow\[#\d+\]/],
  // arch/powerpc/kernel/traps.c, arch/powerpc/mm/fault.c; arch/riscv/kernel/traps.c; arch/s390
  [
    'oops',
    /^Kernel attempted to (?:read|write|execute|access) user page|^Machine check in kernel mode|^Bad kernel stack pointer/,
  ],
  ['oops', /^Unrecoverable (?:\S+ )*exception |^Kernel BUG \[#\d+\]|^Unable to handle kernel/],
];

/** The kind of report that a message begins; undefined for every other message. */
export function reportKind(text: string): AlarmKind | undefined {
  return REPORTS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** kernel/panic.c, CUT_HERE; arch/arm/mm/fault.c and traps.c. What is reported begins with it on most machines. */
const CUT_HERE = /^(?:-+\[ cut here \]-+|8<--- cut here ---)/;
/** kernel/panic.c, print_oops_end_marker. */
const END_OF_TRACE = /---\[ end (?:trace|Kernel panic)/;

export function isCutHere(text: string): boolean {
  return CUT_HERE.test(text);
}

export function endsReport(text: string): boolean {
  return END_OF_TRACE.test(text);
}
