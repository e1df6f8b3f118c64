#!/bin/bash
# The first control plane: starts the cluster, tells the others how to join, keeps the planned pod ranges, installs the CNI.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
export KUBECONFIG=/etc/kubernetes/admin.conf

publish_join() { # a token for an hour and the pin of the CA; only nodes' roles can read the object
  local token pin
  token=$(kubeadm token create --ttl 1h --description testbed-join)
  pin=$(openssl x509 -pubkey -noout -in /etc/kubernetes/pki/ca.crt |
    openssl pkey -pubin -outform der | sha256sum | cut -d' ' -f1)
  token=$token pin=sha256:$pin jq -n '{token: env.token, pin: env.pin}' >"$RUN/testbed-join.json"
  retry 12 5 exchange PUT join/worker.json -T "$RUN/testbed-join.json"
}

publish_certificates() { # for further control planes: the key of the certificates that kubeadm uploads, valid for two hours
  local key
  key=$(kubeadm init phase upload-certs --upload-certs --config /etc/testbed/kubeadm.yaml | tail -n 1)
  key=$key jq '. + {certificateKey: env.key}' "$RUN/testbed-join.json" >"$RUN/testbed-join-control-plane.json"
  retry 12 5 exchange PUT join/control-plane.json -T "$RUN/testbed-join-control-plane.json"
}

plan_nodes() { # Node objects with their pod ranges, before any kubelet registers: it keeps the spec that it finds
  jq -Rn -f /opt/testbed/nodes.jq /etc/testbed/nodes >"$RUN/testbed-nodes.json"
  retry 12 5 kubectl apply --server-side -f "$RUN/testbed-nodes.json"
}

joined() { # every planned node has a kubelet that reported
  kubectl get nodes -o json |
    jq -e --rawfile plan /etc/testbed/nodes -f /opt/testbed/joined.jq >"$RUN/testbed-missing.json"
}

stage init
kubeadm config validate --config /etc/testbed/kubeadm.yaml
retry 5 10 kubeadm config images pull --config /etc/testbed/kubeadm.yaml
once kubeadm init --config /etc/testbed/kubeadm.yaml --skip-token-print

stage plan
plan_nodes
umask 077
publish_join
if (($(grep -c ' control-plane$' /etc/testbed/nodes) > 1)); then publish_certificates; fi
umask 022

stage join
retry 300 5 joined || { log "never joined: $(cat "$RUN/testbed-missing.json")"; false; }

stage cni
/opt/testbed/install-cni.sh

stage ready
kubectl wait --for=condition=Ready node --all --timeout=900s
kubectl -n kube-system rollout status deployment/coredns --timeout=300s
# nobody joins any more: no token lives on, in the cluster or in the bucket
kubectl -n kube-system delete secret --field-selector type=bootstrap.kubernetes.io/token
retry 12 5 exchange DELETE join/worker.json
retry 12 5 exchange DELETE join/control-plane.json
shred -u "$RUN"/testbed-join*.json
retry 12 5 put_status "done" 'all nodes are Ready'

exec /opt/testbed/connectivity.sh
