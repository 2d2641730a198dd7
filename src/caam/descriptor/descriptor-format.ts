/** How the CAAM reads its own words: little endian on i.MX, either on Layerscape, big endian on QorIQ. */
export type Endian = 'le' | 'be';

/** Which of a pointer's two words comes first: the high one on big-endian CAAMs and on i.MX (caam/regs.h, caam_imx). */
export type PointerWordOrder = 'hi_lo' | 'lo_hi';

/** What a descriptor does not say about itself and its reader must know. */
export interface DescriptorFormat {
  readonly endian: Endian;
  /** 32-bit words per pointer: 2 where MCFGR has long pointers switched on. */
  readonly pointerWords: 1 | 2;
  /** null for pointers of one word. */
  readonly pointerWordOrder: PointerWordOrder | null;
}
