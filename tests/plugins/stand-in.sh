# shellcheck shell=bash
# Shared by the stand-in plugins of this directory: the CNI protocol, and a link's addresses. For tests only.
# A plugin sets `me` to its name, sources this file and calls `begin`, which reads stdin into `conf`.

me=${me:?}
conf='{}'
cni_version=

# Ends the call with a CNI error.
fail() { # code message
  jq -n --argjson code "$1" --arg msg "$me: $2" --arg version "${cni_version:-0.1.0}" \
    '{cniVersion: $version, code: $code, msg: $msg}'
  exit 1
}

# Answers VERSION; reads and checks the input of the other commands.
begin() {
  case "${CNI_COMMAND:-}" in
    VERSION)
      echo '{"cniVersion":"1.0.0","supportedVersions":["0.1.0","0.2.0","0.3.0","0.3.1","0.4.0","1.0.0"]}'
      exit 0
      ;;
    ADD | DEL | CHECK) ;;
    *) fail 4 "CNI_COMMAND '${CNI_COMMAND:-}' is not ADD, DEL, CHECK or VERSION" ;;
  esac
  conf=$(cat)
  cni_version=$(jq -r '.cniVersion // ""' <<<"$conf" 2>/dev/null) || fail 6 "the configuration on stdin is not JSON"
  [[ "${CNI_CONTAINERID:-}" =~ ^[a-zA-Z0-9][a-zA-Z0-9_.-]*$ ]] || fail 4 "CNI_CONTAINERID is missing or malformed"
  [[ "${CNI_IFNAME:-}" =~ ^[^/:[:space:]]{1,15}$ ]] || fail 4 "CNI_IFNAME is missing or malformed"
}

# Sets `plugin` to the file of a plugin.
find_plugin() { # type
  local dir dirs
  [[ "$1" != */* ]] || fail 7 "'$1' is not the name of a plugin"
  IFS=: read -ra dirs <<<"${CNI_PATH:-}"
  for dir in "${dirs[@]}"; do
    if [[ -x "$dir/$1" ]]; then
      plugin=$dir/$1
      return
    fi
  done
  fail 5 "plugin '$1' was not found in ${CNI_PATH:-(CNI_PATH is empty)}"
}

# Runs the IPAM plugin of the configuration with this call's environment. Sets `ipam` to its output; ends the call when
# that is an error.
run_ipam() {
  local type plugin
  ipam=
  type=$(jq -r '.ipam.type // ""' <<<"$conf")
  if [[ -n "$type" ]]; then
    find_plugin "$type"
    ipam=$("$plugin" <<<"$conf")
  fi
}

# The rest of an ADD: adds the IPAM plugin's addresses to the pod's existing link, brings the link up, and prints the
# result. On failure `undo` (a function of the plugin) removes the link.
finish_add() {
  run_ipam || give_up "$ipam"
  configure 2>/dev/null || give_up "$(fail 999 "cannot configure $CNI_IFNAME with the IPAM plugin's answer: $ipam")"
  print_result
}

give_up() { # error object
  undo
  printf '%s\n' "$1"
  exit 1
}

# Runs ip(8) in the pod's network namespace.
ip_in_pod() {
  nsenter --net="$CNI_NETNS" -- ip "$@"
}

# `ip route append`, because the pod may have a default route via another interface.
configure() {
  jq -r --arg link "$CNI_IFNAME" '
    ((.ips // [])[0].gateway // .ip4.gateway // "") as $gateway
    | "link set \($link) up",
      ((.ips // ([.ip4, .ip6] | map(select(.) | {address: .ip})))[] | "address add \(.address) dev \($link)"),
      ((.routes // ((.ip4.routes // []) + (.ip6.routes // [])))[]
        | (.gw // $gateway) as $via
        | "route append \(.dst) \(if $via == "" then "" else "via \($via) " end)dev \($link)")
    ' <<<"${ipam:-"{}"}" | ip_in_pod -batch -
}

# Before CNI 0.3.0, results have addresses but no interfaces.
print_result() {
  local mac
  mac=$(ip_in_pod -j link show "$CNI_IFNAME" | jq -r '.[0].address')
  jq -n --argjson ipam "${ipam:-"{}"}" --arg mac "$mac" --arg name "$CNI_IFNAME" --arg sandbox "$CNI_NETNS" \
    --arg version "$cni_version" '
    if ["", "0.1.0", "0.2.0"] | index($version) then $ipam
    else
      $ipam
      | .cniVersion = $version
      | .interfaces = [{name: $name, mac: $mac, sandbox: $sandbox}]
      | .ips = [(.ips // [])[] | .interface = 0]
    end'
}

# A DEL: frees the addresses, then removes the link. A missing namespace or link is not an error.
delete() {
  run_ipam || { printf '%s\n' "$ipam"; exit 1; }
  if [[ -n "${CNI_NETNS:-}" && -e "$CNI_NETNS" ]]; then
    ip_in_pod link delete "$CNI_IFNAME" 2>/dev/null || true
  fi
}
