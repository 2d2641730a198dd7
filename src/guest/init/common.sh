# The part of a guest's init that all guests share: makes it look like a machine, runs one command, hands out its exit
# code. Sourced by the init of each kind, which defines:
#
#   stdout_tty, stderr_tty  consoles that are the host's stdout and stderr
#   control_tty             a line a message: to the host as src/guest/wire.ts has them, from it the names of signals
#   power_off               the sysrq key that ends the guest
#   share_job               puts the command (job.sh) into /run/job
#   window DIRECTORY        mounts the host's directory, writable, at the same place in here
#   close_windows           before the end: sees to it that the host gets what was written in windows
#   module_root             prints where modprobe finds lib/modules
#
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mkdir -p /run/job /run/tmp
chmod 1777 /run/tmp
[ -d /dev/shm ] || mkdir /dev/shm
mount -t tmpfs tmpfs /dev/shm
share_job
export TMPDIR=/run/tmp

stty -F "$stdout_tty" raw -echo
stty -F "$stderr_tty" raw -echo
stty -F "$control_tty" -echo
# Open until the end: a line that comes while nobody reads is kept.
exec 5<>"$control_tty"

# say WORD [TEXT]: to the host.
say() {
  printf '%s\n' "$*" >&5
}

# From here on, whatever ends the guest was the kernel; and its console is what is left of it then: all but debug lines.
say booted
echo 7 >/proc/sys/kernel/printk
while sleep 1; do say alive; done </dev/null &

# AF_ALG loads what it needs; the modules are not in /lib/modules, where modprobe would look for them.
printf '#!/bin/sh\nexec modprobe -d "%s" "$@"\n' "$(module_root)" >/run/modprobe
chmod +x /run/modprobe
echo /run/modprobe >/proc/sys/kernel/modprobe

# end CODE: hands out the exit code and powers off. Works even when a thread is stuck in the kernel for ever.
end() {
  # Setting a terminal waits until its output has left.
  stty -F "$stdout_tty" raw
  stty -F "$stderr_tty" raw
  close_windows
  say exit "$1"
  stty -F "$control_tty" -echo
  echo "$power_off" >/proc/sysrq-trigger
  while :; do sleep 1; done
}

# Waits for the kernel's self-tests of vce, for two minutes at most: from Linux 6.12 on insmod does not.
self_tested() {
  tries=0
  while grep -A 4 '^driver .*-vce' /proc/crypto | grep -q '^selftest *: unknown' && [ "$tries" -lt 600 ]; do
    tries=$((tries + 1))
    sleep 0.2
  done
  :
}

# load FILE [PARAMETER=VALUE...]: a kernel module, after those it needs. vce's faults are armed when its algorithms have
# passed their self-tests, which begin with insmod.
load() {
  file=$1
  shift
  for needed in $(modinfo -F depends "$file" | tr , ' '); do /run/modprobe "$needed"; done
  late=
  for parameter; do
    shift
    case ${file##*/}:$parameter in
      vce.ko:arm=*) late=${parameter#arm=} ;;
      *) set -- "$@" "$parameter" ;;
    esac
  done
  if ! why=$(insmod "$file" "$@" 2>&1); then
    why="cannot load $file into the guest (${why##*: })"
  elif [ -n "$late" ] && self_tested && ! why=$( (echo "$late" >/sys/module/vce/parameters/arm) 2>&1); then
    why="cannot arm '$late'"
  else
    return
  fi
  say refusal "$why; the kernel says: $(dmesg | tail -n 1 | sed 's/^\[[^]]*\] *//')"
  end 4
}

# How to run: defines stdout_is_terminal, stderr_is_terminal, and the functions windows, modules and command.
. /run/job/job.sh
windows
modules

# A terminal outside is a terminal inside; anything else must not look like one.
if [ "$stdout_is_terminal" = 1 ]; then
  exec 3>"$stdout_tty"
else
  mkfifo /run/stdout
  cat /run/stdout >"$stdout_tty" &
  stdout_cat=$!
  exec 3>/run/stdout
fi
if [ "$stderr_is_terminal" = 1 ]; then
  exec 4>"$stderr_tty"
else
  mkfifo /run/stderr
  cat /run/stderr >"$stderr_tty" &
  stderr_cat=$!
  exec 4>/run/stderr
fi

command </dev/null >&3 2>&4 3>&- 4>&- &
pid=$!
(
  exec 3>&- 4>&-
  while read -r signal; do
    kill -s "$signal" "$pid"
  done <&5
  # The host's end is closed: nobody is left to run for.
  kill -s TERM "$pid"
) &
say up
wait "$pid"
code=$?
exec 3>&- 4>&-
[ -z "$stdout_cat" ] || wait "$stdout_cat"
[ -z "$stderr_cat" ] || wait "$stderr_cat"
end "$code"
