/** The folders of test/ with tests in them: each has the tests that need the same. */
export const GROUPS = [
  // A process and a file system.
  'unit',
  'laws',
  'lava',
  'package',
  // A kernel with AF_ALG.
  'real-kernel',
  // The guest itself, from outside.
  'real-guest',
  // A kernel with the virtual crypto engine's module at hand.
  'vce',
  'faults',
  // A kernel's build tree, and a guest for each of many builds.
  'bisect',
  // Linux 7.3 with the virtual crypto engine's module: what AF_ALG lets through there.
  'linux-7',
  // A module that takes a guest's kernel down.
  'dying-guests',
] as const;
export type Group = (typeof GROUPS)[number];
