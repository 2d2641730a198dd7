import { shellQuoted, type GuestCommand } from './guest-command.js';

/** Where a guest's output goes, and whether that is a terminal. */
export interface GuestOutput {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** What the guest's init (src/guest/init/common.sh) sources to know what to do. */
export function jobScript(command: GuestCommand, { stdout, stderr }: GuestOutput): string {
  const size = stderr.isTTY && stderr.columns > 0 ? `cols ${String(stderr.columns)} rows ${String(stderr.rows)}` : '';
  return [
    `stdout_is_terminal=${stdout.isTTY ? '1' : '0'}`,
    `stderr_is_terminal=${stderr.isTTY ? '1' : '0'}`,
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
    `  cd ${shellQuoted(command.directory)} || exit 127`,
    `  exec ${command.argv.map(shellQuoted).join(' ')}`,
    '}',
    '',
  ].join('\n');
}
