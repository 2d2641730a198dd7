const DELAY = /Entropy delay = (\d+)/i;
const INSTANTIATED = /(?<![a-z])Instantiated RNG4 SH(\d)/i;
const DEINSTANTIATED = /Deinstantiated RNG4 SH(\d)/i;
const NO_DECO = /failed to acquire DECO/i;
const FAILED = /failed to instantiate RNG/i;
/** A driver that probes (again) begins anew. */
const PROBE = /device ID = 0x[0-9a-f]+ \(Era|job rings = \d+, qi = \d+/i;

/**
 * What the lines mean that the driver prints while it instantiates the RNG, each in the light of those before it: it
 * tries one entropy delay after the other, and goes on only where the last one was too short (caam/ctrl.c, caam_probe,
 * instantiate_rng, deinstantiate_rng).
 */
export class RngStory {
  #delays: number[] = [];
  #isDecoRefused = false;

  /** The meaning of the next line of a log; undefined for one that is none of these. */
  tell(line: string): string | undefined {
    if (PROBE.test(line)) this.#begin();
    const delay = DELAY.exec(line)?.[1];
    if (delay !== undefined) return this.#delay(Number(delay));
    const freed = DEINSTANTIATED.exec(line)?.[1];
    if (freed !== undefined) {
      this.#begin();
      return `the driver gave up state handle ${freed} of the RNG, which the boot loader or ROM had instantiated, to instantiate it itself`;
    }
    const made = INSTANTIATED.exec(line)?.[1];
    if (made !== undefined) return `state handle ${made} of the RNG was instantiated: success`;
    if (NO_DECO.test(line)) {
      this.#isDecoRefused = true;
      return (
        'no DECO was free for the driver, which runs the RNG descriptors there itself: the boot firmware left the CAAM ' +
        'without clock, or without a DECO for the non-secure world'
      );
    }
    if (!FAILED.test(line)) return undefined;
    const why = this.#whyFailed();
    this.#begin();
    return `the RNG could not be instantiated: ${why}`;
  }

  #begin(): void {
    this.#delays = [];
    this.#isDecoRefused = false;
  }

  #delay(delay: number): string {
    const last = this.#delays.at(-1);
    const isLonger = last !== undefined && delay > last;
    if (!isLonger) this.#begin();
    this.#delays.push(delay);
    return isLonger
      ? `the driver tries a longer entropy delay: ${String(last)} was too short for the RNG`
      : 'the driver tries this entropy delay of the RNG; only a second, longer one would say that it was too short';
  }

  #whyFailed(): string {
    const [first, ...others] = this.#delays;
    if (this.#isDecoRefused) return 'no DECO was granted, so it was not reached, and its entropy was never tested';
    if (others.length > 0) {
      return `no entropy delay from ${String(first)} to ${String(others.at(-1))} made its source pass the tests`;
    }
    return first === undefined
      ? 'the lines before it say whether a DECO was granted, and which entropy delays were tried'
      : 'after one entropy delay, so hardly for lack of entropy, for which the driver tries longer ones';
  }
}
