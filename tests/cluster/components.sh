# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that sources this
# Sourced by cluster: the programs of the cluster, one start_ function each.

readonly components=(node etcd containerd kube-apiserver kube-controller-manager kube-scheduler kubelet)

run_in_node() { launch "$1" nsenter --target "$(<"$cluster/run/node.pid")" --net --mount -- "${@:2}"; }

start_etcd() {
  (umask 077 && mkdir -p "$cluster/etcd")
  run_in_node etcd etcd --name "$name" --data-dir "$cluster/etcd" --unsafe-no-fsync \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
    --initial-cluster "$name=http://127.0.0.1:2380"
}

# Logs the requests of our own programs: a test compares them with their rights.
write_audit_policy() {
  jq -n '{apiVersion: "audit.k8s.io/v1", kind: "Policy", omitStages: ["RequestReceived"], rules: [
    {level: "Metadata", userGroups: ["system:serviceaccounts:ramus-system"]}, {level: "None"}]}' >"$cluster/audit.json"
}

start_kube-apiserver() {
  local certs=$cluster/certs
  write_audit_policy
  run_in_node kube-apiserver "$kubernetes/kube-apiserver" \
    --etcd-servers=http://127.0.0.1:2379 \
    --advertise-address="$node_address" --secure-port=6443 \
    --service-cluster-ip-range="$service_network" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true \
    --client-ca-file="$certs/ca.crt" \
    --tls-cert-file="$certs/apiserver.crt" --tls-private-key-file="$certs/apiserver.key" \
    --kubelet-certificate-authority="$certs/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$certs/apiserver-kubelet-client.crt" \
    --kubelet-client-key="$certs/apiserver-kubelet-client.key" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$certs/service-accounts.pub" \
    --service-account-signing-key-file="$certs/service-accounts.key" \
    --requestheader-client-ca-file="$certs/front-proxy-ca.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$certs/front-proxy-client.crt" --proxy-client-key-file="$certs/front-proxy-client.key" \
    --enable-aggregator-routing=true \
    --audit-policy-file="$cluster/audit.json" --audit-log-path="$cluster/logs/audit.log" --audit-log-maxsize=2000
}

start_kube-controller-manager() {
  local certs=$cluster/certs
  run_in_node kube-controller-manager "$kubernetes/kube-controller-manager" \
    --kubeconfig="$certs/controller-manager.kubeconfig" --leader-elect=false --port=0 --bind-address=127.0.0.1 \
    --authentication-kubeconfig="$certs/controller-manager.kubeconfig" \
    --authorization-kubeconfig="$certs/controller-manager.kubeconfig" \
    --use-service-account-credentials=true --service-account-private-key-file="$certs/service-accounts.key" \
    --root-ca-file="$certs/ca.crt" \
    --cluster-signing-cert-file="$certs/ca.crt" --cluster-signing-key-file="$certs/ca.key" \
    --flex-volume-plugin-dir=/var/lib/kubelet/volume-plugins
}

start_kube-scheduler() {
  local certs=$cluster/certs
  run_in_node kube-scheduler "$kubernetes/kube-scheduler" \
    --kubeconfig="$certs/scheduler.kubeconfig" --leader-elect=false --port=0 --bind-address=127.0.0.1 \
    --authentication-kubeconfig="$certs/scheduler.kubeconfig" \
    --authorization-kubeconfig="$certs/scheduler.kubeconfig"
}

start_containerd() {
  run_in_node containerd containerd --config "$cluster/containerd.toml"
}

start_kubelet() {
  local socket=/run/containerd/containerd.sock
  run_in_node kubelet "$kubernetes/kubelet" \
    --config="$cluster/kubelet.json" --kubeconfig="$cluster/certs/kubelet.kubeconfig" \
    --hostname-override="$node_name" --node-ip="$node_address" \
    --container-runtime=remote --container-runtime-endpoint="unix://$socket" --containerd="$socket" \
    --network-plugin=cni --pod-infra-container-image=ramus.dev/pause:local
}

# overlayfs if the cluster's folder can hold its layers, otherwise plain copies.
snapshotter() {
  local try=/var/lib/containerd/probe found=native
  in_node mkdir -p $try/{lower,upper,work,merged}
  in_node mount -t overlay overlay -o lowerdir=$try/lower,upperdir=$try/upper,workdir=$try/work $try/merged \
    2>/dev/null && in_node umount $try/merged && found=overlayfs
  in_node rm -r $try
  echo "$found"
}

write_containerd_configuration() {
  # restrict_oom_score_adj: without it, machines without CAP_SYS_RESOURCE cannot start sandboxes.
  cat >"$cluster/containerd.toml" <<END
version = 2
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]
[plugins."io.containerd.internal.v1.opt"]
  path = "/var/lib/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "ramus.dev/pause:local"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/opt/cni/bin"
    conf_dir = "/etc/cni/net.d"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "$(snapshotter)"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
END
}

write_kubelet_configuration() {
  : >"$cluster/resolv.conf"
  jq -n --arg certs "$cluster/certs" --arg name "$name" --arg resolv "$cluster/resolv.conf" '{
    apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration",
    authentication: {anonymous: {enabled: false}, webhook: {enabled: true},
      x509: {clientCAFile: "\($certs)/ca.crt"}},
    authorization: {mode: "Webhook"},
    tlsCertFile: "\($certs)/kubelet-server.crt", tlsPrivateKeyFile: "\($certs)/kubelet-server.key",
    cgroupDriver: "cgroupfs", cgroupRoot: "/ramus-\($name)", failSwapOn: false,
    evictionHard: {"memory.available": "0%", "nodefs.available": "0%", "nodefs.inodesFree": "0%",
      "imagefs.available": "0%"},
    imageGCHighThresholdPercent: 100, serializeImagePulls: false, maxPods: 300,
    nodeStatusUpdateFrequency: "2s",
    makeIPTablesUtilChains: false, volumePluginDir: "/var/lib/kubelet/volume-plugins",
    resolvConf: $resolv, clusterDomain: "cluster.local", clusterDNS: [$dns]}' \
    --arg dns "${service_address%.*}.10" >"$cluster/kubelet.json"
}

# The cluster's own network; networks that a test or Ramus installs sort before it.
write_network() {
  cp --reflink=auto /usr/lib/cni/* "$cluster/node/opt/cni/bin/"
  jq -n --arg subnet "$pod_network" '{
    cniVersion: "1.0.0", name: "cbr0", plugins: [
      {type: "bridge", bridge: "cbr0", isDefaultGateway: true, ipMasq: false, hairpinMode: true,
        ipam: {type: "host-local", ranges: [[{subnet: $subnet}]]}},
      {type: "portmap", capabilities: {portMappings: true}}]}' \
    >"$cluster/node/etc/cni/net.d/10-bridge.conflist"
}
