import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Counter } from '#dist/kernel/engine-counters.js';
import { countersThatMoved, engineEvidence } from '#dist/kernel/engine-evidence.js';

const CAAM = { driver: 'cbc-aes-caam', module: 'kernel', asynchronous: true };
const GENERIC = { driver: 'cbc(aes-generic)', module: 'cbc', asynchronous: false };
const CRYPTD = { driver: 'cryptd(cbc(aes-generic))', module: 'cryptd', asynchronous: true };

function interrupts(timer: number, ring0: number, ring1: number): readonly Counter[] {
  const source = '/proc/interrupts';
  return [
    { source, name: '16: GIC-0 29 Edge twd', value: timer },
    { source, name: '137: GPC 105 Level 2101000.jr0', value: ring0 },
    { source, name: '138: GPC 106 Level 2102000.jr1', value: ring1 },
  ];
}

const DEQUEUED = { source: 'debugfs 2100000.crypto', name: 'rq_dequeued' };

describe('the evidence that an engine worked', () => {
  it('is an interrupt of its own that came', () => {
    assert.deepEqual(engineEvidence([CAAM], interrupts(5, 10, 20), interrupts(9, 10, 25)), {
      kind: 'worked',
      counters: [{ source: '/proc/interrupts', name: '138: GPC 106 Level 2102000.jr1', before: 20, after: 25 }],
    });
  });

  it("is missing when only others' interrupts came", () => {
    assert.deepEqual(engineEvidence([CAAM], interrupts(5, 10, 20), interrupts(900, 10, 20)), {
      kind: 'idle',
      counters: [
        { source: '/proc/interrupts', name: '137: GPC 105 Level 2101000.jr0', before: 10, after: 10 },
        { source: '/proc/interrupts', name: '138: GPC 106 Level 2102000.jr1', before: 20, after: 20 },
      ],
    });
  });

  it("is one of CAAM's own counters, even when its interrupts stood still", () => {
    const before = [...interrupts(0, 0, 0), { ...DEQUEUED, value: 7 }];
    const after = [...interrupts(0, 0, 0), { ...DEQUEUED, value: 4711 }];
    assert.deepEqual(engineEvidence([CAAM], before, after), {
      kind: 'worked',
      counters: [{ ...DEQUEUED, before: 7, after: 4711 }],
    });
  });

  it('is not to be expected of software, nor of what no counter bears the name of', () => {
    assert.equal(engineEvidence([GENERIC], interrupts(1, 1, 1), interrupts(2, 2, 2)).kind, 'software');
    assert.equal(engineEvidence([CRYPTD], interrupts(1, 1, 1), interrupts(2, 2, 2)).kind, 'unknown');
    assert.equal(engineEvidence([], interrupts(1, 1, 1), interrupts(2, 2, 2)).kind, 'unknown');
  });

  it('is not what only bears the name of the processor', () => {
    const neon = { driver: 'cbc-aes-neonbs', module: 'aes_arm_bs', asynchronous: true };
    const pmu = [{ source: '/proc/interrupts', name: '34: GPC 94 Level arm-pmu', value: 0 }];
    assert.deepEqual(engineEvidence([neon], pmu, pmu), { kind: 'unknown' });
  });

  it('goes by the name of the module, too', () => {
    const driver = { driver: 'cbc-aes-xyz', module: 'myengine_v2', asynchronous: true };
    const counter = { source: '/proc/interrupts', name: '45: GICv3 77 Level myengine', value: 1 };
    assert.equal(engineEvidence([driver], [counter], [{ ...counter, value: 2 }]).kind, 'worked');
  });

  it('lists every counter that moved, new ones from zero', () => {
    const after = [...interrupts(5, 11, 20), { ...DEQUEUED, value: 3 }];
    assert.deepEqual(countersThatMoved(interrupts(5, 10, 20), after), [
      { source: '/proc/interrupts', name: '137: GPC 105 Level 2101000.jr0', before: 10, after: 11 },
      { ...DEQUEUED, before: 0, after: 3 },
    ]);
  });

  describe('of a queue interface', () => {
    const source = '/proc/interrupts';
    const rings = (count: number): readonly Counter[] => [
      { source, name: '54: GICv2 103 Level 1710000.jr', value: count },
    ];
    const portal = (count: number): Counter => ({ source, name: '60: GICv2 204 Level QMan portal 0', value: count });
    const dpio = (count: number): Counter => ({ source, name: '45: GICv3 58 Level dpio.8', value: count });
    const QI = { driver: 'cbc-aes-caam-qi', module: 'caam', asynchronous: true };
    const QI2 = { driver: 'cbc-aes-caam-qi2', module: 'dpaa2_caam', asynchronous: true };

    it('is the interrupt of a portal, and never that the job rings stood still', () => {
      assert.equal(engineEvidence([QI], [...rings(1), portal(5)], [...rings(1), portal(9)]).kind, 'worked');
      assert.equal(engineEvidence([QI], [...rings(1), portal(5)], [...rings(1), portal(5)]).kind, 'unknown');
      assert.equal(engineEvidence([QI], rings(1), rings(9)).kind, 'unknown');
      assert.equal(engineEvidence([QI2], [...rings(1), dpio(5)], [...rings(1), dpio(9)]).kind, 'worked');
      assert.equal(engineEvidence([QI2], [...rings(1), dpio(5)], [...rings(1), dpio(5)]).kind, 'unknown');
      assert.equal(engineEvidence([QI2], [...rings(1), portal(5)], [...rings(1), portal(9)]).kind, 'unknown');
    });

    it("is one of CAAM's counters where debugfs is readable", () => {
      const before = [...rings(1), { ...DEQUEUED, value: 7 }];
      const after = [...rings(1), { ...DEQUEUED, value: 4711 }];
      assert.equal(engineEvidence([QI], before, after).kind, 'worked');
    });
  });

  it('is that of a device which bears no name but what it is, when it came', () => {
    const safexcel = { driver: 'safexcel-cbc-aes', module: 'crypto_safexcel', asynchronous: true };
    const counter = (value: number): readonly Counter[] => [
      { source: '/proc/interrupts', name: '40: ICU-NSR 24 Level f2800000.crypto', value },
    ];
    assert.equal(engineEvidence([safexcel], counter(1), counter(9)).kind, 'worked');
    assert.equal(engineEvidence([safexcel], counter(1), counter(1)).kind, 'unknown');
    assert.equal(
      engineEvidence([CRYPTD], counter(1), counter(9)).kind,
      'unknown',
      'software behind cryptd has no device',
    );
  });
});
