import { errnoName } from './errno.js';

/** A failed system call as plain data: what crosses threads and processes, where an Error would lose its fields. */
export interface SyscallFailure {
  readonly syscall: string;
  /** Negative, as Node has it. */
  readonly errno: number;
  readonly code: string;
}

export function syscallFailure(syscall: string, errno: number): SyscallFailure {
  return { syscall, errno: -Math.abs(errno), code: errnoName(errno) };
}

/** The failure an addon call threw, or undefined when it threw something else. */
export function failureOf(thrown: unknown): SyscallFailure | undefined {
  if (!(thrown instanceof Error) || !('errno' in thrown) || !('syscall' in thrown)) return undefined;
  const { errno, syscall } = thrown;
  if (typeof errno !== 'number' || typeof syscall !== 'string') return undefined;
  return syscallFailure(syscall, errno);
}
