import { errnoName } from '../../afalg/errno.js';
import { isOfOthers, namesCaam } from './line-owner.js';
import { isFailedSelfTest } from './self-test-line.js';
import { teeErrorName } from './tee-results.js';

interface Symptom {
  readonly pattern: RegExp;
  /** Gets what the groups of the pattern caught. */
  readonly meaning: (caught: readonly string[]) => string;
  /** Whose line it may be: `caam` for words that any driver prints, which must name the CAAM. */
  readonly of: 'anybody' | 'nobody else' | 'caam';
}

const SECURE_RING = 'its registers belong to the secure world (HAB keeps ring 0, OP-TEE another)';
const HARMLESS = 'harmless while one ring is left; status = "disabled" for its node in the device tree silences it';

/** FD[CTRL] of DPAA2 (caam/sg_sw_qm2.h, dpseci.h: FD_CTRL_*). */
const FD_ERRORS: readonly (readonly [number, string])[] = [
  [0x04, 'UFD'],
  [0x08, 'SBE'],
  [0x10, 'FLC'],
  [0x20, 'FSE'],
  [0x40, 'FAERR'],
];

const SYMPTOMS: readonly Symptom[] = [
  // caam/jr.c, caam_reset_hw_jr; OP-TEE says it of its own ring, without a number.
  {
    pattern: /failed to (flush|reset) job ring(?: (\d+))?/i,
    of: 'nobody else',
    meaning: ([, ring]) =>
      ring === undefined
        ? 'the job ring does not answer'
        : `job ring ${ring} does not answer: ${SECURE_RING}; ${HARMLESS}`,
  },
  // drivers/base/dd.c, really_probe: before and after 6.10.
  {
    pattern: /(?:caam_jr: probe of \S+|caam_jr \S+: probe with driver \S+) failed with error (-?\d+)/,
    of: 'anybody',
    meaning: ([error]) =>
      `the driver could not take this job ring (${errnoName(Number(error))})` +
      (['EIO', 'ENODEV'].includes(errnoName(Number(error))) ? `: ${SECURE_RING}; ${HARMLESS}` : ''),
  },
  {
    pattern:
      /(?:\b(?:dpaa2_)?caam: probe of \S+|\b(?:dpaa2_)?caam \S+: probe with driver \S+) failed with error (-?\d+)/,
    of: 'anybody',
    meaning: ([error]) => `the driver could not take the CAAM (${errnoName(Number(error))})`,
  },
  // caam/caamalg.c, caamhash.c, caampkc.c, caamrng.c and others: without a prefix.
  {
    pattern: /Job Ring Device allocation for transform failed/i,
    of: 'anybody',
    meaning: () =>
      'the driver found no job ring (ENODEV): they belong to the secure world (`failed to flush job ring` before), or none was probed',
  },
  // kernel/dma/swiotlb.c, swiotlb_tbl_map_single; older: `Out of SW-IOMMU space`.
  {
    pattern: /swiotlb buffer is full|Out of SW-IOMMU space/i,
    of: 'caam',
    meaning: () =>
      'no room in the bounce buffer (swiotlb) for memory that the device cannot address: the mapping fails, and the request ' +
      'ends in an error without being submitted; a larger swiotlb=, fewer or shorter requests in flight, or memory below 4 GiB',
  },
  {
    pattern: /Insufficient bytes \(\d+\) in [sd][rs][ct] S\/G/i,
    of: 'nobody else',
    meaning: () => 'the request is longer than its scatter list: nothing was submitted',
  },
  {
    pattern: /unable to map S\/G table/i,
    of: 'nobody else',
    meaning: () => 'the scatter table could not be mapped for DMA: nothing was submitted',
  },
  {
    pattern: /(?:unable to(?: DMA)? map|can't map|could not(?: DMA)? map|failed to map) /i,
    of: 'caam',
    meaning: () => 'memory of the request could not be mapped for DMA: nothing was submitted',
  },
  // caam/caamalg_qi2.c, dpaa2_caam_process_fd.
  {
    pattern: /\bFD error: ([0-9a-f]{8})\b/i,
    of: 'caam',
    meaning: ([digits = '']) => fdErrorText(parseInt(digits, 16)),
  },
  {
    pattern: /\b(dpseci_\w+|dpaa2_\w+)(?:\(\))? failed(?:: (-?\d+))?/,
    of: 'caam',
    meaning: ([call = '', error]) =>
      `the management complex refused ${call}${error === undefined ? '' : ` (${errnoName(Number(error))})`}: the queue interface (DPSECI) is not usable`,
  },
  // U-Boot: drivers/crypto/fsl/jr.c.
  { pattern: /SEC Dequeue timed out/i, of: 'anybody', meaning: () => 'U-Boot timed out waiting for the job ring' },
  { pattern: /Error in SEC (?:enq|deq)/, of: 'anybody', meaning: () => 'U-Boot could not use the job ring' },
  {
    pattern: /\bSEC\d: +RNG instantiation failed/,
    of: 'anybody',
    meaning: () => 'U-Boot could not instantiate the RNG',
  },
  // OP-TEE: core/drivers/crypto/caam.
  {
    pattern: /caam\w*:\d+ RNG instantiation failed/,
    of: 'anybody',
    meaning: () => 'OP-TEE could not instantiate the RNG, and stops',
  },
  {
    pattern: /sc_error code is: (\d+)/,
    of: 'anybody',
    meaning: ([code]) =>
      `the system controller of the i.MX8 refused to start the RNG, error ${String(code)}` +
      (code === '7' ? ': not found, which is also what a resource without power answers' : ''),
  },
  {
    pattern: /CAAM Driver initialization \((?:0x)?([0-9a-f]{1,8})\)/i,
    of: 'anybody',
    meaning: ([digits = '']) => {
      const name = teeErrorName(parseInt(digits, 16));
      return `OP-TEE's CAAM driver did not start: ${name === undefined ? `result ${digits}` : `0x${digits} is ${name}`}, no status word`;
    },
  },
  {
    pattern: /Panic at core\/drivers\/crypto\/caam\//,
    of: 'anybody',
    meaning: () => 'OP-TEE stops the boot: its CAAM driver failed, see the lines before',
  },
  {
    pattern: /trusted_key: key_(?:un)?seal failed/i,
    of: 'anybody',
    meaning: () => 'a trusted key failed: the status word before it has the reason',
  },
];

/** What a line without a status word is a symptom of; undefined for any other line. */
export function symptomOf(line: string): string | undefined {
  for (const { pattern, meaning, of } of SYMPTOMS) {
    const caught = pattern.exec(line);
    if (caught !== null && (of === 'anybody' || (of === 'caam' ? namesCaam(line) : !isOfOthers(line)))) {
      return meaning(caught.slice(1));
    }
  }
  return isFailedSelfTest(line) ? 'a self-test of the driver failed: the kernel does not use it' : undefined;
}

function fdErrorText(bits: number): string {
  const names = FD_ERRORS.filter(([mask]) => (bits & mask) !== 0).map(([, name]) => name);
  const which = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return `error bits of the frame descriptor, FD[CTRL]${which}, and no status word: that is in the CAAM line of the same request, which follows`;
}
