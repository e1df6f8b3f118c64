#!/bin/bash
# The first process of a node: builds the node's root file system, starts its services, and lives as long as somebody
# holds the other end of its standard input. With it ends everything in the node, since it is process 1 of its namespace.
# start.sh NAME FOLDER PARTS [CGROUP]: the node's name, its own folder, the folder with all that was built (see ../../build),
# and its control group, below which everything of it stays in each hierarchy (see ../cgroups.ts).
# Runs in mount, PID, UTS and network namespaces of its own.
set -euo pipefail
NAME=$1 FOLDER=$2 PARTS=$3 CGROUP=${4:-}
services=$(dirname "$(realpath "$0")")

if [[ $CGROUP ]]; then
  for procs in /sys/fs/cgroup"$CGROUP"/cgroup.procs /sys/fs/cgroup/*"$CGROUP"/cgroup.procs; do
    if [[ -w $procs ]]; then echo $$ >"$procs"; fi
  done
fi

mount --make-rprivate /
mkdir -p "$FOLDER"/{root,upper,work,containerd,kubelet,etcd,log}
mount -t overlay overlay -o "lowerdir=$PARTS/node-root,upperdir=$FOLDER/upper,workdir=$FOLDER/work" "$FOLDER/root"
cd "$FOLDER/root"
mkdir -p old var/lib/{containerd,kubelet,etcd,cni} var/log etc/{kubernetes,containerd} etc/cni/net.d opt/cni/bin usr/local/{bin,lib/{cni-testbed,images}}
# Not on the overlay: containerd makes overlays of its own there, and these cannot be stacked.
mount --bind "$FOLDER/containerd" var/lib/containerd
mount --bind "$FOLDER/kubelet" var/lib/kubelet
mount --bind "$FOLDER/etcd" var/lib/etcd
mount --bind "$FOLDER/log" var/log
mount --bind -o ro "$PARTS/bin" usr/local/bin
mount --bind -o ro "$PARTS/images" usr/local/lib/images
mount --bind -o ro "$services" usr/local/lib/cni-testbed
for plugin in loopback host-local; do cp "$PARTS/cni-plugins/$plugin" opt/cni/bin/; done # what a kind node has, and nothing more that CNIs bring
mount -t proc proc proc
mount -t sysfs sysfs sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount -t bpf bpf sys/fs/bpf
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
# Where Cilium is told to attach programs of sockets, and where Calico does: else it mounts the root of the machine's tree
# there, and the programs of one node translate for all, and for the machine itself.
mkdir -p run/cni-testbed/cgroup2 run/calico/cgroup
for group in sys/fs/cgroup"$CGROUP" sys/fs/cgroup/unified"$CGROUP"; do
  if [[ $CGROUP && -e $group/cgroup.controllers ]]; then
    for place in run/cni-testbed/cgroup2 run/calico/cgroup; do mount --rbind "$group" "$place"; done
  fi
done
if [[ -d /lib/modules ]]; then mkdir -p lib/modules && mount --rbind -o ro /lib/modules lib/modules; fi
pivot_root . old
cd /
umount -l /old
mount --make-rshared /
hostname "$NAME"
printf '127.0.0.1 localhost\n::1 localhost\n' >/etc/hosts
# CoreDNS forwards what is not the cluster's, and does not start without somebody to forward it to: 203.0.113.1 is the world
# outside, where no name server answers.
printf 'nameserver 203.0.113.1\n' >/etc/resolv.conf
tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
ip link set lo up
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.accept_dad=0
bash /usr/local/lib/cni-testbed/services.sh </dev/null &
echo ready
read -r _ || true
