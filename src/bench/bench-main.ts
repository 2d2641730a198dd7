/** The process that may get stuck in the kernel: measures the cells it is sent, one at a time. */
import { measureCell } from './measure-cell.js';
import { isBenchTask } from './protocol.js';

process.on('message', (task: unknown) => {
  if (isBenchTask(task)) process.send?.(measureCell(task));
});
process.on('disconnect', () => {
  process.exit(0);
});
