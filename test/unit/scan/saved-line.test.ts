import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SavedLines, type SavedLine } from '#dist/scan/saved-line.js';

const TEXT = 'caam_jr 2101000.jr: failed to flush job ring 0';

function read(...lines: readonly string[]): readonly SavedLine[] {
  const saved = new SavedLines();
  return lines.map((line) => saved.read(line));
}

/** The same message in every dress: who says what level it has, what time, and that it is the kernel's. */
const DRESSES: readonly (readonly [string, string, Partial<SavedLine>])[] = [
  ['dmesg', `[    1.525201] ${TEXT}`, { level: undefined, microseconds: 1_525_201, isDressed: true }],
  ['dmesg --raw', `<3>[    1.525201] ${TEXT}`, { level: 3, microseconds: 1_525_201, isDressed: true }],
  ['a console with callers', `<3>[    1.525201][   T12] ${TEXT}`, { level: 3, caller: 'T12', isDressed: true }],
  ['/dev/kmsg', `3,512,1525201,-;${TEXT}`, { level: 3, microseconds: 1_525_201, isDressed: true }],
  ['dmesg --decode', `kern  :err   : [    1.525201] ${TEXT}`, { level: 3, facility: 0, isDressed: true }],
  ['dmesg -T', `[Fri Nov 27 06:06:24 2026] ${TEXT}`, { level: undefined, facility: 0, isDressed: true }],
  ['syslog', `Nov 27 06:06:24 board kernel: [    1.525201] ${TEXT}`, { microseconds: 1_525_201, isDressed: true }],
  ['journalctl -k', `Nov 27 06:06:24 board kernel: ${TEXT}`, { facility: 0, isDressed: true }],
  ['a coloured console', `\u001b[32m[    1.525201] \u001b[0m${TEXT}`, { microseconds: 1_525_201, isDressed: true }],
  ['dmesg -t', TEXT, { level: undefined, facility: 0, isDressed: false }],
];

describe('a line of a saved log', () => {
  for (const [dress, line, expected] of DRESSES) {
    it(`is read as ${dress} prints it`, () => {
      const [saved] = read(line);
      assert.equal(saved?.text, TEXT);
      for (const [name, value] of Object.entries(expected)) assert.equal(Reflect.get(saved, name), value, name);
    });
  }

  it('of a program is not of the kernel, whatever it says', () => {
    for (const line of [
      'Nov 27 06:06:24 board myapp[12]: WARNING: CPU: 0 PID: 1 at a.c:1 f',
      '2026-11-27T06:06:24.123456+00:00 board systemd[1]: BUG: no such unit',
      '[    1.525201] board sshd[7]: Oops',
      '<12>[    1.525201] BUG: something',
      'user  :warn  : [    1.525201] BUG: something',
    ]) {
      assert.notEqual(read(line)[0]?.facility, 0, line);
    }
  });

  it('without a time is of the moment of the one before it; a second is no gap', () => {
    const times = read(
      '[    2.000000] one',
      'two',
      '[Fri Nov 27 06:06:24 2026] three',
      '[Fri Nov 27 06:06:25 2026] four',
      '[Fri Nov 27 06:06:29 2026] five',
    ).map(({ microseconds }) => microseconds);
    assert.deepEqual(times, [2_000_000, 2_000_000, 2_000_000, 2_000_000, 6_000_000]);
  });
});
