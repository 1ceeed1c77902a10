# shellcheck shell=bash
# shellcheck disable=SC2034 # name and rest are used by the scripts that source this
# Sourced by the scripts that work on one of several clusters, after progress.sh.

# read_name [--name NAME] [ARGUMENT...]: sets `name`, and `rest` to the arguments; --help is answered here.
read_name() {
  name=ramus
  while (($#)); do
    case $1 in
      -h | --help) help_from_header && exit ;;
      --name) name=${2?"--name needs a value"} && shift 2 ;;
      *) break ;;
    esac
  done
  rest=("$@")
}

# expect_no_more: nothing else was given.
expect_no_more() { ((${#rest[@]} == 0)) || die "unknown argument '${rest[0]}'" "see --help"; }

# enter_cluster: what `cluster env` says of the cluster becomes variables here, KUBECONFIG also for programs.
enter_cluster() {
  local variables
  variables=$(./cluster env --name "$name")
  eval "$variables"
  export KUBECONFIG
}
