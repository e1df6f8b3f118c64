#!/bin/bash
# The network between the nodes: a network namespace with one bridge a zone, which holds the zone's gateway addresses, and
# with the world outside: its addresses, and a server on them that answers probes. Lives as long as somebody holds the other
# end of its standard input.
# fabric.sh PROBER-COMMAND ADDRESS[,ADDRESS] BRIDGE=GATEWAY/LENGTH[,GATEWAY/LENGTH]...
# PROBER-COMMAND: two words in one, Node and the program of the connectivity Jobs, separated by a colon.
set -euo pipefail
IFS=: read -r node prober <<<"$1"
outside=$2
shift 2
ip link set lo up
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
for zone in "$@"; do
  bridge=${zone%%=*}
  ip link add "$bridge" type bridge
  ip link set "$bridge" up
  for gateway in $(tr , ' ' <<<"${zone#*=}"); do ip address add "$gateway" dev "$bridge" nodad; done
done
for address in $(tr , ' ' <<<"$outside"); do ip address add "$address" dev lo nodad; done
NODE_NAME=outside POD_IPS=$outside "$node" "$prober" serve node </dev/null &
echo ready
read -r _ || true
kill %1
