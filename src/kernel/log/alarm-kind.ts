/** What a line of the kernel log can be the beginning of. */
export const ALARM_KINDS = [
  /** A driver of a crypto engine reports an error. */
  'engine',
  /** An IOMMU refused a device's DMA. */
  'iommu',
  /** An interrupt that nobody handles. */
  'interrupt',
  /** An algorithm failed its self-test. */
  'self-test',
  /** WARN_ON and its like. */
  'warning',
  /** BUG, Oops, panic. */
  'oops',
  /** A sanitizer: KASAN, KFENCE, KCSAN, KMSAN, UBSAN, and the allocator's own checks. */
  'sanitizer',
  /** lockdep, and sleeping where that is forbidden. */
  'locking',
  /** Hung task, soft or hard lockup, RCU stall. */
  'stall',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** What an alarm is told by. A record of /dev/kmsg is one. */
export interface AlarmLine {
  /** 0 emergency ... 7 debug; undefined in a saved log that does not have it. */
  readonly level: number | undefined;
  /** 0: the kernel. Anything else came from user space. */
  readonly facility: number;
  readonly text: string;
}

const KERNEL_FACILITY = 0;
/** KERN_ERR (include/linux/kern_levels.h): what dev_err and pr_err log at. */
const ERROR_LEVEL = 3;
/** Words of errors: all there is to go by where a saved log has no levels. */
const ERROR_WORDS =
  /\berr(?:or|ors|no)?\b|\bfail|time(?:d[ -]?)?out|\bunable\b|\bcan(?:no|')t\b|could not|\binvalid\b|\bbad\b|\bwrong\b|overflow|overrun|underrun|\bstuck\b|\bhung\b|\bhang|\bfault|\babort|corrupt|mismatch|\bbroken\b|\brefused?\b/i;

/** User space may write anything into the log, whatever it means by it. */
export function isOfKernel({ facility }: Pick<AlarmLine, 'facility'>): boolean {
  return facility === KERNEL_FACILITY;
}

export function isError({ level, text }: Pick<AlarmLine, 'level' | 'text'>): boolean {
  return level === undefined ? ERROR_WORDS.test(text) : level <= ERROR_LEVEL;
}
