import { shellQuoted, type GuestCommand } from './guest-command.js';
import { WIRE_VARIABLE } from './wire.js';

/** Where one stream of a guest's output goes, and the terminal that is, if it is one. */
export interface Sink {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(chunk: Buffer): unknown;
}

/** Where a guest's output goes. */
export interface GuestOutput {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Called when the guest has booted, and its command is about to write. */
  readonly up?: () => void;
}

/** What the guest's init (src/guest/init/common.sh) sources to know what to do. */
export function jobScript(command: GuestCommand, { stdout, stderr }: GuestOutput): string {
  const { columns = 0, rows = 0 } = stderr;
  const size = stderr.isTTY === true && columns > 0 ? `cols ${String(columns)} rows ${String(rows)}` : '';
  return [
    `stdout_is_terminal=${stdout.isTTY === true ? '1' : '0'}`,
    `stderr_is_terminal=${stderr.isTTY === true ? '1' : '0'}`,
    'windows() {',
    ...command.writable.map((directory) => `  window ${shellQuoted(directory)}`),
    ...(size === '' ? [] : [`  stty -F "$stdout_tty" ${size}`, `  stty -F "$stderr_tty" ${size}`]),
    '  :',
    '}',
    'modules() {',
    ...command.modules.map(({ path, parameters }) => `  load ${[path, ...parameters].map(shellQuoted).join(' ')}`),
    '  :',
    '}',
    'command() {',
    ...Object.entries(command.environment).map(([name, value]) => `  export ${name}=${shellQuoted(value)}`),
    `  export ${WIRE_VARIABLE}=5`,
    `  cd ${shellQuoted(command.directory)} || exit 127`,
    `  exec ${command.argv.map(shellQuoted).join(' ')}`,
    '}',
    '',
  ].join('\n');
}
