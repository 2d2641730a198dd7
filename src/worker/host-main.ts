/** The host process: everything that may get stuck inside the kernel, and nothing else. */
import { Host } from './host.js';
import { isCliMessage, isHostTask, type HostMessage } from './protocol.js';

let host: Host | undefined;

function send(message: HostMessage): void {
  // Without a channel nobody is left to report to; 'disconnect' ends the process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

process.on('message', (message: unknown) => {
  if (!isCliMessage(message)) return;
  if (message.kind === 'start') {
    if (!isHostTask(message.task)) throw new Error('the host was started without its task');
    host = new Host(message.task, send);
  } else host?.handle(message);
});
// The cli process is gone. An ordinary exit would wait for threads that may never return.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGKILL');
});
send({ kind: 'ready' });
