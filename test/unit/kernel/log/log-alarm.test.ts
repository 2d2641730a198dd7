import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AlarmKind } from '#dist/kernel/log/alarm-kind.js';
import { engineName } from '#dist/kernel/log/engine-names.js';
import { alarmOf } from '#dist/kernel/log/log-alarm.js';

const NONE: ReadonlySet<string> = new Set();

function alarm(text: string, { level = 3, facility = 0, names = NONE } = {}): AlarmKind | undefined {
  return alarmOf({ level, facility, text }, names);
}

function savedAlarm(text: string): AlarmKind | undefined {
  return alarmOf({ level: undefined, facility: 0, text }, NONE);
}

/** Lines of real kernels. */
const ALARMS: readonly (readonly [AlarmKind, string])[] = [
  ['engine', 'caam_jr 2102000.jr: 40001210: DECO: desc idx 13: Invalid Sequence Command.'],
  ['engine', 'caam_jr 2101000.jr0: 20003c5b: CCB: desc idx 60: RNG: Hardware error.'],
  ['engine', 'caam_jr 8010000.jr: job ring error: irqstate: 00000103'],
  ['engine', 'platform caam_qi: 50000000: Queue Manager Interface: No error'],
  ['engine', 'caam 2140000.caam: failed to acquire DECO 0'],
  ['engine', 'dpaa2_caam dpseci.0: FD error: 1'],
  ['engine', 'mxs-dcp 2280000.dcp: DCP error'],
  ['engine', 'ccp-1: command error'],
  ['engine', 'QAT: Failed to send message'],
  ['engine', 'sun8i-ce 1904000.crypto: DMA timeout for TRNG (tm=50) on flow 3'],
  ['engine', 'Job Ring Device allocation for transform failed'],
  ['engine', 'mtk-eip93 1e004000.crypto: Err: 01'],
  ['engine', 'inside-secure-eip93 1e004000.crypto: Err: 1'],
  ['engine', 'some-new-driver 1e004000.crypto: Err: 1'],
  ['engine', 'DMA: Out of SW-IOMMU space for 4096 bytes at device 2101000.jr'],
  ['engine', 'c6xxvf 0000:3f:01.0: Failed to send response'],
  ['iommu', 'arm-smmu 5000000.iommu: Blocked unknown Stream ID 0x429; boot with "arm-smmu.disable_bypass=0" to allow'],
  ['iommu', 'arm-smmu 5000000.iommu: Unhandled context fault: fsr=0x402, iova=0xffffffb000, fsynr=0x0, cb=3'],
  ['iommu', 'arm-smmu 5000000.iommu: Unexpected global fault, this could be serious'],
  ['iommu', 'DMAR: [DMA Write NO_PASID] Request device [3d:01.0] fault addr 0xfffff000 [fault reason 0x05] PTE Write'],
  ['iommu', 'qat 0000:3d:01.0: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x000d address=0xfffff000 flags=0x0020]'],
  ['iommu', 'AMD-Vi: Event logged [IO_PAGE_FAULT device=3d:01.0 domain=0x000d address=0xfffff000 flags=0x0020]'],
  ['iommu', 'rk_iommu ff900800.iommu: Page fault at 0x00000000fffff000 of type write'],
  ['interrupt', 'irq 54: nobody cared (try booting with the "irqpoll" option)'],
  ['interrupt', 'do_IRQ: 1.55 No irq handler for vector'],
  ['self-test', 'alg: skcipher: cbc-aes-caam encryption test failed (wrong result) on test vector 0, cfg="in-place"'],
  ['self-test', 'alg: self-tests for cbc(aes) using cbc-aes-vce failed (rc=-22)'],
  ['self-test', 'alg: No test for cbc(aes): unexpected'],
  ['warning', 'WARNING: CPU: 1 PID: 118 at crypto/algapi.c:402 crypto_unregister_alg+0x80/0xa0'],
  ['oops', 'Unable to handle kernel NULL pointer dereference at virtual address 00000010'],
  ['oops', 'Internal error: Oops: 17 [#1] SMP ARM'],
  ['oops', 'BUG: kernel NULL pointer dereference, address: 0000000000000008'],
  ['oops', 'kernel BUG at drivers/crypto/caam/jr.c:286!'],
  ['oops', 'general protection fault, probably for non-canonical address 0xdead000000000108: 0000 [#1] SMP'],
  ['oops', 'Kernel panic - not syncing: Fatal exception in interrupt'],
  ['sanitizer', 'BUG: KASAN: use-after-free in skcipher_recvmsg+0x1a0/0x8c0'],
  ['sanitizer', 'BUG: KFENCE: out-of-bounds read in af_alg_pull_tsgl+0x90/0x1d0'],
  ['sanitizer', 'UBSAN: shift-out-of-bounds in crypto/aes_generic.c:12:3'],
  ['sanitizer', 'BUG dma-kmalloc-64 (Not tainted): kmalloc Redzone overwritten'],
  ['sanitizer', 'BUG kmalloc-1k (Tainted: G        W  OE     ): Poison overwritten'],
  [
    'sanitizer',
    "slab error in cache_free_debugcheck(): cache `dma-kmalloc-64': double free, or memory outside object was overwritten",
  ],
  ['oops', 'CPU 0 Unable to handle kernel paging request at virtual address 00000000, epc == 80123456, ra == 80123450'],
  ['oops', 'Kernel bug detected[#1]:'],
  ['oops', 'Unhandled kernel unaligned access[#1]:'],
  ['oops', 'Data bus error, epc == 80123456, ra == 80123450'],
  ['oops', 'Reserved instruction in kernel code[#1]:'],
  ['oops', 'SError Interrupt on CPU1, code 0x00000000bf000002 -- SError'],
  ['oops', 'Unhandled fault: imprecise external abort (0x1c06) at 0x76f1b000'],
  ['oops', 'Internal error: synchronous external abort: 0000000096000210 [#1] PREEMPT SMP'],
  ['oops', 'Kernel attempted to read user page (10) - exploit attempt? (uid: 0)'],
  ['oops', 'Oops: general protection fault, probably for non-canonical address 0xdead000000000108: 0000 [#1] SMP'],
  ['oops', 'divide error: 0000 [#1] SMP'],
  ['locking', 'INFO: trying to register non-static key.'],
  ['locking', 'BUG: spinlock bad magic on CPU#0, vt/99'],
  ['stall', 'BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 34s!'],
  ['locking', 'WARNING: possible circular locking dependency detected'],
  ['locking', 'WARNING: inconsistent lock state'],
  ['locking', 'WARNING: suspicious RCU usage'],
  ['locking', 'WARNING: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected'],
  ['locking', 'BUG: sleeping function called from invalid context at crypto/skcipher.c:81'],
  ['locking', 'BUG: scheduling while atomic: kworker/0:1/23/0x00000002'],
  ['stall', 'INFO: task vt:118 blocked for more than 120 seconds.'],
  ['stall', 'INFO: task dd:9 blocked in I/O wait for more than 120 seconds.'],
  ['stall', 'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [afalg-stress:99]'],
  ['stall', 'rcu: INFO: rcu_sched self-detected stall on CPU'],
  ['stall', 'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:'],
];

/** What every healthy machine logs. */
const ORDINARY: readonly (readonly [number, string])[] = [
  [6, 'caam 2100000.crypto: device ID = 0x0a16010000000000 (Era 4)'],
  [6, 'caam 2100000.crypto: job rings = 2, qi = 0'],
  [4, 'caam_jr 2101000.jr: something it can live with'],
  [6, 'alg: No test for authenc(hmac(sha1),cbc(aes)) (authenc-hmac-sha1-cbc-aes-caam)'],
  [3, 'usb 1-1: device descriptor read/64, error -71'],
  [4, 'epollctl add err fd 23, Operation not permitted'],
  [6, 'afalg-stress: run 0x5eed begins'],
  [4, 'Out of memory: Killed process 812 (stress-ng-vm)'],
  [5, 'arm-smmu 5000000.iommu: disabling translation'],
  [3, 'DMAR: DRHD: handling fault status reg 2'],
  [6, 'iommu: Default domain type: Translated'],
  [4, 'mmc0: swiotlb buffer is full (sz: 4096 bytes), total 32768 (slots), used 32768 (slots)'],
  [3, 'omap_i2c 4802a000.i2c: controller timed out'],
  [6, 'qcaspi: version 0.2.7'],
  [3, 'ccpmu 1: not a crypto driver'],
];

describe('alarms of the kernel log', () => {
  for (const [kind, text] of ALARMS) {
    it(`are of the kind ${kind}: ${text.slice(0, 60)}`, () => {
      assert.equal(alarm(text), kind);
    });
  }

  for (const [level, text] of ORDINARY) {
    it(`are not: ${text.slice(0, 60)}`, () => {
      assert.equal(alarm(text, { level }), undefined);
    });
  }

  it('are a full bounce buffer of an engine, which is but a warning', () => {
    const text =
      'caam_jr 30901000.jr: swiotlb buffer is full (sz: 4096 bytes), total 32768 (slots), used 32768 (slots)';
    assert.equal(alarm(text, { level: 4 }), 'engine');
  });

  it('are told by their words in a saved log without levels', () => {
    assert.equal(savedAlarm('caam 2100000.crypto: job rings = 2, qi = 0'), undefined);
    assert.equal(savedAlarm('caam_jr 2101000.jr: failed to flush job ring 0'), 'engine');
    assert.equal(savedAlarm('mtk-eip93 1e004000.crypto: Assigning IRQ: 20'), undefined);
    assert.equal(savedAlarm('mtk-eip93 1e004000.crypto: Err: 01'), 'engine');
  });

  it("are a driver's lines of the level of errors, and CAAM's status at any level", () => {
    assert.equal(alarm('vce vce: request failed', { level: 3 }), 'engine');
    assert.equal(alarm('vce vce: request failed', { level: 4 }), undefined);
    assert.equal(alarm('caam_jr 2102000.jr: 40001210: DECO: desc idx 13: Invalid', { level: 6 }), 'engine');
  });

  it('of the kernel are not what user space writes into its log', () => {
    const facility = 3;
    assert.equal(alarm('WARNING: the disk is slow', { facility }), undefined);
    assert.equal(alarm('BUG: something', { facility }), undefined);
    assert.equal(alarm('alg: test failed', { facility }), undefined);
    assert.equal(alarm('caam_jr 2102000.jr: 40001210: DECO: desc idx 13: Invalid', { facility }), undefined);
    assert.equal(alarm('ccp: user space daemon says hello', { facility: 1 }), undefined);
    assert.equal(alarm('myapp: status 40001210: DECO: desc idx 18: all fine', { level: 6, facility: 1 }), undefined);
  });

  it('come from the drivers under test, too, whatever they are called', () => {
    const names = new Set([engineName('my_engine')]);
    assert.equal(alarm('my-engine 3f000000.aes: timeout'), undefined);
    assert.equal(alarm('my-engine 3f000000.aes: timeout', { names }), 'engine');
    assert.equal(alarm('my_engine: timeout', { names }), 'engine');
  });
});
