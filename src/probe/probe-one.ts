import { failureOf, type SyscallFailure } from '../afalg/syscall-failure.js';
import { Tfm } from '../afalg/tfm.js';
import { entryThatServes, parseProcCrypto, sizesOf, type CryptoEntry } from '../kernel/proc-crypto.js';
import { readOptional } from '../kernel/read-optional.js';
import { candidateKeys } from './candidate-keys.js';
import { exercise, ivOf, type Exercised } from './exercise.js';
import { measureAio } from './measure-aio.js';
import type { Aio, ProbeSight, ProbeStage, ProbeTarget } from './probe-result.js';

/** Binds, keys and uses one algorithm. @param enter called before each step, so that the other end knows where it waits */
export function probeOne(target: ProbeTarget, enter: (stage: ProbeStage) => void): ProbeSight {
  const { name, type } = target;
  const before = readEntries();
  let stage: ProbeStage = 'bind';
  const at = (next: ProbeStage): void => {
    stage = next;
    enter(next);
  };
  let served: CryptoEntry | null = null;
  const keySizes: number[] = [];
  const refusedKeySizes: number[] = [];
  let aio: Aio = { kind: 'not-measured' };
  try {
    at('bind');
    using tfm = Tfm.open(type, name);
    served = entryThatServes(before, readEntries(), type, name) ?? null;
    at('key');
    const algorithm = served?.name ?? name;
    const sizes = sizesOf(readOptional('/proc/crypto'), { driver: served?.driver ?? name, type: served?.type ?? type });
    let key: Uint8Array | null = null;
    let refusal: SyscallFailure | undefined;
    for (const candidate of candidateKeys(type, algorithm, sizes)) {
      refusal = attempt(() => {
        tfm.setKey(candidate);
      });
      if (refusal === undefined) keySizes.push(candidate.length);
      // Not the size, but no key at all: a plain hash, the null cipher (crypto/af_alg.c, alg_setkey).
      else if (refusal.code === 'EINVAL') refusedKeySizes.push(candidate.length);
      key = refusal === undefined ? candidate : key;
    }
    if (key === null && refusal?.code === 'EINVAL') {
      return { served, keySizes, refusedKeySizes, aio, end: { kind: 'failed', stage: 'key', failure: refusal } };
    }
    if (key !== null) tfm.setKey(key);
    if (type === 'aead' && sizes.maxAuth !== undefined) tfm.setAuthSize(sizes.maxAuth);
    at('use');
    const subject: Exercised = { tfm, type, algorithm, sizes, key };
    const end = exercise(subject);
    at('aio');
    if (type === 'skcipher' && end.kind === 'works') aio = aioOf(tfm, ivOf(sizes));
    return { served, keySizes, refusedKeySizes, aio, end };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === undefined) throw thrown;
    return { served, keySizes, refusedKeySizes, aio, end: { kind: 'failed', stage, failure } };
  }
}

/** A kernel without AIO is no reason to call the algorithm unusable. */
function aioOf(tfm: Tfm, iv: Uint8Array): Aio {
  let aio: Aio = { kind: 'not-measured' };
  const failure = attempt(() => {
    aio = measureAio(tfm, iv);
  });
  return failure === undefined ? aio : { kind: 'failed', failure };
}

function attempt(call: () => void): SyscallFailure | undefined {
  try {
    call();
    return undefined;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === undefined) throw thrown;
    return failure;
  }
}

function readEntries(): readonly CryptoEntry[] {
  return parseProcCrypto(readOptional('/proc/crypto'));
}
