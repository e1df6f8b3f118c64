#!/bin/bash
# A machine with Debian's own systemd and sshd, in namespaces. Lives as long as somebody holds the other end of its standard
# input. start.sh NAME FOLDER PARTS CGROUP GIVEN: the machine's name, its own folder, the folder with all that was built, its
# control group (see ../cgroups.ts), and the folder with what its user has given it: the client's key and the authority of
# the world outside. Its own public key is then FOLDER/host_key.pub.
# Its namespace of control groups begins at its own group, as a container's does: systemd makes its tree below that.
set -euo pipefail
FOLDER=$2 CGROUP=$4
for procs in /sys/fs/cgroup"$CGROUP"/cgroup.procs /sys/fs/cgroup/*"$CGROUP"/cgroup.procs; do
  if [[ -w $procs ]]; then echo $$ >"$procs"; fi
done
mkdir -p "$FOLDER/log"
# Whatever ends this script, the machine ends with it.
setpriv --pdeathsig KILL unshare --net --mount --uts --ipc --pid --cgroup --fork --kill-child -- \
  bash "$(dirname "$(realpath "$0")")/init.sh" "$@" </dev/null >"$FOLDER/log/console" 2>&1 &
until [[ -e $FOLDER/ready ]]; do
  kill -0 $! || { cat "$FOLDER/log/console" >&2; exit 1; }
  sleep 0.1
done
echo ready
read -r _ || true
kill -KILL $!
