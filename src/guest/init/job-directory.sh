# For guests that share the job's directory with the host: what is written is seen outside at once.

report() {
  echo "$2" >"/run/job/$1.partial"
  mv "/run/job/$1.partial" "/run/job/$1"
}

close_windows() {
  sync
}
