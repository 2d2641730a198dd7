/** Bytes that cannot be equal by chance, in any amount of data that is searched here. */
export const TELLING_BYTES = 8;

/** Whether more bytes agree than chance explains, which gives 1 of 256. */
export function isTelling(agreeing: number, of: number): boolean {
  return agreeing >= TELLING_BYTES && agreeing * 16 >= of;
}

/** All bytes equal: no trace of anybody's data. */
export function isUniform(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === bytes[0]);
}
