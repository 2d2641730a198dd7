#!/bin/sh
# PID 1 of the sabrelite guest; see common.sh. The root is the ramdisk, and writable. The board's five serial ports are
# all there is between us and the host: stdout, the console, stderr, control and reports, and the windows' contents.
stdout_tty=/dev/ttymxc0
stderr_tty=/dev/ttymxc2
control_tty=/dev/ttymxc3
windows_tty=/dev/ttymxc4
# Reboot by the watchdog, whose driver knows how: qemu runs with -no-reboot.
power_off=b
windows_open=0

share_job() {
  cp /job/job.sh /run/job/
  # Files of the host that the command reads.
  [ ! -d /host ] || cp -a /host/. /
}

# The command writes to memory, and close_windows sends it out.
window() {
  mkdir -p "/run/windows/$windows_open" "${1%/*}"
  if [ -d "$1" ] && ! rmdir "$1" 2>/dev/null; then
    # Holds files of the host that the command reads.
    cp -a "$1/." "/run/windows/$windows_open/"
    rm -r "$1"
  fi
  ln -s "/run/windows/$windows_open" "$1"
  windows_open=$((windows_open + 1))
}

close_windows() {
  [ "$windows_open" = 0 ] || tar -C /run/windows -cf - . >"$windows_tty"
}

module_root() {
  echo /
}

mount -t devtmpfs devtmpfs /dev
for archive in /job/*.tar.gz; do
  # The first is the board's package, which is made to be unpacked anywhere.
  case $archive in
    */0.tar.gz) mkdir -p /opt && tar -C /opt -xzf "$archive" ;;
    *) tar -C / -xzf "$archive" ;;
  esac
  rm "$archive"
done
ln -s /opt/afalg-stress-*/bin/afalg-stress /usr/bin/afalg-stress
date -s "@$(cat /job/now)" >/dev/null
mkdir -p "$(cat /job/directory)" /tmp /root
stty -F "$windows_tty" raw -echo
modprobe imx2_wdt
. /common.sh
