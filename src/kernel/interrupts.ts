/** One line of /proc/interrupts, all processors together. */
export interface InterruptCount {
  /** `137`, `NMI`. */
  readonly id: string;
  /** Chip, trigger and the name the driver gave: `GPC 105 Level 2101000.jr0`. */
  readonly name: string;
  readonly count: number;
}

/** The text of /proc/interrupts (kernel/irq/proc.c, show_interrupts): a column per processor, then the name. */
export function parseInterrupts(text: string): readonly InterruptCount[] {
  const [header = '', ...lines] = text.split('\n');
  const processors = header.match(/CPU\d+/g)?.length ?? 0;
  const counts: InterruptCount[] = [];
  for (const line of lines) {
    const [, id, rest] = /^\s*(\w+):\s*(.*)$/.exec(line) ?? [];
    if (id === undefined || rest === undefined) continue;
    const words = rest.trim().split(/\s+/);
    // ERR and MIS have one number, however many processors there are.
    const first = words.findIndex((word) => !/^\d+$/.test(word));
    const columns = Math.min(processors, first < 0 ? words.length : first);
    const count = words.slice(0, columns).reduce((sum, word) => sum + Number(word), 0);
    counts.push({ id, name: words.slice(columns).join(' '), count });
  }
  return counts;
}
