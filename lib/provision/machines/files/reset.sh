# reset.sh, behind foreign.sh: takes a node off a machine, and with it all files of the testbed's. It can be run again: what is gone is not missed, and the
# list of the files goes last. What CNIs and kube-proxy leave in the kernel is not its affair (reset/left-on.ts).
# Packages stay; of their services containerd runs on. Exit code 65: another cluster's node is here, and nothing was changed.
set -u
LIST=/etc/testbed/files.sha256 KEPT=/var/lib/testbed/replaced
failed=0

try() { # try COMMAND...: goes on where it fails, and says so
  "$@" && return
  echo "$* ended with exit code $?" >&2
  failed=1
}

empty() { # empty FOLDER: removes all that is in it, and itself where nothing is mounted there
  [ -d "$1" ] || return 0
  find "$1" -mindepth 1 -delete || return
  rmdir "$1" 2>/dev/null || mountpoint -q "$1"
}

has() { command -v "$1" >/dev/null 2>&1; }

is_last || { echo 'another command has come since, and goes on from here' >&2; exit 75; }

# Nobody loses a cluster that the testbed has not made.
sign=$(foreign_signs | head -n 1)
if [ -n "$sign" ]; then
  echo "$sign is there, of a cluster that the testbed has not made"
  exit 65
fi

# The Jobs after the boot: a boot that is stopped in the pause before its next attempt is a success to systemd, which then
# starts them.
for unit in testbed-rejoin.timer testbed-rejoin.service testbed-boot.service testbed-jobs.service; do
  [ -e "/etc/systemd/system/$unit" ] || continue
  case $unit in *boot.service | *.timer) try systemctl disable "$unit" ;; esac
  try systemctl stop "$unit"
done
try systemctl reset-failed 'testbed-*' # else systemd calls the machine degraded for units that are gone

# kubeadm stops the kubelet and removes the containers. A boot that was cut off before it has nothing to undo.
if has kubeadm && [ -e /etc/testbed/kubeadm.begun ]; then
  try kubeadm reset --force
fi
if [ -e "$LIST" ] && has kubelet; then
  try systemctl disable kubelet
  try systemctl stop kubelet
fi

if [ -e "$LIST" ]; then
  try rm -rf /etc/kubernetes/manifests /etc/kubernetes/pki /etc/kubernetes/tmp /var/lib/cni
  try empty /var/lib/etcd # it may be a disk of its own
  try rm -f /etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf /etc/kubernetes/kubelet.conf
  if [ -d /etc/kubernetes ]; then rmdir /etc/kubernetes 2>/dev/null || true; fi # others' files in it stay
  if has apt-mark; then try apt-mark unhold kubelet kubeadm kubectl containerd >/dev/null; fi
  try rm -f /etc/apt/sources.list.d/kubernetes.list /etc/apt/keyrings/kubernetes.asc
  if [ -e /etc/testbed/hosts ]; then
    grep -vxFf /etc/testbed/hosts /etc/hosts >/etc/testbed/hosts.others
    try cp /etc/testbed/hosts.others /etc/hosts # in place: it may be a mount
  fi
  authorities=$(grep -c ' /usr/local/share/ca-certificates/' "$LIST")
  while read -r _ path; do
    if [ -e "$KEPT$path" ]; then try cp -p "$KEPT$path" "$path"; else try rm -f "$path"; fi
  done <"$LIST"
  if [ "$authorities" -gt 0 ]; then try update-ca-certificates --fresh >/dev/null; fi
  try rm -rf /opt/testbed
  find /run -maxdepth 1 -name 'testbed-*' -exec rm -rf {} +
  try systemctl daemon-reload
  try systemctl try-restart systemd-networkd
  try systemctl try-restart containerd # with the configuration that it had before
  for timer in apt-daily.timer apt-daily-upgrade.timer; do
    if systemctl --quiet is-enabled "$timer" 2>/dev/null; then try systemctl start "$timer"; fi
  done
fi
[ "$failed" = 0 ] || exit 1
rm -rf /var/lib/testbed /etc/testbed
