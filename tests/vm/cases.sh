# shellcheck shell=bash
# Sourced by the scripts of this folder. Prints one line per case, as boot counts them: "passed: …" or "FAILED: …", after
# a line for each difference.

case_name='' differences=0 failures=0

# begin NAME: starts a case.
begin() {
  case_name=${1//$'\n'/}
  differences=0
}

# differs TEXT: the case has failed, and goes on.
differs() {
  echo "  $case_name: $1"
  differences=$((differences + 1))
}

# end: ends the case.
end() {
  if ((differences == 0)); then
    echo "passed: $case_name"
    return
  fi
  echo "FAILED: $case_name"
  failures=$((failures + 1))
}

# skip NAME REASON: a case that cannot run here.
skip() { echo "skipped: $1: $2"; }
