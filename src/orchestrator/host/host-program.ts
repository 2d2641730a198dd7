/** The program of the host process, and its task. */
export interface HostProgram {
  /** Absolute path of its main module, which speaks src/worker/protocol.ts. */
  readonly main: string;
  /** Plain data: it crosses to another process. */
  readonly task: object;
}
