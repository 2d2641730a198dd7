import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from './defined.js';

const PARAMETERS = '/sys/module/vce/parameters';

/** One line of the fault log. */
export interface InjectedFault {
  readonly seq: number;
  readonly fault: string;
  readonly op: string;
  readonly length: number;
  /** Hexadecimal: the first eight bytes of the IV; of the data where there is no IV. */
  readonly tag: string;
  readonly detail: number;
}

/** The module in this kernel, from insmod to rmmod. */
export class Engine implements Disposable {
  /** @param parameters as insmod has them (`qlen=1`) */
  constructor(...parameters: readonly string[]) {
    const module = defined(process.env['AFALG_VCE_MODULE']);
    const { status, stderr } = spawnSync('insmod', [module, ...parameters], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }

  /** Throws the kernel's error (EINVAL, EBUSY). */
  write(parameter: string, value: string | number): void {
    writeFileSync(join(PARAMETERS, parameter), `${String(value)}\n`);
  }

  read(parameter: string): string {
    return readFileSync(join(PARAMETERS, parameter), 'utf8').trim();
  }

  arm(specification: string): void {
    this.write('arm', specification);
  }

  counter(name: string): number {
    return defined(this.counters().get(name));
  }

  counters(): ReadonlyMap<string, number> {
    const lines = this.read('stats').split('\n');
    return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
  }

  /** The whole fault log. */
  faults(): readonly InjectedFault[] {
    const faults: InjectedFault[] = [];
    const entries = this.counter('log_entries');
    while (faults.length < entries) {
      this.write('log_from', faults.length);
      const page = this.read('log');
      assert.notEqual(page, '');
      faults.push(...page.split('\n').map(parseFault));
    }
    assert.equal(faults.length, entries);
    return faults;
  }

  /** Waits for the kernel's self-tests of the engine, which begin with insmod, and counts from there. */
  async ready(): Promise<void> {
    for (
      let tries = 0;
      /^driver +: \S+-vce\n(?:.+\n)*?selftest +: unknown/m.test(readFileSync('/proc/crypto', 'utf8'));
    ) {
      tries += 1;
      assert.ok(tries < 1000, 'the self-tests do not end');
      await sleep(20);
    }
    this.write('reset', 1);
  }

  /** Waits until no request is on its way: a released thread takes a moment to be gone. */
  async quiet(): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (this.counter('waiting_now') === 0 && this.counter('running_now') === 0) return;
      await sleep(10);
    }
    assert.fail('requests stay on their way');
  }

  /** What must hold between the counters whenever no request is on its way. */
  assertConsistent(): void {
    const counters = this.counters();
    const value = (name: string): number => defined(counters.get(name));
    const sums: readonly (readonly [string, number, number])[] = [
      ['waiting_now', value('waiting_now'), 0],
      ['running_now', value('running_now'), 0],
      [
        'submitted',
        value('submitted'),
        value('queued') + value('backlogged') + value('enospc') + value('injected_busy'),
      ],
      ['started', value('started'), value('queued') + value('backlogged')],
      ['notified', value('notified'), value('backlogged')],
      ['completed', value('completed'), value('started') - value('lost_now')],
      ['injected_lost', value('injected_lost'), value('lost_now') + value('released')],
      ['orphaned', value('orphaned'), value('orphans_now') + value('orphans_released')],
      ['irq_raised', value('irq_raised'), value('irq_served') + value('injected_spurious')],
      ['irq_served', value('irq_served'), value('completed') - value('released')],
      ['failed', value('failed'), value('injected_eio') + value('injected_positive') + value('released')],
    ];
    for (const [name, actual, expected] of sums) assert.equal(actual, expected, name);
    let injected = 0;
    for (const [name, drawn] of counters) {
      if (!name.startsWith('drawn_')) continue;
      const fault = name.slice('drawn_'.length);
      assert.equal(drawn, value(`injected_${fault}`) + value(`not_applicable_${fault}`), name);
      injected += value(`injected_${fault}`);
    }
    assert.equal(value('log_entries') + value('log_dropped'), injected, 'log_entries');
  }

  /** What rmmod says; nothing when the module is gone. */
  unload(): string {
    return spawnSync('rmmod', ['vce'], { encoding: 'utf8' }).stderr;
  }

  [Symbol.dispose](): void {
    this.unload();
  }
}

function parseFault(line: string): InjectedFault {
  const [seq, fault = '', op = '', length, tag = '', detail] = line.split(' ');
  return { seq: Number(seq), fault, op, length: Number(length), tag, detail: Number(detail) };
}
