# standing.sh, behind foreign.sh: what stands on this machine. up/standing.ts reads it.
cat /etc/machine-id
dpkg --print-architecture
sed -n 's/^GENERATION=/generation /p; s/^NODE_NAME=/node /p' /etc/testbed/node.env 2>/dev/null
cat /var/lib/testbed/exchange/status/*/*.json 2>/dev/null | grep -q '"state":"done"' && echo 'done'
foreign_signs | sed 's/^/foreign /'
exit 0
