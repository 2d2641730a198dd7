/** The process that may get stuck in the kernel: probes what it is sent, one name at a time. */
import { probeOne } from './probe-one.js';
import { isProbeTarget, type ProbeMessage } from './protocol.js';

function send(message: ProbeMessage): void {
  process.send?.(message);
}

process.on('message', (target: unknown) => {
  if (!isProbeTarget(target)) return;
  const sight = probeOne(target, (stage) => {
    send({ kind: 'stage', stage });
  });
  send({ kind: 'seen', sight });
});
process.on('disconnect', () => {
  process.exit(0);
});
