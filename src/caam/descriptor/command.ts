import {
  decodeFifoLoad,
  decodeSeqFifoLoad,
  type FifoLoadCommand,
  type SeqFifoLoadCommand,
} from './command/fifo-load.js';
import {
  decodeFifoStore,
  decodeSeqFifoStore,
  type FifoStoreCommand,
  type SeqFifoStoreCommand,
} from './command/fifo-store.js';
import { JOB_HEADER_TYPE, SHARED_HEADER_TYPE, type Header } from './header.js';
import { decodeJump, type JumpCommand } from './command/jump.js';
import { decodeKey, decodeSeqKey, type KeyCommand, type SeqKeyCommand } from './command/key.js';
import {
  decodeLoad,
  decodeSeqLoad,
  decodeSeqStore,
  decodeStore,
  type LoadCommand,
  type SeqLoadCommand,
  type SeqStoreCommand,
  type StoreCommand,
} from './command/load-store.js';
import type { CommandWord, Located } from './located.js';
import { decodeMath, decodeMathImmediate, type MathCommand, type MathImmediateCommand } from './command/math.js';
import { decodeMove, decodeMoveLen, type MoveCommand, type MoveLenCommand } from './command/move.js';
import { decodeOperation, type OperationCommand } from './operation/operation.js';
import type { ProtocolData } from './command/protocol-data.js';
import {
  decodeSeqInPtr,
  decodeSeqOutPtr,
  type SeqInPtrCommand,
  type SeqOutPtrCommand,
} from './command/sequence-pointer.js';
import { decodeSignature, type SignatureCommand } from './command/signature.js';
import { commandType, wordText } from '../word.js';
import type { WordReader } from './word-reader.js';

/** A word that begins no command. */
export interface UnknownCommand extends Located {
  readonly op: 'UNKNOWN';
  readonly ctype: number;
  readonly reason: 'unassigned command type' | 'header inside the body';
}

export type Command =
  | KeyCommand
  | SeqKeyCommand
  | LoadCommand
  | SeqLoadCommand
  | StoreCommand
  | SeqStoreCommand
  | FifoLoadCommand
  | SeqFifoLoadCommand
  | FifoStoreCommand
  | SeqFifoStoreCommand
  | MoveCommand
  | MoveLenCommand
  | OperationCommand
  | SignatureCommand
  | JumpCommand
  | MathCommand
  | MathImmediateCommand
  | SeqInPtrCommand
  | SeqOutPtrCommand
  | UnknownCommand;

/** Words that are not in the dump, and those behind them, where the next command begins nobody knows where. */
export interface Gap extends Located {
  readonly op: 'GAP';
  readonly reason: 'lost' | 'unknown';
}

/** What a descriptor consists of. */
export type Instruction = Header | ProtocolData | Command | Gap;

/** Words of no known command. Takes at least one word, so that a loop over it ends. */
export function decodeGap(reader: WordReader): Gap {
  const index = reader.position;
  const reason = reader.gap();
  return { index, op: 'GAP', word: '', reason, size: reader.size };
}

/** The next command. Takes at least one word, so that a loop over it ends. */
export function decodeCommand(reader: WordReader): Command {
  const index = reader.position;
  const command: CommandWord = { index, word: reader.command() };
  // desc.h, CMD_*; 0x06, 0x07 and 0x1d are RTA's. FreeBSD's header has 0x0e and 0x0f the other way round.
  const ctype = commandType(command.word);
  switch (ctype) {
    case 0x00:
      return decodeKey(command, reader);
    case 0x01:
      return decodeSeqKey(command);
    case 0x02:
      return decodeLoad(command, reader);
    case 0x03:
      return decodeSeqLoad(command, reader);
    case 0x04:
      return decodeFifoLoad(command, reader);
    case 0x05:
      return decodeSeqFifoLoad(command, reader);
    case 0x06:
      return decodeMove(command, 'MOVEDW');
    case 0x07:
      return decodeMove(command, 'MOVEB');
    case 0x0a:
      return decodeStore(command, reader);
    case 0x0b:
      return decodeSeqStore(command, reader);
    case 0x0c:
      return decodeFifoStore(command, reader);
    case 0x0d:
      return decodeSeqFifoStore(command, reader);
    case 0x0e:
      return decodeMoveLen(command);
    case 0x0f:
      return decodeMove(command, 'MOVE');
    case 0x10:
      return decodeOperation(command, reader);
    case 0x12:
      return decodeSignature(command, reader);
    case 0x14:
      return decodeJump(command, reader);
    case 0x15:
      return decodeMath(command, reader);
    case 0x1d:
      return decodeMathImmediate(command);
    case 0x1e:
      return decodeSeqInPtr(command, reader);
    case 0x1f:
      return decodeSeqOutPtr(command, reader);
    default:
      return {
        index,
        op: 'UNKNOWN',
        word: wordText(command.word),
        ctype,
        reason: [JOB_HEADER_TYPE, SHARED_HEADER_TYPE].includes(ctype)
          ? 'header inside the body'
          : 'unassigned command type',
        size: 1,
      };
  }
}
