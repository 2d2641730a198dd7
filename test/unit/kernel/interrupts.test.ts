import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseInterrupts } from '#dist/kernel/interrupts.js';

/** Four processors of an imx6q, two of its interrupts, and lines of other shapes. */
const IMX6 = `           CPU0       CPU1       CPU2       CPU3
 16:    1268342     892118    1127533     902241  GIC-0  29 Edge      twd
137:         12         30          0          0  GPC 105 Level     2101000.jr0
138:       5001          0          0          1  GPC 106 Level     2102000.jr1
IPI0:          0          0          0          0  CPU wakeup interrupts
FIQ:              usb_fiq
Err:          3
`;

describe('the interrupts', () => {
  it('are counted over all processors, and carry the name that the driver gave', () => {
    assert.deepEqual(parseInterrupts(IMX6), [
      { id: '16', name: 'GIC-0 29 Edge twd', count: 4_190_234 },
      { id: '137', name: 'GPC 105 Level 2101000.jr0', count: 42 },
      { id: '138', name: 'GPC 106 Level 2102000.jr1', count: 5002 },
      { id: 'IPI0', name: 'CPU wakeup interrupts', count: 0 },
      { id: 'FIQ', name: 'usb_fiq', count: 0 },
      { id: 'Err', name: '', count: 3 },
    ]);
  });

  it('of one processor do not take a number in the name for a count', () => {
    const text = '           CPU0\n  5:         12  29 Level     2101000.jr\n';
    assert.deepEqual(parseInterrupts(text), [{ id: '5', name: '29 Level 2101000.jr', count: 12 }]);
  });

  it('are none in an empty text', () => {
    assert.deepEqual(parseInterrupts(''), []);
  });
});
