#!/bin/sh
# The qemu guest's initial ramdisk: mounts the host's root over 9p and hands over to its init ($afalg_init, from the
# kernel's command line).
mount -t devtmpfs devtmpfs /dev
for module in /modules/*; do
  insmod "$module"
done
mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=1048576,cache=loose,access=any host /root
umount /dev
exec switch_root /root "$afalg_init"
