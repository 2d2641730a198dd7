/** Bytes of hexadecimal text; blanks only group it. */
export function fromHex(text: string): Buffer {
  const digits = text.replaceAll(/\s/g, '');
  const bytes = Buffer.from(digits, 'hex');
  // Buffer.from stops at the first thing that is no digit, without a word.
  if (bytes.length * 2 !== digits.length) throw new Error(`not hexadecimal: ${text}`);
  return bytes;
}
