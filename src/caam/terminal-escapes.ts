/* eslint-disable no-control-regex -- the escape character is what is looked for */
/**
 * What a terminal takes for colours and the like: CSI sequences (dmesg, grep --color), OSC sequences (titles), and other
 * pairs. The escape character may have become text: `^[` (cat -v), `\x1b` (/dev/kmsg), `\033`, `#033` (rsyslog).
 */

const SEQUENCES =
  /(?:\x1b|\^\[|\\x1b|\\033|#033)(?:\[[0-?]{0,32}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,256}(?:\x07|\x1b\\)|[()][0-9A-B])/gi;
/** Where a forum or a mailer swallowed the escape character, only that of colours is plain enough. */
const COLOURS_ALONE = /\[\d{1,2}(?:;\d{1,3}){0,4}m/g;

/** A line as it would be without colours. Other control characters stay. */
export function withoutEscapes(line: string): string {
  return line.includes('[') || line.includes('\x1b')
    ? line.replaceAll(SEQUENCES, '').replaceAll(COLOURS_ALONE, '')
    : line;
}
