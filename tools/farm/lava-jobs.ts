// What is in lava/, with the places of this machine, and whether LAVA takes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { EXIT } from '#dist/results/exit-code.js';
import { note } from '../process/note.js';
import { ToolError } from '../process/tool-error.js';
import { ownResult } from './lava-results.js';
import { inLavaRoot, LAVA_HOME, WORK } from './lava-root.js';
import { lavaRun, type LavaPlace } from './lava-run.js';

const SCHEMA = ['python3', `${LAVA_HOME}/usr/share/lava-common/lava-schema.py`];
const DEVICES = ['qemu', 'imx6q-sabrelite'];
const JOBS = [...DEVICES, 'farm'];
const EMULATED = 'qemu';
const REAL = 'imx6q-sabrelite';

/** @param name of the board's package */
export function writeJobs(work: string, name: string): void {
  for (const job of JOBS) {
    const text = readFileSync(inPackage(`lava/job-${job}.yaml`), 'utf8')
      .replaceAll('http://files.example', `file://${WORK}`)
      .replaceAll('afalg-stress-VERSION-linux-armv7', name)
      .replaceAll('KERNEL', 'kernel');
    writeFileSync(join(work, `${job}.yaml`), job === EMULATED ? withFailure(text) : text);
  }
}

/** The same test a second time, with an option that there is not: whoever judges must notice. */
function withFailure(text: string): string {
  const definition = text.slice(text.indexOf('        - from: url'));
  const failing = definition
    .replace('name: afalg-stress\n', 'name: must-fail\n')
    .replace(/OPTIONS: .*/, 'OPTIONS: --no-such-option');
  return `${text.trimEnd()}\n${failing}`;
}

/** Throws ToolError unless jobs and devices fit LAVA's schemas. Writes device-NAME.yaml by LAVA's templates. */
export function checkSchemas({ root, work }: LavaPlace): void {
  for (const job of JOBS) {
    inLavaRoot(root, work, [...SCHEMA, 'job', '--strict', `${job}.yaml`]);
    note(`lava/job-${job}.yaml fits LAVA's schema`);
  }
  for (const device of DEVICES) {
    const dictionary = `devices/${device}.jinja2`;
    const rendered = inLavaRoot(root, work, ['python3', 'scripts/device.py', dictionary, `${device}.yaml`]);
    writeFileSync(join(work, `device-${device}.yaml`), rendered);
    inLavaRoot(root, work, [...SCHEMA, 'device', `device-${device}.yaml`]);
    note(`lava/${dictionary} fits LAVA's schema`);
  }
}

/** Throws ToolError unless LAVA can make steps of the job for the real board; they are not taken. */
export function checkPipeline(place: LavaPlace): void {
  // It only asks whether what it would load is there.
  for (const file of ['kernel/zImage', 'kernel/imx6q-sabrelite.dtb', 'kernel/modules.tar.xz', 'rootfs-armhf.tar.xz']) {
    writeFileSync(join(place.work, file), '');
  }
  const job = ownResult(lavaRun(place, REAL, ['--validate']), 'validate');
  if (job !== 'pass') throw new ToolError(`lava/job-${REAL}.yaml: LAVA's validation says ${job}`, EXIT.finding);
  note(`lava/job-${REAL}.yaml is valid for the board's device`);
}
