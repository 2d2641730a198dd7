/** The 128-bit counter of CTR mode `blocks` further on (SP 800-38A, B.1), apart from the product's own arithmetic. */
export function counterAfter(initial: Uint8Array, blocks: number): Buffer {
  const sum = BigInt.asUintN(128, BigInt(`0x${Buffer.from(initial).toString('hex')}`) + BigInt(blocks));
  return Buffer.from(sum.toString(16).padStart(32, '0'), 'hex');
}
