# shellcheck shell=bash
# shellcheck disable=SC2154 # cluster, name, node_name and the addresses are set by the script that sources this
# Sourced by cluster: the cluster's own authorities, certificates, keys and kubeconfigs, all in $cluster/certs.

# make_key NAME
make_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$cluster/certs/$1.key"; }

# make_authority NAME
make_authority() {
  make_key "$1"
  openssl req -x509 -new -key "$cluster/certs/$1.key" -subj "/CN=ramus-$name-$1" -days 3650 \
    -addext keyUsage=critical,keyCertSign,digitalSignature -out "$cluster/certs/$1.crt"
}

# make_certificate NAME AUTHORITY SUBJECT serverAuth|clientAuth [SUBJECT-ALTERNATIVE-NAMES]
make_certificate() {
  local certs=$cluster/certs
  make_key "$1"
  openssl req -new -key "$certs/$1.key" -subj "$3" |
    openssl x509 -req -CA "$certs/$2.crt" -CAkey "$certs/$2.key" -set_serial "0x$(openssl rand -hex 8)" -days 3650 \
      -out "$certs/$1.crt" -extfile <(
        echo "keyUsage=critical,digitalSignature"
        echo "extendedKeyUsage=$4"
        [[ -z ${5-} ]] || echo "subjectAltName=$5"
      ) 2>/dev/null
}

# make_kubeconfig NAME: a kubeconfig for the client certificate of that name, with embedded data.
make_kubeconfig() {
  jq -n --arg server "https://$node_address:6443" --arg name "$name" --arg user "$1" \
    --rawfile ca "$cluster/certs/ca.crt" --rawfile cert "$cluster/certs/$1.crt" --rawfile key "$cluster/certs/$1.key" '{
      apiVersion: "v1", kind: "Config", "current-context": $name,
      clusters: [{name: $name, cluster: {server: $server, "certificate-authority-data": ($ca | @base64)}}],
      users: [{name: $user, user: {"client-certificate-data": ($cert | @base64), "client-key-data": ($key | @base64)}}],
      contexts: [{name: $name, context: {cluster: $name, user: $user}}]}' >"$cluster/certs/$1.kubeconfig"
}

make_certificates() {
  local client
  mkdir -p "$cluster/certs"
  chmod 700 "$cluster/certs"
  make_authority ca
  make_authority front-proxy-ca
  make_key service-accounts
  openssl ec -in "$cluster/certs/service-accounts.key" -pubout -out "$cluster/certs/service-accounts.pub" 2>/dev/null

  make_certificate apiserver ca /CN=kube-apiserver serverAuth \
    "$(printf 'DNS:%s,' kubernetes{,.default{,.svc{,.cluster.local}}})IP:$service_address,IP:$node_address,IP:127.0.0.1"
  make_certificate kubelet-server ca "/CN=$node_name" serverAuth "DNS:$node_name,IP:127.0.0.1,IP:$node_address"
  make_certificate front-proxy-client front-proxy-ca /CN=front-proxy-client clientAuth
  make_certificate apiserver-kubelet-client ca /O=system:masters/CN=kube-apiserver-kubelet-client clientAuth

  make_certificate admin ca /O=system:masters/CN=admin clientAuth
  make_certificate controller-manager ca /CN=system:kube-controller-manager clientAuth
  make_certificate scheduler ca /CN=system:kube-scheduler clientAuth
  make_certificate kubelet ca "/O=system:nodes/CN=system:node:$node_name" clientAuth
  for client in admin controller-manager scheduler kubelet; do
    make_kubeconfig "$client"
  done
}
