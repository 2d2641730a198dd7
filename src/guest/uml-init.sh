#!/bin/sh
# PID 1 of the user-mode-linux guest: makes it look like a machine, runs one command, hands out its exit code.
#
# The host's root is our root, read-only. $afalg_job (from the kernel command line) is a directory of the host with the
# command (job.sh) that also takes what we have to say (up, exit). tty1 and tty2 are the host's stdout and stderr, and
# from tty3 come the names of signals for the command.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mkdir -p /run/job /run/tmp /run/shm
chmod 1777 /run/tmp
[ -d /dev/shm ] || mkdir /dev/shm
mount -t tmpfs tmpfs /dev/shm
mount -t hostfs none /run/job -o "$afalg_job"
export TMPDIR=/run/tmp

stty -F /dev/tty1 raw -echo
stty -F /dev/tty2 raw -echo
stty -F /dev/tty3 -echo

# Debian keeps the modules outside /lib/modules, where modprobe would look for them. AF_ALG loads what it needs.
mkdir -p /run/modules/lib
ln -s /usr/lib/uml/modules /run/modules/lib/modules
printf '#!/bin/sh\nexec modprobe -d /run/modules "$@"\n' >/run/modprobe
chmod +x /run/modprobe
echo /run/modprobe >/proc/sys/kernel/modprobe

# window DIRECTORY: the host's directory, writable, at the same place in here.
window() {
  mkdir -p "$1" && mount -t hostfs none "$1" -o "$1" || echo "cannot mount $1"
}

# How to run: defines stdout_is_terminal, stderr_is_terminal, and the functions windows and command.
. /run/job/job.sh
windows

# A terminal outside is a terminal inside; anything else must not look like one.
if [ "$stdout_is_terminal" = 1 ]; then
  exec 3>/dev/tty1
else
  mkfifo /run/stdout
  cat /run/stdout >/dev/tty1 &
  stdout_cat=$!
  exec 3>/run/stdout
fi
if [ "$stderr_is_terminal" = 1 ]; then
  exec 4>/dev/tty2
else
  mkfifo /run/stderr
  cat /run/stderr >/dev/tty2 &
  stderr_cat=$!
  exec 4>/run/stderr
fi

command </dev/null >&3 2>&4 3>&- 4>&- &
pid=$!
(
  exec 3>&- 4>&-
  while read -r signal; do
    kill -s "$signal" "$pid"
  done </dev/tty3
  # The host's end is closed: nobody is left to run for.
  kill -s TERM "$pid"
) &
: >/run/job/up
wait "$pid"
code=$?
exec 3>&- 4>&-
[ -z "$stdout_cat" ] || wait "$stdout_cat"
[ -z "$stderr_cat" ] || wait "$stderr_cat"
# Setting a terminal waits until its output has left.
stty -F /dev/tty1 raw
stty -F /dev/tty2 raw
echo "$code" >/run/job/exit.partial
mv /run/job/exit.partial /run/job/exit
sync
# Works even when a thread is stuck in the kernel for ever.
echo o >/proc/sysrq-trigger
while :; do sleep 1; done
