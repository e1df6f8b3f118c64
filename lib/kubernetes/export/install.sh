#!/bin/bash
# Gives the nodes their planned shares of the pod network and installs the CNI. Run it once the cluster is up: the nodes
# become Ready by it. Needs kubectl and helm, and docker where plug-ins have to be copied onto the nodes.
set -euo pipefail
cd "$(dirname "$0")"
CONTEXT={{context}}
NAMESPACE={{namespace}}
PLUGINS='{{plugins}}' # of containernetworking/plugins, which the CNI calls and this cluster's nodes lack
PLUGINS_VERSION={{pluginsVersion}}

k() { kubectl --context "$CONTEXT" "$@"; }

# A share can be set once and never changed: this must come before any CNI hands out addresses.
while IFS=$'\t' read -ra node; do
  quoted=$(printf ',"%s"' "${node[@]:1}")
  k patch node "${node[0]}" --type=merge --patch "{\"spec\":{\"podCIDR\":\"${node[1]}\",\"podCIDRs\":[${quoted:1}]}}"
done <nodes.tsv

if [[ $PLUGINS ]]; then
  machine=$(uname -m)
  case $machine in x86_64) machine=amd64 ;; aarch64) machine=arm64 ;; esac
  archive=$(mktemp)
  curl -fsSL -o "$archive" "https://github.com/containernetworking/plugins/releases/download/$PLUGINS_VERSION/cni-plugins-linux-$machine-$PLUGINS_VERSION.tgz"
  while IFS=$'\t' read -r node _; do
    # shellcheck disable=SC2046,SC2086 # one word a plug-in
    docker exec -i "$node" tar -xz -C /opt/cni/bin $(printf './%s ' $PLUGINS) <"$archive"
  done <nodes.tsv
  rm "$archive"
fi

# The address that the first control plane got, where a value needs it.
api=$(k get nodes --selector node-role.kubernetes.io/control-plane \
  --output 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}')
sed "s/{{unknownAddress}}/${api%% *}/g" values.yaml >values.filled.yaml

k apply --server-side --filename namespace.yaml
while IFS=$'\t' read -ra crds; do
  helm template crds "${crds[@]}" --include-crds | k apply --server-side --filename -
done <crds.tsv
helm upgrade --install {{release}} {{chart}} --kube-context "$CONTEXT" --namespace "$NAMESPACE" --values values.filled.yaml
if [[ -s manifests.yaml ]]; then
  tries=1
  until k apply --server-side --filename manifests.yaml; do # the definitions of these objects may come a little later
    if ((tries++ == 40)); then
      echo 'install.sh: the objects in manifests.yaml were refused 40 times, see above: mend that and run it again' >&2
      exit 1
    fi
    sleep 5
  done
fi

while IFS=$'\t' read -ra ready; do
  k "${ready[@]}" </dev/null
done <ready.tsv
k wait --for=condition=Ready nodes --all --timeout=300s
