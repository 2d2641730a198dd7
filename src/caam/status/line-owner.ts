import { bareLine } from '../bare-line.js';

/** Names of the CAAM's drivers and of its words in Linux, U-Boot (`SEC0:`) and OP-TEE. */
const OF_CAAM = /caam|\bdpseci\b|\bSEC\d?:/i;
/** What dev_err and most messages put first: `driver device: ` or `name: `. */
const PREFIX = /^([A-Za-z][\w.-]{0,40}(?: [\w:.@-]{1,60})?): /;

/** Whether a line names the CAAM. */
export function namesCaam(line: string): boolean {
  return OF_CAAM.test(line);
}

/** Whether a line is the message of another device or program, whose words may be the same. */
export function isOfOthers(line: string): boolean {
  return !namesCaam(line) && PREFIX.test(bareLine(line));
}
