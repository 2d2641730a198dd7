import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { arch } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { PROJECT_ROOT } from '../../helpers/paths.js';

/** socket(2) by architecture (arch/x86/entry/syscalls, arch/arm/tools, include/uapi/asm-generic/unistd.h). */
const SOCKET: Readonly<Record<string, number>> = { x64: 41, arm: 281, arm64: 198 };

/**
 * As in a container's profile: socket(AF_ALG) is EPERM, everything else is allowed. A filter of classic BPF over
 * struct seccomp_data: the number of the system call at 0, its first argument at 16.
 */
const UNDER_FILTER = `
import ctypes, os, struct, sys
SOCKET, AF_ALG, EPERM = int(sys.argv[1]), 38, 1
LD, JEQ, RET = 0x20, 0x15, 0x06
program = [
    (LD, 0, 0, 0), (JEQ, 0, 3, SOCKET),
    (LD, 0, 0, 16), (JEQ, 0, 1, AF_ALG),
    (RET, 0, 0, 0x00050000 | EPERM),
    (RET, 0, 0, 0x7fff0000),
]
code = ctypes.create_string_buffer(b''.join(struct.pack('HBBI', *line) for line in program))
class Filter(ctypes.Structure):
    _fields_ = [('length', ctypes.c_ushort), ('code', ctypes.c_void_p)]
libc = ctypes.CDLL(None, use_errno=True)
filter = Filter(len(program), ctypes.cast(code, ctypes.c_void_p))
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filter)):
    sys.exit(99)
os.execv(sys.argv[2], sys.argv[2:])
`;

function underFilter(...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const number = SOCKET[arch()];
  assert.ok(number !== undefined, `socket(2) of ${arch()}`);
  const program = [process.execPath, join(PROJECT_ROOT, 'dist/cli/afalg-stress.js'), ...args];
  return spawnSync('python3', ['-c', UNDER_FILTER, String(number), ...program], { encoding: 'utf8' });
}

it('probe under a seccomp filter names it and the remedy', () => {
  const table = underFilter('probe');
  assert.equal(table.status, 4, table.stdout);
  assert.match(
    table.stdout,
    /^af_alg +MISSING: AF_ALG is forbidden here \(socket failed with EPERM; a seccomp filter is in force\): run outside the container/m,
  );
  const { status, stdout } = underFilter('probe', '--check', 'cbc(aes)');
  assert.equal(status, 4);
  assert.match(stdout, /^AF_ALG is forbidden here [^\n]*\n$/);
});
