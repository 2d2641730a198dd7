import { bareLine } from '../bare-line.js';

/** `cbc-aes-caam`, `hmac-sha1-caam-qi2`. */
const DRIVER = /[\w()-]{1,80}-caam(?:-qi2?)?\b/;
const FAILURE = /fail|wrong|error|mismatch|unexpected|overrun|corrupt|timed out/i;

/**
 * Whether a line says that an algorithm of the CAAM's driver failed its self-test. The driver stands behind the type
 * (`alg: skcipher: cbc-aes-caam encryption test failed`) from 5.1 on, and at the end before (`alg: hash: Test 1 failed
 * for hmac-sha1-caam`); crypto/testmgr.c.
 */
export function isFailedSelfTest(line: string): boolean {
  const text = bareLine(line);
  if (!text.startsWith('alg: ')) return false;
  return DRIVER.test(text) && FAILURE.test(text.replace(DRIVER, ''));
}
