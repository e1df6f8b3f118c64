#!/bin/bash
# Gives the nodes their planned shares of the pod network and installs the CNI. Run it once the cluster is up: the nodes
# become Ready by it. Run again it changes nothing, and after an interruption it goes on. Needs kubectl and helm, and docker
# and curl where plug-ins have to be copied onto the nodes.
set -euo pipefail
cd "$(dirname "$0")"
export CONTEXT={{context}} VALUES=values.filled.yaml START_ANEW='{{startAnew}}'
PLUGINS='{{plugins}}' # of containernetworking/plugins, which the CNI calls and this cluster's nodes lack
PLUGINS_VERSION={{pluginsVersion}}

k() { kubectl --context "$CONTEXT" "$@"; }

shares_of() { k get node "$1" --output 'jsonpath={.spec.podCIDRs[*]}' </dev/null; }

# A share can be set once and never changed: all are looked at before any is set.
check_shares() {
  local wrong=() shares
  while IFS=$'\t' read -ra node; do
    shares=$(shares_of "${node[0]}")
    if [[ $shares && $shares != "${node[*]:1}" ]]; then
      wrong+=("  ${node[0]} has $shares, planned is ${node[*]:1}")
    fi
  done <nodes.tsv
  if ((${#wrong[@]} == 0)); then return; fi
  printf '%s\n' 'install.sh: nodes have other shares of the pod network, and a share cannot be changed. Nothing was changed.' \
    "${wrong[@]}" "To start anew: $START_ANEW" >&2
  exit 2
}

# This must come before any CNI hands out addresses.
set_shares() {
  local quoted
  while IFS=$'\t' read -ra node; do
    if [[ $(shares_of "${node[0]}") ]]; then continue; fi
    quoted=$(printf ',"%s"' "${node[@]:1}")
    k patch node "${node[0]}" --type=merge --patch "{\"spec\":{\"podCIDR\":\"${node[1]}\",\"podCIDRs\":[${quoted:1}]}}" </dev/null
  done <nodes.tsv
}

# has_plugins NODE: all of this version, and whole, since each says so itself
has_plugins() {
  local plugin said
  for plugin in $PLUGINS; do
    said=$(docker exec "$1" "/opt/cni/bin/$plugin" </dev/null 2>&1) || return 1
    [[ ${said%%$'\n'*} == "CNI $plugin plugin $PLUGINS_VERSION" ]] || return 1
  done
}

copy_plugins() {
  local machine lacking=()
  while IFS=$'\t' read -r node _; do
    has_plugins "$node" || lacking+=("$node")
  done <nodes.tsv
  if ((${#lacking[@]} == 0)); then return; fi
  machine=$(uname -m)
  case $machine in x86_64) machine=amd64 ;; aarch64 | arm64) machine=arm64 ;; esac
  archive=$(mktemp)
  trap 'rm -f "$archive"' EXIT
  curl -fsSL -o "$archive" "https://github.com/containernetworking/plugins/releases/download/$PLUGINS_VERSION/cni-plugins-linux-$machine-$PLUGINS_VERSION.tgz"
  for node in "${lacking[@]}"; do
    # shellcheck disable=SC2046,SC2086 # one word a plug-in
    docker exec -i "$node" tar -xz -C /opt/cni/bin $(printf './%s ' $PLUGINS) <"$archive"
  done
}

# The address that the first control plane got, where a value needs it.
fill_values() {
  local api
  api=$(k get nodes --selector node-role.kubernetes.io/control-plane \
    --output 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}')
  sed "s/{{unknownAddress}}/${api%% *}/g" values.yaml >values.filled.yaml
}

check_shares
bash install-chart.sh check
set_shares
copy_plugins
fill_values
bash install-chart.sh
k wait --for=condition=Ready nodes --all --timeout=300s
