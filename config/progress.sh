# shellcheck shell=bash
# shellcheck disable=SC2034 # the cache is used by the scripts that source this
# Sourced by the scripts of the repository, after each has changed into its folder: how they speak, fail and find the cache.

CACHE="$HOME/.cache/ramus"
# Seconds to wait for what must happen, also on a machine that is slow or busy: only a failure waits that long.
PATIENCE=600

# step TEXT: a progress line with the seconds since the script began.
step() { printf '%s [%4ds] %s\n' "$(basename "$0")" "$SECONDS" "$*" >&2; }

# die TEXT...: one line per argument (what is wrong, what to do), then the end.
die() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  exit 1
}

# help_from_header: prints the comment block below the first line of the script.
help_from_header() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "./$(basename "$0")"; }

require_root() {
  [[ $EUID -eq 0 ]] || die "needs root, and this is uid $EUID" "run it as root, for example: sudo -E $0"
}

# heartbeat TEXT LOG COMMAND...: runs the command into LOG and shows every 30 s that it still runs.
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
    die "failed: $text" "whole log: $log"
  }
}
