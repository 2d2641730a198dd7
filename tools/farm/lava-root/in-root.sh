#!/bin/sh
# in-root.sh ROOT WORK COMMAND...: runs a command in LAVA's private root, for tools/farm/lava-root.ts. What is mounted
# here goes with the mount namespace that the caller made.
set -eu
root=$1
work=$2
shift 2
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/mnt/work" "$root/var/lib/lava/dispatcher/tmp"
mount --bind "$work" "$root/mnt/work"
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TMPDIR=/tmp
export PYTHONPATH=/opt/lava/usr/lib/python3/dist-packages
exec chroot "$root" sh -c 'cd /mnt/work && exec "$@"' sh "$@"
