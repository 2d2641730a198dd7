import { bareLine } from '../bare-line.js';
import { isOfOthers, namesCaam } from './line-owner.js';
import { isPlausible } from './plausible-status.js';
import { printedMismatches } from './printed-status.js';
import type { StatusRecord } from './status-record.js';
import { decodeStatus, STATUS_SOURCES, type Status } from './status-word.js';
import { swapBytes, wordText } from '../word.js';

const SOURCE = 'CCB|DECO|Jump|Job Ring|Condition Code|Queue Manager Interface|No error';
const NUMBERED = new RegExp(
  `(?<![0-9a-z])(?:0x)?([0-9a-f]{8}): *(${SOURCE}|unknown error source)\\b:? ?(?:(?:jump tgt )?desc idx (\\d+): ?)?(.*)`,
  'i',
);
const UNNUMBERED = new RegExp(`(?<![\\w])(${SOURCE}): (?:jump tgt )?desc idx (\\d+): ?(.*)`, 'i');
const SOURCE_ONLY = /(?<![\w.])(\d{1,2}): (unknown error source|Queue Manager Interface)\b(.*)/;
/** Linux's own words of old, OP-TEE's `CAAM Status 0x...`, and people's: `returned status 0x...`. */
const IN_PROSE = /\bstatus\b(?: (?:word|code))?[^0-9a-z]{1,3}(?:(?:is|was|of) )?(?:0x)?([0-9a-f]{8})\b/i;
/** caam/qi.c, caam_rsp_fq_dqrr_cb. */
const RESPONSE = /Error: (?:0x)?([0-9a-f]{1,8}) in CAAM response FD/i;
/** U-Boot: drivers/crypto/fsl/jr.c, instantiate_rng; fsl_blob.c, in decimal. */
const U_BOOT_RNG = /\bRNG: (?:De)?instantiation failed with error (?:0x)?([0-9a-f]{8})\b/i;
const U_BOOT_BLOB = /Error in (?:blob )?(?:en|de)capsulation:? (\d{9,10})\b/i;

/** What a line says of a job's status; undefined for a line without one. */
export function statusRecord(line: string): StatusRecord | undefined {
  return numbered(line) ?? bareNumber(line) ?? unnumbered(line) ?? sourceOnly(line);
}

function numbered(line: string): StatusRecord | undefined {
  const [, digits, sourceName = '', index, text = ''] = NUMBERED.exec(line) ?? [];
  if (digits === undefined) return undefined;
  // Anybody's `00000000: No error`.
  if (sourceName.toLowerCase() === 'no error' && isOfOthers(line)) return undefined;
  const status = decodeStatus(parseInt(digits, 16));
  const printed = { sourceName, printedIndex: numberOrNull(index), printedText: text.trim() };
  return { kind: 'status', status, ...printed, mismatches: printedMismatches(status, printed) };
}

/** A word without Linux's sentence behind it. */
function bareNumber(line: string): StatusRecord | undefined {
  const response = RESPONSE.exec(line)?.[1];
  if (response !== undefined) return responseRecord(parseInt(response, 16));
  const ofUBoot = U_BOOT_RNG.exec(line)?.[1];
  if (ofUBoot !== undefined) return wordAlone(decodeStatus(parseInt(ofUBoot, 16)));
  const decimal = U_BOOT_BLOB.exec(line)?.[1];
  if (decimal !== undefined) {
    const status = decodeStatus(Number(decimal));
    if (isPlausible(status)) return { ...wordAlone(status), remark: `${decimal} in decimal, as U-Boot prints it` };
  }
  const prose = IN_PROSE.exec(line)?.[1];
  if (prose === undefined) return undefined;
  const status = decodeStatus(parseInt(prose, 16));
  // Whoever does not name the CAAM must have a word that only the CAAM writes, and be no other device.
  const isNamed = namesCaam(line) || /\bjob ring\b/i.test(line);
  return isNamed || (isPlausible(status) && !isOfOthers(line)) ? wordAlone(status) : undefined;
}

/** A first version of qi.c prints the word as it lies in memory. */
function responseRecord(word: number): StatusRecord {
  const status = decodeStatus(word);
  const turned = decodeStatus(swapBytes(word));
  if (isPlausible(status) || !isPlausible(turned)) return wordAlone(status);
  return {
    ...wordAlone(turned),
    remark: `printed as ${wordText(word)}: the bytes stand the other way round, as a first version of the driver prints them`,
  };
}

/** A status of which only the word is known. */
export function wordAlone(status: Status): StatusRecord {
  const { sourceName } = status;
  return { kind: 'status', status, sourceName, printedIndex: null, printedText: '', mismatches: [] };
}

function unnumbered(line: string): StatusRecord | undefined {
  const [, sourceName, index, text = ''] = UNNUMBERED.exec(line) ?? [];
  if (sourceName === undefined) return undefined;
  const printed = { sourceName, printedIndex: numberOrNull(index), printedText: text.trim() };
  return { kind: 'status', status: null, ...printed, mismatches: [] };
}

function sourceOnly(line: string): StatusRecord | undefined {
  const [, source, , text = ''] = SOURCE_ONLY.exec(bareLine(line)) ?? [];
  if (source === undefined || isOfOthers(line)) return undefined;
  const sourceName = STATUS_SOURCES[Number(source)] ?? `unassigned source ${source}`;
  return { kind: 'status', status: null, sourceName, printedIndex: null, printedText: text.trim(), mismatches: [] };
}

function numberOrNull(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
