import { output, run } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';

/**
 * Packs a directory as tar.gz. Equal inputs make equal archives.
 *
 * @param parent of the directory
 */
export function packArchive(parent: string, name: string, archive: string): void {
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--mode=go-w', '--sort=name'];
  const time = `--mtime=@${process.env['SOURCE_DATE_EPOCH'] ?? commitTime()}`;
  run('tar', ['-C', parent, ...owner, time, '--use-compress-program=gzip -9n', '-cf', archive, name]);
}

/** Seconds since 1970 of the last commit; of a source without a history, the beginning of time as FAT knows it. */
function commitTime(): string {
  try {
    return output('git', ['log', '-1', '--format=%ct']).trim();
  } catch (thrown) {
    if (!(thrown instanceof ToolError)) throw thrown;
    return '315532800';
  }
}
