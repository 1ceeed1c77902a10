# shellcheck shell=bash
# shellcheck disable=SC2034 # the cache is used by the scripts that source this
# Functions for progress lines, errors and the cache. The repository's scripts source this file after they have changed into
# their own folder.

CACHE="$HOME/.cache/ramus"
# Seconds to wait for an expected event, long enough for a slow or busy machine. Only a failure takes this long.
PATIENCE=600

# step TEXT: a progress line with the seconds since the script began.
step() { printf '%s [%4ds] %s\n' "$(basename "$0")" "$SECONDS" "$*" >&2; }

# die TEXT...: prints one line per argument (what is wrong, what to do), then exits with an error.
die() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  exit 1
}

# help_from_header: prints the comment block below the first line of the script.
help_from_header() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "./$(basename "$0")"; }

require_root() {
  [[ $EUID -eq 0 ]] || die "this command needs root, but runs as uid $EUID" "run it as root, for example: sudo -E $0"
}

# heartbeat TEXT LOG COMMAND...: runs the command with its output in LOG, and prints every 30 s that the command still runs.
heartbeat() {
  local text=$1 log=$2 pid ticks=0
  shift 2
  step "$text"
  "$@" >>"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    ((++ticks % 150)) || step "$text: still running (log: $log)"
  done
  wait "$pid" || {
    tail -n 25 "$log" >&2
    die "failed: $text" "complete log: $log"
  }
}
