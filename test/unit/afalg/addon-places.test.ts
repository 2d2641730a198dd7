import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT_ROOT } from '../../helpers/paths.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

/** A copy of the program as it is installed, with addons of its own. */
class Installed extends TemporaryDirectory {
  constructor() {
    super();
    for (const folder of ['dist/package', 'dist/afalg']) {
      cpSync(join(PROJECT_ROOT, folder), this.join(folder), { recursive: true });
    }
    cpSync(join(PROJECT_ROOT, 'package.json'), this.join('package.json'));
  }

  put(place: string, bytes: Uint8Array): void {
    mkdirSync(dirname(this.join(place)), { recursive: true });
    writeFileSync(this.join(place), bytes);
  }

  /** `loaded` and from where, or what loading the addon throws. */
  load(): string {
    const script = `const { native } = await import('${this.join('dist/afalg/native.js')}');
      try { native().threadId(); } catch (error) { console.log(error.name + ': ' + error.message); process.exit(); }
      const maps = (await import('node:fs')).readFileSync('/proc/self/maps', 'utf8').split('\\n');
      const place = maps.find((line) => line.endsWith('.node')).split('${this.path}/')[1];
      console.log('loaded ' + place);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.equal(stderr, '');
    return stdout.trim();
  }
}

const LOCAL = 'build/Release/afalg.node';
const BROUGHT = `prebuilds/linux-${process.arch}/afalg.node`;

function ownAddon(): Buffer {
  const built = [LOCAL, BROUGHT].map((place) => join(PROJECT_ROOT, place)).find((path) => existsSync(path));
  assert.ok(built !== undefined);
  return readFileSync(built);
}

describe('looking for the addon', () => {
  it('finds the one that came with the package', () => {
    using installed = new Installed();
    installed.put(BROUGHT, ownAddon());
    assert.equal(installed.load(), `loaded ${BROUGHT}`);
  });

  it('takes the one that was built here first, and the other when that does not load', () => {
    using installed = new Installed();
    installed.put(LOCAL, ownAddon());
    installed.put(BROUGHT, ownAddon());
    assert.equal(installed.load(), `loaded ${LOCAL}`);
    installed.put(LOCAL, Buffer.from('no addon'));
    assert.equal(installed.load(), `loaded ${BROUGHT}`);
  });

  it('says that there is none', () => {
    using installed = new Installed();
    assert.equal(
      installed.load(),
      `AddonError: the native addon is missing (no ${LOCAL} or ${BROUGHT}): ` +
        (process.arch === 'arm'
          ? "unpack the package again, or build it with 'npm run pack:board'"
          : `this package is for 32-bit ARM; on ${process.arch}, npm install afalg-stress`),
    );
  });

  it('says that it is for another machine', () => {
    using installed = new Installed();
    const addon = ownAddon();
    // e_machine (elf(5)): EM_PPC64.
    addon.writeUInt16LE(21, 18);
    installed.put(LOCAL, addon);
    installed.put('binding.gyp', Buffer.from('{}'));
    assert.match(
      installed.load(),
      new RegExp(
        `^AddonError: ${LOCAL} is built for ppc64, and this Node for ${process.arch}: build it here with 'cd `,
      ),
    );
  });

  it('says which C library it needs', () => {
    using installed = new Installed();
    const addon = ownAddon();
    // A version of glibc that no system has: the name in the string table, and its hash in .gnu.version_r.
    const name = Buffer.from('GLIBC_2.17\0');
    const at = addon.indexOf(name);
    assert.ok(at > 0);
    addon.write('GLIBC_9.17', at, 'latin1');
    const hash = Buffer.alloc(4);
    hash.writeUInt32LE(elfHash('GLIBC_2.17'));
    const hashAt = addon.indexOf(hash);
    assert.ok(hashAt > 0);
    addon.writeUInt32LE(elfHash('GLIBC_9.17'), hashAt);
    installed.put(LOCAL, addon);
    assert.match(installed.load(), /^AddonError: the native addon needs glibc 9\.17, and this system has 2\.\d+: /);
  });

  it('says when it is out of date', () => {
    using installed = new Installed();
    installed.put(LOCAL, ownAddon());
    const layout = installed.join('dist/afalg/layout.js');
    writeFileSync(layout, readFileSync(layout, 'utf8').replace(/LAYOUT_VERSION = \d+/, 'LAYOUT_VERSION = 9999'));
    assert.match(installed.load(), /^AddonError: the native addon is out of date \(layout \d+, not 9999\): /);
  });
});

/** As the System V ABI defines it for symbol versions. */
function elfHash(text: string): number {
  let hash = 0;
  for (const byte of Buffer.from(text)) {
    hash = (hash << 4) + byte;
    const high = hash & 0xf000_0000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}
