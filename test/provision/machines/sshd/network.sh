#!/bin/sh
# network.sh GATEWAY…: a bridge in namespaces of their own, for machines to hang on, and the router between their /24.
# Standard input is the lifeline: at its end all processes in here end, and the kernel removes the rest.
set -eu
read -r pid rest </proc/self/stat # as the host knows it: /proc is still its own
mount -t tmpfs tmpfs /run
ip link set lo up
ip link add br0 type bridge
for gateway; do ip addr add "$gateway/24" dev br0; done
ip link set br0 up
mount -t proc proc /proc
echo 1 >/proc/sys/net/ipv4/ip_forward
echo "$pid"
cat >/dev/null
