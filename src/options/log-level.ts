/** How much the journal, events.ndjson, holds, most first. `debug` adds a line per burst. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
