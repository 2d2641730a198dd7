import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT_ROOT } from '../../helpers/paths.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

/** As in a container's profile: one system call answers with an errno, everything else is allowed (classic BPF). */
const UNDER_FILTER = `
import ctypes, os, struct, sys
NUMBER, ERRNO = int(sys.argv[1]), int(sys.argv[2])
program = [(0x20, 0, 0, 0), (0x15, 0, 1, NUMBER), (0x06, 0, 0, 0x00050000 | ERRNO), (0x06, 0, 0, 0x7fff0000)]
code = ctypes.create_string_buffer(b''.join(struct.pack('HBBI', *line) for line in program))
class Filter(ctypes.Structure):
    _fields_ = [('length', ctypes.c_ushort), ('code', ctypes.c_void_p)]
libc = ctypes.CDLL(None, use_errno=True)
filter = Filter(len(program), ctypes.cast(code, ctypes.c_void_p))
if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.byref(filter)):
    sys.exit(99)
os.execv(sys.argv[3], sys.argv[3:])
`;

/** io_uring_setup(2), the same everywhere (include/uapi/asm-generic/unistd.h). */
const IO_URING_SETUP = 425;
const [EPERM, ENOMEM, ENOSYS] = [1, 12, 38];

function run(directory: string, ...args: readonly string[]): readonly string[] {
  const main = join(PROJECT_ROOT, 'dist/cli/afalg-stress.js');
  return [process.execPath, main, 'run', '--guest', 'none', '--ops', '10', '--results', directory, ...args];
}

function underFilter(errno: number): { readonly status: number | null; readonly stderr: string } {
  using results = new TemporaryDirectory();
  const program = run(results.path, '--engine', 'uring', '--depth', '4');
  return spawnSync('python3', ['-c', UNDER_FILTER, String(IO_URING_SETUP), String(errno), ...program], {
    encoding: 'utf8',
  });
}

describe('a run where there is no io_uring', () => {
  it('goes on with sync, says why in a line, and ends as it would have', () => {
    using results = new TemporaryDirectory();
    const [program = '', ...args] = run(results.path);
    const without = spawnSync(program, args, { encoding: 'utf8' });
    for (const [errno, reason] of [
      [
        EPERM,
        /^--engine uring is not to be had: io_uring_setup failed with EPERM: [^\n]*; the run goes on with --engine sync$/m,
      ],
      [ENOSYS, /^--engine uring is not to be had: io_uring_setup failed with ENOSYS: this kernel does not have it; /m],
    ] as const) {
      const { status, stderr } = underFilter(errno);
      assert.match(stderr, reason);
      assert.equal(status, without.status, stderr);
    }
  });

  it('is refused where only a limit is in the way', () => {
    const { status, stderr } = underFilter(ENOMEM);
    assert.equal(status, 4);
    assert.match(stderr, /--engine uring: io_uring_setup failed with ENOMEM: .* RLIMIT_MEMLOCK .*ulimit -l/);
  });
});

it('a run with more sockets than it may have open files is refused, with the number that it takes', () => {
  using results = new TemporaryDirectory();
  const program = run(results.path, '--workers', '4', '--engine', 'aio', '--depth', '64');
  const { status, stderr } = spawnSync('bash', ['-c', 'ulimit -n 200; exec "$@"', 'bash', ...program], {
    encoding: 'utf8',
  });
  assert.equal(status, 64, stderr);
  assert.match(
    stderr,
    /--depth '64': 4 workers need up to 384 open files, and RLIMIT_NOFILE allows 200: .*ulimit -n 384/,
  );
});
