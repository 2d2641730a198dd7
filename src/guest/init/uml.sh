#!/bin/sh
# PID 1 of the user-mode-linux guest; see common.sh. $afalg_job comes from the kernel's command line.
stdout_tty=/dev/tty1
stderr_tty=/dev/tty2
control_tty=/dev/tty3
power_off=o

share_job() {
  mount -t hostfs none /run/job -o "$afalg_job"
}

close_windows() {
  sync
}

window() {
  mkdir -p "$1" && mount -t hostfs none "$1" -o "$1" || echo "cannot mount $1"
}

# Debian keeps them in /usr/lib/uml/modules/RELEASE.
module_root() {
  mkdir -p /run/modules/lib
  ln -s /usr/lib/uml/modules /run/modules/lib/modules
  echo /run/modules
}

. "${0%/*}/common.sh"
