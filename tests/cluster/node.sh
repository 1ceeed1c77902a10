# shellcheck shell=bash
# shellcheck disable=SC2154 # cluster, name and the addresses are set by the script that sources this
# Sourced by cluster: the node that Kubernetes runs on. The node is a network and a mount namespace on the machine, so
# that several clusters can run at once, each with the usual paths and ports, and the machine's own network devices,
# firewall and CNI folders are not changed. A veth pair connects the node to the machine.

# The node's own folders: each is actually $cluster/node/<path>.
readonly node_folders=(/etc/cni/net.d /etc/cni/multus/net.d /opt/cni/bin /var/lib/cni /var/lib/containerd
  /var/lib/kubelet /var/log/pods /var/log/containers /run/containerd /run/netns /run/ramus /run/flannel
  /run/k8s.cni.cncf.io /run/ramus-test)

# Kernel settings that a kubelet changes for the whole machine; the node sees files with these values instead.
readonly node_settings=(vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1
  kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000)

in_node() { nsenter --target "$(<"$cluster/run/node.pid")" --net --mount -- "$@"; }

# Every control group hierarchy of the machine, one per line; a single line with control groups v2.
hierarchies() { awk '$3 ~ /^cgroup2?$/ && $2 ~ "^/sys/fs/cgroup" {print $2}' /proc/mounts; }

# The hierarchy that tracks which processes belong to the cluster.
tracking_group() {
  local root=/sys/fs/cgroup
  [[ -d $root/pids ]] && root=$root/pids
  echo "$root/ramus-$name"
}

make_groups() {
  local root
  while read -r root; do
    mkdir -p "$root/ramus-$name"
    if [[ -f $root/cpuset.cpus ]]; then
      cat "$root/cpuset.cpus" >"$root/ramus-$name/cpuset.cpus"
      cat "$root/cpuset.mems" >"$root/ramus-$name/cpuset.mems"
    fi
    [[ $root != /sys/fs/cgroup ]] || enable_controllers "$root" "$root/ramus-$name"
  done < <(hierarchies)
  mkdir -p "$(tracking_group)/system"
}

# Control groups v2 delegate a controller only where it is enabled.
enable_controllers() {
  local group controller
  for group; do
    for controller in $(<"$group/cgroup.controllers"); do
      echo "+$controller" >"$group/cgroup.subtree_control" 2>/dev/null || true
    done
  done
}

remove_groups() {
  local root
  while read -r root; do
    [[ ! -d $root/ramus-$name ]] || find "$root/ramus-$name" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done < <(hierarchies)
}

cluster_processes() {
  local group
  group=$(tracking_group)
  [[ ! -d $group ]] || find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un
  # A process that left the group still has the node's mounts, or is inside a pod.
  grep -lsF "/ramus/clusters/$name/node/var/lib/" /proc/[0-9]*/mountinfo | cut -d/ -f3
}

# launch COMPONENT COMMAND...: starts a tracked process that survives this script and inherits none of its files.
launch() {
  local component=$1 fd
  shift
  (
    echo "$BASHPID" >"$(tracking_group)/system/cgroup.procs"
    # An inherited descriptor could hold another process's lock.
    for fd in /proc/"$BASHPID"/fd/*; do
      fd=${fd##*/}
      ((fd <= 2 || fd == 255)) || eval "exec $fd>&-"
    done
    cd /
    exec env -i "PATH=$PATH" HOME=/root setsid "$@"
  ) </dev/null >>"$cluster/logs/$component.log" 2>&1 &
  echo $! >"$cluster/run/$component.pid"
  until is_alive "$component" || ! kill -0 $! 2>/dev/null; do :; done
  disown $! 2>/dev/null || true
}

is_alive() {
  local pid
  pid=$(cat "$cluster/run/$1.pid" 2>/dev/null) && grep -qs "/ramus-$name/" "/proc/$pid/cgroup"
}

# The mount points of the node's folders must exist; those created here are removed with the last cluster.
make_mount_points() {
  local folder
  for folder in "${node_folders[@]}"; do
    mkdir -p "$cluster/node$folder"
    while [[ ! -d $folder ]]; do
      mkdir "$folder" 2>/dev/null && echo "$folder" >>"$clusters/.mount-points" && break
      mkdir "${folder%/*}" && echo "${folder%/*}" >>"$clusters/.mount-points"
    done
  done
  mkdir -p "$cluster/node/sys"
}

remove_mount_points() {
  local folder
  [[ -f $clusters/.mount-points ]] || return 0
  while read -r folder; do
    rmdir --ignore-fail-on-non-empty "$folder" 2>/dev/null || true
  done < <(tac "$clusters/.mount-points")
  rm -f "$clusters/.mount-points"
}

make_node() {
  make_groups
  local setting
  for setting in "${node_settings[@]}"; do
    mkdir -p "$cluster/node/sys/$(dirname "${setting%=*}")"
    echo "${setting#*=}" >"$cluster/node/sys/${setting%=*}"
  done
  launch node unshare --net --mount --propagation slave \
    "$here/node-init" "$cluster/node" "${node_folders[*]}" "${node_settings[*]%=*}"
  wait_for "the node's namespaces" node test -e "$cluster/node/ready"
  make_links
}

make_links() {
  local pid uplink
  pid=$(<"$cluster/run/node.pid")
  ip link add "$host_link" type veth peer name eth0 netns "$pid"
  ip address add "$host_address/24" dev "$host_link"
  ip link set "$host_link" up
  in_node ip address add "$node_address/24" dev eth0
  in_node ip link set eth0 up
  in_node ip route add default via "$host_address"
  for uplink in $uplinks; do
    in_node ip link add "$uplink" type veth peer name "$uplink-peer"
    in_node ip link set "$uplink-peer" up
    in_node ip link set "$uplink" up
  done
  # There is no kube-proxy: this rule connects pods and the node itself to the API server.
  for uplink in PREROUTING OUTPUT; do
    in_node iptables -t nat -A "$uplink" -d "$service_address" -p tcp --dport 443 \
      -m comment --comment "ramus cluster $name" -j DNAT --to-destination "$node_address:6443"
  done
}
