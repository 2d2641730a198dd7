import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import {
  FAILURE,
  GUARD_BYTES,
  OUTCOME,
  OUTCOME_WORDS,
  POISON,
  PROGRESS,
  PROGRESS_WORDS,
  RECORD,
  RECORD_WORDS,
  SLICE_END,
} from '#dist/afalg/layout.js';
import { native } from '#dist/afalg/native.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

const LENGTH = 48;
const RECORDS = 4;

/** Runs one record, the last of four, on a descriptor that is no socket. */
function runOnNoSocket(changes: Partial<Record<keyof typeof RECORD, number>>) {
  const lane = {
    tape: new Uint8Array(4096),
    arena: native().createArena(4096),
    progress: new Uint32Array(PROGRESS_WORDS),
    outcome: new Int32Array(OUTCOME_WORDS),
    ivSize: 16,
  };
  const fields = {
    ...{ operation: 1, length: LENGTH, inputOffset: 64, ivOffset: 32, expectedOffset: 128 },
    ...{ receiveOffset: 1000, chunk: LENGTH, ...changes },
  };
  const records = new Uint32Array(RECORDS * RECORD_WORDS);
  const last = (RECORDS - 1) * RECORD_WORDS;
  for (const [name, word] of Object.entries(RECORD))
    records[last + word] = new Map(Object.entries(fields)).get(name) ?? 0;
  const noSocket = openSync('/dev/null', 'r');
  try {
    // The types let only an op socket in; this is to fail.
    const runSlice: unknown = Reflect.get(native(), 'runSlice');
    assert.ok(typeof runSlice === 'function');
    Reflect.apply(runSlice, native(), [noSocket, lane, records, RECORDS - 1, RECORDS, 1_000_000]);
  } finally {
    closeSync(noSocket);
  }
  return lane;
}

describe('the layouts, as the compiled addon has them', () => {
  it('leave what happened in the words of the outcome', () => {
    const { outcome, progress, arena } = runOnNoSocket({});
    assert.equal(outcome[OUTCOME.reason], SLICE_END.failed);
    assert.equal(outcome[OUTCOME.stoppedAt], RECORDS - 1);
    assert.equal(outcome[OUTCOME.failure], FAILURE.sendError);
    assert.equal(outcome[OUTCOME.errno], constants.errno.ENOTSOCK);
    assert.equal(outcome[OUTCOME.result], -1);
    assert.equal(progress[PROGRESS.beat], 1);
    assert.equal(progress[PROGRESS.operations], 0);
    const poisoned = [...arena.entries()].filter(([, byte]) => byte === POISON).map(([index]) => index);
    assert.deepEqual(
      poisoned,
      Array.from({ length: LENGTH + 2 * GUARD_BYTES }, (_, index) => 1000 - GUARD_BYTES + index),
    );
  });

  for (const [field, value] of [
    ['length', 0xffff_ffff],
    ['inputOffset', 4096 - LENGTH + 1],
    ['ivOffset', 4096 - 15],
    ['expectedOffset', 0xffff_ffff],
    ['receiveOffset', 4096 - LENGTH - GUARD_BYTES + 1],
    ['receiveOffset', GUARD_BYTES - 1],
    ['chunk', 0],
  ] as const) {
    it(`refuse a record whose ${field} is ${String(value)}`, () => {
      assert.throws(() => runOnNoSocket({ [field]: value }), {
        name: 'RangeError',
        message: /^record 3 points outside/,
      });
    });
  }

  it('take a record that reaches exactly to the end', () => {
    const { outcome } = runOnNoSocket({ inputOffset: 4096 - LENGTH, receiveOffset: 4096 - LENGTH - GUARD_BYTES });
    assert.equal(outcome[OUTCOME.errno], constants.errno.ENOTSOCK);
  });
});

/** A copy of the program as it is installed, with addons of its own. */
class Installed extends TemporaryDirectory {
  constructor() {
    super();
    for (const folder of ['dist/package', 'dist/afalg']) {
      cpSync(join(PROJECT_ROOT, folder), this.join(folder), { recursive: true });
    }
    cpSync(join(PROJECT_ROOT, 'package.json'), this.join('package.json'));
  }

  put(place: string, bytes: Uint8Array): void {
    mkdirSync(dirname(this.join(place)), { recursive: true });
    writeFileSync(this.join(place), bytes);
  }

  /** `loaded` and from where, or what loading the addon throws. */
  load(): string {
    const script = `const { native } = await import('${this.join('dist/afalg/native.js')}');
      try { native().threadId(); } catch (error) { console.log(error.name + ': ' + error.message); process.exit(); }
      const maps = (await import('node:fs')).readFileSync('/proc/self/maps', 'utf8').split('\\n');
      const place = maps.find((line) => line.endsWith('.node')).split('${this.path}/')[1];
      console.log('loaded ' + place);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.equal(stderr, '');
    return stdout.trim();
  }
}

const LOCAL = 'build/Release/afalg.node';
const BROUGHT = `prebuilds/linux-${process.arch}/afalg.node`;

function ownAddon(): Buffer {
  const built = [LOCAL, BROUGHT].map((place) => join(PROJECT_ROOT, place)).find((path) => existsSync(path));
  assert.ok(built !== undefined);
  return readFileSync(built);
}

describe('looking for the addon', () => {
  it('finds the one that came with the package', () => {
    using installed = new Installed();
    installed.put(BROUGHT, ownAddon());
    assert.equal(installed.load(), `loaded ${BROUGHT}`);
  });

  it('takes the one that was built here first, and the other when that does not load', () => {
    using installed = new Installed();
    installed.put(LOCAL, ownAddon());
    installed.put(BROUGHT, ownAddon());
    assert.equal(installed.load(), `loaded ${LOCAL}`);
    installed.put(LOCAL, Buffer.from('no addon'));
    assert.equal(installed.load(), `loaded ${BROUGHT}`);
  });

  it('says that there is none', () => {
    using installed = new Installed();
    assert.equal(
      installed.load(),
      `AddonError: the native addon is missing (no ${LOCAL} or ${BROUGHT}): ` +
        (process.arch === 'arm'
          ? "unpack the package again, or make it anew with 'npm run pack:board'"
          : `this package is for 32-bit ARM; on ${process.arch}, npm install afalg-stress`),
    );
  });

  it('says that it is for another machine', () => {
    using installed = new Installed();
    const addon = ownAddon();
    // e_machine (elf(5)): EM_PPC64.
    addon.writeUInt16LE(21, 18);
    installed.put(LOCAL, addon);
    installed.put('binding.gyp', Buffer.from('{}'));
    assert.match(
      installed.load(),
      new RegExp(
        `^AddonError: ${LOCAL} is built for ppc64, and this Node for ${process.arch}: build it here with 'cd `,
      ),
    );
  });

  it('says which C library it needs', () => {
    using installed = new Installed();
    const addon = ownAddon();
    // A version of glibc that no system has: the name in the string table, and its hash in .gnu.version_r.
    const name = Buffer.from('GLIBC_2.17\0');
    const at = addon.indexOf(name);
    assert.ok(at > 0);
    addon.write('GLIBC_9.17', at, 'latin1');
    const hash = Buffer.alloc(4);
    hash.writeUInt32LE(elfHash('GLIBC_2.17'));
    const hashAt = addon.indexOf(hash);
    assert.ok(hashAt > 0);
    addon.writeUInt32LE(elfHash('GLIBC_9.17'), hashAt);
    installed.put(LOCAL, addon);
    assert.match(installed.load(), /^AddonError: the native addon needs glibc 9\.17, and this system has 2\.\d+: /);
  });

  it('says when it is out of date', () => {
    using installed = new Installed();
    installed.put(LOCAL, ownAddon());
    const layout = installed.join('dist/afalg/layout.js');
    writeFileSync(layout, readFileSync(layout, 'utf8').replace(/LAYOUT_VERSION = \d+/, 'LAYOUT_VERSION = 9999'));
    assert.match(installed.load(), /^AddonError: the native addon is out of date \(layout \d+, not 9999\): /);
  });
});

/** As the System V ABI defines it for symbol versions. */
function elfHash(text: string): number {
  let hash = 0;
  for (const byte of Buffer.from(text)) {
    hash = (hash << 4) + byte;
    const high = hash & 0xf000_0000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}
