/** One record of the kernel log, as /dev/kmsg gives it (Documentation/ABI/testing/dev-kmsg). */
export interface KmsgRecord {
  /** 0 emergency ... 3 error, 4 warning ... 7 debug. */
  readonly level: number;
  /** 0: the kernel. Anything else came from user space. */
  readonly facility: number;
  /** Rises by one per record: a gap is a loss. */
  readonly sequence: number;
  /** Since boot, by the kernel's local_clock(). */
  readonly microseconds: number;
  /** The thread or CPU that logged it, `T123` or `C1`, where the kernel prints it (CONFIG_PRINTK_CALLER). */
  readonly caller?: string;
  /** One line of ASCII: the kernel writes everything else as \xNN. */
  readonly text: string;
}

/** What one read(2) of /dev/kmsg returned; undefined when it is not a record. Dictionary lines are left out. */
export function parseKmsgRecord(raw: string): KmsgRecord | undefined {
  // priority,sequence,microseconds,flags[,caller=...];text
  const [, priority, sequence, microseconds, flags = '', text] = /^(\d+),(\d+),(\d+),([^;\n]*);(.*)/.exec(raw) ?? [];
  if (priority === undefined || text === undefined) return undefined;
  const caller = /,caller=([TC]\d+)/.exec(flags)?.[1];
  return {
    level: Number(priority) & 7,
    facility: Number(priority) >> 3,
    sequence: Number(sequence),
    microseconds: Number(microseconds),
    ...(caller === undefined ? {} : { caller }),
    text,
  };
}

/** What is printed of a record; the level may be unknown. */
export interface PrintedRecord extends Pick<KmsgRecord, 'microseconds' | 'caller' | 'text'> {
  readonly level: number | undefined;
}

/** The line as `dmesg --raw` and consoles print it: `<3>[    4.023362] text`, `<3>[    4.023362][  T123] text`. */
export function formatKmsgRecord({ level, microseconds, caller, text }: PrintedRecord): string {
  const seconds = String(Math.floor(microseconds / 1e6)).padStart(5);
  const fraction = String(microseconds % 1e6).padStart(6, '0');
  const thread = caller === undefined ? '' : `[${caller.padStart(6)}]`;
  const priority = level === undefined ? '' : `<${String(level)}>`;
  return `${priority}[${seconds}.${fraction}]${thread} ${text}`;
}
