/** What came of one place where the addon may be. */
export type Attempt =
  | { readonly kind: 'missing'; readonly path: string }
  | {
      readonly kind: 'refused';
      readonly path: string;
      /** As `elfMachine` says; undefined when it is not an ELF file. */
      readonly machine: string | undefined;
      /** The dynamic linker's words. */
      readonly reason: string;
    };

/** What must fit the addon. */
export interface Runtime {
  readonly platform: string;
  /** Node's names of architectures. */
  readonly architecture: string;
  /** The version of the C library; null when it is not glibc. */
  readonly glibc: string | null;
}

/** How this copy of the program came here, which decides what helps. */
export type Origin = 'checkout' | 'npm-package' | 'board-package';

/** The prebuilt addons ask for no later one: `npm run prebuilds` refuses those that do. */
export const OLDEST_GLIBC = '2.28';

/** Why there is no addon, and what to do about it: one line. */
export function addonProblem(attempts: readonly Attempt[], runtime: Runtime, origin: Origin, root: string): string {
  const { platform, architecture, glibc } = runtime;
  if (platform !== 'linux') return `this is ${platform}: AF_ALG is an interface of the Linux kernel`;
  if (glibc === null) {
    return `this Node is not built for glibc (musl?): the native addon needs glibc ${OLDEST_GLIBC} or later`;
  }
  const remedy = remedyOf(origin, architecture, root);
  const refused = attempts.find((attempt) => attempt.kind === 'refused');
  if (refused === undefined) {
    const places = attempts.map(({ path }) => path).join(' or ');
    return `the native addon is missing (no ${places}): ${remedy}`;
  }
  const { path, machine, reason } = refused;
  if (machine !== undefined && machine !== architecture) {
    return `${path} is built for ${machine}, and this Node for ${architecture}: ${remedy}`;
  }
  // version `GLIBC_2.28' not found (required by ...), as the dynamic linker says it
  const needed = /version [`'](GLIBC|GLIBCXX|CXXABI)_([\d.]+)' not found/.exec(reason);
  if (needed?.[1] === 'GLIBC') {
    return `the native addon needs glibc ${needed[2] ?? ''}, and this system has ${glibc}: ${remedy}`;
  }
  if (needed !== null) {
    return `the native addon needs a later libstdc++ than this system has (${needed[0]}): ${remedy}`;
  }
  return `the native addon does not load (${reason}): ${remedy}`;
}

function remedyOf(origin: Origin, architecture: string, root: string): string {
  switch (origin) {
    case 'checkout':
      return "run 'npm run build'";
    case 'npm-package':
      return `build it here with 'cd ${root} && npx node-gyp rebuild' (needs g++ >= 10, make, python3)`;
    case 'board-package':
      return architecture === 'arm'
        ? "unpack the package again, or build it with 'npm run pack:board'"
        : `this package is for 32-bit ARM; on ${architecture}, npm install afalg-stress`;
  }
}
