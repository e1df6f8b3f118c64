#!/bin/bash
# What systemd does on an ordinary node: containerd from the beginning, the kubelet as soon as kubeadm has configured it,
# and each again when it ends. Their logs are in /var/log.
set -uo pipefail

again() { # again NAME COMMAND...
  local name=$1
  shift
  while true; do
    "$@" >>"/var/log/$name.log" 2>&1
    sleep 1
  done
}

kubelet() {
  local arguments=()
  until [[ -s /var/lib/kubelet/config.yaml && -s /var/lib/kubelet/kubeadm-flags.env ]]; do sleep 0.2; done
  # KUBELET_KUBEADM_ARGS="--flag=value …", as kubeadm's own unit reads it
  read -ra arguments < <(sed -n 's/^KUBELET_KUBEADM_ARGS="\(.*\)"$/\1/p' /var/lib/kubelet/kubeadm-flags.env)
  exec /usr/local/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf \
    --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml "${arguments[@]}"
}

again containerd containerd --config /usr/local/lib/cni-testbed/containerd.toml &
again kubelet bash -c "$(declare -f kubelet); kubelet" &
wait
