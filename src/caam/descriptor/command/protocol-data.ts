import { wordText } from '../../word.js';
import type { WordReader } from '../word-reader.js';

/** The words between header and start index: data for a protocol, never commands. */
export interface ProtocolData {
  readonly index: number;
  readonly op: 'PDB';
  readonly size: number;
  readonly words: readonly string[];
}

export function decodeProtocolData(count: number, reader: WordReader): ProtocolData {
  const index = reader.position;
  const words = reader.words(count, 'protocol data').map(wordText);
  return { index, op: 'PDB', size: words.length, words };
}
