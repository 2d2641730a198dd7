import { readdirSync } from 'node:fs';
import { engineName, isEngineDevice } from './log/engine-names.js';
import { readOptional } from './read-optional.js';

/**
 * What the uevent of a crypto engine says of it (drivers/of/device.c, of_device_uevent; drivers/pci/pci-driver.c,
 * pci_uevent: base class 10, or 0b40, a co-processor as QAT is; include/uapi/linux/virtio_ids.h, VIRTIO_ID_CRYPTO;
 * drivers/bus/fsl-mc/fsl-mc-bus.c).
 */
const ENGINE_UEVENTS: readonly RegExp[] = [
  /^OF_NAME=(?:crypto|caam|jr|dcp|sahara|cryp|security)$/m,
  /^OF_COMPATIBLE_\d+=.*(?:crypto|,sec-v|,sec\d|-eip\d|caam|-dcp$|-sahara$|-cesa|,ccp-)/m,
  /^PCI_CLASS=(?:10[0-9A-F]{4}|0?B40[0-9A-F]{2})$/m,
  /^MODALIAS=virtio:d00000014v/m,
  /^MODALIAS=fsl-mc:v00001957ddpseci$/m,
];

/**
 * The drivers, as `engineName` has them, of all devices here that are crypto engines: what their messages begin with,
 * which is neither the name in /proc/crypto nor always the module's.
 *
 * @param sys where sysfs is mounted
 */
export function engineDrivers(sys = '/sys'): readonly string[] {
  const devices = namesIn(`${sys}/bus`).flatMap((bus) =>
    namesIn(`${sys}/bus/${bus}/devices`).map((device) => ({
      device,
      uevent: readOptional(`${sys}/bus/${bus}/devices/${device}/uevent`),
    })),
  );
  const drivers = devices
    .filter(({ device, uevent }) => isEngineDevice(device) || ENGINE_UEVENTS.some((pattern) => pattern.test(uevent)))
    .map(({ uevent }) => /^DRIVER=(.+)$/m.exec(uevent)?.[1])
    .filter((driver) => driver !== undefined);
  return [...new Set(drivers.map(engineName))];
}

/** The drivers that a module brings: /sys/module/crypto_hw_eip93/drivers/platform:mtk-eip93 (drivers/base/module.c). */
export function driversOfModule(module: string, sys = '/sys'): readonly string[] {
  const directory = `${sys}/module/${module.replaceAll('-', '_')}/drivers`;
  return namesIn(directory).map((name) => engineName(name.slice(name.indexOf(':') + 1)));
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
