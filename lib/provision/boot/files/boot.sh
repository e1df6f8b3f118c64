#!/bin/bash
# The one boot command of every node: operating system, packages, container runtime; then the role's own script. After a
# reboot in its midst it runs again from the start: each step finds what is done already.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

apt_get() {
  apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 -o Dpkg::Options::=--force-confold -qy "$@"
}

fetch_key() {
  curl -fsSL --connect-timeout 10 -m 60 -o /etc/apt/keyrings/kubernetes.asc \
    "https://pkgs.k8s.io/core:/stable:/$KUBERNETES_MINOR/deb/Release.key"
}

load_modules() { # cloud kernels leave rare modules to a package of their own
  local modules
  mapfile -t modules </etc/modules-load.d/testbed.conf
  modprobe --all "${modules[@]}" && return
  retry 3 15 apt_get install --no-install-recommends "linux-modules-extra-$(uname -r)"
  modprobe --all "${modules[@]}"
}

retry 24 5 locate
stage host
while read -r line; do grep -qxF "$line" /etc/hosts || echo "$line" >>/etc/hosts; done </etc/testbed/hosts
systemctl restart systemd-networkd
systemctl stop unattended-upgrades.service apt-daily.timer apt-daily-upgrade.timer || true

stage packages
install -d -m 0755 /etc/apt/keyrings
retry 6 10 dpkg --configure -a # what a reboot cut off
retry 6 10 fetch_key
echo "deb [signed-by=/etc/apt/keyrings/kubernetes.asc] https://pkgs.k8s.io/core:/stable:/$KUBERNETES_MINOR/deb/ /" \
  >/etc/apt/sources.list.d/kubernetes.list
retry 4 15 apt_get update
# cri-tools by name: since 1.32 kubeadm's package no longer asks for it
retry 4 15 apt_get install --no-install-recommends jq containerd runc cri-tools \
  "kubelet=$KUBERNETES_PACKAGE" "kubeadm=$KUBERNETES_PACKAGE" "kubectl=$KUBERNETES_PACKAGE"
apt-mark hold kubelet kubeadm kubectl containerd

stage kernel
load_modules
sysctl --system >/dev/null # after br_netfilter, whose settings do not exist before

stage containerd
systemctl enable containerd kubelet
systemctl restart containerd
retry 12 5 crictl info >/dev/null
sessions

exec "/opt/testbed/$NODE_ROLE.sh"
