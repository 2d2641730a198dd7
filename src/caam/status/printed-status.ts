import { CCB_ERRORS, CHA_NAMES } from './ccb-errors.js';
import { DECO_ERRORS } from './deco-errors.js';
import type { ErrorText } from './error-text.js';
import { ccbError, chaName } from './explain-status.js';
import { hasIndex, type Status } from './status-word.js';
import { hexDigits, wordText } from '../word.js';

/** What a kernel printed after a status word. */
export interface PrintedStatus {
  readonly sourceName: string;
  readonly printedIndex: number | null;
  readonly printedText: string;
}

/**
 * Where the printed words contradict the number. The number comes from the hardware; the words were made from it, and
 * pass through patched kernels, editors and mailers.
 */
export function printedMismatches(status: Status, printed: PrintedStatus): readonly string[] {
  return [sourceMismatch(status, printed), indexMismatch(status, printed), textMismatch(status, printed)].filter(
    (mismatch) => mismatch !== undefined,
  );
}

function sourceMismatch(status: Status, { sourceName }: PrintedStatus): string | undefined {
  if (sourceName.toLowerCase() === status.sourceName.toLowerCase()) return undefined;
  if (status.source > 7 && sourceName.toLowerCase() === 'unknown error source') return undefined;
  return `the line says ${sourceName}, but the source in ${wordText(status.value)} is ${status.sourceName}`;
}

function indexMismatch(status: Status, { printedIndex }: PrintedStatus): string | undefined {
  if (printedIndex === null || printedIndex === status.descIndex || !hasIndex(status)) return undefined;
  const { value, descIndex } = status;
  return (
    `the line says index ${String(printedIndex)}, but the index in ${wordText(value)} is ` +
    `0x${hexDigits(descIndex, 2)} = ${String(descIndex)}: no kernel prints ${String(printedIndex)} for it, ` +
    `which would be ${wordText(((value & 0xffff_00ff) | ((printedIndex & 0xff) << 8)) >>> 0)}`
  );
}

/** Texts differ between versions and get cut off, so only one that belongs to another code is a contradiction. */
function textMismatch({ code }: Status, { printedText }: PrintedStatus): string | undefined {
  const text = printedText.toLowerCase();
  switch (code.kind) {
    case 'deco':
      return foreignText(text, [DECO_ERRORS[code.errCode]], DECO_ERRORS, `code 0x${hexDigits(code.errCode, 2)}`);
    case 'ccb': {
      const [, cha = '', error = ''] = /^([^:]*): ?(.*)$/.exec(text) ?? [];
      const own = [ccbError(code.chaId, code.errId), CCB_ERRORS[code.errId]];
      return foreignCha(cha, code.chaId) ?? foreignText(error, own, CCB_ERRORS, `error 0x${hexDigits(code.errId, 1)}`);
    }
    case 'user':
    case 'queue':
    case 'other':
      return undefined;
  }
}

function foreignText(
  text: string,
  own: readonly (ErrorText | undefined)[],
  all: Readonly<Record<number, ErrorText>>,
  name: string,
): string | undefined {
  if (text === '' || own.some((error) => error !== undefined && text.startsWith(error.printed))) return undefined;
  const other = Object.values(all).find(({ printed }) => text.startsWith(printed));
  if (other === undefined) return undefined;
  const uBoot = other.printed === 'no error' ? ' (U-Boot prints that for every CCB error)' : '';
  return `the line says '${other.meaning}'${uBoot}, but ${name} is '${own[0]?.meaning ?? 'unknown'}'`;
}

function foreignCha(printed: string, chaId: number): string | undefined {
  const name = chaName(chaId);
  const isOther = CHA_NAMES.some((other) => other !== '' && other.toLowerCase() === printed.trim());
  if (!isOther || name.toLowerCase() === printed.trim()) return undefined;
  return `the line says ${printed.trim().toUpperCase()}, but CHA 0x${hexDigits(chaId, 1)} is ${name === '' ? 'none' : name}`;
}
