import type { Endian } from '../descriptor/descriptor-format.js';
import { headerKind } from '../descriptor/header.js';
import type { Dump } from '../raw-dump.js';
import { swapBytes } from '../word.js';

/** The words of a dump as the CAAM reads them. */
export interface WordsAsRead {
  readonly words: readonly number[];
  readonly endian: Endian;
  readonly isEndianSure: boolean;
  readonly because: readonly string[];
}

/** The header shows whether words were printed byte-swapped, unless the user says so. */
export function wordsAsRead(dump: Dump, choice: { readonly endian?: Endian; readonly swap?: boolean }): WordsAsRead {
  const { printed, order, isOrderSure } = dump;
  const swap = choice.swap ?? swapFor(dump, choice.endian);
  const words = swap ? printed.map(swapBytes) : printed;
  if (choice.endian !== undefined) return { words, endian: choice.endian, isEndianSure: true, because: [] };
  const endian = (order === 'as printed') !== swap ? 'be' : 'le';
  const because =
    `${endian === 'le' ? 'little' : 'big'} endian: ` +
    (isOrderSure
      ? `the header is only one that way round${dump.form === 'binary' ? '' : ', and the dump shows the order of the bytes'}`
      : `${swap ? 'the header is swapped' : 'the header is right as printed'}, and ${
          order === 'as printed'
            ? 'plain digits are taken to stand in the order of memory'
            : 'a little-endian CPU is usual'
        }`);
  return { words, endian, isEndianSure: isOrderSure, because: [because] };
}

function swapFor({ printed, order, isOrderSure }: Dump, endian: Endian | undefined): boolean {
  const [first = 0] = printed;
  if (endian !== undefined && isOrderSure) return (order === 'as printed') === (endian === 'le');
  if (headerKind(first) !== undefined) return false;
  if (headerKind(swapBytes(first)) !== undefined) return true;
  // No header either way: bytes are those of the usual little-endian CAAM, words are as they were printed.
  return isOrderSure && order === 'as printed';
}
