/** Where a run stands; what a status line is made of. */
export interface RunStatus {
  readonly elapsedMilliseconds: number;
  /** 0: until interrupted. */
  readonly durationMilliseconds: number;
  readonly operations: number;
  readonly operationsLimit: number | null;
  /** Over the last seconds. */
  readonly operationsPerSecond: number;
  readonly megabytesPerSecond: number;
  readonly findings: number;
  readonly stressNg: 'off' | 'running' | 'ended';
}
