/** Columns of a comment's text. */
const COLUMNS = 76;
/** Bytes per line of a table in hexadecimal. */
const HEX_BYTES = 32;

/** A comment of these lines: printable ASCII, and nothing that ends a comment, begins one or is a trigraph. */
export function blockComment(lines: readonly string[]): readonly string[] {
  return ['/*', ...lines.map((line) => ` * ${harmless(line)}`.trimEnd()), ' */'];
}

function harmless(line: string): string {
  return line
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .replaceAll('??', '? ?')
    .replaceAll(/\\$/g, '\\ .');
}

/** Lines that fit a comment; all but the first are indented. */
export function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COLUMNS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `  ${word}`);
  }
  return lines;
}

/** A string literal. */
export function cString(text: string): string {
  const escaped = text.replaceAll(/[^\x20-\x7e]|["\\?]/g, (character) =>
    [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  );
  return `"${escaped}"`;
}

/** A table of string literals with these bytes in hexadecimal, and NULL at its end. */
export function hexTable(name: string, bytes: Uint8Array): readonly string[] {
  const hex = Buffer.from(bytes).toString('hex');
  const lines = hex.match(new RegExp(`.{1,${String(2 * HEX_BYTES)}}`, 'g')) ?? [];
  return [`static const char *const ${name}[] = {`, ...lines.map((line) => `\t"${line}",`), '\tNULL,', '};'];
}
