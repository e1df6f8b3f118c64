#!/bin/bash
# What there is on a machine that a cluster could have left, a thing a line: seen by other eyes than the product's.
set -uo pipefail
ip -o link show | sed -E 's/^[0-9]+: ([^:@]+).*/link \1/'
for family in -4 -6; do
  ip "$family" -o route show table all | sed -E 's/ expires [0-9a-z]+//; s/ +$//; s/^/route /'
  ip "$family" -o rule show | sed "s/^/rule /"
done
for save in iptables-save ip6tables-save; do
  "$save" 2>/dev/null | sed -nE "s/^(:[^ ]+).*/$save \1/p; s/^(-A .*)/$save \1/p"
done
nft list ruleset 2>/dev/null | grep '^table' | sed 's/^/nft /'
ipset list -name 2>/dev/null | sed 's/^/set /'
ss -Hlntup | awk '{print "listener " $1 " " $5}' | sort -u
ps -eo comm= | sort -u | grep -vxE 'ps|sed|sort|grep|awk|bash|sh|ss|trace.sh' | sed 's/^/process /'
mount | awk '{print "mount " $3}' | sort -u
find /etc /opt /root /home /usr/local /var/lib /run /var/run/netns -xdev -not -path '/var/lib/containerd/*' -not -path '/run/systemd/*' \
  -not -path '/run/log/*' -not -path '/var/lib/dpkg/*' -not -path '/var/lib/apt/*' -not -path '/run/user/*' 2>/dev/null |
  sed 's/^/file /'
dpkg-query -W -f 'package ${Package}\n'
systemctl list-unit-files --no-legend --no-pager | awk '$2 == "enabled" {print "enabled " $1}'
