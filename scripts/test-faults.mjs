// npm run test:faults [-- [--guest uml|qemu|sabrelite] [--kernel 6.1|6.12|RELEASE] [NAME…]]: proves that every kind of fault the
// virtual crypto engine can inject is found, and nothing else. Prints the table, and writes it to docs. Then: that a finding
// is reduced to what makes it fail (not on the board, which has no C compiler).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { proveOnBoard } from './lib/board-faults.mjs';
import { diagnosisDocument, diagnosisTable, faultDocument, faultTable, readRows } from './lib/fault-matrix.mjs';
import { requirePrograms } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { prepareQemuKernel } from './lib/qemu-kernel.mjs';
import { run, script, ScriptError } from './lib/run.mjs';
import { prepareSabrelite } from './lib/sabrelite-files.mjs';
import { buildAll, compileTests } from './lib/steps.mjs';
import { buildVce } from './lib/vce.mjs';

const USAGE = 'usage: npm run test:faults [-- [--guest uml|qemu|sabrelite] [--kernel 6.1|6.12|RELEASE] [NAME…]]';

/** Seconds without progress that are a hang: what is emulated stands still for longer when its host is busy. */
const STALL_SECONDS = { uml: '3', qemu: '10', sabrelite: '30' };

function options() {
  try {
    const { values, positionals } = parseArgs({
      options: { guest: { type: 'string', default: 'uml' }, kernel: { type: 'string', default: '6.1' } },
      allowPositionals: true,
    });
    return { ...values, names: positionals };
  } catch (thrown) {
    throw new ScriptError(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${USAGE}`, 64);
  }
}

await script(async () => {
  const { guest, kernel, names } = options();
  if (guest !== 'uml' && guest !== 'qemu' && guest !== 'sabrelite') throw new ScriptError(USAGE, 64);
  buildAll();
  compileTests();
  if (guest === 'uml') requirePrograms(['linux.uml', 'modprobe']);
  else if (guest === 'qemu') prepareQemuKernel(kernel);
  else prepareSabrelite();
  const { release, module } = buildVce(guest, kernel);
  const directory = mkdtempSync(join(tmpdir(), 'afalg-faults-'));
  const rows = join(directory, 'rows.ndjson');
  const only = names.map((name) => `--test-name-pattern=${name}`);
  const test = ['--test', '--test-reporter=spec', ...only];
  const inGuest = ['scripts/in-guest.mjs', '--guest', guest, '--guest-kernel', release, '--writable', directory];
  const patience = STALL_SECONDS[guest];
  /** @param {string} name of a test in test/faults */
  const prove = (name) => {
    const file = `build/test/faults/${name}.test.js`;
    run(process.execPath, [...inGuest, '--', process.execPath, '--enable-source-maps', ...test, file], {
      env: { ...process.env, AFALG_VCE_MODULE: module, AFALG_FAULT_ROWS: rows, AFALG_FAULT_STALL_SECONDS: patience },
    });
  };
  try {
    // With names there may be none of the table's.
    writeFileSync(rows, '');
    if (guest === 'sabrelite') await proveOnBoard(module, rows, names, patience);
    else prove('matrix');
    const proven = readRows(readFileSync(rows, 'utf8'));
    process.stdout.write(`\n${faultTable(proven)}\n\n${diagnosisTable(proven)}\n`);
    // The documents are of whole runs only.
    if (names.length === 0) {
      const where = `${guest} guest, Linux ${release}`;
      const suffix = { uml: '', qemu: `-qemu-${/^\d+\.\d+/.exec(release)?.[0] ?? release}`, sabrelite: '-sabrelite' }[
        guest
      ];
      writeFileSync(inProject(`docs/fault-matrix${suffix}.md`), faultDocument(proven, where));
      writeFileSync(inProject(`docs/forensics-matrix${suffix}.md`), diagnosisDocument(proven, where));
    }
    if (guest !== 'sabrelite') prove('minimise');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
