#!/bin/bash
# The first process of a machine until systemd takes its place: the root file system, and what its user has done to it.
# Its words are start.sh's.
set -euo pipefail
NAME=$1 FOLDER=$2 PARTS=$3 GIVEN=$5
sources=$(dirname "$(realpath "$0")")

mount --make-rprivate /
mkdir -p "$FOLDER"/{root,upper,work,containerd,kubelet,etcd,log}
mount -t overlay overlay -o "lowerdir=$PARTS/node-root,upperdir=$FOLDER/upper,workdir=$FOLDER/work" "$FOLDER/root"
cd "$FOLDER/root"
mkdir -p old var/lib/{containerd,kubelet,etcd} var/log
# Not on the overlay: containerd makes overlays of its own there, and these cannot be stacked.
for place in containerd kubelet etcd; do mount --bind "$FOLDER/$place" "var/lib/$place"; done
mount --bind "$FOLDER/log" var/log
mount -t proc proc proc
mount -t sysfs sysfs sys
if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
  mount -t cgroup2 cgroup2 sys/fs/cgroup
else
  mount -t tmpfs -o mode=755 cgroup sys/fs/cgroup
  while IFS=: read -r _ controllers _; do
    if [[ $controllers && $controllers != name=* ]]; then
      mkdir "sys/fs/cgroup/$controllers"
      mount -t cgroup -o "$controllers" cgroup "sys/fs/cgroup/$controllers"
    fi
  done </proc/self/cgroup
  mkdir sys/fs/cgroup/systemd
  mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
fi
mount -t bpf bpf sys/fs/bpf
mount --rbind /dev dev
for place in run tmp; do mount -t tmpfs -o mode=755 tmpfs $place; done
chmod 1777 tmp

# Its user's: a login, a newer containerd to be had, trust in those who give packages out.
ln -sf /dev/null etc/systemd/system/systemd-sysctl.service # settings of the one kernel that all have
for unit in systemd-udevd.service systemd-udevd-{control,kernel}.socket systemd-logind.service getty.target \
  {sys-kernel-{config,debug,tracing},dev-{hugepages,mqueue}}.mount proc-sys-fs-binfmt_misc.automount; do
  ln -sf /dev/null "etc/systemd/system/$unit" # of hardware that it has not
done
mkdir -p etc/systemd/journald.conf.d
printf '[Journal]\nReadKMsg=no\n' >etc/systemd/journald.conf.d/machine.conf # the kernel's log is the whole machine's
echo "$NAME" >etc/hostname
printf '127.0.0.1 localhost %s\n::1 localhost\n' "$NAME" >etc/hosts
cat "$GIVEN/hosts" >>etc/hosts
printf 'nameserver 203.0.113.1\n' >etc/resolv.conf # the world outside, where no name server answers
tr -d - </proc/sys/kernel/random/uuid >etc/machine-id
cp "$GIVEN/authority.crt" usr/local/share/ca-certificates/world.crt
rm -f etc/apt/sources.list etc/apt/sources.list.d/*
mkdir -p etc/apt/keyrings
cp "$GIVEN/archive.asc" etc/apt/keyrings/archive.asc
cp "$GIVEN/archive.list" etc/apt/sources.list.d/archive.list
if ! (echo -998 >/proc/self/oom_score_adj) 2>/dev/null; then # no machine here may: runc would fail on every container
  mkdir -p etc/containerd/conf.d
  printf "version = 3\n[plugins.'io.containerd.cri.v1.runtime']\n  restrict_oom_score_adj = true\n" >etc/containerd/conf.d/here.toml
fi
printf 'KUBELET_EXTRA_ARGS=--fail-cgroupv1=false\n' >etc/default/kubelet
cp "$sources"/stand-ins/* usr/local/sbin/
pivot_root . old
cd /
mkdir -p /run/given
mount --bind "/old$GIVEN" /run/given
mount --bind "/old$FOLDER" /mnt
umount -l /old
mount --make-rshared /
hostname "$NAME"
ip link set lo up
update-ca-certificates >/dev/null
useradd --create-home --shell /bin/sh --password '*' deploy
install -d -m 700 -o deploy -g deploy /home/deploy/.ssh
install -m 600 -o deploy -g deploy /run/given/client.pub /home/deploy/.ssh/authorized_keys
echo 'deploy ALL=(root) NOPASSWD: /bin/sh' >/etc/sudoers.d/deploy
chmod 440 /etc/sudoers.d/deploy
rm -f /etc/ssh/ssh_host_*
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
cp /etc/ssh/ssh_host_ed25519_key.pub /mnt/host_key.pub
touch /mnt/ready
umount /mnt /run/given
exec env -i container=other PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin \
  SYSTEMD_PROC_CMDLINE='systemd.unified_cgroup_hierarchy=0 SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1' \
  /lib/systemd/systemd
