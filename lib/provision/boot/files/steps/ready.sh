#!/bin/bash
# All nodes are Ready, and cluster DNS runs. Nobody joins any more: no token lives on, in the cluster or in the exchange.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

kubectl wait --for=condition=Ready node --all --timeout=300s
kubectl -n kube-system rollout status deployment/coredns --timeout=300s
kubectl -n kube-system delete secret --field-selector type=bootstrap.kubernetes.io/token
for role in worker control-plane; do exchange_remove "join/$role.json"; done
exchange_get assets/machines.json "$STATE/machines.json" || log 'the exchange does not say which machines there are yet'
systemctl enable --now testbed-rejoin.timer # where others take their place
