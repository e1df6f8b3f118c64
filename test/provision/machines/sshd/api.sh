#!/bin/sh
# api.sh [STACK]: makes this machine a control plane that can be connected to: kubeadm's authority, and a server that answers
# those who come with a certificate of the authority's, at port 6443 of loopback. STACK: with the testbed's word on whose
# cluster it is. Stand-ins find the server's process in /kept/api.pid.
set -eu
pki=/etc/kubernetes/pki
mkdir -p $pki /var/lib/testbed/exchange/assets
cd $pki
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=kubernetes -days 2 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout apiserver.key -out apiserver.csr -subj /CN=kube-apiserver 2>/dev/null
echo 'subjectAltName=DNS:kubernetes' >apiserver.extensions
openssl x509 -req -in apiserver.csr -CA ca.crt -CAkey ca.key -CAcreateserial -extfile apiserver.extensions -days 2 -out apiserver.crt 2>/dev/null
if [ $# -gt 0 ]; then
  node='{"name":"control-plane-1","role":"control-plane","address":"10.77.0.10"}'
  printf '{"stack":"%s","cni":"flannel","mode":"vxlan","generation":"g","spec":{},"connectivity":true,"nodes":[%s]}\n' "$1" "$node" \
    >/var/lib/testbed/exchange/assets/cluster.json
fi
setsid openssl s_server -accept 127.0.0.1:6443 -cert apiserver.crt -key apiserver.key -CAfile ca.crt -Verify 1 \
  -verify_return_error -www -quiet </dev/null >/dev/null 2>&1 &
[ ! -d /kept ] || echo $! >/kept/api.pid
