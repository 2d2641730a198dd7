import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { caamLines, eraInLog, readCaamPresence } from '#dist/kernel/caam-presence.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

/** A device as sysfs shows it on an imx6q. */
function device(sys: string, name: string, modalias: string, driver: string | undefined, era?: number): void {
  const path = `${sys}/bus/platform/devices/${name}`;
  mkdirSync(`${path}/of_node`, { recursive: true });
  writeFileSync(`${path}/modalias`, `${modalias}\n`);
  writeFileSync(`${path}/uevent`, driver === undefined ? 'OF_NAME=x\n' : `DRIVER=${driver}\nOF_NAME=x\n`);
  if (era === undefined) return;
  const cell = Buffer.alloc(4);
  cell.writeUInt32BE(era);
  writeFileSync(`${path}/of_node/fsl,sec-era`, cell);
}

const LOG = [
  '<6>[    4.023362] caam 2100000.crypto: device ID = 0x0a16010000000000 (Era 4)',
  '<6>[    4.023379] caam 2100000.crypto: job rings = 2, qi = 0',
  '<6>[    4.1] usb 1-1: not of the caam',
];

describe('the presence of CAAM', () => {
  it('is what sysfs and the device tree show', () => {
    using sys = new TemporaryDirectory();
    device(sys.path, '2100000.crypto', 'of:NcryptoT(null)Cfsl,imx6q-caamCfsl,sec-v4.0', 'caam', 4);
    device(sys.path, '2101000.jr', 'of:NjrT(null)Cfsl,sec-v4.0-job-ring', 'caam_jr');
    device(sys.path, '2102000.jr', 'of:NjrT(null)Cfsl,sec-v4.0-job-ring', undefined);
    device(sys.path, '2020000.serial', 'of:NserialT(null)Cfsl,imx6q-uart', 'imx-uart');
    const presence = readCaamPresence(sys.path, []);
    assert.deepEqual(presence.controllers, [{ name: '2100000.crypto', bound: true }]);
    assert.deepEqual(presence.jobRings, [
      { name: '2101000.jr', bound: true },
      { name: '2102000.jr', bound: false },
    ]);
    assert.equal(presence.era, 4);
  });

  it('is what the kernel log says, where there is no device tree', () => {
    using sys = new TemporaryDirectory();
    const presence = readCaamPresence(sys.path, caamLines(LOG));
    assert.deepEqual(presence.controllers, []);
    assert.equal(presence.era, 4);
    assert.deepEqual(presence.log, LOG.slice(0, 2));
  });

  it('is nothing elsewhere', () => {
    using sys = new TemporaryDirectory();
    assert.deepEqual([readCaamPresence(sys.path, []).jobRings, readCaamPresence(sys.path, []).era], [[], null]);
  });

  it('has no era when the driver could not tell', () => {
    assert.equal(eraInLog(['<6>[    1.0] caam 2100000.caam: device ID = 0x0a16010000000000 (Era -524)']), null);
  });
});
