import { readdirSync } from 'node:fs';
import { readOptional } from './read-optional.js';

/** What /proc/PID/task/TID says of a thread; empty strings where it says nothing (stack needs root). */
export interface ThreadState {
  readonly threadId: number;
  readonly name: string;
  /** `D (disk sleep)` for a thread that waits uninterruptibly. */
  readonly state: string;
  readonly wchan: string;
  readonly syscall: string;
  readonly stack: string;
}

/** Every thread of a process; none when the process is gone. */
export function readThreads(processId: number): readonly ThreadState[] {
  const tasks = `/proc/${String(processId)}/task`;
  let names: string[];
  try {
    names = readdirSync(tasks);
  } catch {
    return [];
  }
  return names.map((name) => {
    const status = readOptional(`${tasks}/${name}/status`);
    return {
      threadId: Number(name),
      name: statusField(status, 'Name'),
      state: statusField(status, 'State'),
      wchan: readOptional(`${tasks}/${name}/wchan`),
      syscall: readOptional(`${tasks}/${name}/syscall`),
      stack: readOptional(`${tasks}/${name}/stack`),
    };
  });
}

/** One field of a /proc/PID/status text; '' when it is not there. */
export function statusField(status: string, field: string): string {
  const prefix = `${field}:`;
  const line = status.split('\n').find((candidate) => candidate.startsWith(prefix));
  return line === undefined ? '' : line.slice(prefix.length).trim();
}

/** Whether a process is stopped: by a signal, a debugger, or a frozen cgroup of version 1. False when it is gone. */
export function isStopped(processId: number): boolean {
  return /^[Tt]/.test(statusField(readOptional(`/proc/${String(processId)}/status`), 'State'));
}

/** The peak resident memory of a process, in KiB; 0 when it is gone. */
export function peakResidentKiB(processId: number): number {
  const text = statusField(readOptional(`/proc/${String(processId)}/status`), 'VmHWM');
  return Number.parseInt(text, 10) || 0;
}
