import { decodeAlgorithm, type AlgorithmOperation } from './algorithm.js';
import type { CommandWord, Located } from '../located.js';
import { decodePkha, type PkhaOperation } from './pkha.js';
import { decodeProtocol, type DkpOperation, type ProtocolOperation } from './protocol.js';
import { bits, hexDigits, wordText } from '../../word.js';
import type { WordReader } from '../word-reader.js';

/** OPTYPE 3 and 5. */
export interface ReservedOperation extends Located {
  readonly op: 'OPERATION';
  readonly optype: `0x${string}`;
}

export type OperationCommand =
  AlgorithmOperation | PkhaOperation | ProtocolOperation | DkpOperation | ReservedOperation;

export function decodeOperation(command: CommandWord, reader: WordReader): OperationCommand {
  const optype = bits(command.word, 26, 24);
  switch (optype) {
    case 0:
      return decodeProtocol(command, 'uni_protocol', reader);
    case 1:
      return decodePkha(command);
    case 2:
      return decodeAlgorithm(command, 'class1');
    case 4:
      return decodeAlgorithm(command, 'class2');
    case 6:
      return decodeProtocol(command, 'decap_protocol', reader);
    case 7:
      return decodeProtocol(command, 'encap_protocol', reader);
    default: {
      const { index, word } = command;
      return { index, op: 'OPERATION', word: wordText(word), optype: `0x${hexDigits(optype, 2)}`, size: 1 };
    }
  }
}
