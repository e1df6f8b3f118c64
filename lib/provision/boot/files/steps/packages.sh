#!/bin/bash
# kubeadm, its parts and the container runtime, in pinned versions.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

apt_get() {
  fetching apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 -o Dpkg::Options::=--force-confold -qy "$@"
}

install -d -m 0755 /etc/apt/keyrings
if compgen -G '/usr/local/share/ca-certificates/testbed-*.crt' >/dev/null; then update-ca-certificates; fi
dpkg --configure -a # what a reboot cut off
fetching retry 3 5 curl -fsSL --connect-timeout 10 -m 60 -o /etc/apt/keyrings/kubernetes.asc "$KUBERNETES_PACKAGES/Release.key"
echo "deb [signed-by=/etc/apt/keyrings/kubernetes.asc] $KUBERNETES_PACKAGES/ /" >/etc/apt/sources.list.d/kubernetes.list
apt_get update
# cri-tools by name: since 1.32 kubeadm's package no longer asks for it
apt_get install --no-install-recommends jq containerd runc cri-tools \
  "kubelet=$KUBERNETES_PACKAGE" "kubeadm=$KUBERNETES_PACKAGE" "kubectl=$KUBERNETES_PACKAGE"
apt-mark hold kubelet kubeadm kubectl containerd
