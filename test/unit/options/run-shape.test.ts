import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SYNCHRONOUS } from '#dist/afalg/engine-choice.js';
import { MAX_FLIGHTS } from '#dist/afalg/layout.js';
import { argumentsOf, textsOf } from '#dist/options/run-shape.js';
import { resolveRunSettings } from '#dist/options/settings.js';
import { workloads } from '../../helpers/workloads.js';

describe('the shape of a run as option texts', () => {
  it('reads back as what it was', () => {
    const nameOf = { cbc: 'cbc(aes)', ecb: 'ecb-aes-caam', ctr: 'ctr(aes)' } as const;
    const rest = fc.record({
      workers: fc.integer({ min: 1, max: 1024 }),
      engine: fc.oneof(
        fc.constant(SYNCHRONOUS),
        fc
          .record({ name: fc.constantFrom('uring', 'aio'), depth: fc.integer({ min: 1, max: MAX_FLIGHTS }) })
          .map((engine) => ({ ...engine })),
      ),
      activeMilliseconds: fc.integer({ min: 1, max: 1e8 }),
      pauseMilliseconds: fc.integer({ min: 0, max: 1e8 }),
      stallMilliseconds: fc.integer({ min: 1000, max: 1e8 }),
      stressNg: fc.constantFrom(null, '--vm 4'),
      requireDriver: fc.constantFrom(null, 'cbc-aes-caam'),
    });
    fc.assert(
      fc.property(workloads(), rest, (workload, others) => {
        const shape = { algorithm: nameOf[workload.mode], workload, ...others };
        const settings = resolveRunSettings(textsOf(shape), 0n);
        assert.deepEqual({ ...settings, ...shape }, settings);
      }),
    );
  });

  it('is a command line without what is the default', () => {
    const settings = resolveRunSettings(
      { workers: '1', engine: 'uring', depth: '8', 'stress-ng': '--vm 4', seed: '7' },
      0n,
    );
    assert.deepEqual(argumentsOf({ ...textsOf(settings), ops: '500' }), [
      ...[
        '--workers',
        '1',
        '--engine',
        'uring',
        '--depth',
        '8',
        '--stress-ng',
        '--vm 4',
        '--ops',
        '500',
        '--seed',
        '0x7',
      ],
    ]);
  });
});
