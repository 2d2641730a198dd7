import { constants } from 'node:os';
import { ALG_OP } from '../afalg/layout.js';
import { IoQueue } from '../afalg/io-queue.js';
import { native } from '../afalg/native.js';
import { syscallFailure } from '../afalg/syscall-failure.js';
import type { Tfm } from '../afalg/tfm.js';
import type { Aio } from './probe-result.js';

/** Long enough to take an engine a while, short enough for every socket. */
const MESSAGE_BYTES = 16 * 1024;
const TRIES = 8;
/** Then a read is lost. */
const EVENT_MILLISECONDS = 5000;
const { EBUSY, ETIMEDOUT } = constants.errno;

/**
 * Whether io_submit returns before the work is done. Kernels differ, also within one version: some do as the driver
 * does, some always wait ("force synchronous processing"). So it is measured, with two reads in one io_submit. Either one
 * is still under way when that has returned; or the second is refused with EBUSY because the first was under way when it
 * came (crypto/af_alg.c, af_alg_alloc_areq), although the processor has gone to the engine's thread meanwhile and both
 * look done to us.
 */
export function measureAio(tfm: Tfm, iv: Uint8Array): Aio {
  const message = native().createArena(MESSAGE_BYTES);
  const answers = [native().createArena(MESSAGE_BYTES / 2), native().createArena(MESSAGE_BYTES / 2)];
  let pending = 0;
  using queue = new IoQueue(answers.length);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    using op = tfm.accept();
    op.send({ operation: ALG_OP.encrypt, ...(iv.length === 0 ? {} : { iv }) }, [message], 0);
    const submitted = queue.submit(op, answers);
    const done = [...queue.events(0, submitted, 0)];
    const late = submitted - done.length;
    if (late > 0) done.push(...queue.events(late, late, EVENT_MILLISECONDS));
    if (done.length < submitted) return { kind: 'failed', failure: syscallFailure('io_getevents', ETIMEDOUT) };
    const refused = done.some(([, result]) => result === -EBUSY);
    const failed = done.find(([, result]) => result < 0 && result !== -EBUSY);
    if (failed !== undefined) return { kind: 'failed', failure: syscallFailure('io_submit', failed[1]) };
    if (late > 0 || refused) pending += 1;
  }
  return pending > 0 ? { kind: 'asynchronous', pending, tries: TRIES } : { kind: 'synchronous', tries: TRIES };
}
