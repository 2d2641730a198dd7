// The board's device tree, made to say what is different in the emulator.
import { output, run } from '../process/run.js';

/** QEMU's Cortex-A9 private timer (hw/timer/arm_mptimer.c, timerblock_scale) runs at this rate, whatever the core does. */
const TIMER_HERTZ = '100000000';
const TIMER = '/soc/timer@a00600';
const CLOCK = '/qemu-timer-clock';
const SERIAL_PORTS = 5;

/** @param tree the path of a compiled device tree, which is changed */
export function suitEmulator(tree: string): void {
  const put = (...args: readonly string[]): void => {
    run('fdtput', args, { quiet: true });
  };
  // Otherwise every timeout is four times as long: the tree takes the timer's clock from the core's.
  const phandle = freePhandle(tree);
  put('-c', tree, CLOCK);
  put('-t', 's', tree, CLOCK, 'compatible', 'fixed-clock');
  put('-t', 'u', tree, CLOCK, '#clock-cells', '0');
  put('-t', 'u', tree, CLOCK, 'clock-frequency', TIMER_HERTZ);
  put('-t', 'u', tree, CLOCK, 'phandle', phandle);
  put('-t', 'u', tree, TIMER, 'clocks', phandle);
  // All serial ports, without DMA: the emulator has no SDMA engine, and writing to such a port would never end.
  for (let port = 0; port < SERIAL_PORTS; port += 1) {
    const node = output('fdtget', [tree, '/aliases', `serial${String(port)}`]).trim();
    put('-t', 's', tree, node, 'status', 'okay');
    const properties = output('fdtget', ['-p', tree, node]).split('\n');
    for (const name of ['dmas', 'dma-names']) if (properties.includes(name)) put('-d', tree, node, name);
  }
}

function freePhandle(tree: string): string {
  const source = output('fdtdump', [tree]);
  const used = [...source.matchAll(/phandle = <(0x[0-9a-f]+)>/g)].map(([, number]) => Number(number));
  return String(Math.max(...used) + 1);
}
