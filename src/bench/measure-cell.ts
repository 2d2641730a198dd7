import { failureOf } from '../afalg/syscall-failure.js';
import { Tfm } from '../afalg/tfm.js';
import { entryThatServes, parseProcCrypto, type CryptoEntry } from '../kernel/proc-crypto.js';
import { readOptional } from '../kernel/read-optional.js';
import { drawBurst } from '../plan/skcipher/draw-burst.js';
import type { SkcipherWorkload } from '../plan/skcipher/workload.js';
import type { BenchTask, CellSight, Side } from './bench-result.js';
import { AfAlgLoop } from './measure-af-alg.js';
import { UserLoop } from './measure-user.js';
import { summariseRounds, type Round } from './rounds.js';

/** The two sides take turns, so that a machine whose speed drifts slows them both. */
const ROUNDS = 5;
/** The same messages in every benchmark. */
const SEED = 1n;

/** Binds, and measures both sides. */
export function measureCell(task: BenchTask): CellSight {
  const workload: SkcipherWorkload = {
    family: 'skcipher',
    seed: SEED,
    mode: task.mode,
    keySize: task.keySize,
    minLength: task.length,
    maxLength: task.length,
    vary: 'op',
    direction: task.direction,
    chunks: 1,
    receiveAt: 'any',
  };
  try {
    const before = readEntries();
    using tfm = Tfm.open('skcipher', task.algorithm);
    const driver = entryThatServes(before, readEntries(), 'skcipher', task.algorithm) ?? null;
    tfm.setBurstKey(drawBurst(workload, 0, 0).key);
    const room = budgetOf(tfm);
    if (task.length > room) return { kind: 'done', driver, ...bothSides(tooLong(task.length, room)) };
    return { kind: 'done', driver, ...measure(tfm, workload, task.milliseconds / ROUNDS) };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === undefined) throw thrown;
    return { kind: 'refused', failure };
  }
}

interface Sides {
  readonly afAlg: Side;
  readonly user: Side;
}

function measure(tfm: Tfm, workload: SkcipherWorkload, milliseconds: number): Sides {
  const loops = { afAlg: new AfAlgLoop(tfm, workload), user: new UserLoop(workload) };
  const rounds: { readonly afAlg: Round[]; readonly user: Round[] } = { afAlg: [], user: [] };
  // The first round of either warms up caches and compiler, and does not count.
  for (let index = 0; index <= ROUNDS; index += 1) {
    for (const side of ['afAlg', 'user'] as const) {
      const round = loops[side].round(index === 0 ? milliseconds / 4 : milliseconds);
      if ('wrong' in round) return bothSides({ kind: 'wrong', why: round.wrong });
      if (index > 0) rounds[side].push(round);
    }
  }
  return { afAlg: summariseRounds(rounds.afAlg), user: summariseRounds(rounds.user) };
}

function bothSides(side: Side): Sides {
  return { afAlg: side, user: side };
}

function tooLong(length: number, room: number): Side {
  const why =
    `a socket holds at most ${String(room)} bytes here, not ${String(length)}: ` +
    'raise net.core.wmem_default and net.core.rmem_default';
  return { kind: 'not-available', why };
}

function budgetOf(tfm: Tfm): number {
  using op = tfm.accept();
  return op.messageBudget;
}

function readEntries(): readonly CryptoEntry[] {
  return parseProcCrypto(readOptional('/proc/crypto'));
}
