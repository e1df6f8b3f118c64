# facts.sh ADDRESS...: what there is on this machine, a fact a line, its words between tabs. It changes nothing and loads no
# kernel module. The addresses are those of the other machines. facts.ts reads it.
set -uf
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL
tab=$(printf '\t')
say() { printf '%s' "$1"; shift; for word in "$@"; do printf '%s%s' "$tab" "$word"; done; echo; }

(
  ID=unknown VERSION_ID=
  # shellcheck source=/dev/null # names the system
  [ ! -r /etc/os-release ] || . /etc/os-release
  say system "$ID" "${VERSION_ID:-none}"
)
say machine-id "$(tr -d ' \t\n' 2>/dev/null </etc/machine-id | grep . || echo none)"
version=$(apt-cache policy containerd 2>/dev/null | sed -n 's/^  Candidate: *\([0-9].*\)$/\1/p')
say containerd "${version:-unread}"
say architecture "$(uname -m)"
say clock "$(date +%s)"
say cpus "$(nproc)"
say memory "$(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo)"
say disk "$(df -Pk /var/lib | awk 'END { print $4 }')"
say swap "$(awk 'NR > 1' /proc/swaps 2>/dev/null | wc -l)"
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then say cgroup 2; else say cgroup 1; fi

# A module is there where the kernel has it already, or could load it.
has() { [ -e "$2" ] || [ -d "/sys/module/$1" ] || modprobe -n -q "$1" 2>/dev/null; }
if grep -qw overlay /proc/filesystems || has overlay /none; then say module overlay yes; else say module overlay no; fi
if has br_netfilter /proc/sys/net/bridge; then say module br_netfilter yes; else say module br_netfilter no; fi

for file in /etc/kubernetes/admin.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/manifests/kube-apiserver.yaml \
  /var/lib/kubelet/config.yaml /var/lib/etcd/member /etc/rancher /var/lib/rancher /var/snap/microk8s /etc/k0s; do
  [ ! -e "$file" ] || say kubernetes "$file"
done

if command -v ss >/dev/null; then
  ss -H -lntu | awk '{ port = $5; sub(/.*:/, "", port); print $1 "\t" port }' | sort -u | sed "s/^/listener$tab/"
  say listeners read
else
  say listeners unread
fi
say addresses "$(ip -j addr show | tr -d '\n\t')"
say routes "$(ip -j route show default | tr -d '\n\t')"

for address in "$@"; do
  if ! command -v ping >/dev/null; then say peer "$address" unasked
  elif ping -c 2 -W 2 -q "$address" >/dev/null 2>&1; then say peer "$address" yes
  else say peer "$address" no; fi
done
say end
