import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { CommandError } from '#dist/results/exit-code.js';
import { RunDirectory } from '#dist/results/files/run-directory.js';
import { runOnTinyDisk, runShortOfSpace } from '../../../helpers/short-of-space.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

const STARTED = new Date('2024-02-29T23:59:58.987Z');
const create = (results: string): RunDirectory => RunDirectory.create(results, STARTED, '0x5eed', 'info');

describe('the directory of a run', () => {
  it('is named after the time in UTC and the seed, and made with all that leads to it', () => {
    using temporary = new TemporaryDirectory();
    const run = create(temporary.join('not', 'yet', 'there'));
    assert.equal(run.path, temporary.join('not', 'yet', 'there', '2024-02-29T23-59-58Z-0x5eed'));
    assert.deepEqual(readdirSync(run.path).sort(), ['.reserve-end', '.reserve-journal', 'events.ndjson']);
    run.close();
  });

  it('is another one for each of two runs that start within a second', () => {
    using temporary = new TemporaryDirectory();
    const runs = [create(temporary.path), create(temporary.path), create(temporary.path)];
    assert.deepEqual(
      runs.map(({ path }) => basename(path)),
      ['2024-02-29T23-59-58Z-0x5eed', '2024-02-29T23-59-58Z-0x5eed.2', '2024-02-29T23-59-58Z-0x5eed.3'],
    );
    for (const run of runs) run.close();
  });

  it('holds the files that were written, and no ballast once it is closed', () => {
    using temporary = new TemporaryDirectory();
    const run = create(temporary.path);
    assert.equal(run.makeDirectory('findings/0001'), true);
    assert.equal(run.write('findings/0001/input.bin', Uint8Array.of(0, 255, 10)), true);
    assert.equal(run.write('run.json', '{}\n'), true);
    run.close();
    assert.deepEqual(readdirSync(run.path).sort(), ['events.ndjson', 'findings', 'run.json']);
    assert.deepEqual([...readFileSync(`${run.path}/findings/0001/input.bin`)], [0, 255, 10]);
    assert.equal(run.lostFiles, 0);
  });

  it('leaves nothing when it is removed', () => {
    using temporary = new TemporaryDirectory();
    const run = create(temporary.path);
    run.makeDirectory('findings/0001');
    run.write('findings/0001/finding.json', '{}');
    run.remove();
    assert.deepEqual(readdirSync(temporary.path), []);
  });
});

describe('a file that cannot be written', () => {
  it('is counted and journalled, and the run goes on', () => {
    using temporary = new TemporaryDirectory();
    const run = create(temporary.path);
    mkdirSync(`${run.path}/summary.json`);
    assert.equal(run.write('summary.json', 'text'), false);
    assert.equal(run.write('no/such/directory', 'text'), false);
    writeFileSync(`${run.path}/findings`, 'in the way');
    assert.equal(run.makeDirectory('findings/0001'), false);
    assert.equal(run.lostFiles, 3);
    const lines = readFileSync(`${run.path}/events.ndjson`, 'utf8');
    assert.match(lines, /"event":"file-lost","file":"summary.json","reason":"E[A-Z]+"/);
    assert.match(lines, /"event":"file-lost","file":"no\/such\/directory","reason":"ENOENT"/);
    assert.equal(run.write('run.json', '{}'), true);
    run.close();
  });
});

describe('a place that cannot be written', () => {
  const refusalOf = (results: string): CommandError => {
    try {
      create(results).remove();
    } catch (thrown) {
      if (thrown instanceof CommandError) return thrown;
      throw thrown;
    }
    return assert.fail('could be written');
  };

  it('ends the command with code 2 and names --results, the place and the cause', () => {
    using temporary = new TemporaryDirectory();
    writeFileSync(temporary.join('file'), '');
    const place = temporary.join('file', 'x');
    const { exitCode, message } = refusalOf(place);
    assert.equal(exitCode, 2);
    assert.equal(
      message,
      `cannot write results to ${place} (it is no directory): give a writable directory with --results`,
    );
  });

  it('may be a file', () => {
    using temporary = new TemporaryDirectory();
    writeFileSync(temporary.join('file'), 'precious');
    assert.match(refusalOf(temporary.join('file')).message, /\(it is no directory\).*--results/);
    assert.equal(statSync(temporary.join('file')).size, 8);
  });

  it('is refused, too, when mkdir(2) says ENOENT below a directory that exists', () => {
    const module = JSON.stringify(import.meta.resolve('#dist/results/files/run-directory.js'));
    const script = `const { RunDirectory } = await import(${module});
        try { RunDirectory.create('/proc/afalg-stress', new Date(0), '0x1', 'info'); }
        catch (thrown) { process.exit(thrown.exitCode); }`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 1500 });
    assert.equal(status, 2);
  });

  it('is left as it was when the disk is too full even to begin', () => {
    using temporary = new TemporaryDirectory();
    const { exitCode, thrown } = runShortOfSpace('run-directory', temporary.path);
    assert.equal(exitCode, 2);
    assert.match(thrown, /\(EFBIG\).*--results/);
    assert.deepEqual(readdirSync(temporary.path), []);
  });
});

describe('a disk that fills up during the run', () => {
  it('takes the last lines and the summary in the place of the reserves, and whatever it does not take is counted', (t) => {
    using temporary = new TemporaryDirectory();
    const report = runOnTinyDisk('full-disk', temporary.path);
    if (report === undefined) {
      t.skip('mounting a file system of our own is not allowed here');
      return;
    }
    const { written, lostLines, lostFiles, lines, tornLines, files } = report;
    assert.deepEqual(written, [false, true, true]);
    assert.ok(lostLines > 0, 'the disk took every line');
    assert.equal(lostFiles, 1);
    // 1 + 200 lines, and one about the file that was lost.
    assert.equal(lines + lostLines, 202);
    assert.equal(tornLines, 0);
    assert.deepEqual(files.toSorted(), ['events.ndjson', 'summary.json']);
    assert.ok(!existsSync(temporary.join('filler')), 'it was the disk of the test machine');
  });
});
