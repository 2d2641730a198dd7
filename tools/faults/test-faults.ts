import { readFileSync, writeFileSync } from 'node:fs';
import type { GuestKind } from '#dist/options/table/guest-kinds.js';
import { inPackage } from '#dist/package/root.js';
import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from '../build/addon.js';
import { compileTests } from '../build/compiled-tests.js';
import { guestKindOf, GUEST_CHOICE } from '../guest/guest-kind.js';
import { PREPARE } from '../guest/prepare-guest.js';
import { DEFAULT_KERNEL, KERNELS } from '../kernel/kernel-series.js';
import { buildModule } from '../module/kernel-module.js';
import { TemporaryDirectory } from '../process/temporary-directory.js';
import { toolOptions, usageError } from '../process/tool-options.js';
import { runGroup } from '../test/run-group.js';
import { testFile } from '../test/test-files.js';
import { FAULT_GUESTS } from './fault-guest.js';
import { readFaultRows, type FaultRow } from './fault-row.js';
import { diagnosisDocument, faultDocument, matrixText } from './matrix.js';
import { proveOnBoard } from './on-board.js';
import { namePatterns, proofEnvironment } from './proof.js';

const USAGE = `usage: npm run test:faults [-- [--guest ${GUEST_CHOICE}] [--kernel ${KERNELS}] [NAME…]]`;

/**
 * `npm run test:faults`: proves that every kind of fault the virtual crypto engine can inject is found, and nothing else.
 * Prints the table, and writes it to docs/measured. Then: that a finding is reduced to what makes it fail.
 */
export async function testFaults(args: readonly string[]): Promise<number> {
  const { values, positionals: names } = toolOptions(
    {
      args,
      options: { guest: { type: 'string', default: 'uml' }, kernel: { type: 'string', default: DEFAULT_KERNEL } },
      allowPositionals: true,
    },
    USAGE,
  );
  const kind = guestKindOf(values.guest);
  if (kind === undefined) throw usageError(USAGE);
  const { stallSeconds, minimises } = FAULT_GUESTS[kind];
  buildAddon();
  compileTests();
  PREPARE[kind](values.kernel);
  const { release, module } = buildModule('vce', kind, values.kernel);
  using directory = new TemporaryDirectory('afalg-faults-');
  const rows = directory.join('rows.ndjson');
  const prove = (name: 'matrix' | 'minimise'): void => {
    runGroup('faults', [testFile(`faults/${name}.test.js`)], {
      guest: { kind, kernel: release, writable: [directory.path] },
      options: namePatterns(names),
      env: proofEnvironment({ module, rows, stallSeconds }),
    });
  };
  // With names there may be none of the table's.
  writeFileSync(rows, '');
  if (kind === 'sabrelite') await proveOnBoard({ module, rows, stallSeconds, names });
  else prove('matrix');
  const proven = readFaultRows(readFileSync(rows, 'utf8'));
  process.stdout.write(`\n${matrixText(proven)}`);
  // The documents are of whole runs only.
  if (names.length === 0) writeDocuments(proven, kind, release);
  if (minimises) prove('minimise');
  return EXIT.passed;
}

function writeDocuments(proven: readonly FaultRow[], kind: GuestKind, release: string): void {
  const where = `${kind} guest, Linux ${release}`;
  const suffix = FAULT_GUESTS[kind].suffix(release);
  writeFileSync(inPackage(`docs/measured/fault-matrix${suffix}.md`), faultDocument(proven, where));
  writeFileSync(inPackage(`docs/measured/forensics-matrix${suffix}.md`), diagnosisDocument(proven, where));
}
