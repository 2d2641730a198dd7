import { cachedRelease } from '../kernel/cached.js';
import { armhfArchive } from './armhf-archive.js';

/** Of the kernel that the sabrelite guest boots, as `uname -r` says it: Debian's latest when it was first asked for. */
export function boardRelease(): string {
  return cachedRelease('latest-armmp', () => {
    const debian = armhfArchive();
    const [version = ''] = debian.versions('linux-image-armmp');
    const [image = ''] = debian.depends('linux-image-armmp', version);
    return image.replace('linux-image-', '');
  });
}
