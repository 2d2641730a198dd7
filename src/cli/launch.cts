#!/usr/bin/env node
/**
 * The first file of the program: CommonJS, in words that a Node of ten years ago reads, so that one which is too old
 * hears what is needed. Boards bring along what their distribution had (Yocto 3.1 Node 12, 4.0 Node 16).
 */
const NEEDED_MAJOR = 20;
const NEEDED_MINOR = 18;
/** EXIT.broken: nothing can be imported here. */
const BROKEN = 2;
/** main.js and all it imports in one file; see scripts/bootstrap.mjs. */
const PROGRAM = './afalg-stress.js';

const [major, minor] = process.versions.node.split('.').map(Number);
if (Number(major) > NEEDED_MAJOR || (Number(major) === NEEDED_MAJOR && Number(minor) >= NEEDED_MINOR)) {
  void import(PROGRAM);
} else {
  process.stderr.write(
    `afalg-stress: this is Node ${process.versions.node}, and ${String(NEEDED_MAJOR)}.${String(NEEDED_MINOR)} or later is needed\n`,
  );
  process.exitCode = BROKEN;
}
