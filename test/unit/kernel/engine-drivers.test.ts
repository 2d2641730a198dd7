import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { driversOfModule, engineDrivers } from '#dist/kernel/engine-drivers.js';

const sys = mkdtempSync(join(tmpdir(), 'afalg-sys-'));
after(() => {
  rmSync(sys, { recursive: true });
});

function device(bus: string, name: string, uevent: readonly string[]): void {
  const directory = join(sys, 'bus', bus, 'devices', name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'uevent'), uevent.map((line) => `${line}\n`).join(''));
}

describe('the drivers of crypto engines, in sysfs', () => {
  device('platform', '1e004000.crypto', ['DRIVER=mtk-eip93', 'OF_NAME=crypto', 'OF_COMPATIBLE_0=mediatek,mtk-eip93']);
  device('platform', '2101000.jr', ['DRIVER=caam_jr', 'OF_NAME=jr', 'OF_COMPATIBLE_0=fsl,sec-v4.0-job-ring']);
  device('platform', '4e00000.aes', ['DRIVER=saul-crypto', 'OF_NAME=aes', 'OF_COMPATIBLE_0=ti,am654-crypto-sa2ul']);
  device('platform', '2184000.usb', ['DRIVER=imx_usb', 'OF_NAME=usb', 'OF_COMPATIBLE_0=fsl,imx6q-usb']);
  device('platform', '2280000.dcp', ['OF_NAME=dcp', 'OF_COMPATIBLE_0=fsl,imx6sl-dcp']);
  device('pci', '0000:3d:01.0', ['DRIVER=c6xxvf', 'PCI_CLASS=B4000', 'PCI_ID=8086:37C9']);
  device('pci', '0000:00:02.0', ['DRIVER=e1000', 'PCI_CLASS=20000', 'PCI_ID=8086:100E']);
  device('virtio', 'virtio3', ['DRIVER=virtio_crypto', 'MODALIAS=virtio:d00000014v00001AF4']);
  device('virtio', 'virtio0', ['DRIVER=virtio_net', 'MODALIAS=virtio:d00000001v00001AF4']);

  it('are found by what the device is, whatever the driver is called', () => {
    assert.deepEqual(engineDrivers(sys).toSorted(), ['c6xxvf', 'caam-jr', 'mtk-eip', 'saul-crypto', 'virtio-crypto']);
  });

  it('are none where there is no sysfs', () => {
    assert.deepEqual(engineDrivers(join(sys, 'none')), []);
  });

  it('of a module are what it registered on any bus', () => {
    mkdirSync(join(sys, 'module', 'crypto_hw_eip93', 'drivers', 'platform:inside-secure-eip93'), { recursive: true });
    assert.deepEqual(driversOfModule('crypto-hw-eip93', sys), ['inside-secure-eip']);
    assert.deepEqual(driversOfModule('none', sys), []);
  });
});
