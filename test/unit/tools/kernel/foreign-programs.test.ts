import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { launchPrograms } from '#tools/kernel/foreign-programs.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

describe('launching programs of another system', () => {
  it('starts each by the launcher, as what it was started as, with its arguments', () => {
    using directory = new TemporaryDirectory();
    mkdirSync(directory.join('scripts/mod'), { recursive: true });
    const program = directory.join('scripts/mod/modpost');
    copyFileSync('/bin/true', program);
    // Stands for qemu-arm-static, or a dynamic linker: says what it was given.
    const launcher = directory.join('launcher');
    writeFileSync(launcher, '#!/bin/sh\nprintf "%s|" "$@"\n', { mode: 0o755 });
    launchPrograms(directory.join('scripts'), `'${launcher}' --argv0`);
    assert.equal(
      execFileSync(program, ['-m', 'two words'], { encoding: 'utf8' }),
      `--argv0|${program}|${program}.elf|-m|two words|`,
    );
  });

  it('leaves scripts and links as they are', () => {
    using directory = new TemporaryDirectory();
    const script = directory.join('script.sh');
    writeFileSync(script, '#!/bin/sh\n');
    symlinkSync('script.sh', directory.join('link'));
    launchPrograms(directory.path, 'false');
    assert.equal(readFileSync(script, 'utf8'), '#!/bin/sh\n');
    assert.equal(readFileSync(directory.join('link'), 'utf8'), '#!/bin/sh\n');
  });
});
