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
