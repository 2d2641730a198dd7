import { Malformed, type Codec } from '../../codec/codec.js';
import { both, fieldsIn, list, nullable, object, renamed, sideBySide, since, tagged } from '../../codec/structures.js';
import { choice, count, flag, hexBytes, number, text } from '../../codec/values.js';
import type { SyscallFailure } from '../../afalg/syscall-failure.js';
import type { OperationBytes } from '../../forensics/damaged-operation.js';
import type { Mismatch } from '../../forensics/mismatch.js';
import { OPERATION_FORMAT } from '../../plan/plans.js';
import {
  KERNEL_FINDING_KINDS,
  type FailedOperation,
  type HungFinding,
  type KernelFinding,
  type OperationFinding,
  type SetupFinding,
  type StuckThread,
} from '../finding.js';
import type { LoggedDescriptors } from '../logged-descriptors.js';
import { ANALYSIS, type StoredAnalysis } from './diagnosis.js';
import { Format } from './format.js';

/** The large bytes of an operation are files of their own. */
type SmallBytes = Pick<OperationBytes, 'key' | 'iv' | 'guardBefore' | 'guardAfter'>;

type WithoutBytes<F> = F extends OperationFinding ? Omit<F, 'bytes' | 'recomputed'> & SmallBytes : never;
export type StoredOperationFinding = WithoutBytes<OperationFinding>;

/** What a finding says of itself, in finding.json and in the journal. */
export type StoredFindingBody =
  | StoredOperationFinding
  | SetupFinding
  | HungFinding
  /** `caam`: lines of the CAAM in words. */
  | (KernelFinding & { readonly caam: readonly string[] });

/** The files of a finding in which the CAAM's descriptors are. */
export interface DescriptorFiles extends LoggedDescriptors {
  readonly listing: string;
  readonly objects: string;
}

/** finding.json. */
export interface FindingDocument {
  readonly number: number;
  /** `seed:worker:burst:operation`, in the file `key`; empty when it is about no one operation. */
  readonly id: string;
  readonly text: string;
  readonly body: StoredFindingBody;
  /** Of the kernel's own words only; null where nothing was dumped. */
  readonly descriptors: DescriptorFiles | null;
  /** null for a finding without bytes, or when they are our own that are damaged. */
  readonly analysis: StoredAnalysis | null;
}

export const FAILURE: Codec<SyscallFailure> = object<SyscallFailure>({ syscall: text, errno: number, code: text });

const FAILED: Codec<Pick<FailedOperation, 'id' | 'worker' | 'burst' | 'operation' | 'latencyMicroseconds' | 'time'>> =
  renamed(
    object({ id: text, worker: count, burst: count, operation: count, latencyMicroseconds: count, time: number }),
    { id: 'key' },
  );

const AT: Codec<FailedOperation> = both(OPERATION_FORMAT, FAILED);

const MISMATCH: Codec<Mismatch | null> = nullable(
  object<Mismatch>({ firstByte: count, lastByte: count, differingBytes: count, differingBits: count }),
);

const BYTES: Codec<SmallBytes> = renamed(
  object<SmallBytes>({ key: hexBytes, iv: hexBytes, guardBefore: hexBytes, guardAfter: hexBytes }),
  { key: 'cipherKey' },
);

const OPERATION: Codec<StoredOperationFinding> = both(
  tagged('verdict', {
    wrong: object({ at: AT, mismatch: MISMATCH }),
    overrun: object({ at: AT, bytesBefore: count, bytesAfter: count, mismatch: MISMATCH }),
    length: object({ at: AT, syscall: text, returned: number }),
    refused: object({ at: AT, failure: FAILURE }),
    broken: object({ at: AT }),
  }),
  BYTES,
);

const SETUP: Codec<SetupFinding> = tagged('verdict', {
  refused: object({ worker: count, burst: count, time: number, failure: FAILURE }),
});

const THREAD: Codec<StuckThread> = object<StuckThread>({
  ...{ threadId: count, worker: nullable(count), name: text, state: text },
  ...{ wchan: text, syscall: text, stack: text },
});

const HUNG: Codec<HungFinding> = tagged('verdict', {
  hung: object({ time: number, afterMilliseconds: number, operations: list(text), threads: list(THREAD) }),
});

const KERNEL: Codec<KernelFinding & { readonly caam: readonly string[] }> = tagged('verdict', {
  kernel: object({
    kind: choice(KERNEL_FINDING_KINDS),
    time: number,
    lastTime: number,
    afterMilliseconds: number,
    count,
    countIsAtLeast: since(false, flag),
    line: text,
    report: list(text),
    operations: list(text),
    caam: list(text),
  }),
});

/** The kinds of findings have no common tag: a refusal may be of an operation or of a socket. */
export const FINDING_BODY: Codec<StoredFindingBody> = {
  shape: {
    kind: 'tagged',
    tag: null,
    variants: { operation: OPERATION.shape, setup: SETUP.shape, hung: HUNG.shape, kernel: KERNEL.shape },
  },
  read: (value, place) => {
    if (typeof value !== 'object' || value === null || !('verdict' in value)) throw new Malformed(place, 'a finding');
    if (value.verdict === 'hung') return HUNG.read(value, place);
    if (value.verdict === 'kernel') return KERNEL.read(value, place);
    return 'at' in value ? OPERATION.read(value, place) : SETUP.read(value, place);
  },
  write: (body) => {
    if ('at' in body) return OPERATION.write(body);
    switch (body.verdict) {
      case 'hung':
        return HUNG.write(body);
      case 'kernel':
        return KERNEL.write(body);
      case 'refused':
        return SETUP.write(body);
    }
  },
};

const DESCRIPTORS: Codec<DescriptorFiles | null> = nullable(
  object<DescriptorFiles>({ count, command: list(text), listing: text, objects: text }),
);

type Head = Pick<FindingDocument, 'number' | 'id' | 'text'>;
const HEAD: Codec<Head> = renamed(object<Head>({ number: count, id: text, text }), { id: 'key' });

/** The body's fields stand beside the number and the text. */
const DOCUMENT: Codec<FindingDocument> = {
  shape: sideBySide(
    {
      kind: 'tagged',
      tag: null,
      variants: {
        operation: OPERATION.shape,
        setup: SETUP.shape,
        hung: HUNG.shape,
        kernel: sideBySide(KERNEL.shape, { kind: 'object', fields: { descriptors: DESCRIPTORS.shape } }),
      },
    },
    sideBySide(HEAD.shape, { kind: 'object', fields: { diagnosis: nullable(ANALYSIS).shape } }),
  ),
  read: (value, place) => {
    const fields = fieldsIn(value, place);
    return {
      ...HEAD.read(value, place),
      body: FINDING_BODY.read(value, place),
      descriptors: fields['descriptors'] === undefined ? null : DESCRIPTORS.read(fields['descriptors'], 'descriptors'),
      analysis: nullable(ANALYSIS).read(fields['diagnosis'] ?? null, 'diagnosis'),
    };
  },
  write: ({ body, descriptors, analysis, ...head }) => ({
    ...fieldsIn(HEAD.write(head), ''),
    ...fieldsIn(FINDING_BODY.write(body), ''),
    ...(body.verdict === 'kernel' ? { descriptors: DESCRIPTORS.write(descriptors) } : {}),
    diagnosis: nullable(ANALYSIS).write(analysis),
  }),
};

export const FINDING = new Format<FindingDocument>('finding', 1, DOCUMENT);
