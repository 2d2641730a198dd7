import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import {
  FAILURE,
  GUARD_BYTES,
  NOWHERE,
  OPERATION,
  OPERATION_WORDS,
  OUTCOME,
  OUTCOME_WORDS,
  POISON,
  PROGRESS,
  PROGRESS_WORDS,
  SLICE,
  SLICE_END,
  SLICE_WORDS,
  STEP,
  STEP_FLAG,
  STEP_KIND,
  STEP_WORDS,
} from '#dist/afalg/layout.js';
import { native } from '#dist/afalg/native.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

const LENGTH = 48;
const OPERATIONS = 4;
/** Of the burst; rows of a slice are not numbers of operations. */
const FIRST = 1000;

type StepFields = Partial<Record<keyof typeof STEP, number>>;
type OperationFields = Partial<Record<keyof typeof OPERATION, number>>;

const SEND: StepFields = {
  ...{ kind: STEP_KIND.send, flags: STEP_FLAG.withOperation | STEP_FLAG.withIv },
  ...{ offset: 64, length: LENGTH, iv: 32, operation: 1 },
};
const RECEIVE: StepFields = { kind: STEP_KIND.receive, offset: 1000, length: LENGTH, expected: 128 };

/** Runs one operation, the last of four, on a descriptor that is no socket. */
function runOnNoSocket(steps: readonly StepFields[], changes: OperationFields = {}) {
  const lane = {
    tape: new Uint8Array(4096),
    arena: native().createArena(4096),
    progress: new Uint32Array(PROGRESS_WORDS),
    outcomes: new Int32Array(SLICE_WORDS + OUTCOME_WORDS),
    ivSize: 16,
  };
  const slice = {
    operations: new Uint32Array(OPERATIONS * OPERATION_WORDS),
    steps: new Uint32Array((steps.length + 1) * STEP_WORDS),
  };
  const operation = { firstStep: 1, stepCount: steps.length, bytes: LENGTH, arenaFrom: 936, arenaTo: 1112, ...changes };
  fill(slice.operations, (OPERATIONS - 1) * OPERATION_WORDS, OPERATION, operation);
  for (const [index, step] of steps.entries()) fill(slice.steps, (index + 1) * STEP_WORDS, STEP, step);
  const noSocket = openSync('/dev/null', 'r');
  try {
    // The types let only an op socket in; this is to fail.
    const runSlice: unknown = Reflect.get(native(), 'runSlice');
    assert.ok(typeof runSlice === 'function');
    const engine = native().createEngine(0, 1);
    const range = [OPERATIONS - 1, OPERATIONS, FIRST, 1_000_000];
    Reflect.apply(runSlice, native(), [engine, noSocket, lane, slice, ...range]);
  } finally {
    closeSync(noSocket);
  }
  return lane;
}

function fill<Name extends string>(
  words: Uint32Array,
  at: number,
  layout: Readonly<Record<Name, number>>,
  fields: Partial<Record<Name, number>>,
): void {
  const values = new Map<string, unknown>(Object.entries(fields));
  for (const [name, word] of Object.entries<number>(layout)) words[at + word] = Number(values.get(name) ?? 0);
}

describe('the layouts, as the compiled addon has them', () => {
  it('leave what happened in the words of the outcomes', () => {
    const { outcomes, progress, arena } = runOnNoSocket([SEND, RECEIVE]);
    assert.deepEqual(
      [outcomes[SLICE.reason], outcomes[SLICE.next], outcomes[SLICE.failed]],
      [SLICE_END.someFailed, OPERATIONS, 1],
    );
    const outcome = outcomes.subarray(SLICE_WORDS);
    assert.equal(outcome[OUTCOME.index], OPERATIONS - 1);
    assert.equal(outcome[OUTCOME.step], 0);
    assert.equal(outcome[OUTCOME.failure], FAILURE.sendError);
    assert.equal(outcome[OUTCOME.errno], constants.errno.ENOTSOCK);
    assert.equal(outcome[OUTCOME.result], -1);
    assert.equal(progress[PROGRESS.beat], 1);
    assert.equal(progress[PROGRESS.operations], 0);
    assert.deepEqual(
      [...progress.subarray(PROGRESS.flights, PROGRESS.histogram)].filter((word) => word !== 0),
      [],
    );
    const poisoned = [...arena.entries()].filter(([, byte]) => byte === POISON).map(([index]) => index);
    assert.deepEqual(
      poisoned,
      Array.from({ length: LENGTH + 2 * GUARD_BYTES }, (_, index) => 1000 - GUARD_BYTES + index),
    );
  });

  it('take an errno that is owed for what it is, and go on to the next step', () => {
    const owed = { ...SEND, result: constants.errno.ENOTSOCK };
    const { outcomes } = runOnNoSocket([owed, RECEIVE]);
    const outcome = outcomes.subarray(SLICE_WORDS);
    assert.deepEqual([outcome[OUTCOME.step], outcome[OUTCOME.failure]], [1, FAILURE.receiveError]);
    const both = runOnNoSocket([owed, { ...RECEIVE, expected: NOWHERE, result: constants.errno.ENOTSOCK }]);
    assert.equal(both.outcomes[SLICE.failed], 0);
    assert.equal(both.outcomes[SLICE.reason], SLICE_END.completed);
    assert.equal(both.progress[PROGRESS.operations], 1);
    assert.equal(both.progress[PROGRESS.bytes], LENGTH);
  });

  for (const [what, step, changes] of [
    ['sends from beyond the tape', { ...SEND, offset: 4096 - LENGTH + 1 }, {}],
    ['sends more than there is', { ...SEND, length: 0xffff_ffff }, {}],
    ['has its IV beyond the tape', { ...SEND, iv: 4096 - 15 }, {}],
    ['expects bytes beyond the tape', { ...RECEIVE, expected: 0xffff_fff0 }, {}],
    ['receives before its guard', { ...RECEIVE, offset: 999 }, {}],
    ['receives into its guard', { ...RECEIVE, length: LENGTH + 1 }, {}],
    ['poisons beyond the arena', RECEIVE, { arenaTo: 4097 }],
    ['poisons backwards', RECEIVE, { arenaFrom: 1113 }],
    ['has a step of no kind', { ...SEND, kind: 3 }, {}],
    ['uses a socket that there cannot be', { ...SEND, socket: 8 }, {}],
    ['clones into a socket that there cannot be', { kind: STEP_KIND.clone, offset: 8 }, {}],
    ['begins with a buffer of another step', { ...SEND, flags: STEP_FLAG.joined }, {}],
    ['has steps that are not there', SEND, { firstStep: 2 }],
    ['has no step', SEND, { stepCount: 0 }],
  ] as const satisfies readonly (readonly [string, StepFields, OperationFields])[]) {
    it(`refuse an operation that ${what}`, () => {
      assert.throws(() => runOnNoSocket([step], changes), {
        name: 'RangeError',
        message: /^operation 3 points outside/,
      });
    });
  }

  it('refuse a call of more buffers than there may be, or of different kinds', () => {
    const joined = (step: StepFields): StepFields => ({ ...step, flags: STEP_FLAG.joined });
    const many = Array.from({ length: 64 }, () => joined({ kind: STEP_KIND.send, length: 1 }));
    assert.doesNotThrow(() => runOnNoSocket([SEND, ...many.slice(1)]));
    assert.throws(() => runOnNoSocket([SEND, ...many]), { name: 'RangeError' });
    assert.throws(() => runOnNoSocket([SEND, joined(RECEIVE)]), { name: 'RangeError' });
  });

  it('refuse an engine that there is not, and a depth that it does not have', () => {
    for (const [kind, depth] of [
      [1, 1],
      [0, 0],
      [0, 2],
    ] as const) {
      assert.throws(() => native().createEngine(kind, depth), { name: 'RangeError', message: /^no such engine/ });
    }
  });

  it('take an operation that reaches exactly to the end', () => {
    const end = 4096 - LENGTH - GUARD_BYTES;
    const { outcomes } = runOnNoSocket(
      [
        { ...SEND, offset: 4096 - LENGTH, iv: 4096 - 16 },
        { ...RECEIVE, offset: end, expected: 4096 - LENGTH },
      ],
      { arenaFrom: end - GUARD_BYTES, arenaTo: 4096 },
    );
    assert.equal(outcomes[SLICE_WORDS + OUTCOME.failure], FAILURE.sendError);
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
