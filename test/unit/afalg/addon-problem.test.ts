import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addonProblem, type Attempt } from '#dist/afalg/addon-problem.js';

const LOCAL = 'build/Release/afalg.node';
const BROUGHT = 'prebuilds/linux-arm/afalg.node';
const MISSING: readonly Attempt[] = [
  { kind: 'missing', path: LOCAL },
  { kind: 'missing', path: BROUGHT },
];
const BOARD = { platform: 'linux', architecture: 'arm', glibc: '2.31' };

function refused(reason: string, machine: string | undefined = 'arm'): readonly Attempt[] {
  return [
    { kind: 'missing', path: LOCAL },
    { kind: 'refused', path: BROUGHT, machine, reason },
  ];
}

describe('why there is no addon', () => {
  it('names both places, and what helps where this copy came from', () => {
    assert.equal(
      addonProblem(MISSING, BOARD, 'checkout', '/src'),
      `the native addon is missing (no ${LOCAL} or ${BROUGHT}): run 'npm run build'`,
    );
    assert.match(
      addonProblem(MISSING, BOARD, 'npm-package', '/app/node_modules/afalg-stress'),
      /: build it here with 'cd \/app\/node_modules\/afalg-stress && npx node-gyp rebuild' \(needs g\+\+ >= 10, make, python3\)$/,
    );
    assert.match(addonProblem(MISSING, BOARD, 'board-package', '/opt/x'), /: unpack the package again/);
    assert.match(
      addonProblem(MISSING, { ...BOARD, architecture: 'arm64' }, 'board-package', '/opt/x'),
      /: this package is for 32-bit ARM; on arm64, npm install afalg-stress$/,
    );
  });

  it('is the wrong architecture', () => {
    const attempts = refused('wrong ELF class: ELFCLASS64', 'x64');
    assert.equal(
      addonProblem(attempts, BOARD, 'checkout', '/src'),
      `${BROUGHT} is built for x64, and this Node for arm: run 'npm run build'`,
    );
  });

  it('is a C library that is too old', () => {
    const reason = "/lib/libc.so.6: version `GLIBC_2.28' not found (required by /opt/afalg.node)";
    assert.match(
      addonProblem(refused(reason), { ...BOARD, glibc: '2.24' }, 'npm-package', '/opt'),
      /^the native addon needs glibc 2\.28, and this system has 2\.24: build it here/,
    );
  });

  it('is a C++ library that is too old', () => {
    const reason = "/lib/libstdc++.so.6: version `GLIBCXX_3.4.21' not found (required by /opt/afalg.node)";
    assert.match(
      addonProblem(refused(reason), BOARD, 'npm-package', '/opt'),
      /^the native addon needs a later libstdc\+\+ than this system has \(version `GLIBCXX_3\.4\.21' not found\): build/,
    );
  });

  it('is musl', () => {
    const attempts = refused('Error relocating: malloc_trim: symbol not found');
    assert.match(
      addonProblem(attempts, { ...BOARD, glibc: null }, 'npm-package', '/opt'),
      /^this Node is not built for glibc \(musl\?\): the native addon needs glibc 2\.28 or later$/,
    );
  });

  it('is another system', () => {
    assert.equal(
      addonProblem(MISSING, { ...BOARD, platform: 'darwin' }, 'npm-package', '/opt'),
      'this is darwin: AF_ALG is an interface of the Linux kernel',
    );
  });

  it("is otherwise in the dynamic linker's own words", () => {
    assert.equal(
      addonProblem(refused('file too short', undefined), BOARD, 'checkout', '/src'),
      "the native addon does not load (file too short): run 'npm run build'",
    );
  });
});
