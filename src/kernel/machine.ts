import { arch, availableParallelism, endianness, hostname, machine, release, totalmem, version } from 'node:os';
import { readOptional } from './read-optional.js';

/** The machine and kernel a run was made on. */
export interface MachineFacts {
  readonly hostName: string;
  /** `uname -r`, `-v`, `-m`. */
  readonly kernelRelease: string;
  readonly kernelVersion: string;
  readonly machine: string;
  readonly kernelCommandLine: string;
  /** Node's own architecture: `arm` on a 32-bit system. */
  readonly architecture: string;
  readonly endianness: 'BE' | 'LE';
  readonly processors: number;
  readonly processorModel: string;
  /** From the device tree; empty on machines without one. */
  readonly boardModel: string;
  /** The chip's unique number where the kernel gives it (Documentation/ABI/testing/sysfs-devices-soc), else the board's. */
  readonly serialNumber: string;
  readonly memoryMiB: number;
  readonly distribution: string;
  /** /proc/sys/kernel/tainted, a bit set (Documentation/admin-guide/tainted-kernels.rst). */
  readonly taint: string;
  readonly nodeVersion: string;
}

export function readMachineFacts(): MachineFacts {
  return {
    hostName: hostname(),
    kernelRelease: release(),
    kernelVersion: version(),
    machine: machine(),
    kernelCommandLine: readOptional('/proc/cmdline'),
    architecture: arch(),
    endianness: endianness(),
    processors: availableParallelism(),
    processorModel: processorModel(readOptional('/proc/cpuinfo')),
    boardModel: fromDeviceTree('model'),
    serialNumber: readOptional('/sys/devices/soc0/serial_number') || fromDeviceTree('serial-number'),
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    distribution: osReleaseName(readOptional('/etc/os-release')),
    taint: readOptional('/proc/sys/kernel/tainted'),
    nodeVersion: process.version,
  };
}

/** A property that is a text ends with a zero byte. */
function fromDeviceTree(property: string): string {
  return readOptional(`/proc/device-tree/${property}`).replaceAll('\0', '');
}

/** x86 says `model name`, 32-bit ARM `model name` or `Processor`. */
function processorModel(cpuinfo: string): string {
  return /^(?:model name|Processor)\s*:\s*(.+)$/m.exec(cpuinfo)?.[1] ?? '';
}

function osReleaseName(text: string): string {
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? '';
}
