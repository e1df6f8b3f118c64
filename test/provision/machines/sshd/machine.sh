#!/bin/sh
# machine.sh NAME ADDRESS FOLDER SYSTEM VERSION: a machine with a real sshd, in namespaces of its own, as their first process.
# Its files are the host's under a layer of its own, so that whatever is written stays inside. FOLDER has the client's
# public key, and gets the machine's. Standard input is the lifeline.
set -eu
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin # its own, wherever this one has its programs
name=$1 address=$2 folder=$3 system=$4 version=$5
hostname "$name"
read -r pid rest </proc/self/stat # as the host knows it: /proc is still its own

mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
root=/mnt/root
mkdir -p $root/given
mount --bind "$folder" $root/given
mount -t proc proc $root/proc
mount -t sysfs sysfs $root/sys
mkdir -p $root/sys/fs/cgroup
mount -t tmpfs tmpfs $root/sys/fs/cgroup
echo 'cpu memory pids' >$root/sys/fs/cgroup/cgroup.controllers # what a machine with cgroup v2 has
mount --rbind /dev $root/dev
for place in run tmp var/tmp; do mount -t tmpfs -o mode=1777 tmpfs $root/$place; done

# The cable may be moved in after this namespace is there.
until ip link show eth0 >/dev/null 2>&1; do sleep 0.05; done
ip link set lo up
ip addr add "$address/24" dev eth0
ip link set eth0 up
ip route add default via "${address%.*}.1"

cat >$root/inside.sh <<'INSIDE'
set -eu
mkdir -p /run/sshd /etc/sudoers.d
rm -rf /etc/containerd # what a runtime of the host's has there would come back after a reset
printf '127.0.0.1 localhost %s\n' "$3" >/etc/hosts # sudo looks its machine up
echo >/etc/resolv.conf
command -v ping >/dev/null || ln -s "$(command -v busybox)" /usr/local/bin/ping
printf '%s' "$3" | md5sum | cut -d ' ' -f 1 >/etc/machine-id
printf '#!/bin/sh\nprintf "containerd:\\n  Candidate: 2.2.1-1\\n"\n' >/usr/local/bin/apt-cache
chmod 755 /usr/local/bin/apt-cache
cat >/usr/local/bin/curl <<'CURL'
#!/bin/sh
# Whether something can be fetched is yes here, where there is no network to ask; all else is the real curl's.
case "$*" in *'%{http_code}'*) for url; do :; done; printf '200\t000\t%s' "$url" ;; *) exec /usr/bin/curl "$@" ;; esac
CURL
chmod 755 /usr/local/bin/curl
printf 'PRETTY_NAME="stand-in"\nID=%s\nVERSION_ID="%s"\n' "$1" "$2" >/etc/os-release
useradd --create-home --shell /bin/sh --password '*' deploy
mkdir -m 700 /home/deploy/.ssh
cp /given/client.pub /home/deploy/.ssh/authorized_keys
chown -R deploy: /home/deploy/.ssh
echo 'deploy ALL=(root) NOPASSWD: /bin/sh' >/etc/sudoers.d/deploy
chmod 440 /etc/sudoers.d/deploy
rm -f /etc/ssh/ssh_host_*
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
cp /etc/ssh/ssh_host_ed25519_key.pub "/given/$3.pub"
cat >/etc/ssh/sshd_config.machine <<'CONFIG'
HostKey /etc/ssh/ssh_host_ed25519_key
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PidFile none
CONFIG
INSIDE
chroot $root sh /inside.sh "$system" "$version" "$name"
rm $root/inside.sh
chroot $root /usr/sbin/sshd -D -e -f /etc/ssh/sshd_config.machine 2>"$folder/$name.log" &
until grep -q 'Server listening' "$folder/$name.log"; do sleep 0.05; done
echo "$pid"
cat >/dev/null
