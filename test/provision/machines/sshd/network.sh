#!/bin/sh
# network.sh: a bridge in namespaces of their own, for machines to hang on. Standard input is the lifeline: at its end all
# processes in here end, and the kernel removes the rest.
set -eu
mount -t tmpfs tmpfs /run
ip link set lo up
ip link add br0 type bridge
ip addr add 10.77.0.1/24 dev br0
ip link set br0 up
read -r pid rest </proc/self/stat
echo "$pid"
cat >/dev/null
