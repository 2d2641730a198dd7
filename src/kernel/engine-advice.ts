import type { EngineChoice } from '../afalg/engine-choice.js';
import type { SyscallFailure } from '../afalg/syscall-failure.js';

/** What /proc says that an engine depends on. */
export interface EngineFacts {
  /** kernel.io_uring_disabled; empty where the kernel has no such setting. */
  readonly uringDisabled: string;
  /** /proc/self/limits. */
  readonly limits: string;
  /** fs.aio-max-nr */
  readonly aioMaxNr: string;
  /** /proc/meminfo */
  readonly memory: string;
}

/** The system calls of which an engine is made. */
const ENGINE_CALLS: readonly string[] = ['io_uring_setup', 'io_uring_register', 'io_setup'];

export function isEngineFailure({ syscall }: SyscallFailure): boolean {
  return ENGINE_CALLS.includes(syscall);
}

/** Why the kernel, or who looks after this process, has no such engine for anybody; null for another failure. */
export function whyAbsent({ syscall, code }: SyscallFailure, { uringDisabled }: EngineFacts): string | null {
  const failed = `${syscall} failed with ${code}`;
  switch (code) {
    case 'ENOSYS':
      return `${failed}: this kernel does not have it`;
    case 'EPERM':
    case 'EACCES':
      return /^[12]$/.test(uringDisabled)
        ? `${failed}: kernel.io_uring_disabled is ${uringDisabled}`
        : `${failed}: something forbids it, such as the seccomp profile of a container`;
    default:
      return null;
  }
}

/** What to do about an engine that does not start for want of something. */
export function adviseOnEngine(
  { syscall, code }: SyscallFailure,
  { name, depth }: EngineChoice,
  workers: number,
  { limits, aioMaxNr }: EngineFacts,
): string {
  const start = `--engine ${name}: ${syscall} failed with ${code}`;
  const [who, less] = [
    `${String(workers)} workers with --depth ${String(depth)}`,
    'or use fewer --workers or less --depth',
  ];
  if (code === 'ENOMEM') {
    const bytes = softLimit(limits, 'Max locked memory');
    return bytes === null || !syscall.startsWith('io_uring')
      ? `${start}: there is no memory for ${who}: free some, ${less}`
      : `${start}: ${who} lock more memory than RLIMIT_MEMLOCK allows (${String(bytes)} bytes): raise it (ulimit -l), ${less}`;
  }
  if (code === 'EAGAIN') {
    return `${start}: ${who} need more requests than fs.aio-max-nr (${aioMaxNr}) leaves: raise it (sysctl fs.aio-max-nr), ${less}`;
  }
  if (code === 'EMFILE') return `${start}: too many open files: raise RLIMIT_NOFILE (ulimit -n), ${less}`;
  return start;
}

/** What a worker opens beside its op sockets: its tfm, its ring, and what Node opens for a thread. */
const FILES_PER_WORKER = 16;
const FILES_OF_PROCESS = 64;

/** Why there are too few file descriptors; null when there are enough. */
export function tooFewFiles({ depth }: EngineChoice, workers: number, { limits }: EngineFacts): string | null {
  const needed = FILES_OF_PROCESS + workers * (FILES_PER_WORKER + depth);
  const allowed = softLimit(limits, 'Max open files');
  if (depth === 1 || allowed === null || needed <= allowed) return null;
  return (
    `--depth '${String(depth)}': ${String(workers)} workers need up to ${String(needed)} open files, and RLIMIT_NOFILE ` +
    `allows ${String(allowed)}: raise it (ulimit -n ${String(needed)}), or use fewer --workers`
  );
}

/**
 * Why there is too little memory to receive into; null when there is enough, or /proc does not say.
 *
 * @param bytes that each operation in flight needs
 */
export function tooLittleMemory(
  { depth }: EngineChoice,
  workers: number,
  bytes: number,
  { memory }: EngineFacts,
): string | null {
  const [, available] = /^MemAvailable: +(\d+) kB$/m.exec(memory) ?? [];
  const needed = mebibytes(workers * depth * bytes);
  if (depth === 1 || available === undefined || needed <= mebibytes(Number(available) * 1024)) return null;
  return (
    `--depth '${String(depth)}': ${String(workers)} workers receive into ${String(needed)} MiB, and only ` +
    `${String(mebibytes(Number(available) * 1024))} are available: use less --depth, fewer --workers or a smaller --max-length`
  );
}

function mebibytes(bytes: number): number {
  return Math.floor(bytes / (1024 * 1024));
}

/** Of /proc/self/limits; null for unlimited, or when it does not say. */
function softLimit(limits: string, name: string): number | null {
  const [, soft] = new RegExp(`^${name} +(\\d+) `, 'm').exec(limits) ?? [];
  return soft === undefined ? null : Number(soft);
}
