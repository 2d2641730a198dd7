import { HostProcess, type HostEvents } from './host-process.js';

/** Where the host process of a run comes from, and where it goes. */
export interface Hosts {
  /**
   * A process that will say that it is ready, or already is and says so again.
   *
   * @param main absolute path of its main module
   */
  lease(main: string, events: HostEvents): HostProcess;
  /** @param isIdle it has finished its task, and nothing of it is inside the kernel */
  giveBack(host: HostProcess, isIdle: boolean): void;
}

/** Each run has a process of its own. */
export const FRESH_HOSTS: Hosts = {
  lease: (main, events) => new HostProcess(main, events),
  giveBack: (host) => {
    host.abandon();
  },
};

/**
 * Runs that follow each other, as trials do, have one process as long as each finishes: what it has loaded and compiled is
 * most of what the next would wait for.
 */
export class KeptHosts implements Hosts, Disposable {
  #idle: HostProcess | undefined;

  lease(main: string, events: HostEvents): HostProcess {
    const kept = this.#idle;
    this.#idle = undefined;
    if (kept?.main === main && !kept.isGone) {
      kept.attach(events);
      return kept;
    }
    kept?.abandon();
    return new HostProcess(main, events);
  }

  giveBack(host: HostProcess, isIdle: boolean): void {
    if (!isIdle || host.isGone || this.#idle !== undefined) {
      host.abandon();
      return;
    }
    host.detach();
    this.#idle = host;
  }

  [Symbol.dispose](): void {
    this.#idle?.abandon();
    this.#idle = undefined;
  }
}
