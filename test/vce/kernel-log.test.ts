import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BrokenBuild } from '../helpers/broken-build.js';
import { Cli, Results, runCli } from '../helpers/cli.js';
import { defined } from '../helpers/defined.js';
import { fixture } from '../helpers/paths.js';
import { Engine } from '../helpers/vce.js';

const RUN = ['run', '--guest', 'none', '--workers', '2', '--seed', '7', '--algorithm', 'cbc(aes-generic)'];
const CAAM_LINE = 'caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.';

/** Lines; what they fill is more than any log buffer here. */
const FLOOD = 20_000;
/** A shared descriptor, a scatter table, a job descriptor. */
const DUMPS = ['16-shdesc-cbc-aes128-decap', '53-sgt-imx6', '33-job-skcipher-decrypt'];

// The engine logs what another driver would: a line written to /dev/kmsg is not the kernel's.
describe('what a driver logs during a run', () => {
  it('turns what a driver logs into one finding per text, beside the operations that failed with it', async () => {
    using engine = new Engine();
    await engine.ready();
    // When an operation fails, the worker lets the engine log what caam_jr_strstatus would.
    using build = BrokenBuild.wrongKey().breakAlso(
      'worker/worker.js',
      'time: Date.now()\n  };\n  const refused = first("sendError"',
      `time: (process.getBuiltinModule('node:fs').writeFileSync('/sys/module/vce/parameters/say', '<3>${CAAM_LINE.replace('18', "' + index + '")}\\n'), Date.now())\n  };\n  const refused = first("sendError"`,
    );
    using results = new Results();
    engine.write('say', `<3>${CAAM_LINE}`);
    const { code, stdout, stderr } = await runCli([...RUN, '--ops', '12', '--results', results.path], build);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /FAIL: 12 wrong, 1 kernel/);
    const findings = results.events().filter(({ event }) => event === 'finding');
    const kernel = findings.filter(({ verdict }) => verdict === 'kernel');
    assert.equal(kernel.length, 1);
    const directory = String(kernel[0]?.['directory']);
    const finding = results.json(join(directory, 'finding.json'));
    assert.equal(finding['count'], 12, 'not the one that was logged before the run');
    assert.equal(finding['kind'], 'engine');
    assert.match(String(finding['line']), /^caam_jr 2102000\.jr: 40001210: DECO: desc idx \d+: /);
    const keys = findings.flatMap(({ verdict, key }) => (verdict === 'wrong' ? [String(key)] : []));
    assert.equal(keys.length, 12);
    assert.ok(Array.isArray(finding['operations']));
    assert.deepEqual([...finding['operations'].map(String)].sort(), [...keys].sort());
    // And the other way round: every failed operation has the line beside it.
    for (const event of findings.filter(({ verdict }) => verdict === 'wrong')) {
      const slice = readFileSync(join(results.run(), String(event['directory']), 'kmsg.log'), 'utf8');
      const operation = String(event['key']).split(':').at(-1) ?? '';
      assert.ok(slice.includes(CAAM_LINE.replace('18', operation)), `${slice} of ${operation}`);
    }
  });

  it('fails a run whose every byte is right', async () => {
    using engine = new Engine();
    await engine.ready();
    using results = new Results();
    const cli = new Cli([...RUN, '--duration', '60s', '--max-findings', '1', '--results', results.path]);
    await results.event('bound');
    engine.write('say', '<6>eth0: link up');
    engine.write('say', `<3>${CAAM_LINE}`);
    const { code, stdout } = await cli.ended;
    assert.equal(code, 1);
    assert.match(
      stdout,
      /FAIL: 1 kernel\n {2}finding 1: kernel: the driver logged an error \d+\.\d\d s into the run: caam/,
    );
    assert.match(stdout, /ended by --max-findings/);
  });

  it('shows the descriptors that the driver dumped, with the command that failed, keys redacted', async () => {
    using engine = new Engine();
    await engine.ready();
    using results = new Results();
    const cli = new Cli([...RUN, '--duration', '60s', '--max-findings', '1', '--results', results.path]);
    await results.event('bound');
    // As the driver does: the shared descriptor when the key is set, a table and a job for the request.
    const [shared, table, job] = DUMPS.map((name) => readFileSync(fixture('caam', `${name}.txt`), 'utf8').trimEnd());
    for (const dump of [shared, table, job]) {
      for (const row of dump?.split('\n') ?? []) engine.write('say', `<7>${row.replace(/^\[[^\]]*\] /, '')}`);
    }
    engine.write('say', '<3>caam_jr 2102000.jr: 40001010: DECO: desc idx 16: Invalid Sequence Command.');
    const { code, stdout, stderr } = await cli.ended;
    assert.equal(code, 1, stderr);
    assert.match(stdout, /FAIL: 1 kernel/);
    const finding = results.json('findings/0001/finding.json');
    assert.match(
      JSON.stringify(finding['descriptors']),
      /^\{"count":3,"command":\[.*"listing":"caam\.txt","objects":"caam\.json"\}$/,
    );
    const read = (name: string): string => readFileSync(join(results.run(), 'findings/0001', name), 'utf8');
    const [page, listing] = [read('finding.txt'), read('caam.txt')];
    assert.match(page, /\n {2}command {2}word 16 of the shared descriptor: SEQ STORE class1_context, 16 bytes\n/);
    assert.match(page, /\n=> {4}16 {2}5a200010 {2}SEQ STORE/);
    assert.match(listing, /shared descriptor of 17 words.*scatter table of 6 entries.*job descriptor of 8 words/s);
    for (const text of [page, listing, read('caam.json'), read('finding.json')]) assert.doesNotMatch(text, /a3a2a1a0/);
  });

  it('loads what disassembles them only for dumps beside an alarm', async () => {
    using engine = new Engine();
    await engine.ready();
    using build = new BrokenBuild(
      'cli/logged-dumps-*.js',
      'function describeDumps',
      "throw new Error('loaded');\nfunction describeDumps",
    );
    for (const dumps of [[], ['<7>jobdesc@1: 3e7d1bfb: b0800001                             ....']]) {
      using results = new Results();
      const cli = new Cli([...RUN, '--duration', '60s', '--max-findings', '1', '--results', results.path], build);
      await results.event('bound');
      for (const line of [...dumps, `<3>${CAAM_LINE}`]) engine.write('say', line);
      const { code } = await cli.ended;
      assert.equal(code, 1);
      const events = results.events().filter(({ event }) => event === 'dumps-not-described');
      assert.deepEqual(
        events.map(({ message }) => message),
        dumps.map(() => 'loaded'),
      );
    }
  });

  it('of a warning is its message, wherever that stands', async () => {
    using engine = new Engine();
    await engine.ready();
    using results = new Results();
    const cli = new Cli([...RUN, '--duration', '60s', '--max-findings', '2', '--results', results.path]);
    await results.event('bound');
    const cut = '<4>------------[ cut here ]------------';
    const warned = '<4>WARNING: CPU: 0 PID: 1 at kernel/dma/debug.c:596 add_dma_entry+0x248/0x308';
    const message = '<4>DMA-API: caam_jr 2101000.jr: cacheline tracking EEXIST';
    for (const line of [cut, message, warned, '<4>---[ end trace 0000000000000000 ]---']) engine.write('say', line);
    engine.write('say', '<3>BUG dma-kmalloc-64 (Not tainted): kmalloc Redzone overwritten');
    const { code, stdout } = await cli.ended;
    assert.equal(code, 1, stdout);
    const kinds = [1, 2].map((number) => {
      const finding = results.json(`findings/000${String(number)}/finding.json`);
      return [finding['kind'], finding['line']];
    });
    assert.deepEqual(kinds, [
      ['warning', message.slice(3)],
      ['sanitizer', 'BUG dma-kmalloc-64 (Not tainted): kmalloc Redzone overwritten'],
    ]);
  });

  it('that floods the log is counted as often as it could be read, and said to be counted so', async () => {
    using engine = new Engine();
    await engine.ready();
    using results = new Results();
    const cli = new Cli([...RUN, '--duration', '4s', '--results', results.path]);
    await results.event('bound');
    // Nobody reads for as long as that: more lines than the kernel's buffer holds.
    cli.child.kill('SIGSTOP');
    for (let line = 0; line < FLOOD; line += 1) engine.write('say', `<3>${CAAM_LINE}`);
    cli.child.kill('SIGCONT');
    const { code, stdout, stderr } = await cli.ended;
    assert.equal(code, 1, stderr);
    const [, times = ''] = /finding 1: kernel: .*, at least ([\d ]+) times/.exec(stdout) ?? [];
    const [, lost = ''] = /kernel log .*, ([\d ]+) LOST before they could be read/.exec(stdout) ?? [];
    const [read, missing] = [times, lost].map((text) => Number(text.replaceAll(' ', '')));
    assert.ok(defined(read) > 0 && defined(missing) > 0, stdout);
    assert.ok(defined(read) + defined(missing) >= FLOOD, stdout);
  });
});
