import { readAfAlgFacts } from '../kernel/af-alg-facts.js';
import { adviseOnBind } from '../kernel/bind-advice.js';
import { readMachineFacts } from '../kernel/machine.js';
import { cipherModeOf, CIPHERS } from '../plan/skcipher/cipher.js';
import type { BenchSettings } from '../options/bench-settings.js';
import { inPackage } from '../package/root.js';
import { ExpendableProcess, type Reply } from '../worker/expendable-process.js';
import type { BenchCell, BenchDocument, BenchTask, CellSight, Side } from './bench-result.js';
import { isCellSight } from './protocol.js';

const BENCH_MAIN = inPackage('dist/bench/bench-main.js');
/** On top of the time of both sides and their warm-up: loading, binding, filling tapes on a slow board. */
const PATIENCE_MILLISECONDS = 75_000;

export interface BenchContext {
  readonly version: string;
  readonly guest: string | null;
  readonly started: Date;
  /** Told before each cell. */
  readonly progress: (done: number, all: number, cell: string) => void;
}

/** Measures every cell, one after the other. What cannot be measured says why. */
export async function runBench(settings: BenchSettings, context: BenchContext): Promise<BenchDocument> {
  using measuring = new ExpendableProcess<CellSight>(BENCH_MAIN, isCellSight);
  const drivers = new Map<string, string>();
  const cells: BenchCell[] = [];
  const all = cellsOf(settings);
  for (const cell of all) {
    const { algorithm, keySize, direction, length } = cell;
    context.progress(cells.length, all.length, `${algorithm} ${String(keySize)} ${direction} ${String(length)}`);
    const mode = cipherModeOf(algorithm);
    if (mode === undefined) {
      const why = `${algorithm} cannot be verified by bench: only AES in the modes ${Object.keys(CIPHERS).join(', ')} can`;
      cells.push({ ...cell, ...bothSides({ kind: 'not-available', why }) });
      continue;
    }
    const task: BenchTask = { ...cell, mode, milliseconds: settings.milliseconds };
    const patience = 3 * settings.milliseconds + PATIENCE_MILLISECONDS;
    const reply = await measuring.ask<CellSight>(task, patience, (value) => ({ kind: 'answer', value }));
    if (reply.kind === 'answer' && reply.value.kind === 'done' && reply.value.driver !== null) {
      drivers.set(algorithm, reply.value.driver.driver);
    }
    cells.push({ ...cell, ...sidesOf(task, reply) });
  }
  return {
    afalgStress: context.version,
    started: context.started.toISOString(),
    guest: context.guest,
    machine: readMachineFacts(),
    nodeOpenssl: process.versions.openssl,
    milliseconds: settings.milliseconds,
    drivers: Object.fromEntries(drivers),
    cells,
  };
}

type Place = Pick<BenchCell, 'algorithm' | 'keySize' | 'direction' | 'length'>;

function cellsOf({ algorithms, keySizes, directions, lengths }: BenchSettings): readonly Place[] {
  return algorithms.flatMap((algorithm) =>
    keySizes.flatMap((keySize) =>
      directions.flatMap((direction) => lengths.map((length) => ({ algorithm, keySize, direction, length }))),
    ),
  );
}

function sidesOf(
  { algorithm, keySize, length }: BenchTask,
  reply: Reply<CellSight>,
): Pick<BenchCell, 'afAlg' | 'user'> {
  switch (reply.kind) {
    case 'hung': {
      const seconds = String(reply.milliseconds / 1000);
      return bothSides({ kind: 'wrong', why: `${String(length)} bytes did not return within ${seconds} s` });
    }
    case 'died':
      return bothSides({ kind: 'wrong', why: `the process that measured it died (${reply.how}): see the kernel log` });
    case 'answer':
      break;
  }
  const sight = reply.value;
  switch (sight.kind) {
    case 'done':
      return { afAlg: sight.afAlg, user: sight.user };
    case 'refused': {
      const { text } = adviseOnBind(sight.failure, algorithm, keySize, readAfAlgFacts());
      return bothSides({ kind: 'not-available', why: text });
    }
  }
}

function bothSides(side: Side): Pick<BenchCell, 'afAlg' | 'user'> {
  return { afAlg: side, user: side };
}
