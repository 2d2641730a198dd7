/** Node's names of the machines that ELF files are for (e_machine, include/uapi/linux/elf-em.h). */
const MACHINES: ReadonlyMap<number, string> = new Map([
  [3, 'ia32'],
  [21, 'ppc64'],
  [22, 's390x'],
  [40, 'arm'],
  [62, 'x64'],
  [183, 'arm64'],
  [243, 'riscv64'],
  [258, 'loong64'],
]);

const HEADER_BYTES = 20;
const MAGIC = 0x7f454c46;
const BIG_ENDIAN = 2;

/**
 * The machine an ELF file is for, by its first 20 bytes: Node's name of it, or `machine 8` when Node has none. undefined
 * when it is not an ELF file.
 */
export function elfMachine(head: Uint8Array): string | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < HEADER_BYTES || view.getUint32(0) !== MAGIC) return undefined;
  // e_ident[EI_DATA] is byte 5; e_machine is at 18 in 32-bit and 64-bit files alike (elf(5)).
  const machine = view.getUint16(18, view.getUint8(5) !== BIG_ENDIAN);
  return MACHINES.get(machine) ?? `machine ${String(machine)}`;
}
