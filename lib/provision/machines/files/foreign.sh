# foreign.sh: what the scripts behind it share.
# A reset goes on where its connection ends: whoever comes next waits for its end. The lock is on a folder that all machines have.
exec 9</etc
TURN=/run/cni-testbed.turn # the last one that came says so: what a killed command has left waiting gives way to it
ME="$$ $(cut -d ' ' -f 22 /proc/$$/stat)"
echo "$ME" >"$TURN"
is_last() { [ "$(cat "$TURN" 2>/dev/null)" = "$ME" ]; }
trap 'is_last && rm -f "$TURN"' EXIT
flock -w 540 9 || { echo 'another reset of this machine has not ended within 540 s' >&2; exit 75; }

foreign_signs() { # the signs of a node of a cluster that the testbed has not made, a path a line
  [ ! -e /etc/testbed/kubeadm.begun ] || return 0
  for sign in /etc/kubernetes/kubelet.conf /var/lib/rancher /var/snap/microk8s /var/lib/k0s; do
    [ ! -e "$sign" ] || echo "$sign"
  done
}

