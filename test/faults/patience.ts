/**
 * Seconds without progress after which a run calls a worker hung. An emulated board stands still for longer than any
 * virtual machine when its host is busy: tools/faults/fault-guest.ts says how long.
 */
export const STALL_SECONDS = Number(process.env['AFALG_FAULT_STALL_SECONDS'] ?? 3);
