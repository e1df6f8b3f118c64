#!/bin/sh
# Signs a certificate for a client's public key, on a control plane and with the cluster's own CA, and prints it with the
# CA's. All that goes to and fro is public: the private key never leaves the client's machine.
set -eu
umask 077
cd /etc/kubernetes/pki
[ -e ca.key ] || exit 66 # no cluster yet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo '{{publicKey}}' | openssl base64 -d -A >"$work/key.der"
openssl pkey -pubin -inform DER -in "$work/key.der" -out "$work/key.pem"
printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature' 'extendedKeyUsage=clientAuth' >"$work/extensions"
# The group is kubeadm's own for administrators; one day is the least that openssl gives.
openssl x509 -new -force_pubkey "$work/key.pem" -subj '/O=kubeadm:cluster-admins/CN={{user}}' -days 1 \
  -extfile "$work/extensions" -set_serial "0x$(openssl rand -hex 16)" -CA ca.crt -CAkey ca.key
cat ca.crt
