import { inPackage } from '../package/root.js';
import { ExpendableProcess } from '../worker/expendable-process.js';
import type { ProbeSight, ProbeStage, ProbeTarget } from './probe-result.js';
import { isProbeMessage, type ProbeMessage } from './protocol.js';

const PROBE_MAIN = inPackage('dist/probe/probe-main.js');

/** Longer than the minute that bind waits for a module and its self-test (crypto/api.c, crypto_larval_wait). */
const BIND_MILLISECONDS = 75_000;
const STEP_MILLISECONDS = 15_000;

export type Probing =
  | { readonly kind: 'seen'; readonly sight: ProbeSight }
  | { readonly kind: 'hung'; readonly stage: ProbeStage; readonly milliseconds: number }
  | { readonly kind: 'died'; readonly stage: ProbeStage; readonly how: string };

/** Probes in a process of its own, one name at a time. */
export class Prober implements Disposable {
  readonly #process = new ExpendableProcess<ProbeMessage>(PROBE_MAIN, isProbeMessage);

  async probe(target: ProbeTarget): Promise<Probing> {
    let stage: ProbeStage = 'bind';
    const reply = await this.#process.ask<ProbeSight>(target, BIND_MILLISECONDS, (message) => {
      switch (message.kind) {
        case 'stage':
          stage = message.stage;
          return { kind: 'alive', milliseconds: stage === 'bind' ? BIND_MILLISECONDS : STEP_MILLISECONDS };
        case 'seen':
          return { kind: 'answer', value: message.sight };
      }
    });
    switch (reply.kind) {
      case 'answer':
        return { kind: 'seen', sight: reply.value };
      case 'hung':
        return { kind: 'hung', stage, milliseconds: reply.milliseconds };
      case 'died':
        return { kind: 'died', stage, how: reply.how };
    }
  }

  [Symbol.dispose](): void {
    this.#process[Symbol.dispose]();
  }
}
