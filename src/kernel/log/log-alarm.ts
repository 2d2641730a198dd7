import { isError, isOfKernel, type AlarmKind, type AlarmLine } from './alarm-kind.js';
import { isEngineDevice, isOfEngine, messagePrefix } from './engine-names.js';
import { reportKind } from './report-forms.js';

/**
 * crypto/testmgr.c: `alg: skcipher: cbc-aes-caam encryption test failed (wrong result) on test vector 0, ...`; before 5.1
 * `alg: skcipher: Test 5 failed (invalid result) on encryption for cbc-aes-caam`.
 */
const SELF_TEST = /^alg: .*(?:fail|error|mismatch|unexpected|overrun|corrupt|timed out)/i;

/** drivers/crypto/caam/error.c, caam_jr_strstatus, whatever the prefix: `40001210: DECO: desc idx 18: ...`. */
const CAAM_STATUS = /\b[0-9a-f]{8}: (?:CCB|DECO|Jump|Job Ring|Condition Code|Queue Manager Interface): /i;
/** drivers/crypto/caam/caamalg.c and its neighbours, without a prefix: there is no device to name. */
const NO_JOB_RING = 'Job Ring Device allocation for transform failed';
/** kernel/dma/swiotlb.c, swiotlb_tbl_map_single: a warning, but the request fails by it. */
const BOUNCE_BUFFER_FULL = /: swiotlb buffer is full\b/;
/** Its older words name the device last: `DMA: Out of SW-IOMMU space for 4096 bytes at device 2101000.jr`. */
const OUT_OF_BOUNCE_BUFFER = /Out of SW-IOMMU space for \d+ bytes at device (\S+)/;

/** An IOMMU's line: by its driver, or by the device it has in the device tree. */
const OF_IOMMU = /^(?:arm-smmu|DMAR|AMD-Vi|\S*iommu|\S*sysmmu|ipmmu|\S+ \S*(?:iommu|sysmmu|mmu)\b)|: AMD-Vi: /i;
/**
 * drivers/iommu: arm_smmu_context_fault, arm_smmu_global_fault; dmar_fault_do_one (`[DMA Write ...] Request device ...`);
 * amd_iommu_report_page_fault (`Event logged [IO_PAGE_FAULT ...`); and the smaller ones, which all say fault.
 */
const DMA_REFUSED =
  /Blocked unknown Stream ID|(?:context|global|page|translation|IOMMU) ?fault|fault addr|Event logged \[|IO_PAGE_FAULT|fault type=|Unhandled fault/i;
/** drivers/iommu/arm/arm-smmu-v3, arm_smmu_handle_evt: at the level of information. Numbers of what a device did wrong. */
const SMMU_V3_EVENT = /^arm-smmu-v3 \S+: event:? (?:0x(?:02|0[4-9a-b]|1[0-3])\b.* received|(?:F|C)_[A-Z_]+ )/;

/**
 * What a line is the beginning of; undefined for the ordinary.
 *
 * @param watched names, as `engineName` has them, of the drivers under test
 */
export function alarmOf(line: AlarmLine, watched: ReadonlySet<string>): AlarmKind | undefined {
  if (!isOfKernel(line)) return undefined;
  const { text } = line;
  const report = reportKind(text);
  if (report !== undefined) return report;
  if (SELF_TEST.test(text)) return 'self-test';
  if (CAAM_STATUS.test(text) || text.startsWith(NO_JOB_RING)) return 'engine';
  if (refusesDma(line)) return 'iommu';
  return isEngineError(line, watched) ? 'engine' : undefined;
}

function refusesDma(line: AlarmLine): boolean {
  const { text } = line;
  return SMMU_V3_EVENT.test(text) || (OF_IOMMU.test(text) && DMA_REFUSED.test(text) && isError(line));
}

function isEngineError(line: AlarmLine, watched: ReadonlySet<string>): boolean {
  const { text } = line;
  const unmapped = OUT_OF_BOUNCE_BUFFER.exec(text)?.[1];
  if (unmapped !== undefined) return isEngineDevice(unmapped);
  return (isError(line) || BOUNCE_BUFFER_FULL.test(text)) && isOfEngine(messagePrefix(text), watched);
}
