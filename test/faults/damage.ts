import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { POISON } from '#dist/afalg/layout.js';
import type { InjectedFault } from '../helpers/vce.js';
import type { FoundFault } from './found-faults.js';

/** Whether the bytes in the finding's files are the very damage that the engine says it did. */
export function checkDamage(fault: InjectedFault, finding: FoundFault, directory: string): void {
  const file = (name: string): Buffer => readFileSync(join(directory, name));
  switch (fault.fault) {
    case 'eio':
      assert.equal(finding.errno, -fault.detail);
      break;
    case 'positive':
      assert.equal(finding.returned, fault.detail);
      break;
    case 'overrun':
      assert.equal(finding.bytesAfter, fault.detail);
      break;
    case 'flip': {
      const [expected, actual] = [file('expected.bin'), file('actual.bin')];
      const at = Math.floor(fault.detail / 8);
      assert.equal((expected[at] ?? 0) ^ (actual[at] ?? 0), 1 << (fault.detail % 8));
      actual[at] = expected[at] ?? 0;
      assert.ok(actual.equals(expected), 'another byte differs, too');
      break;
    }
    case 'truncate': {
      const [expected, actual] = [file('expected.bin'), file('actual.bin')];
      assert.ok(actual.subarray(0, fault.detail).equals(expected.subarray(0, fault.detail)));
      assert.ok(actual.subarray(fault.detail).every((byte) => byte === POISON));
      break;
    }
    case 'stale':
    case 'ivwb':
      assert.ok(!file('expected.bin').equals(file('actual.bin')));
      break;
    default:
      assert.fail(`no idea what ${fault.fault} leaves behind`);
  }
}
