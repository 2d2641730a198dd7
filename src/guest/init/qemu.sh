#!/bin/sh
# PID 1 of the qemu guest, after its initial ramdisk; see common.sh. $afalg_modules comes from the kernel's command line.
stdout_tty=/dev/ttyS1
stderr_tty=/dev/ttyS2
control_tty=/dev/ttyS3
# Reboot: qemu runs with -no-reboot. Unlike power-off it waits for nothing.
power_off=b
windows_open=0

share() {
  mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,access=any "$1" "$2"
}

share_job() {
  share job /run/job
}

close_windows() {
  sync
}

# The host made them in the same order.
window() {
  mkdir -p "$1" && share "window$windows_open" "$1" || echo "cannot mount $1"
  windows_open=$((windows_open + 1))
}

module_root() {
  echo "$afalg_modules"
}

mount -t devtmpfs devtmpfs /dev
. "${0%/*}/common.sh"
