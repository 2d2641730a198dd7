import type { SignalListener, Signals } from '../guest/guest.js';
import { EXIT } from '../results/exit-code.js';

/** Signals that mean: end now, in order. A hang-up is what an operator's lost terminal sends. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C under npm comes twice: from the terminal, and from npm, which passes it on. */
const ONE_KEY_MILLISECONDS = 250;

/**
 * Aborted by the first signal, which lets what is under way finish; a second one of any kind ends the process at once.
 *
 * @param note tells the user
 */
export function interruptible(note: (text: string) => void): AbortSignal {
  const interrupt = new AbortController();
  onSignals({
    first: () => {
      note('interrupted: finishing; interrupt again to stop at once');
      interrupt.abort();
    },
    further: () => process.exit(EXIT.interrupted),
  });
  return interrupt.signal;
}

/**
 * Takes signals from now on, for whoever listens later and hears then of those that came before: a guest is prepared on
 * the disk first, and a signal in the midst of that must leave nothing behind.
 */
export function signalsFromNow(): Signals {
  let listener: SignalListener | undefined;
  let came: 'none' | 'one' | 'more' = 'none';
  onSignals({
    first: () => {
      came = 'one';
      listener?.first();
    },
    further: () => {
      came = 'more';
      listener?.further();
    },
  });
  return (later) => {
    listener = later;
    if (came !== 'none') later.first();
    if (came === 'more') later.further();
  };
}

/** Calls `first` for the first signal that this process gets, and `further` for every other one. */
export function onSignals(listener: SignalListener): void {
  let last: { readonly signal: NodeJS.Signals; readonly time: number } | undefined;
  const take = (signal: NodeJS.Signals): void => {
    const time = performance.now();
    if (last === undefined) listener.first();
    else if (signal !== last.signal || time - last.time > ONE_KEY_MILLISECONDS) listener.further();
    last = { signal, time };
  };
  for (const signal of SIGNALS) process.on(signal, take);
}
