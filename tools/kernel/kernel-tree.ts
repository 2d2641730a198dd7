/** What a kernel module is built against. Trees are in the kernel cache: they are large, and the same for every checkout. */
export interface KernelTree {
  /** What make -C is given. */
  readonly directory: string;
  /** As in /lib/modules (`6.1.0-56-amd64`, `6.1.176`). */
  readonly release: string;
  /** Arguments for make: where, and what is different for this kernel. */
  readonly make: readonly string[];
}
