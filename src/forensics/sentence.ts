import { AES_BLOCK } from '../plan/skcipher/cipher.js';
import type { Direction } from '../plan/skcipher/fields.js';
import type { OperationBytes, Standing } from './damaged-operation.js';
import type {
  ChainedIvSource,
  DataSource,
  DigestSource,
  Extent,
  GuardContent,
  Happening,
  IvSource,
  KeySource,
  TapePlace,
} from './hypothesis.js';

/** What sentences say of an operation; without a direction it is one of a hash. */
type Told = Standing & Pick<OperationBytes, 'expected'> & { readonly direction?: Direction };

/** What happened to an operation, as a clause that follows `encrypt of 2048 bytes:`. */
export function sentenceOf(what: Happening, operation: Told): string {
  const { length } = operation.expected;
  const { direction } = operation;
  const computed = direction === undefined ? 'computed' : `${direction}ed`;
  switch (what.kind) {
    case 'late':
      return 'the right bytes arrived only after the system call had returned';
    case 'complete':
      return 'yet all of the output was written correctly';
    case 'nothing-written':
      return 'nothing was written, the whole output still holds the poison';
    case 'tail-not-written':
      return `the last ${count(length - what.from, 'byte')}, from byte ${String(what.from)} on, were not written`;
    case 'head-not-written':
      return `the first ${count(what.to, 'byte')} were not written`;
    case 'range-not-written':
      return what.bytes === what.to - what.from
        ? `bytes ${range(what)} were not written`
        : `${String(what.bytes)} of the bytes ${range(what)} were not written`;
    case 'filled':
      return what.value === 0 ? `bytes ${range(what)} are zero` : `bytes ${range(what)} are all ${hexByte(what.value)}`;
    case 'shifted':
      return what.by > 0
        ? `from byte ${String(what.from)} on the output is shifted by ${count(what.by, 'byte')} towards the end`
        : `${count(-what.by, 'byte')} missing at byte ${String(what.from)}, and the rest has moved up`;
    case 'repeated-block':
      return what.to - what.from === AES_BLOCK
        ? `block ${String(what.from / AES_BLOCK)} repeats block ${String(what.block)}`
        : `block ${String(what.block)} repeats in bytes ${range(what)}`;
    case 'stale':
      return staleText(what, operation);
    case 'input-copied':
      return `${part(what, length)} a copy of the input`;
    case 'wrong-direction':
      return direction === 'encrypt' ? 'decrypted instead of encrypted' : 'encrypted instead of decrypted';
    case 'wrong-key':
      return `${computed} under ${keyText(what.source, operation)}`;
    case 'effective-iv':
      return `${computed} under ${ivText(what.source, operation, what.iv)}`;
    case 'chained-iv':
      return `from byte ${String(what.from)} on ${computed} under ${chainedIvText(what.source)}: the IV was written back wrongly`;
    case 'input-changed':
      return `right for an input that differs from the real one in ${count(what.bits, 'bit')} in bytes ${range(what)}`;
    case 'part-lost':
      return `the digest is that of the message without its bytes ${range(what)}`;
    case 'other-digest':
      return `the digest is ${digestText(what.source, operation)}`;
    case 'words-swapped':
      return `the digest is right, but for the order of the bytes in each word of ${String(what.bytes)}`;
    case 'bits-flipped': {
      const [first] = what.bits;
      return what.bits.length === 1 && first !== undefined
        ? `one bit is wrong, bit ${String(first.bit)} of byte ${String(first.byte)}`
        : `single bits are wrong in ${count(what.bits.length, 'byte')}`;
    }
    case 'confined':
      return extentText(what.extent, what.from, what.to, length);
    case 'guard-overwritten':
      return guardText(what, operation);
    case 'status-as-length':
      return `the byte count is a status word of the engine, 0x${what.status.toString(16)}`;
    case 'wrong-length':
      return what.returned < length
        ? `${count(length - what.returned, 'byte')} fewer were reported than asked for`
        : `${count(what.returned - length, 'byte')} more were reported than asked for`;
  }
}

/** `operation 184301 of worker 3`, and how that is related to the damaged one where it is. */
function reference(of: Standing, { worker, burst, operation }: Told): string {
  const name = `operation ${String(of.operation)} of worker ${String(of.worker)}`;
  if (of.worker !== worker) return `${name} (burst ${String(of.burst)})`;
  if (of.burst !== burst) return `${name} in burst ${String(of.burst)}`;
  const ahead = of.operation - operation;
  if (ahead === 0) return 'this operation';
  if (ahead === -1) return `${name}, the one before`;
  if (ahead === 1) return `${name}, the next one`;
  return `${name}, ${String(Math.abs(ahead))} ${ahead < 0 ? 'before' : 'ahead'}`;
}

function ivText(source: IvSource, operation: Told, iv: string): string {
  switch (source.kind) {
    case 'zero':
      return 'an IV of zeros';
    case 'poison':
      return 'an IV read from the receive buffer, the poison';
    case 'operation':
      return `the IV of ${reference(source.of, operation)}`;
    case 'write-back':
      return `the last ciphertext block of ${reference(source.of, operation)}, as IV`;
    case 'tape':
      return `an IV that belongs to ${placeText(source.place)}`;
    case 'bits':
      return `its IV with ${count(source.flipped, 'bit')} flipped`;
    case 'counter':
      return `a counter that is ${count(Math.abs(source.blocks), 'block')} ${source.blocks < 0 ? 'behind' : 'ahead'}`;
    case 'unknown':
      return `another IV, ${iv}, of unknown origin`;
  }
}

function digestText(source: DigestSource, { worker, burst }: Told): string {
  switch (source.kind) {
    case 'empty':
      return 'that of the empty message';
    case 'clone':
      return 'that of the other socket of the clone';
    case 'message': {
      const of = source.whole ? 'of' : 'of the first part of';
      const where =
        source.worker === worker && source.burst === burst
          ? ''
          : ` of worker ${String(source.worker)} in burst ${String(source.burst)}`;
      return `that ${of} message ${String(source.message)}${where}`;
    }
  }
}

function keyText(source: KeySource, { worker, burst }: Told): string {
  switch (source.kind) {
    case 'burst': {
      if (source.worker !== worker)
        return `the key of worker ${String(source.worker)} in burst ${String(source.burst)}`;
      return `the key of burst ${String(source.burst)}, not of burst ${String(burst)}`;
    }
    case 'zero':
      return 'a key of zeros';
    case 'bit':
      return `its key with bit ${String(source.bit)} of byte ${String(source.byte)} flipped`;
  }
}

function staleText({ from, to, source }: Extract<Happening, { kind: 'stale' }>, operation: Told): string {
  const whole = from === 0 && to === operation.expected.length;
  if (!whole) return `bytes ${range({ from, to })} are from ${dataText(source, operation)}`;
  return source.operation !== null && source.role === 'output'
    ? `the output is that of ${reference(source.operation, operation)}`
    : `the output is ${dataText(source, operation)}`;
}

function dataText(source: DataSource, operation: Told): string {
  const { operation: of, role, place } = source;
  return of === null ? `data of ${placeText(place)}` : `the ${role} of ${reference(of, operation)}`;
}

function placeText({ worker, burst, part: name, offset }: TapePlace): string {
  return `worker ${String(worker)}, burst ${String(burst)} (${name}, byte ${String(offset)})`;
}

function guardText(
  { side, from, to, content }: Extract<Happening, { kind: 'guard-overwritten' }>,
  operation: Told,
): string {
  const bytes = count(to - from, 'byte');
  const where =
    side === 'after'
      ? `${bytes} after the buffer ${from === 0 ? 'were' : `(from ${String(from)} bytes after it) were`} overwritten`
      : `${bytes} before the buffer ${to === 0 ? 'were' : `(up to ${String(-to)} bytes before it) were`} overwritten`;
  return `${where} ${contentText(content, operation)}`;
}

function contentText(content: GuardContent, operation: Told): string {
  switch (content.kind) {
    case 'value':
      return `with ${hexByte(content.value)}`;
    case 'own-iv':
      return 'with its own IV';
    case 'own-last-block':
      return 'with its own last ciphertext block';
    case 'own-output':
      return `with its own output from byte ${String(content.offset)} on`;
    case 'data':
      return `with ${dataText(content.source, operation)}`;
    case 'unknown':
      return 'with unknown data';
  }
}

function extentText(extent: Extent, from: number, to: number, length: number): string {
  switch (extent) {
    case 'byte':
      return `only byte ${String(from)} is wrong`;
    case 'block': {
      const block = Math.floor(from / AES_BLOCK);
      return block === 0 ? 'only the first AES block is wrong' : `only AES block ${String(block)} is wrong`;
    }
    case 'first-line-32':
      return 'the damage is confined to the first cache line of 32 bytes';
    case 'first-line-64':
      return 'the damage is confined to the first cache line of 64 bytes';
    case 'last-line-32':
      return 'the damage is confined to the last cache line of 32 bytes';
    case 'last-line-64':
      return 'the damage is confined to the last cache line of 64 bytes';
    case 'page':
      return `the damage is confined to one page, bytes ${String(from)} to ${String(to - 1)}`;
    case 'tail':
      return `wrong from byte ${String(from)} to the end`;
    case 'range':
      return `wrong from byte ${String(from)} to byte ${String(to - 1)} of ${String(length)}`;
    case 'whole':
      return 'wrong from the first byte to the last';
  }
}

function part({ from, to }: { readonly from: number; readonly to: number }, length: number): string {
  return from === 0 && to === length ? 'the output is' : `bytes ${range({ from, to })} are`;
}

function range({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${String(from)} to ${String(to - 1)}`;
}

function count(amount: number, unit: string): string {
  return `${String(amount)} ${unit}${amount === 1 ? '' : 's'}`;
}

function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}

function chainedIvText(source: ChainedIvSource): string {
  switch (source) {
    case 'own':
      return "the operation's first IV";
    case 'zero':
      return 'a zero IV';
    case 'inverted':
      return 'the inverted IV';
    case 'unknown':
      return 'an IV of unknown origin';
  }
}
