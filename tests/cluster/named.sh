# shellcheck shell=bash
# shellcheck disable=SC2034 # name and rest are used by the scripts that source this
# Sourced, after progress.sh, by the scripts that work on one of several clusters.

# read_name [--name NAME] [ARGUMENT...]: sets `name`, and `rest` to the arguments; answers --help.
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

# expect_no_more: fails if there are further arguments.
expect_no_more() { ((${#rest[@]} == 0)) || die "unknown argument '${rest[0]}'" "see --help"; }

# enter_cluster: sets the variables that `cluster env` prints, and exports KUBECONFIG.
enter_cluster() {
  local variables
  variables=$(./cluster env --name "$name")
  eval "$variables"
  export KUBECONFIG
}
