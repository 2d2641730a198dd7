import { readFileSync } from 'node:fs';
import { fixture } from './paths.js';
import { fromHex } from './hex.js';

/** One vector of a NIST CAVP response file. */
export interface CavpVector {
  readonly section: 'ENCRYPT' | 'DECRYPT';
  readonly count: number;
  readonly key: Buffer;
  readonly iv: Buffer;
  readonly plaintext: Buffer;
  readonly ciphertext: Buffer;
}

export function readCavp(name: string): readonly CavpVector[] {
  return parseCavp(readFileSync(fixture('nist-cavp', name), 'utf8'));
}

/** Sections `[ENCRYPT]` and `[DECRYPT]`, in each of them blocks of `NAME = value` that start with COUNT. */
export function parseCavp(text: string): readonly CavpVector[] {
  const vectors: CavpVector[] = [];
  let section: CavpVector['section'] | undefined;
  for (const block of text.split(/\r?\n\s*\r?\n/)) {
    const lines = block.split('\n').map((line) => line.trim());
    const heading = /^\[(ENCRYPT|DECRYPT)\]$/.exec(lines.find((line) => line.startsWith('[')) ?? '')?.[1];
    if (heading === 'ENCRYPT' || heading === 'DECRYPT') section = heading;
    const fields = new Map(
      lines.flatMap((line) => {
        const [, name, value] = /^(\w+)\s*=\s*(\w+)$/.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value] as const];
      }),
    );
    if (!fields.has('COUNT')) continue;
    if (section === undefined) throw new Error(`a vector before the first section: ${block}`);
    const bytes = (name: string): Buffer => {
      const value = fields.get(name);
      if (value === undefined) throw new Error(`no ${name} in: ${block}`);
      return fromHex(value);
    };
    vectors.push({
      section,
      count: Number(fields.get('COUNT')),
      key: bytes('KEY'),
      iv: bytes('IV'),
      plaintext: bytes('PLAINTEXT'),
      ciphertext: bytes('CIPHERTEXT'),
    });
  }
  return vectors;
}
