/**
 * When a record of the kernel log was made, by the wall clock. The log has a clock of its own (local_clock(), since
 * boot), which nobody disciplines: within hours it drifts from every other by milliseconds, and the wall clock may be
 * set meanwhile. But a record that was not there at one look and is there at the next was made in between, which keeps
 * the two together. Knows no clock itself.
 */
export class LogClock {
  #offset: number;

  /** Milliseconds on both clocks at one moment. */
  constructor(wall: number, log: number) {
    this.#offset = wall - log;
  }

  /**
   * Learns from a record that came between two looks. It must be the newest: an older one may have been there without
   * showing, because a line without a line break shows only when the next one is logged
   * (kernel/printk/printk_ringbuffer.c, prb_commit).
   */
  learn(log: number, lastLook: number, thisLook: number): void {
    const wall = this.toWall(log);
    this.#offset += Math.max(Math.min(wall, thisLook), Math.min(lastLook, thisLook)) - wall;
  }

  /** All in milliseconds. */
  toWall(log: number): number {
    return log + this.#offset;
  }
}
