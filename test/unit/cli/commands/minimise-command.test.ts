import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { FINDING, type StoredFindingBody } from '#dist/results/documents/finding.js';
import { HUNG, KERNEL, SETUP } from '../../../helpers/findings.js';
import { runCli } from '../../../helpers/cli.js';
import { storeFinding } from '../../../helpers/stored-finding.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

/** Every file below, with its bytes and the time of its last change. */
function snapshot(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(directory, name);
      const { mtimeMs } = statSync(path);
      const content = statSync(path).isFile() ? readFileSync(path).toString('hex') : '';
      return `${name} ${String(mtimeMs)} ${content}`;
    });
}

function edit(path: string, pattern: RegExp | string, replacement: string): void {
  const text = readFileSync(path, 'utf8');
  const edited = text.replace(pattern, replacement);
  assert.notEqual(edited, text, `nothing to edit in ${path}`);
  writeFileSync(path, edited);
}

/** Makes it a finding of another kind, as a run writes it. */
function replaceBody(finding: string, body: StoredFindingBody): void {
  const path = join(finding, 'finding.json');
  writeFileSync(path, FINDING.write({ ...FINDING.load(path), body }));
}

interface Damage {
  readonly name: string;
  readonly code: 2 | 64;
  readonly message: RegExp;
  readonly damage: (finding: string, run: string) => void;
}

const DAMAGES: readonly Damage[] = [
  {
    name: 'without finding.json',
    code: 64,
    message: /not a finding; give a directory RESULTS\/RUN\/findings\/NNNN/,
    damage: (finding) => {
      rmSync(join(finding, 'finding.json'));
    },
  },
  {
    name: 'with a truncated finding.json',
    code: 2,
    message: /finding\.json is damaged: it is not a JSON object/,
    damage: (finding) => {
      edit(join(finding, 'finding.json'), /"text"[^]*$/, '');
    },
  },
  {
    name: 'of another schema version',
    code: 2,
    message: /is afalg-stress\/finding version 9, not .* version 1: use the afalg-stress that wrote it/,
    damage: (finding) => {
      edit(join(finding, 'finding.json'), '"version": 1', '"version": 9');
    },
  },
  {
    name: 'of another program',
    code: 2,
    message: /is fio\/job version 1, not/,
    damage: (finding) => {
      edit(join(finding, 'finding.json'), 'afalg-stress/finding', 'fio/job');
    },
  },
  {
    name: 'of a hang',
    code: 64,
    message: /not about a single operation/,
    damage: (finding) => {
      replaceBody(finding, HUNG);
    },
  },
  {
    name: "of the kernel's own words",
    code: 64,
    message: /not about a single operation/,
    damage: (finding) => {
      replaceBody(finding, { ...KERNEL, caam: [] });
    },
  },
  {
    name: 'of a socket that could not be had',
    code: 64,
    message: /not about a single operation/,
    damage: (finding) => {
      replaceBody(finding, SETUP);
    },
  },
  {
    name: 'of our own memory',
    code: 64,
    message: /our own memory changed/,
    damage: (finding) => {
      edit(join(finding, 'finding.json'), '"verdict": "wrong"', '"verdict": "broken"');
    },
  },
  {
    name: 'without run.json',
    code: 2,
    message: /cannot read .*run\.json \(ENOENT\): the results are not complete/,
    damage: (_, run) => {
      rmSync(join(run, 'run.json'));
    },
  },
  {
    name: 'with a truncated run.json',
    code: 2,
    message: /run\.json is damaged: it is not a JSON object/,
    damage: (_, run) => {
      edit(join(run, 'run.json'), /"machine"[^]*$/, '');
    },
  },
  {
    name: 'of a later run.json',
    code: 2,
    message: /run\.json is afalg-stress\/run version 2, not/,
    damage: (_, run) => {
      edit(join(run, 'run.json'), '"version": 1', '"version": 2');
    },
  },
  {
    name: 'with a length that no run has',
    code: 2,
    message: /run\.json of .* is damaged: --min-length '513'/,
    damage: (_, run) => {
      edit(join(run, 'run.json'), '"minLength": 512', '"minLength": 513');
    },
  },
  {
    name: 'with more workers than a run has',
    code: 2,
    message: /run\.json of .* is damaged: --workers '100000': at most 1024/,
    damage: (_, run) => {
      edit(join(run, 'run.json'), '"workers": 4', '"workers": 100000');
    },
  },
  {
    name: 'with a field of another type',
    code: 2,
    message: /run\.json is damaged: settings\.workload\.chunks is not a whole number/,
    damage: (_, run) => {
      edit(join(run, 'run.json'), '"chunks": 1', '"chunks": "1"');
    },
  },
  {
    name: 'with an algorithm of another mode',
    code: 2,
    message: /run\.json of .* is damaged: algorithm ctr\(aes\) does not match the workload/,
    damage: (_, run) => {
      edit(join(run, 'run.json'), '"algorithm": "cbc(aes)"', '"algorithm": "ctr(aes)"');
    },
  },
  {
    name: 'without input.bin',
    code: 2,
    message: /cannot read .*input\.bin \(ENOENT\): the results are not complete/,
    damage: (finding) => {
      rmSync(join(finding, 'input.bin'));
    },
  },
  {
    name: 'with a truncated expected.bin',
    code: 2,
    message: /expected\.bin does not match the operation and run\.json/,
    damage: (finding) => {
      writeFileSync(join(finding, 'expected.bin'), readFileSync(join(finding, 'expected.bin')).subarray(0, 100));
    },
  },
  {
    name: 'of another seed',
    code: 2,
    message: /input\.bin does not match the operation and run\.json/,
    damage: (_, run) => {
      edit(join(run, 'run.json'), /"seed": "0x5eed"(?=[^{]*\})/, '"seed": "0x5eee"');
    },
  },
];

describe('afalg-stress minimise of a finding', () => {
  for (const { name, code, message, damage } of DAMAGES) {
    it(`${name} is refused, and not touched`, async () => {
      using directory = new TemporaryDirectory();
      using results = new TemporaryDirectory();
      const finding = storeFinding(directory.path);
      damage(finding, dirname(dirname(finding)));
      const before = snapshot(directory.path);
      const ended = await runCli(['minimise', finding, '--guest', 'none', '--results', results.path]);
      assert.deepEqual([ended.code, ended.stdout], [code, ''], ended.stderr);
      assert.match(ended.stderr, /^afalg-stress: [^\n]+\n$/);
      assert.match(ended.stderr, message);
      assert.deepEqual(snapshot(directory.path), before);
      assert.deepEqual(readdirSync(results.path), []);
    });
  }

  it('needs one', async () => {
    for (const args of [['minimise'], ['minimise', '/nowhere'], ['minimise', '/nowhere', '--budget', '5']]) {
      const { code, stdout, stderr } = await runCli(args);
      assert.deepEqual([code, stdout], [64, ''], stderr);
      assert.match(stderr, /^afalg-stress: [^\n]+\n$/);
    }
  });
});
