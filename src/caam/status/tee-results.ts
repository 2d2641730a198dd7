/** What OP-TEE's functions return (GlobalPlatform's TEE Internal Core API, TEE_Result). */
const TEE_ERRORS = [
  'GENERIC',
  'ACCESS_DENIED',
  'CANCEL',
  'ACCESS_CONFLICT',
  'EXCESS_DATA',
  'BAD_FORMAT',
  'BAD_PARAMETERS',
  'BAD_STATE',
  'ITEM_NOT_FOUND',
  'NOT_IMPLEMENTED',
  'NOT_SUPPORTED',
  'NO_DATA',
  'OUT_OF_MEMORY',
  'BUSY',
  'COMMUNICATION',
  'SECURITY',
  'SHORT_BUFFER',
  'EXTERNAL_CANCEL',
] as const;
const FIRST = 0xffff_0000;

/** `TEE_ERROR_GENERIC`; undefined for another number. */
export function teeErrorName(value: number): string | undefined {
  const name = TEE_ERRORS[value - FIRST];
  return name === undefined ? undefined : `TEE_ERROR_${name}`;
}
