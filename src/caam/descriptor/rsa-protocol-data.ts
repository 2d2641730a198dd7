/**
 * What the words of an RSA protocol data block are: `pointer` fields take as many words as pointers do (caam/pdb.h,
 * struct rsa_pub_pdb and rsa_priv_f1_pdb to f3).
 */
interface PdbField {
  readonly name: string;
  readonly isPointer: boolean;
}

function fields(first: string, pointers: readonly string[], ...rest: readonly string[]): readonly PdbField[] {
  return [
    { name: first, isPointer: false },
    ...pointers.map((name) => ({ name, isPointer: true })),
    ...rest.map((name) => ({ name, isPointer: false })),
  ];
}

const PUBLIC = fields('sgf and lengths', ['f', 'g', 'n', 'e'], 'length of f');
const PRIVATE = [
  fields('sgf and lengths', ['g', 'f', 'n', 'd']),
  fields('sgf and lengths', ['g', 'f', 'd', 'p', 'q', 'tmp1', 'tmp2'], 'lengths of p and q'),
  fields('sgf and lengths', ['g', 'f', 'c', 'p', 'q', 'dp', 'dq', 'tmp1', 'tmp2'], 'lengths of p and q'),
] as const;

/** The PDB of an RSA operation, or undefined where it has another size than the driver's. */
export function rsaFields(
  protocol: string,
  protInfo: string,
  pdbWords: number,
  pointerWords: 1 | 2,
): readonly PdbField[] | undefined {
  const layout = rsaLayout(protocol, parseInt(protInfo, 16));
  return layout !== undefined && rsaWords(layout, pointerWords) === pdbWords ? layout : undefined;
}

function rsaLayout(protocol: string, protInfo: number): readonly PdbField[] | undefined {
  if (protocol === 'rsa_encrypt_pub') return PUBLIC;
  return protocol === 'rsa_decrypt_priv' ? PRIVATE[protInfo & 3] : undefined;
}

function rsaWords(layout: readonly PdbField[], pointerWords: 1 | 2): number {
  return layout.reduce((sum, { isPointer }) => sum + (isPointer ? pointerWords : 1), 0);
}
