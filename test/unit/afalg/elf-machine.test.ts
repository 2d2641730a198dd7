import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { elfMachine } from '#dist/afalg/elf-machine.js';

/** The first 20 bytes of an ELF file: elf(5). */
function head(machine: number, order: 'little' | 'big'): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.write('\x7fELF', 'latin1');
  bytes[5] = order === 'little' ? 1 : 2;
  if (order === 'little') bytes.writeUInt16LE(machine, 18);
  else bytes.writeUInt16BE(machine, 18);
  return bytes;
}

describe('the machine of an ELF file', () => {
  it("is this one's, of Node itself", () => {
    assert.equal(elfMachine(readFileSync('/proc/self/exe')), process.arch);
  });

  it('is read in the byte order of the file', () => {
    assert.equal(elfMachine(head(40, 'little')), 'arm');
    assert.equal(elfMachine(head(183, 'little')), 'arm64');
    assert.equal(elfMachine(head(22, 'big')), 's390x');
    assert.equal(elfMachine(head(8, 'big')), 'machine 8');
  });

  it('does not depend on where in a buffer the bytes are', () => {
    const padded = Buffer.concat([Buffer.alloc(3), head(62, 'little')]);
    assert.equal(elfMachine(padded.subarray(3)), 'x64');
  });

  it('is undefined for anything else', () => {
    assert.equal(elfMachine(new Uint8Array()), undefined);
    assert.equal(elfMachine(head(62, 'little').subarray(0, 19)), undefined);
    assert.equal(elfMachine(Buffer.from('#!/bin/sh\necho this is no ELF file\n')), undefined);
  });
});
